package io.huoyan.server.mqtt;

import io.huoyan.core.domain.StationId;
import io.huoyan.core.orders.OutboxMessage.Channel;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Topics under an ISA-95 prefix {@code <site>/<area>/<line>}: from us {@code <station>/orders},
 * {@code <station>/visits} and {@code <server>/availability}; to us {@code <station>/orders/commands} and
 * {@code <station>/gate/requests}, answered, where no response topic is named, on {@code <station>/orders/answers} and
 * {@code <station>/gate/answers}.
 *
 * @param site plant
 * @param area e.g. body shop
 * @param line e.g. framing line
 */
public record Topics(String site, String area, String line) {
    private static final String COMMANDS = "/orders/commands";
    private static final String GATE_REQUESTS = "/gate/requests";
    private static final int ANSWER_TOPIC_CHARACTERS_MAX = 512;
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

    /** Where the MES sends commands to a station's orders. */
    public String commands(StationId station) {
        return prefix() + "/" + station + COMMANDS;
    }

    /** Where the gate is asked at a station. */
    public String gateRequests(StationId station) {
        return prefix() + "/" + station + GATE_REQUESTS;
    }

    String commandsOfAllStations() {
        return prefix() + "/+" + COMMANDS;
    }

    String gateRequestsOfAllStations() {
        return prefix() + "/+" + GATE_REQUESTS;
    }

    /** Where commands without a response topic are answered. */
    public String orderAnswers(StationId station) {
        return prefix() + "/" + station + "/orders/answers";
    }

    /** Where questions to the gate without a response topic are answered. */
    public String gateAnswers(StationId station) {
        return prefix() + "/" + station + "/gate/answers";
    }

    boolean isCommands(String topic) {
        return topic.endsWith(COMMANDS);
    }

    /** The station of a topic that is one of those we listen to. */
    Optional<String> stationOf(String topic) {
        String ending = isCommands(topic) ? COMMANDS : GATE_REQUESTS;
        String beginning = prefix() + "/";
        if (!topic.startsWith(beginning)
                || !topic.endsWith(ending)
                || topic.length() <= beginning.length() + ending.length()) {
            return Optional.empty();
        }
        return Optional.of(topic.substring(beginning.length(), topic.length() - ending.length()));
    }

    /**
     * True if somebody may have answers sent there. Not on topics on which others rely for what we say ourselves, not
     * on those that we listen to, and nowhere that is no plain topic.
     */
    boolean mayAnswerOn(String topic) {
        boolean isPlain = !topic.isEmpty()
                && topic.length() <= ANSWER_TOPIC_CHARACTERS_MAX
                && topic.chars().noneMatch(one -> one == '+' || one == '#' || one < ' ')
                && !topic.startsWith("$");
        return isPlain && (!topic.startsWith(prefix() + "/") || topic.endsWith("/answers"));
    }

    private static String checked(String what, String level) {
        if (!LEVEL.matcher(level).matches()) {
            throw new IllegalArgumentException("MQTT " + what + " is '" + level
                    + "'; allowed are 1 to 64 characters of A-Z a-z 0-9 . _ : -, the first a letter or digit");
        }
        return level;
    }
}
