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

    /** Groups stay together: pictures of one source are no independent witnesses. */
    static <T> Interval overGroups(List<T> pictures, Function<T, String> groupOf, ToDoubleFunction<List<T>> figure) {
        Map<String, List<T>> byGroup = new LinkedHashMap<>();
        for (T picture : pictures) {
            byGroup.computeIfAbsent(groupOf.apply(picture), any -> new ArrayList<>())
                    .add(picture);
        }
        List<List<T>> groups = List.copyOf(byGroup.values());
        Random random = new Random(SEED);
        double[] figures = new double[DRAWS];
        int count = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            List<T> drawn = new ArrayList<>();
            for (int i = 0; i < groups.size(); i++) {
                drawn.addAll(groups.get(random.nextInt(groups.size())));
            }
            double value = figure.applyAsDouble(drawn);
            if (!Double.isNaN(value)) {
                figures[count++] = value;
            }
        }
        if (count == 0) {
            return new Interval(Double.NaN, Double.NaN);
        }
        double[] sorted = Arrays.copyOf(figures, count);
        Arrays.sort(sorted);
        return new Interval(
                sorted[(int) Math.floor(TAIL * (count - 1))], sorted[(int) Math.ceil((1 - TAIL) * (count - 1))]);
    }
}
