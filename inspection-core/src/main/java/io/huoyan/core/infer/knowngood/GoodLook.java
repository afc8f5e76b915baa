package io.huoyan.core.infer.knowngood;

import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.FeatureMap;
import io.huoyan.core.infer.ProbabilityMaps;
import io.huoyan.core.infer.SeenThing;
import io.huoyan.core.infer.Sight;
import io.huoyan.core.infer.ThingLabel;
import io.huoyan.core.locate.WeldPatch;
import io.huoyan.core.locate.WholePicture;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A picture as good ones are remembered: its features at one scale, averaged over neighbouring places, and which places
 * show the weld.
 *
 * @param features of the whole picture; places beyond its edge are left out
 * @param placePx picture pixels from one place to the next
 * @param weldShare per place, share of it that a weld covers, 0 to 1
 * @param surest how surely the network names what it sees, 0 to 1: the mean of the highest score of anything that it
 *     boxes and of the highest of a weld
 */
public record GoodLook(FeatureMap features, double placePx, float[] weldShare, double surest) {
    /** Long side at which a picture is looked at, patch pixels: all alike, so that places are. */
    public static final int LONG_SIDE_PX = 320;

    private static final List<String> WELDS = List.of("seam", "spot");

    /** One forward pass. */
    public static GoodLook of(Frame frame, DefectDetector detector, MatScope scope) {
        double scale = (double) LONG_SIDE_PX / Math.max(frame.widthPx(), frame.heightPx());
        WeldPatch patch = WholePicture.patch(frame, scale, detector.model().sideMultiplePx(), scope);
        Sight sight = detector.look(List.of(patch.pixels())).get(0);
        FeatureMap all = sight.features();
        int rows = within(frame.heightPx() * scale, all.stridePx(), all.rows());
        int columns = within(frame.widthPx() * scale, all.stridePx(), all.columns());
        FeatureMap averaged = averaged(all, rows, columns);
        return new GoodLook(
                averaged, all.stridePx() / scale, weldShare(sight.maps(), detector, averaged), surest(sight, detector));
    }

    private static double surest(Sight sight, DefectDetector detector) {
        Set<String> welds = new HashSet<>();
        for (ThingLabel kind : detector.model().things()) {
            if (kind.isWeld()) {
                welds.add(kind.name());
            }
        }
        double anything = 0;
        double weld = 0;
        for (SeenThing thing : sight.things()) {
            anything = Math.max(anything, thing.score());
            weld = welds.contains(thing.name()) ? Math.max(weld, thing.score()) : weld;
        }
        return (anything + weld) / 2;
    }

    private static int within(double lengthPx, int stridePx, int placesMax) {
        return Math.max(1, Math.min(placesMax, (int) Math.ceil(lengthPx / stridePx)));
    }

    /** Each place the mean of it and its eight neighbours: what is compared is a neighbourhood, not a point. */
    private static FeatureMap averaged(FeatureMap all, int rows, int columns) {
        int channels = all.channels();
        float[] means = new float[rows * columns * channels];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int count = 0;
                int to = (row * columns + column) * channels;
                for (int y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
                    for (int x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
                        int from = (y * all.columns() + x) * channels;
                        for (int c = 0; c < channels; c++) {
                            means[to + c] += all.values()[from + c];
                        }
                        count++;
                    }
                }
                for (int c = 0; c < channels; c++) {
                    means[to + c] /= count;
                }
            }
        }
        return new FeatureMap(channels, rows, columns, all.stridePx(), means);
    }

    private static float[] weldShare(ProbabilityMaps maps, DefectDetector detector, FeatureMap places) {
        float[] shares = new float[places.rows() * places.columns()];
        int stride = places.stridePx();
        List<String> labels = detector.model().labels();
        for (int label = 0; label < labels.size(); label++) {
            double threshold = detector.model().thresholds().getOrDefault(labels.get(label), 0.5);
            if (WELDS.contains(labels.get(label))) {
                for (int i = 0; i < shares.length; i++) {
                    int top = i / places.columns() * stride;
                    int left = i % places.columns() * stride;
                    int covered = 0;
                    for (int y = top; y < top + stride; y++) {
                        for (int x = left; x < left + stride; x++) {
                            covered += maps.at(label, y, x) >= threshold ? 1 : 0;
                        }
                    }
                    shares[i] = Math.max(shares[i], (float) covered / (stride * stride));
                }
            }
        }
        return shares;
    }

    /** Number of places. */
    public int places() {
        return features.rows() * features.columns();
    }

    /** Share of the places that show a weld, 0 to 1. */
    public double weldCoverage() {
        int count = 0;
        for (float share : weldShare) {
            count += share >= 0.5f ? 1 : 0;
        }
        return (double) count / weldShare.length;
    }
}
