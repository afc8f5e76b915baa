package io.huoyan.core.pipeline;

import io.huoyan.core.catalog.Recipe;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.Detection;
import io.huoyan.core.locate.WeldPatch;
import io.huoyan.core.locate.WholePicture;
import io.huoyan.core.measure.BeadWidth;
import java.util.Comparator;
import java.util.List;

/**
 * How a picture without calibration is looked at: twice. Small, to learn how wide the bead is, then at the scale at
 * which the bead is as wide as the network knows beads, in tiles where that is large.
 *
 * @param frame the picture
 * @param recipe scale and thresholds
 * @param detector the network
 * @param scope owns what is cut out of the picture
 */
public record PictureLook(Frame frame, Recipe recipe, DefectDetector detector, MatScope scope) {
    /** Long side of the first look, patch pixels. */
    static final int FIRST_LOOK_PX = 448;

    /** Largest second look, patch pixels in all; a picture that would be larger is looked at smaller. */
    static final double SECOND_LOOK_PIXELS_MAX = 3e6;

    /** No picture is shown to the network more than this many times larger than it is. */
    static final double ENLARGED_MAX = 2;

    /** If the bead's width at the first look is within this factor of the recipe's, there is no second look. */
    static final double SCALE_TOLERANCE = 1.25;

    /** Side of a tile, patch pixels; a multiple of every side multiple that a model may have up to 64. */
    static final int TILE_PX = 512;

    static final int TILE_OVERLAP_PX = 64;

    /**
     * What was seen at the scale that was chosen.
     *
     * @param detections in pixels of the picture
     * @param whole the picture at that scale; owned by the look's scope
     */
    public record Seen(List<Detection> detections, WeldPatch whole) {
        public Seen {
            detections = List.copyOf(detections);
        }

        /** The overlapping tiles in which the network was shown the picture. */
        public List<WeldPatch> tiles(MatScope scope) {
            return WholePicture.tiles(whole, TILE_PX, TILE_OVERLAP_PX, scope);
        }
    }

    /** Looks at the picture. */
    public Seen look() {
        double firstScale = Math.min(1, (double) FIRST_LOOK_PX / Math.max(frame.widthPx(), frame.heightPx()));
        Seen first = look(firstScale);
        double beadPx = beadWidthPx(first.detections());
        if (beadPx == 0) {
            return first;
        }
        double wanted = recipe.pixelsPerWeldWidth() / beadPx;
        double pixels = (double) frame.widthPx() * frame.heightPx();
        double scale = Math.min(Math.min(wanted, ENLARGED_MAX), Math.sqrt(SECOND_LOOK_PIXELS_MAX / pixels));
        boolean isNear = scale < firstScale * SCALE_TOLERANCE && scale > firstScale / SCALE_TOLERANCE;
        return isNear ? first : look(scale);
    }

    private Seen look(double scale) {
        WeldPatch whole = WholePicture.patch(frame, scale, detector.model().sideMultiplePx(), scope);
        List<List<WeldPatch>> tiles = List.of(WholePicture.tiles(whole, TILE_PX, TILE_OVERLAP_PX, scope));
        List<Detection> detections = new Eyes(detector, recipe)
                .look(tiles, List.of(d -> WeldWay.isInPicture(d, frame)), scope).get(0).stream()
                        .filter(d -> WeldWay.isInPicture(d, frame))
                        .toList();
        return new Seen(detections, whole);
    }

    /** Width of the largest bead or spot seen, original pixels; 0 if none. */
    private double beadWidthPx(List<Detection> detections) {
        return detections.stream()
                .filter(WeldWay::isWeld)
                .max(Comparator.comparingDouble(Detection::areaPx))
                .map(weld -> BeadWidth.ofOutlinePx(weld.outline(), scope))
                .orElse(0.0);
    }
}
