package io.huoyan.core.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OrderMovesTest {
    /** The whole table, written a second time as pairs: what is not here is illegal. */
    private static final Set<String> LEGAL = Set.of(
            "CREATED>DISPATCHED",
            "CREATED>ACCEPTED",
            "CREATED>HELD",
            "CREATED>SCRAPPED",
            "CREATED>CONCESSION",
            "CREATED>CANCELLED",
            "DISPATCHED>ACCEPTED",
            "DISPATCHED>HELD",
            "DISPATCHED>SCRAPPED",
            "DISPATCHED>CONCESSION",
            "DISPATCHED>CANCELLED",
            "ACCEPTED>IN_REPAIR",
            "ACCEPTED>HELD",
            "ACCEPTED>SCRAPPED",
            "ACCEPTED>CONCESSION",
            "ACCEPTED>CANCELLED",
            "IN_REPAIR>REPAIRED",
            "IN_REPAIR>HELD",
            "IN_REPAIR>SCRAPPED",
            "IN_REPAIR>CONCESSION",
            "REPAIRED>CLOSED",
            "REPAIRED>REOPENED",
            "REPAIRED>HELD",
            "REPAIRED>SCRAPPED",
            "REPAIRED>CONCESSION",
            "HELD>DISPATCHED",
            "HELD>ACCEPTED",
            "HELD>IN_REPAIR",
            "HELD>REPAIRED",
            "HELD>SCRAPPED",
            "HELD>CONCESSION",
            "HELD>CANCELLED",
            "REOPENED>DISPATCHED",
            "REOPENED>ACCEPTED",
            "REOPENED>HELD",
            "REOPENED>SCRAPPED",
            "REOPENED>CONCESSION",
            "REOPENED>CANCELLED");

    @ParameterizedTest
    @EnumSource
    void a_state_is_followed_by_those_of_the_table_and_no_other(OrderState from) {
        for (OrderState to : OrderState.values()) {
            assertThat(OrderMoves.isLegal(from, to))
                    .as("%s to %s", from, to)
                    .isEqualTo(LEGAL.contains(from + ">" + to));
        }
    }

    @ParameterizedTest
    @EnumSource
    void exactly_the_states_that_end_a_life_are_followed_by_none(OrderState state) {
        assertThat(OrderMoves.following(state).isEmpty()).isEqualTo(!state.isOpen());
    }

    @Test
    void every_state_but_the_first_can_be_reached() {
        var reached = EnumSet.noneOf(OrderState.class);
        for (OrderState from : OrderState.values()) {
            reached.addAll(OrderMoves.following(from));
        }
        assertThat(reached).isEqualTo(EnumSet.complementOf(EnumSet.of(OrderState.CREATED)));
    }

    @ParameterizedTest
    @CsvSource({"REPAIRED,CLOSED", "REPAIRED,REOPENED"})
    void a_legal_move_is_handed_back(OrderState from, OrderState to) {
        assertThatCode(() -> OrderMoves.moved(from, to)).doesNotThrowAnyException();
        assertThat(OrderMoves.moved(from, to)).isEqualTo(to);
    }

    @Test
    void an_illegal_move_is_refused_with_both_states_and_what_is_allowed() {
        assertThatThrownBy(() -> OrderMoves.moved(OrderState.IN_REPAIR, OrderState.CLOSED))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "order is IN_REPAIR and was to become CLOSED; allowed are [REPAIRED, HELD, SCRAPPED, CONCESSION]");
    }
}
