package io.huoyan.server.mqtt;

import io.huoyan.core.domain.StationId;
import io.huoyan.core.orders.OutboxMessage.Channel;
import java.util.regex.Pattern;

/**
 * Topics under an ISA-95 prefix: {@code <site>/<area>/<line>/<station>/orders} and {@code …/visits}, and
 * {@code <site>/<area>/<line>/<server>/availability}.
 *
 * @param site plant
 * @param area e.g. body shop
 * @param line e.g. framing line
 */
public record Topics(String site, String area, String line) {
    private static final Pattern LEVEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

    public Topics {
        checked("site", site);
        checked("area", area);
        checked("line", line);
    }

    /** {@code <site>/<area>/<line>}. */
    public String prefix() {
        return site + "/" + area + "/" + line;
    }

    /** Where messages of a station go. */
    public String of(StationId station, Channel channel) {
        return prefix() + "/" + station + "/" + channel.topicLevel();
    }

    /** Where a server says whether it is there; retained. */
    public String availability(String server) {
        return prefix() + "/" + checked("server", server) + "/availability";
    }

    /** Filter for a channel of all stations of the line. */
    public String allStations(Channel channel) {
        return prefix() + "/+/" + channel.topicLevel();
    }

    private static String checked(String what, String level) {
        if (!LEVEL.matcher(level).matches()) {
            throw new IllegalArgumentException("MQTT " + what + " is '" + level
                    + "'; allowed are 1 to 64 characters of A-Z a-z 0-9 . _ : -, the first a letter or digit");
        }
        return level;
    }
}
