package io.huoyan.lab.gauge;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.measure.Measurement;
import io.huoyan.lab.synth.RigPicture;
import java.util.ArrayList;
import java.util.List;

/** Which of the things seen is which flaw of the truth: the one whose outline is around the flaw's middle, nearly. */
final class FlawMatch {
    /** The middle of an outline may be so far from the flaw's, mm. */
    private static final double APART_MAX_MM = 0.4;

    private FlawMatch() {}

    /**
     * @param seen outlines of things seen
     * @param sizes of each
     * @return the sizes of each flaw of the picture, in the order of the truth
     */
    static List<List<Measurement>> inOrder(
            RigPicture picture, List<List<PixelPoint>> seen, List<List<Measurement>> sizes) {
        List<MmPoint> middles = seen.stream()
                .map(FlawMatch::middle)
                .map(picture.pixelToPart()::toMm)
                .toList();
        List<List<Measurement>> inOrder = new ArrayList<>();
        for (RigPicture.FlawTruth flaw : picture.flaws()) {
            List<Measurement> own = List.of();
            double nearestMm = APART_MAX_MM;
            for (int i = 0; i < middles.size(); i++) {
                double apartMm = middles.get(i).distanceMm(flaw.middle());
                if (apartMm < nearestMm) {
                    nearestMm = apartMm;
                    own = sizes.get(i);
                }
            }
            inOrder.add(own);
        }
        return inOrder;
    }

    private static PixelPoint middle(List<PixelPoint> outline) {
        return new PixelPoint(
                outline.stream().mapToDouble(PixelPoint::x).average().orElse(Double.NaN),
                outline.stream().mapToDouble(PixelPoint::y).average().orElse(Double.NaN));
    }
}
