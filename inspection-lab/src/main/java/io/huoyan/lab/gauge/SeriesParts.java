package io.huoyan.lab.gauge;

import io.huoyan.lab.gauge.RepeatsTable.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which of the recorded parts enter an analysis of variance: it needs the same number of mounts and of trials of each.
 *
 * @param entered names of those that do; the largest group of equals of two parts and more
 * @param values theirs, by part, mount, trial
 * @param leftOut the others, a master say, each with what there is of it
 */
record SeriesParts(List<String> entered, double[][][] values, List<String> leftOut) {
    SeriesParts {
        entered = List.copyOf(entered);
        leftOut = List.copyOf(leftOut);
    }

    /** @param own values of one measurand */
    static SeriesParts of(List<Value> own) {
        Map<String, double[][]> tables = tables(own);
        Map<String, List<String>> byShape = new TreeMap<>();
        tables.forEach((part, table) -> {
            int trials = table[0].length;
            if (table.length >= 2 && trials >= 2 && Arrays.stream(table).allMatch(t -> t.length == trials)) {
                byShape.computeIfAbsent(table.length + " x " + trials, any -> new ArrayList<>())
                        .add(part);
            }
        });
        List<String> entered = byShape.values().stream()
                .filter(same -> same.size() >= 2)
                .max((a, b) -> Integer.compare(a.size(), b.size()))
                .orElse(List.of());
        List<String> leftOut = new ArrayList<>();
        List<double[][]> values = new ArrayList<>();
        tables.forEach((part, table) -> {
            if (entered.contains(part)) {
                values.add(table);
            } else {
                leftOut.add(part + " (mounts with "
                        + String.join(
                                ", ",
                                Arrays.stream(table)
                                        .map(t -> Integer.toString(t.length))
                                        .toList())
                        + " trials)");
            }
        });
        return new SeriesParts(entered, values.toArray(double[][][]::new), leftOut);
    }

    private static Map<String, double[][]> tables(List<Value> own) {
        Map<String, Map<String, List<Double>>> parts = new TreeMap<>();
        own.forEach(v -> parts.computeIfAbsent(v.part(), any -> new TreeMap<>())
                .computeIfAbsent(v.mount(), any -> new ArrayList<>())
                .add(v.value()));
        Map<String, double[][]> tables = new TreeMap<>();
        parts.forEach((part, mounts) -> tables.put(
                part,
                mounts.values().stream()
                        .map(trials ->
                                trials.stream().mapToDouble(Double::doubleValue).toArray())
                        .toArray(double[][]::new)));
        return tables;
    }

    /** How many parts were recorded. */
    int all() {
        return entered.size() + leftOut.size();
    }

    /** By part, mount, trial; empty if no two parts are alike. */
    Optional<double[][][]> full() {
        return entered.isEmpty() ? Optional.empty() : Optional.of(values);
    }

    /** Who is in and who is not, in words. */
    String note() {
        String in = entered.isEmpty()
                ? "no %GRR: no two parts have the same number of mounts and of trials, two and more of each"
                : "%GRR of " + entered.size() + " of " + all() + " parts, " + values[0].length + " mounts and "
                        + values[0][0].length + " trials each";
        return leftOut.isEmpty() ? in : in + "; left out: " + String.join(", ", leftOut);
    }
}
