package io.huoyan.lab.evaluate;

import io.huoyan.lab.guarantee.Share;
import java.util.List;

/**
 * The figures of all classes together: things, and pixels, of every class counted alike.
 *
 * @param precision of all things seen
 * @param recall of all true things; in folders per class, of all bad pictures
 * @param pixelIou over the pixels of all classes that have them, 0 to 1 or NaN
 */
public record OverallFigures(Share precision, Share recall, double pixelIou) {
    /** Of an evaluation. */
    public static OverallFigures of(Evaluation evaluation) {
        return of(evaluation.classes());
    }

    static OverallFigures of(List<ClassFigures> classes) {
        return new OverallFigures(
                sum(classes.stream().map(ClassFigures::precision).toList()),
                sum(classes.stream().map(ClassFigures::recall).toList()),
                classes.stream()
                        .map(ClassFigures::pixels)
                        .reduce(PixelOverlap.NONE, PixelOverlap::plus)
                        .iou());
    }

    private static Share sum(List<Share> shares) {
        return new Share(
                shares.stream().mapToLong(Share::count).sum(),
                shares.stream().mapToLong(Share::of).sum());
    }
}
