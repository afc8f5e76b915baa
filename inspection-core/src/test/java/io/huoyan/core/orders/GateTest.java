package io.huoyan.core.orders;

import static io.huoyan.core.dossier.SampleEntries.NOON;
import static io.huoyan.core.dossier.SampleEntries.STATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.catalog.Weld.SafetyClass;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.orders.GateAnswer.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The plan has the welds S-1, S-2 and S-3, all of class A. */
class GateTest {
    private static final VehicleId VEHICLE = new VehicleId("BODY-1");

    private final Gate gate = new Gate(OrderRules.defaults());

    private static WeldStanding standing(String weld, String verdict, String reason, Optional<Boolean> good) {
        return new WeldStanding(
                VEHICLE, new WeldId(weld), 1, STATION, new VisitId("visit-1"), verdict, reason, good, NOON);
    }

    private static List<WeldStanding> allGoodBut(WeldStanding other) {
        var standings = new ArrayList<WeldStanding>();
        for (String weld : List.of("S-1", "S-2", "S-3")) {
            standings.add(other.weld().value().equals(weld) ? other : standing(weld, "OK", "", Optional.empty()));
        }
        return standings;
    }

    private List<Why> ask(List<WeldStanding> standings, OrderStanding... orders) {
        GateAnswer answer = gate.ask(VEHICLE, Optional.of(OrderPlannerTest.PLAN), standings, List.of(orders), 0);
        assertThat(answer.mayLeave()).isEqualTo(answer.blockers().isEmpty());
        return answer.blockers().stream().map(GateAnswer.Blocker::why).toList();
    }

    private static OrderStanding order(String weld, OrderState state) {
        return new OrderStanding(new OrderId("O-" + weld), new WeldId(weld), state);
    }

    @Test
    void a_vehicle_whose_every_weld_is_ok_may_leave() {
        assertThat(ask(allGoodBut(standing("S-1", "OK", "", Optional.empty())))).isEmpty();
    }

    @Test
    void a_vehicle_that_nobody_knows_stays() {
        var answer = gate.ask(VEHICLE, Optional.empty(), List.of(), List.of(), 0);

        assertThat(answer.mayLeave()).isFalse();
        assertThat(answer.blockers().get(0).why()).isEqualTo(Why.UNKNOWN_VEHICLE);
    }

    @Test
    void a_vehicle_with_a_visit_that_is_not_closed_stays() {
        var standings = allGoodBut(standing("S-1", "OK", "", Optional.empty()));

        assertThat(gate.ask(VEHICLE, Optional.of(OrderPlannerTest.PLAN), standings, List.of(), 1)
                        .mayLeave())
                .isFalse();
    }

    @Test
    void a_weld_that_no_visit_had_or_no_frame_showed_holds_the_vehicle() {
        assertThat(ask(List.of())).containsExactly(Why.NOT_INSPECTED, Why.NOT_INSPECTED, Why.NOT_INSPECTED);
        assertThat(ask(allGoodBut(standing("S-2", "REVIEW", "NOT_INSPECTED", Optional.empty()))))
                .containsExactly(Why.NOT_INSPECTED);
    }

    @Test
    void a_doubt_holds_the_vehicle_until_a_person_has_decided_that_it_is_good() {
        assertThat(ask(allGoodBut(standing("S-2", "REVIEW", "GUARD_BAND", Optional.empty()))))
                .containsExactly(Why.REVIEW_UNRESOLVED);
        assertThat(ask(allGoodBut(standing("S-2", "REVIEW", "GUARD_BAND", Optional.of(true)))))
                .isEmpty();
        assertThat(ask(allGoodBut(standing("S-2", "REVIEW", "GUARD_BAND", Optional.of(false)))))
                .containsExactly(Why.NOK_WITHOUT_ORDER);
    }

    @ParameterizedTest
    @EnumSource
    void a_bad_weld_holds_the_vehicle_until_its_order_is_done(OrderState state) {
        var blockers = ask(allGoodBut(standing("S-2", "NOK", "", Optional.empty())), order("S-2", state));

        if (state == OrderState.SCRAPPED) {
            assertThat(blockers).containsExactly(Why.SCRAPPED);
        } else if (state.isOpen()) {
            assertThat(blockers).containsExactly(Why.OPEN_ORDER);
        } else {
            assertThat(blockers).isEmpty();
        }
    }

    @Test
    void a_bad_weld_without_any_order_holds_the_vehicle() {
        assertThat(ask(allGoodBut(standing("S-2", "NOK", "", Optional.empty()))))
                .containsExactly(Why.NOK_WITHOUT_ORDER);
    }

    @Test
    void an_open_order_of_a_class_that_holds_no_vehicle_is_counted_and_lets_it_go() {
        OrderRules rules = OrderRules.defaults();
        var lenient = new Gate(
                new OrderRules(rules.acceptWithin(), rules.repairWithin(), Set.of(SafetyClass.B), rules.pictureUrl()));

        var answer = lenient.ask(
                VEHICLE,
                Optional.of(OrderPlannerTest.PLAN),
                allGoodBut(standing("S-2", "NOK", "", Optional.empty())),
                List.of(order("S-2", OrderState.ACCEPTED)),
                0);

        assertThat(answer.mayLeave()).isTrue();
        assertThat(answer.openOrders()).isEqualTo(1);
    }

    @Test
    void an_open_order_of_a_weld_that_the_plan_has_lost_holds_the_vehicle() {
        assertThat(ask(allGoodBut(standing("S-1", "OK", "", Optional.empty())), order("S-9", OrderState.HELD)))
                .containsExactly(Why.OPEN_ORDER);
    }
}
