package io.huoyan.core.orders;

import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VehicleId;

/**
 * A message to the MES, fixed byte for byte when it is written.
 *
 * @param vehicle messages of one vehicle go out in order
 * @param station last level of the ISA-95 prefix
 * @param channel topic below the station's
 * @param key repeats of one message have the same key, e.g. {@code <orderId>/<revision>}
 * @param schema name and version of the payload's schema, e.g. {@code huoyan.order/1}
 * @param payload UTF-8 JSON; not copied, not to be changed
 */
public record OutboxMessage(
        VehicleId vehicle, StationId station, Channel channel, String key, String schema, byte[] payload) {
    /** Media type of every payload. */
    public static final String CONTENT_TYPE = "application/json";

    /** What a message is about. */
    public enum Channel {
        ORDERS("orders"),
        VISITS("visits");

        private final String topicLevel;

        Channel(String topicLevel) {
            this.topicLevel = topicLevel;
        }

        /** The last level of the topic. */
        public String topicLevel() {
            return topicLevel;
        }
    }
}
