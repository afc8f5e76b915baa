package io.huoyan.core.pipeline;

import io.huoyan.core.catalog.Recipe;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.evidence.Evidence;
import io.huoyan.core.evidence.EvidenceCutter;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.Detection;
import io.huoyan.core.judge.Judgement;
import io.huoyan.core.judge.PictureJudge;
import io.huoyan.core.judge.SeenDefect;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.locate.WeldPatch;
import io.huoyan.core.locate.WholePicture;
import io.huoyan.core.measure.BeadWidth;
import io.huoyan.core.measure.DefectRuler;
import io.huoyan.core.measure.Scale;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The stages of a picture without calibration. It is looked at twice: small, to learn how wide the bead is, then at the
 * scale at which the bead is as wide as the network knows beads, in tiles where that is large.
 */
record PictureWay(Frame frame, Recipe recipe, DefectDetector detector, PictureJudge judge, MatScope scope) {
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

    /** What was seen, and the size of one of the network's pixels in original ones. */
    record Seen(List<Detection> detections, double patchPixelPx) {}

    /** With the sizes of the defects, in pixels. */
    record Measured(Seen seen, List<SeenDefect> defects) {}

    /** With the verdict on the picture. */
    record Judged(Measured measured, Judgement judgement) {}

    Seen look() {
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
        List<Detection> detections = new Eyes(detector, recipe)
                .look(List.of(WholePicture.tiles(whole, TILE_PX, TILE_OVERLAP_PX, scope)), scope).get(0).stream()
                        .filter(d -> WeldWay.isInPicture(d, frame))
                        .toList();
        return new Seen(detections, WeldWay.patchPixelPx(whole));
    }

    /** Width of the largest bead or spot seen, original pixels; 0 if none. */
    private double beadWidthPx(List<Detection> detections) {
        return detections.stream()
                .filter(WeldWay::isWeld)
                .max(Comparator.comparingDouble(Detection::areaPx))
                .map(weld -> BeadWidth.ofOutlinePx(weld.outline(), scope))
                .orElse(0.0);
    }

    Measured measure(Seen seen) {
        List<SeenDefect> defects = seen.detections().stream()
                .filter(d -> !WeldWay.isWeld(d))
                .map(d -> new SeenDefect(
                        d, DefectRuler.measure(frame, d, seen.patchPixelPx(), Scale.pixels(), Optional.empty(), scope)))
                .toList();
        return new Measured(seen, defects);
    }

    Judged judge(Measured measured) {
        boolean weldSeen = measured.seen().detections().stream().anyMatch(WeldWay::isWeld);
        return new Judged(measured, judge.judge(weldSeen, measured.defects()));
    }

    WeldInspection keep(Judged judged, WeldId name) {
        Optional<Evidence> evidence = judged.judgement().verdict() instanceof Verdict.Ok
                ? Optional.empty()
                : Optional.of(EvidenceCutter.whole(frame, scope));
        List<List<PixelPoint>> outlines = judged.measured().seen().detections().stream()
                .filter(WeldWay::isWeld)
                .map(Detection::outline)
                .toList();
        return new WeldInspection(
                name,
                judged.judgement().verdict(),
                judged.judgement().findings(),
                judged.measured().defects().stream()
                        .flatMap(d -> d.sizes().stream())
                        .toList(),
                List.of(),
                new PixelBox(0, 0, frame.widthPx(), frame.heightPx()),
                List.of(),
                outlines,
                evidence);
    }
}
