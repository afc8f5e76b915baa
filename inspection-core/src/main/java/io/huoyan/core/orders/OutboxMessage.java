package io.huoyan.core.orders;

import io.huoyan.core.domain.VehicleId;

/**
 * A message to the MES, fixed byte for byte when it is written.
 *
 * @param vehicle messages of one vehicle go out in order
 * @param topicSuffix topic below the station's, e.g. {@code orders} or {@code visits}
 * @param station last level of the ISA-95 prefix
 * @param key repeats of one message have the same key, e.g. {@code <orderId>/<revision>}
 * @param contentType {@code application/json}
 * @param payload UTF-8 JSON; not copied, not to be changed
 */
public record OutboxMessage(
        VehicleId vehicle, String station, String topicSuffix, String key, String contentType, byte[] payload) {}
