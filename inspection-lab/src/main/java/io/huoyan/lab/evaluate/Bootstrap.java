package io.huoyan.lab.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** How much a figure would differ with other pictures of the same kind: groups drawn again, with replacement. */
public final class Bootstrap {
    /** Times that the groups are drawn. */
    static final int DRAWS = 500;

    private static final long SEED = 20_261_122L;
    private static final double TAIL = 0.025;

    /** The middle 95 % of the draws; NaN if the figure cannot be had. */
    public record Interval(double low, double high) {}

    private Bootstrap() {}

    static Interval overGroups(List<PictureResult> pictures, ToDoubleFunction<List<PictureResult>> figure) {
        return overGroups(pictures, picture -> picture.sample().group(), figure);
    }

    static <T> Interval overGroups(List<T> pictures, Function<T, String> groupOf, ToDoubleFunction<List<T>> figure) {
        return overGroups(pictures, groupOf, 1, drawn -> new double[] {figure.applyAsDouble(drawn)})
                .get(0);
    }

    /**
     * Of several figures by the same draws. Groups stay together: pictures of one source are no independent witnesses.
     *
     * @param count of the figures
     */
    static <T> List<Interval> overGroups(
            List<T> pictures, Function<T, String> groupOf, int count, Function<List<T>, double[]> figures) {
        Map<String, List<T>> byGroup = new LinkedHashMap<>();
        for (T picture : pictures) {
            byGroup.computeIfAbsent(groupOf.apply(picture), any -> new ArrayList<>())
                    .add(picture);
        }
        List<List<T>> groups = List.copyOf(byGroup.values());
        Random random = new Random(SEED);
        double[][] values = new double[count][DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            List<T> drawn = new ArrayList<>();
            for (int i = 0; i < groups.size(); i++) {
                drawn.addAll(groups.get(random.nextInt(groups.size())));
            }
            double[] all = figures.apply(drawn);
            for (int i = 0; i < count; i++) {
                values[i][draw] = all[i];
            }
        }
        return Arrays.stream(values).map(Bootstrap::middle).toList();
    }

    private static Interval middle(double[] draws) {
        double[] sorted = Arrays.stream(draws)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        int last = sorted.length - 1;
        return last < 0
                ? new Interval(Double.NaN, Double.NaN)
                : new Interval(sorted[(int) Math.floor(TAIL * last)], sorted[(int) Math.ceil((1 - TAIL) * last)]);
    }
}
