package io.huoyan.server.ingest;

import com.google.protobuf.Timestamp;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.orders.GateAnswer.Blocker;
import io.huoyan.core.orders.GateAnswer.Why;
import io.huoyan.proto.v1.GateAnswer;
import io.huoyan.proto.v1.GateBlocker;
import java.time.Instant;

/** The gate's answers as the contract has them. */
final class GateMapping {
    private GateMapping() {}

    static GateAnswer answer(io.huoyan.core.orders.GateAnswer answer, Instant askedAt) {
        GateAnswer.Builder mapped = GateAnswer.newBuilder()
                .setVehicleId(answer.vehicle().value())
                .setMayLeave(answer.mayLeave())
                .setBlockersInAll(answer.blockersInAll())
                .setOpenOrders(answer.openOrders())
                .setAskedAt(Timestamp.newBuilder()
                        .setSeconds(askedAt.getEpochSecond())
                        .setNanos(askedAt.getNano()));
        answer.blockers().forEach(blocker -> mapped.addBlockers(blocker(blocker)));
        return mapped.build();
    }

    private static GateBlocker blocker(Blocker blocker) {
        return GateBlocker.newBuilder()
                .setWhy(why(blocker.why()))
                .setWeldId(blocker.weld().map(WeldId::value).orElse(""))
                .setOrderId(blocker.order().map(OrderId::value).orElse(""))
                .build();
    }

    private static GateBlocker.Why why(Why why) {
        return switch (why) {
            case UNKNOWN_VEHICLE -> GateBlocker.Why.UNKNOWN_VEHICLE;
            case VISIT_OPEN -> GateBlocker.Why.VISIT_OPEN;
            case NOT_INSPECTED -> GateBlocker.Why.NOT_INSPECTED;
            case REVIEW_UNRESOLVED -> GateBlocker.Why.REVIEW_UNRESOLVED;
            case OPEN_ORDER -> GateBlocker.Why.OPEN_ORDER;
            case NOK_WITHOUT_ORDER -> GateBlocker.Why.NOK_WITHOUT_ORDER;
            case SCRAPPED -> GateBlocker.Why.SCRAPPED;
        };
    }
}
