package io.huoyan.lab.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parts a set so that no source is in two parts, each class in about the wanted shares. */
public final class SetSplit {
    /** It becomes a folder's name. */
    private static final Pattern PART = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._ -]{0,63}");

    private SetSplit() {}

    /**
     * The part of each picture, in the set's order. Sources are dealt out, those with the rarest classes and the most
     * pictures first, each to the part that lacks its classes most.
     *
     * @param shares of the parts, by name; each above 0, 1 in all
     */
    public static List<String> of(SetStudy study, Map<String, Double> shares, long seed) {
        double sum = shares.values().stream().mapToDouble(share -> share).sum();
        if (shares.size() < 2
                || Math.abs(sum - 1) > 1e-6
                || shares.values().stream().anyMatch(share -> share <= 0)) {
            throw new IllegalArgumentException(
                    "shares are " + shares + "; needed are two parts or more, each above 0, together 1");
        }
        shares.keySet().stream()
                .filter(part -> !PART.matcher(part).matches())
                .findFirst()
                .ifPresent(part -> {
                    throw new IllegalArgumentException(
                            "a part is named '" + part
                                    + "'; allowed are 1 to 64 letters, digits, blanks, '.', '_' and '-', the first a letter or digit");
                });
        Map<Integer, Map<String, Integer>> bySource = bySource(study);
        Map<String, Integer> all = new HashMap<>();
        bySource.values().forEach(counts -> counts.forEach((name, n) -> all.merge(name, n, Integer::sum)));
        List<Integer> order = new ArrayList<>(bySource.keySet());
        Collections.shuffle(order, new Random(seed));
        order.sort((a, b) -> Double.compare(weight(bySource.get(b), all), weight(bySource.get(a), all)));
        Map<String, Map<String, Double>> has = new LinkedHashMap<>();
        shares.keySet().forEach(part -> has.put(part, new HashMap<>()));
        Map<Integer, String> partOf = new HashMap<>();
        for (int source : order) {
            Map<String, Integer> counts = bySource.getOrDefault(source, Map.of());
            String best = new TreeSet<>(shares.keySet()).first();
            double most = Double.NEGATIVE_INFINITY;
            for (Map.Entry<String, Double> part : shares.entrySet()) {
                double lacks = lack(counts, all, part.getValue(), has.getOrDefault(part.getKey(), Map.of()));
                if (lacks > most) {
                    most = lacks;
                    best = part.getKey();
                }
            }
            partOf.put(source, best);
            Map<String, Double> taken = has.getOrDefault(best, new HashMap<>());
            counts.forEach((name, n) -> taken.merge(name, (double) n, Double::sum));
        }
        return study.groups().stream()
                .map(group -> partOf.getOrDefault(group, ""))
                .toList();
    }

    private static final String ANY = "";
    /** Of pictures that are good because nothing is labelled on them; no class's name ends so. */
    private static final String GOOD_WITHOUT_CLASS = "good\n";

    /** Pictures per class and in all, of each source. */
    private static Map<Integer, Map<String, Integer>> bySource(SetStudy study) {
        Map<Integer, Map<String, Integer>> bySource = new LinkedHashMap<>();
        for (int i = 0; i < study.groups().size(); i++) {
            Sample sample = study.set().samples().get(i);
            Map<String, Integer> counts =
                    bySource.computeIfAbsent(study.groups().get(i), any -> new HashMap<>());
            counts.merge(ANY, 1, Integer::sum);
            if (sample.folderClass().isEmpty()
                    && sample.shapes().isEmpty()
                    && study.set().truth(sample) == LabelledSet.Truth.GOOD) {
                counts.merge(GOOD_WITHOUT_CLASS, 1, Integer::sum);
            }
            sample.folderClass().ifPresent(name -> counts.merge(name, 1, Integer::sum));
            new TreeSet<>(sample.shapes().stream().map(LabelledShape::className).toList())
                    .forEach(name -> counts.merge(name, 1, Integer::sum));
        }
        return bySource;
    }

    private static double weight(@Nullable Map<String, Integer> counts, Map<String, Integer> all) {
        double weight = 0;
        if (counts != null) {
            for (Map.Entry<String, Integer> entry : counts.entrySet()) {
                weight += (double) entry.getValue() / all.getOrDefault(entry.getKey(), 1);
            }
        }
        return weight;
    }

    private static double lack(
            Map<String, Integer> counts, Map<String, Integer> all, double share, Map<String, Double> has) {
        double lack = 0;
        for (Map.Entry<String, Integer> entry : counts.entrySet()) {
            double total = all.getOrDefault(entry.getKey(), 1);
            double wanted = share * total;
            lack += (double) entry.getValue() / total * (wanted - has.getOrDefault(entry.getKey(), 0.0)) / wanted;
        }
        return lack;
    }
}
