package io.huoyan.lab.synth;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.WeldId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which vehicles a sample set has and which of their welds are bad: every kind of fault at least once. */
final class SampleSetPlan {
    static final int VEHICLES = 7;
    /** Vehicles, by their place in the line, that are wholly good. */
    private static final List<Integer> GOOD = List.of(1, 4);

    private static final int FIRST_SERIAL = 4711;
    private static final int PLACE_TRIES = 200;
    private static final int TRIES_PER_BODY = 20;
    /** Faults beyond one of each kind: those that a network finds hardest. */
    private static final List<FaultKind> AGAIN =
            List.of(FaultKind.SEAM_PORE, FaultKind.SEAM_CRACK, FaultKind.SPOT_CRACK, FaultKind.SPOT_MISSING);

    /**
     * One body on the line.
     *
     * @param vin invented
     * @param plan of its variant
     * @param visit its stay at the station
     * @param faults of its welds; empty for a good one
     */
    record Body(String vin, WeldPlan plan, String visit, Map<WeldId, FaultKind> faults) {
        Body {
            faults = Map.copyOf(faults);
        }

        VariantId variant() {
            return plan.variant();
        }
    }

    private SampleSetPlan() {}

    static List<Body> roll(Catalog catalog, Dice dice) {
        List<WeldPlan> plans = catalog.plans().values().stream()
                .sorted(Comparator.comparing((WeldPlan plan) -> plan.variant().value())
                        .reversed())
                .toList();
        List<Place> line = new ArrayList<>();
        for (int k = 0; k < VEHICLES; k++) {
            WeldPlan plan = plans.get(k < plans.size() ? k : dice.below(plans.size()));
            line.add(new Place(plan, new HashMap<>()));
        }
        List<FaultKind> kinds = new ArrayList<>(List.of(FaultKind.values()));
        kinds.addAll(AGAIN);
        int turn = 0;
        for (FaultKind kind : kinds) {
            while (GOOD.contains(turn % VEHICLES)) {
                turn++;
            }
            place(line, turn++, kind, dice);
        }
        List<Body> bodies = new ArrayList<>();
        for (int k = 0; k < VEHICLES; k++) {
            bodies.add(body(k, line.get(k)));
        }
        return bodies;
    }

    /** A body while faults are still being given out. */
    private record Place(WeldPlan plan, Map<WeldId, FaultKind> faults) {}

    private static Body body(int k, Place place) {
        String variant = place.plan.variant().value();
        String vin = TestVin.of(variant.charAt(variant.length() - 1), FIRST_SERIAL + k);
        return new Body(vin, place.plan, "V-" + (FIRST_SERIAL + k), place.faults);
    }

    /** Gives a fault to a weld of the body whose turn it is, or of the next bad one that has a weld for it. */
    private static void place(List<Place> line, int turn, FaultKind kind, Dice dice) {
        for (int attempt = 0; attempt < PLACE_TRIES; attempt++) {
            int index = (turn + attempt / TRIES_PER_BODY) % VEHICLES;
            Place place = line.get(index);
            Weld weld = place.plan.welds().get(dice.below(place.plan.welds().size()));
            boolean isSpot = weld.geometry() instanceof WeldGeometry.Spot;
            if (!GOOD.contains(index)
                    && isSpot == kind.isForSpots()
                    && place.faults.putIfAbsent(weld.id(), kind) == null) {
                return;
            }
        }
        throw new IllegalStateException("no weld is left for fault " + kind + "; tried " + PLACE_TRIES + " times");
    }
}
