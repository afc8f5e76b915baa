package io.huoyan.core.pipeline;

import io.huoyan.core.catalog.Recipe;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.Detection;
import io.huoyan.core.infer.Instances;
import io.huoyan.core.infer.ProbabilityMaps;
import io.huoyan.core.locate.WeldPatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.opencv.core.Mat;

/** Shows patches to the network, a bounded number at a time, and makes things of what it sees. */
record Eyes(DefectDetector detector, Recipe recipe) {
    /** Patches of one forward pass. */
    static final int BATCH_MAX = 16;

    /**
     * Things of one label that are looked at further: those that may be the weld's own before others, the largest
     * first. A picture of noise may hold thousands; those left out are beside the weld, or smaller than this many on it
     * of the same label. Each patch gives {@link Instances#PER_LABEL_MAX} at most, wherever they lie.
     */
    static final int THINGS_PER_LABEL_MAX = 200;

    /**
     * What was seen in groups of patches of one common size, one list per group: overlapping patches of a group are one
     * weld.
     *
     * @param own per group, whether a thing may be its weld's own
     */
    List<List<Detection>> look(List<List<WeldPatch>> groups, List<Predicate<Detection>> own, MatScope scope) {
        List<WeldPatch> all = groups.stream().flatMap(List::stream).toList();
        List<List<Detection>> perPatch = new ArrayList<>(all.size());
        for (int from = 0; from < all.size(); from += BATCH_MAX) {
            perPatch.addAll(batch(all.subList(from, Math.min(all.size(), from + BATCH_MAX)), scope));
        }
        List<List<Detection>> perGroup = new ArrayList<>(groups.size());
        int next = 0;
        for (int i = 0; i < groups.size(); i++) {
            int size = groups.get(i).size();
            List<Detection> seen = new ArrayList<>();
            perPatch.subList(next, next + size).forEach(seen::addAll);
            perGroup.add(Instances.merged(foremost(seen, own.get(i))));
            next += size;
        }
        return perGroup;
    }

    static List<Detection> foremost(List<Detection> seen, Predicate<Detection> own) {
        Map<String, Long> kept = new HashMap<>();
        Map<String, Long> all = seen.stream().collect(Collectors.groupingBy(Detection::label, Collectors.counting()));
        Set<Detection> owned = Collections.newSetFromMap(new IdentityHashMap<>());
        seen.stream()
                .filter(thing -> all.getOrDefault(thing.label(), 0L) > THINGS_PER_LABEL_MAX)
                .filter(own)
                .forEach(owned::add);
        return seen.stream()
                .sorted(Comparator.<Detection, Boolean>comparing(owned::contains)
                        .thenComparing(Detection::areaPx)
                        .reversed())
                .filter(thing -> kept.merge(thing.label(), 1L, Long::sum) <= THINGS_PER_LABEL_MAX)
                .toList();
    }

    private List<List<Detection>> batch(List<WeldPatch> patches, MatScope scope) {
        List<Mat> pictures = patches.stream().map(WeldPatch::pixels).toList();
        List<ProbabilityMaps> maps = detector.detect(pictures);
        if (maps.size() != patches.size()) {
            throw new IllegalStateException(
                    "the network answered " + maps.size() + " of " + patches.size() + " patches");
        }
        List<List<Detection>> seen = new ArrayList<>(patches.size());
        for (int i = 0; i < patches.size(); i++) {
            seen.add(Instances.of(maps.get(i), detector.model(), recipe.labelThresholds(), patches.get(i), scope));
        }
        return seen;
    }
}
