package io.huoyan.core.orders;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What became of a command.
 *
 * @param commandId of the command, as far as it could be read
 * @param orderId of the command, as far as it could be read
 * @param code what became of it
 * @param message one sentence for a person: what, the value, what would have been allowed
 * @param state of the order afterwards, where there is one
 * @param revision of the order afterwards, where there is one
 */
public record CommandAnswer(
        Optional<String> commandId,
        Optional<String> orderId,
        Code code,
        String message,
        Optional<OrderState> state,
        OptionalInt revision) {

    /** What can become of a command. */
    public enum Code {
        /** Done. */
        DONE,
        /** More bytes than allowed. */
        TOO_LARGE,
        /** No JSON in UTF-8. */
        NOT_JSON,
        /** JSON, but no command: a field is missing, wrong or unknown. */
        INVALID,
        /** Issued too long ago, or in the future. */
        NOT_IN_TIME,
        /** No such order. */
        UNKNOWN_ORDER,
        /** The order's state does not allow it. */
        WRONG_STATE,
        /** The order has changed since. */
        STALE_REVISION,
        /** Another command had this id. */
        COMMAND_ID_REUSED,
        /** The order is of another station than the topic. */
        WRONG_STATION,
        /** More came than the door takes; nothing was looked at, the same command may be sent again. */
        TOO_MANY,
        /** Huoyan failed; nothing was changed, the same command may be sent again. */
        INTERNAL
    }

    /** True if the order was moved. */
    public boolean isDone() {
        return code == Code.DONE;
    }

    /** A refusal of something that could not be read as a command. */
    static CommandAnswer unread(Optional<String> commandId, Optional<String> orderId, Code code, String message) {
        return new CommandAnswer(commandId, orderId, code, message, Optional.empty(), OptionalInt.empty());
    }

    static CommandAnswer of(OrderCommand command, Code code, String message) {
        return unread(Optional.of(command.id()), Optional.of(command.order().value()), code, message);
    }

    static CommandAnswer of(OrderCommand command, Code code, String message, RepairOrder order) {
        return new CommandAnswer(
                Optional.of(command.id()),
                Optional.of(command.order().value()),
                code,
                message,
                Optional.of(order.state()),
                OptionalInt.of(order.revision()));
    }
}
