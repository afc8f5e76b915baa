package io.huoyan.lab.train;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.MatScope;
import io.huoyan.lab.dataset.PixelEdges;
import io.huoyan.lab.synth.Label;
import io.huoyan.lab.synth.PatchRenderer;
import io.huoyan.lab.synth.RenderedPatch;
import io.huoyan.lab.train.TrainingPicture.TrueThing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint2f;
import org.opencv.core.Point;
import org.opencv.imgproc.Imgproc;

/** Patches of our own renderer, of which every pixel's truth is known. */
final class RenderedPictures {
    /** Narrowest and widest weld, pixels, that the network learns. */
    static final double PIXELS_PER_WELD_WIDTH_MIN = 32;

    static final double PIXELS_PER_WELD_WIDTH_MAX = 72;

    static final byte ALL_KNOWN = (byte) 0xff;
    /** Regions smaller than this are not boxed; in a picture with one nothing is held against boxes of its kind. */
    private static final double THING_AREA_MIN_PX = 12;

    private record Region(List<PixelPoint> outline, double areaPx) {}

    private RenderedPictures() {}

    /** A rendered patch at a scale that its seed draws. */
    static TrainingPicture of(long seed, int sidePx, Outputs outputs) {
        double scale = pixelsPerWeldWidth(new SplittableRandom(seed));
        RenderedPatch patch = PatchRenderer.render(seed, sidePx, scale);
        byte[] known = new byte[patch.labels().length];
        Arrays.fill(known, ALL_KNOWN);
        return of(patch, known, scale, outputs);
    }

    /**
     * A patch as a picture to learn from.
     *
     * @param known one byte per pixel, {@link #ALL_KNOWN} or 0 where nothing is known
     * @param pixelsPerWeldWidth its scale
     */
    static TrainingPicture of(RenderedPatch patch, byte[] known, double pixelsPerWeldWidth, Outputs outputs) {
        float[] absentWeights = Photographs.absentWeightsOfRendered(outputs);
        List<TrueThing> things = new ArrayList<>();
        for (Label label : Label.values()) {
            if (Outputs.isFlaw(label) && patch.count(label) > 0) {
                int kind = outputs.indexOf(label.modelLabel()).orElseThrow();
                for (Region region : regions(patch, label)) {
                    if (region.areaPx() >= THING_AREA_MIN_PX) {
                        things.add(new TrueThing(kind, false, true, true, region.outline()));
                    } else {
                        absentWeights[kind] = 0;
                    }
                }
            }
        }
        return new TrainingPicture(
                patch.side(),
                patch.side(),
                patch.bgr(),
                patch.labels(),
                known,
                things,
                absentWeights,
                TrainingPicture.Truth.BY_ITS_PIXELS,
                pixelsPerWeldWidth);
    }

    /** Even in the logarithm over the range that is learnt. */
    static double pixelsPerWeldWidth(SplittableRandom random) {
        return PIXELS_PER_WELD_WIDTH_MIN
                * Math.pow(PIXELS_PER_WELD_WIDTH_MAX / PIXELS_PER_WELD_WIDTH_MIN, random.nextDouble());
    }

    private static List<Region> regions(RenderedPatch patch, Label label) {
        byte[] mask = new byte[patch.labels().length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (byte) (label.isIn(patch.labels()[i]) ? 1 : 0);
        }
        List<Region> regions = new ArrayList<>();
        try (MatScope scope = MatScope.open()) {
            Mat bytes = scope.mat(patch.side(), patch.side(), CvType.CV_8UC1);
            bytes.put(0, 0, mask);
            for (List<PixelPoint> outline : PixelEdges.ofParts(bytes, 0, scope)) {
                Point[] corners = outline.stream()
                        .map(corner -> new Point(corner.x(), corner.y()))
                        .toArray(Point[]::new);
                regions.add(new Region(outline, Imgproc.contourArea(scope.own(new MatOfPoint2f(corners)))));
            }
        }
        return regions;
    }
}
