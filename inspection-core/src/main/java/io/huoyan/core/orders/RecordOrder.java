package io.huoyan.core.orders;

import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.ResultId;

/** What was written first into a vehicle's file. Clocks may be wrong; the order of a file's entries is not. */
@FunctionalInterface
public interface RecordOrder {
    /**
     * True if the frame of an inspection was recorded before the order's current revision; false if the inspection is
     * being recorded now.
     */
    boolean isRecordedBefore(ResultId result, OrderId order);
}
