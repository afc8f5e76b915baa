package io.huoyan.lab.evaluate;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.MatScope;
import io.huoyan.lab.dataset.LabelledSet;
import io.huoyan.lab.dataset.OutlinePixels;
import java.util.List;
import java.util.Optional;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/**
 * Pixels that labels and model call of one class, over the pictures whose labels go down to pixels of it. Of a set with
 * masks these are the pictures in the class's folder and the good ones. Pixels within a crowd of the class, where no
 * thing of it is outlined, are left out.
 *
 * @param both called so by both
 * @param either by one of them, or both
 */
public record PixelOverlap(long both, long either) {
    static final PixelOverlap NONE = new PixelOverlap(0, 0);

    /** None if no label outlines the class, or nothing tells where the model sees it. */
    static PixelOverlap of(Evaluation evaluation, String name) {
        boolean isMapped = evaluation.results().stream()
                .anyMatch(r -> r.exam().regions(name).isPresent());
        boolean isLabelled = false;
        PixelOverlap sum = NONE;
        for (PictureResult picture : evaluation.results()) {
            if (isMapped && picture.exam().widthPx() > 0 && tellsPixels(evaluation.set(), picture, name)) {
                isLabelled |= evaluation.set().hasMasks()
                        ? picture.shows(name)
                        : !outlines(picture, name, false).isEmpty();
                sum = sum.plus(of(picture, evaluation.set().hasMasks(), name));
            }
        }
        return isLabelled ? sum : NONE;
    }

    private static boolean tellsPixels(LabelledSet set, PictureResult picture, String name) {
        if (set.hasMasks()) {
            return picture.truth() == LabelledSet.Truth.GOOD
                    || (picture.shows(name) && picture.sample().mask().isPresent());
        }
        return set.hasShapes()
                && picture.truth() != LabelledSet.Truth.UNKNOWN
                && picture.sample().shapes().stream()
                        .noneMatch(shape -> shape.isBox()
                                && !shape.isCrowd()
                                && shape.className().equals(name));
    }

    private static PixelOverlap of(PictureResult picture, boolean hasMasks, String name) {
        List<List<PixelPoint>> regions = picture.exam().regions(name).orElse(List.of());
        boolean isShown = picture.shows(name);
        if (regions.isEmpty() && !isShown) {
            return NONE;
        }
        try (MatScope scope = MatScope.open()) {
            int rows = picture.exam().heightPx();
            int columns = picture.exam().widthPx();
            Mat truth = scope.zeros(rows, columns, CvType.CV_8UC1);
            if (isShown && hasMasks) {
                Optional<byte[]> mask = PixelTruth.of(picture, true);
                mask.ifPresent(pixels -> truth.put(0, 0, pixels));
            } else {
                outlines(picture, name, true).forEach(o -> OutlinePixels.paint(truth, o, PixelTruth.UNKNOWN));
                outlines(picture, name, false).forEach(o -> OutlinePixels.paint(truth, o, PixelTruth.BAD));
            }
            Mat seen = scope.zeros(rows, columns, CvType.CV_8UC1);
            regions.forEach(outline -> paintSeen(seen, outline, scope));
            Mat isUnknown = scope.mat();
            Core.compare(truth, Scalar.all(PixelTruth.UNKNOWN), isUnknown, Core.CMP_EQ);
            scope.own(truth.setTo(Scalar.all(0), isUnknown));
            scope.own(seen.setTo(Scalar.all(0), isUnknown));
            Mat both = scope.mat();
            Core.bitwise_and(truth, seen, both);
            Core.bitwise_or(truth, seen, seen);
            return new PixelOverlap(Core.countNonZero(both), Core.countNonZero(seen));
        }
    }

    /** What is seen is outlined along the centres of its outermost pixels, which belong to it. */
    private static void paintSeen(Mat mask, List<PixelPoint> outline, MatScope scope) {
        if (outline.size() < 3) {
            return;
        }
        Point[] points = outline.stream()
                .map(p -> new Point(Math.rint(p.x()), Math.rint(p.y())))
                .toArray(Point[]::new);
        Imgproc.fillPoly(mask, List.of(scope.own(new MatOfPoint(points))), Scalar.all(PixelTruth.BAD));
    }

    private static List<List<PixelPoint>> outlines(PictureResult picture, String name, boolean isCrowd) {
        return picture.things().stream()
                .filter(thing -> thing.className().equals(name) && thing.isCrowd() == isCrowd)
                .map(PictureResult.TrueThing::outline)
                .toList();
    }

    PixelOverlap plus(PixelOverlap other) {
        return new PixelOverlap(both + other.both, either + other.either);
    }

    /** Intersection over union, 0 to 1; NaN of none. */
    public double iou() {
        return either == 0 ? Double.NaN : (double) both / either;
    }
}
