package io.huoyan.core.orders;

import io.huoyan.core.domain.OrderId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a person tells an order through the MES.
 *
 * @param id chosen by the sender, never used twice; a command that comes again has the same
 * @param order which
 * @param action what to do
 * @param who the person
 * @param reason in words; needed where {@link Action#needsReason}, else it may be empty
 * @param ifRevision only if the order is still at this revision
 * @param issuedAt when the person said so, UTC
 * @param sha256 of the command's bytes, hex
 */
public record OrderCommand(
        String id,
        OrderId order,
        Action action,
        String who,
        String reason,
        OptionalInt ifRevision,
        Instant issuedAt,
        String sha256) {

    /** What can be done. */
    public enum Action {
        ACCEPT(false),
        START_REPAIR(false),
        REPAIRED(false),
        HOLD(true),
        RELEASE(false),
        /** Closed by a person instead of by re-inspection. */
        CLOSE(true),
        SCRAP(true),
        CONCESSION(true),
        CANCEL(true);

        private final boolean needsReason;

        Action(boolean needsReason) {
            this.needsReason = needsReason;
        }

        /** True if the person must say why. */
        public boolean needsReason() {
            return needsReason;
        }

        /** The state that it leads to from the given one. */
        OrderState target(RepairOrder order) {
            return switch (this) {
                case ACCEPT -> OrderState.ACCEPTED;
                case START_REPAIR -> OrderState.IN_REPAIR;
                case REPAIRED -> OrderState.REPAIRED;
                case HOLD -> OrderState.HELD;
                case RELEASE -> released(order.heldFrom());
                case CLOSE -> OrderState.CLOSED;
                case SCRAP -> OrderState.SCRAPPED;
                case CONCESSION -> OrderState.CONCESSION;
                case CANCEL -> OrderState.CANCELLED;
            };
        }

        /** True if the action can be asked of an order in this state. */
        boolean isAllowed(RepairOrder order) {
            boolean isHeld = order.state() == OrderState.HELD;
            boolean goesOn = this == ACCEPT || this == START_REPAIR || this == REPAIRED;
            if ((isHeld && goesOn) || (this == RELEASE && !isHeld)) {
                return false;
            }
            return OrderMoves.isLegal(order.state(), target(order));
        }

        private static OrderState released(Optional<OrderState> heldFrom) {
            return heldFrom.filter(state -> state != OrderState.CREATED && state != OrderState.REOPENED)
                    .orElse(OrderState.DISPATCHED);
        }
    }
}
