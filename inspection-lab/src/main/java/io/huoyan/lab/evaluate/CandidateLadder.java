package io.huoyan.lab.evaluate;

import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.Detection;
import io.huoyan.core.infer.Instances;
import io.huoyan.core.infer.ModelDescription;
import io.huoyan.core.infer.ProbabilityMaps;
import io.huoyan.core.locate.WeldPatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Things at the operating threshold, then those that only show at ever lower ones. A thing seen at a lower threshold
 * that holds one taken before is that one grown, and is left out.
 */
final class CandidateLadder {
    private static final double[] SHARES_OF_THRESHOLD = {1, 0.5, 0.25, 0.1};
    private static final int PER_LABEL_MAX = 100;

    private final ModelDescription model;
    private final Map<String, Double> operating;

    /** @param overrides thresholds that the recipe sets in place of the model's */
    CandidateLadder(ModelDescription model, Map<String, Double> overrides) {
        this.model = model;
        this.operating = new HashMap<>(model.thresholds());
        operating.putAll(overrides);
    }

    /** A thing, and whether it shows at the operating threshold. */
    record Rung(Detection detection, Box box, boolean isSeen) {}

    /** Of overlapping tiles of one picture; the best first. */
    List<Rung> of(List<WeldPatch> tiles, List<ProbabilityMaps> maps, MatScope scope) {
        List<Rung> taken = new ArrayList<>();
        for (double share : SHARES_OF_THRESHOLD) {
            Map<String, Double> thresholds = new HashMap<>();
            operating.forEach((label, threshold) -> thresholds.put(label, threshold * share));
            List<Detection> things = new ArrayList<>();
            for (int i = 0; i < tiles.size(); i++) {
                things.addAll(Instances.of(maps.get(i), model, thresholds, tiles.get(i), scope));
            }
            List<Rung> next = new ArrayList<>();
            for (Detection thing : merged(things, tiles.size())) {
                Rung rung = new Rung(thing, Box.around(thing.outline()), share == 1);
                if (taken.stream().noneMatch(earlier -> isGrownFrom(rung, earlier))) {
                    next.add(rung);
                }
            }
            taken.addAll(next);
        }
        taken.sort(Comparator.comparingDouble((Rung rung) -> rung.detection().score())
                .reversed());
        return taken;
    }

    private static boolean isGrownFrom(Rung rung, Rung earlier) {
        return rung.detection().label().equals(earlier.detection().label())
                && rung.box().holdsCentreOf(earlier.box());
    }

    /** The largest of each label; parts of one thing in two tiles joined. */
    private static List<Detection> merged(List<Detection> things, int tiles) {
        Map<String, Integer> counts = new HashMap<>();
        Set<Detection> kept = new HashSet<>();
        things.stream()
                .sorted(Comparator.comparingDouble(Detection::score).reversed())
                .filter(thing -> counts.merge(thing.label(), 1, Integer::sum) <= PER_LABEL_MAX)
                .forEach(kept::add);
        List<Detection> best = things.stream().filter(kept::contains).toList();
        return tiles == 1 ? best : Instances.merged(best);
    }
}
