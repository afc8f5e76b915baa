package io.huoyan.core.orders;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.huoyan.core.catalog.Weld;
import io.huoyan.core.orders.CommandAnswer.Code;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Decides what a command does to its order. Pure. The same command gets the same answer, however often it comes and
 * whatever has happened since; another command under the same id is refused.
 */
public final class OrderCommands {
    /** A command that is older than this is refused: it says nothing about today. */
    static final Duration AGE_MAX = Duration.ofHours(24);

    /** Clocks may be this far apart: so far a command may seem to come from the future. */
    static final Duration AHEAD_MAX = Duration.ofHours(2);

    private final OrderPlanner planner;
    private final AnswerJson json = new AnswerJson();

    public OrderCommands(OrderPlanner planner) {
        this.planner = planner;
    }

    /**
     * What a command does.
     *
     * @param answer for the sender
     * @param answerJson the same as it is sent; equal to the first answer if the command came before
     * @param revision the order's new one
     * @param messages of the revision
     * @param record to be kept with the revision; empty if it is kept already
     */
    public record Outcome(
            CommandAnswer answer,
            byte[] answerJson,
            Optional<RepairOrder> revision,
            List<OutboxMessage> messages,
            Optional<CommandRecord> record) {
        public Outcome {
            messages = List.copyOf(messages);
        }
    }

    /**
     * @param command what is asked
     * @param order the order as it stands; open or not
     * @param weld of the order, as the plan has it now
     * @param before the record of a command with this id, if there was one
     * @param now UTC
     */
    public Outcome plan(
            OrderCommand command, RepairOrder order, Optional<Weld> weld, Optional<CommandRecord> before, Instant now) {
        if (before.isPresent()) {
            return again(command, before.get());
        }
        Optional<CommandAnswer> refusal = refusal(command, order, now);
        if (refusal.isPresent()) {
            byte[] answer = json.write(refusal.get());
            return new Outcome(
                    refusal.get(),
                    answer,
                    Optional.empty(),
                    List.of(),
                    Optional.of(new CommandRecord(command.id(), command.sha256(), false, answer)));
        }
        RepairOrder moved = order.next(
                        new Move(Move.By.MES, command.who(), command.reason(), Optional.of(command.id())), now)
                .to(command.action().target(order))
                .made();
        CommandAnswer done = CommandAnswer.of(command, Code.DONE, "order is " + moved.state(), moved);
        byte[] answer = json.write(done);
        return new Outcome(
                done,
                answer,
                Optional.of(moved),
                List.of(planner.message(moved, weld)),
                Optional.of(new CommandRecord(command.id(), command.sha256(), true, answer)));
    }

    private Outcome again(OrderCommand command, CommandRecord before) {
        boolean isSame = MessageDigest.isEqual(
                before.sha256().getBytes(US_ASCII), command.sha256().getBytes(US_ASCII));
        CommandAnswer answer = isSame
                ? json.read(before.answer())
                : CommandAnswer.of(
                        command,
                        Code.COMMAND_ID_REUSED,
                        "command_id " + command.id()
                                + " was used by another command; allowed is an id of its own for each");
        return new Outcome(
                answer, isSame ? before.answer() : json.write(answer), Optional.empty(), List.of(), Optional.empty());
    }

    private static Optional<CommandAnswer> refusal(OrderCommand command, RepairOrder order, Instant now) {
        if (command.issuedAt().isBefore(now.minus(AGE_MAX))
                || command.issuedAt().isAfter(now.plus(AHEAD_MAX))) {
            return Optional.of(CommandAnswer.of(
                    command,
                    Code.NOT_IN_TIME,
                    "issued_at is " + command.issuedAt() + " and it is "
                            + now.truncatedTo(java.time.temporal.ChronoUnit.MILLIS)
                            + " here; allowed is at most " + AGE_MAX.toHours() + " h before and " + AHEAD_MAX.toHours()
                            + " h after that",
                    order));
        }
        if (command.ifRevision().isPresent() && command.ifRevision().getAsInt() != order.revision()) {
            return Optional.of(CommandAnswer.of(
                    command,
                    Code.STALE_REVISION,
                    "if_revision is " + command.ifRevision().getAsInt() + "; the order is at revision "
                            + order.revision(),
                    order));
        }
        if (!command.action().isAllowed(order)) {
            return Optional.of(CommandAnswer.of(
                    command,
                    Code.WRONG_STATE,
                    "order is " + order.state() + ", where " + command.action() + " is not allowed; allowed are "
                            + Arrays.stream(OrderCommand.Action.values())
                                    .filter(action -> action.isAllowed(order))
                                    .toList(),
                    order));
        }
        return Optional.empty();
    }

    /** As it is sent. */
    public byte[] write(CommandAnswer answer) {
        return json.write(answer);
    }

    /** Nobody knows this order. */
    public static CommandAnswer unknown(OrderCommand command) {
        return CommandAnswer.of(
                command, Code.UNKNOWN_ORDER, "no order " + command.order() + " is in the vehicles' files");
    }

    /** The command came on the topic of another station. */
    public static CommandAnswer wrongStation(OrderCommand command, RepairOrder order, String station) {
        return CommandAnswer.of(
                command,
                Code.WRONG_STATION,
                "order " + order.id() + " is of station " + order.station() + "; the command came on the topic of "
                        + station);
    }

    /** Too much came at once; nothing was looked at. */
    public static CommandAnswer tooMany(OrderCommand command, String why) {
        return CommandAnswer.of(command, Code.TOO_MANY, why + "; nothing was changed, send the same command again");
    }

    /** Nothing was changed, and the fault is ours. */
    public static CommandAnswer failed(OrderCommand command) {
        return CommandAnswer.of(
                command, Code.INTERNAL, "Huoyan could not carry it out; nothing was changed, it may be sent again");
    }
}
