package io.huoyan.core.orders;

import static io.huoyan.core.dossier.SampleEntries.NOON;
import static io.huoyan.core.dossier.SampleEntries.order;
import static io.huoyan.core.dossier.SampleEntries.pore;
import static io.huoyan.core.dossier.SampleEntries.vehicle;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.domain.OrderId;
import io.huoyan.core.orders.CommandAnswer.Code;
import io.huoyan.core.orders.OrderCommand.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OrderCommandsTest {
    private final OrderCommands commands = new OrderCommands(
            new OrderPlanner(OrderPlannerTest.NAMES, OrderRules.defaults(), () -> new OrderId("new")));

    private static OrderCommand command(Action action) {
        return new OrderCommand("c-1", new OrderId("O-1"), action, "王芳", "why not", OptionalInt.empty(), NOON, "aa");
    }

    private static RepairOrder at(OrderState state) {
        return order(vehicle("BODY-1"), "O-1", "S-1", state, pore(1.2));
    }

    private OrderCommands.Outcome plan(OrderCommand command, RepairOrder order) {
        return commands.plan(
                command, order, Optional.of(OrderPlannerTest.PLAN.welds().get(0)), Optional.empty(), NOON);
    }

    @ParameterizedTest
    @CsvSource({
        "CREATED,ACCEPT,ACCEPTED",
        "DISPATCHED,ACCEPT,ACCEPTED",
        "REOPENED,ACCEPT,ACCEPTED",
        "ACCEPTED,START_REPAIR,IN_REPAIR",
        "IN_REPAIR,REPAIRED,REPAIRED",
        "REPAIRED,CLOSE,CLOSED",
        "IN_REPAIR,HOLD,HELD",
        "HELD,RELEASE,ACCEPTED",
        "IN_REPAIR,SCRAP,SCRAPPED",
        "REPAIRED,CONCESSION,CONCESSION",
        "DISPATCHED,CANCEL,CANCELLED"
    })
    void a_command_makes_the_next_revision_its_message_and_its_record(OrderState from, Action action, OrderState to) {
        var outcome = plan(command(action), at(from));

        assertThat(outcome.answer().code()).isEqualTo(Code.DONE);
        RepairOrder moved = outcome.revision().orElseThrow();
        assertThat(moved.state()).isEqualTo(to);
        assertThat(moved.revision()).isEqualTo(2);
        assertThat(moved.move()).isEqualTo(new Move(Move.By.MES, "王芳", "why not", Optional.of("c-1")));
        assertThat(outcome.messages()).extracting(OutboxMessage::key).containsExactly("O-1/2");
        assertThat(outcome.record().orElseThrow().done()).isTrue();
    }

    /** What is allowed is exactly what the table of moves has, and no held order goes on without being released. */
    @ParameterizedTest
    @EnumSource
    void whatever_is_not_allowed_is_refused_and_changes_nothing(OrderState from) {
        for (Action action : Action.values()) {
            var outcome = plan(command(action), at(from));
            if (outcome.answer().isDone()) {
                assertThat(OrderMoves.isLegal(
                                from, outcome.revision().orElseThrow().state()))
                        .as("%s of %s", action, from)
                        .isTrue();
            } else {
                assertThat(outcome.answer().code()).isEqualTo(Code.WRONG_STATE);
                assertThat(outcome.revision()).isEmpty();
                assertThat(outcome.messages()).isEmpty();
                assertThat(outcome.record().orElseThrow().done()).isFalse();
            }
        }
    }

    @Test
    void a_refusal_says_what_the_order_is_and_what_is_allowed() {
        assertThat(plan(command(Action.REPAIRED), at(OrderState.DISPATCHED))
                        .answer()
                        .message())
                .isEqualTo("order is DISPATCHED, where REPAIRED is not allowed; allowed are"
                        + " [ACCEPT, HOLD, SCRAP, CONCESSION, CANCEL]");
    }

    @Test
    void the_same_command_gets_its_first_answer_again_whatever_has_happened_since() {
        var first = plan(command(Action.REPAIRED), at(OrderState.ACCEPTED));
        var again = commands.plan(
                command(Action.REPAIRED),
                at(OrderState.IN_REPAIR),
                Optional.empty(),
                first.record(),
                NOON.plusSeconds(9));

        assertThat(first.answer().code()).isEqualTo(Code.WRONG_STATE);
        assertThat(again.answer()).isEqualTo(first.answer());
        assertThat(new String(again.answerJson(), UTF_8)).isEqualTo(new String(first.answerJson(), UTF_8));
        assertThat(again.revision()).isEmpty();
        assertThat(again.record()).isEmpty();
    }

    @Test
    void another_command_under_the_same_id_is_refused() {
        var record = Optional.of(new CommandRecord("c-1", "bb", true, new byte[0]));

        var outcome = commands.plan(command(Action.ACCEPT), at(OrderState.DISPATCHED), Optional.empty(), record, NOON);

        assertThat(outcome.answer().code()).isEqualTo(Code.COMMAND_ID_REUSED);
        assertThat(outcome.revision()).isEmpty();
    }

    @Test
    void a_command_for_another_revision_is_stale() {
        var stale = new OrderCommand("c-1", new OrderId("O-1"), Action.ACCEPT, "w", "", OptionalInt.of(2), NOON, "aa");

        var answer = plan(stale, at(OrderState.DISPATCHED)).answer();

        assertThat(answer.code()).isEqualTo(Code.STALE_REVISION);
        assertThat(answer.message()).isEqualTo("if_revision is 2; the order is at revision 1");
    }

    @Test
    void a_command_is_taken_up_to_24_hours_old_and_2_hours_ahead() {
        assertThat(issued(NOON.minus(Duration.ofHours(24)))).isEqualTo(Code.DONE);
        assertThat(issued(NOON.minus(Duration.ofHours(24)).minusMillis(1))).isEqualTo(Code.NOT_IN_TIME);
        assertThat(issued(NOON.plus(Duration.ofHours(2)))).isEqualTo(Code.DONE);
        assertThat(issued(NOON.plus(Duration.ofHours(2)).plusMillis(1))).isEqualTo(Code.NOT_IN_TIME);
    }

    private Code issued(Instant at) {
        return plan(
                        new OrderCommand(
                                "c-1", new OrderId("O-1"), Action.ACCEPT, "w", "", OptionalInt.empty(), at, "aa"),
                        at(OrderState.DISPATCHED))
                .answer()
                .code();
    }

    @Test
    void a_held_order_goes_back_to_where_it_was_held() {
        for (OrderState from :
                new OrderState[] {OrderState.DISPATCHED, OrderState.ACCEPTED, OrderState.IN_REPAIR, OrderState.REPAIRED
                }) {
            RepairOrder held = plan(command(Action.HOLD), at(from)).revision().orElseThrow();
            assertThat(plan(command(Action.RELEASE), held)
                            .revision()
                            .orElseThrow()
                            .state())
                    .isEqualTo(from);
        }
        RepairOrder held =
                plan(command(Action.HOLD), at(OrderState.CREATED)).revision().orElseThrow();
        assertThat(plan(command(Action.RELEASE), held).revision().orElseThrow().state())
                .isEqualTo(OrderState.DISPATCHED);
    }
}
