package io.huoyan.lab.synth;

import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.catalog.View;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.ViewMap;
import io.huoyan.core.domain.WeldId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Renders what a calibrated camera of a line would see: the part, a little displaced as every part is, its fiducials,
 * and all welds of the plan with their natural variation, each good or with the fault asked for. Thread-safe.
 */
public final class SceneRenderer {
    private static final int FINENESS = 2;
    private static final float FIDUCIAL_TONE = 0.04f;
    private static final float BRACKET_DEPTH_MM = 15;
    private static final float BRACKET_OVERHANG_MM = 5;
    private static final float FREE_OF_WELDS_MM = 13;
    private static final float FREE_OF_FIDUCIALS_MM = 9;
    private static final int PLACE_TRIES = 60;

    private final DefectNames names;

    /** @param names what defects are called */
    public SceneRenderer(DefectNames names) {
        this.names = names;
    }

    /**
     * A pure function of its arguments. A weld's own look does not depend on the faults of others.
     *
     * @param calibration of the view
     * @param welds to be seen in it
     * @param faults of some of them
     * @param seed which part
     * @throws IllegalArgumentException if a fault does not fit its weld
     */
    public RenderedScene render(
            View.Calibration calibration, List<Weld> welds, Map<WeldId, FaultKind> faults, long seed) {
        Dice dice = new Dice(seed);
        Dice forPart = dice.fork();
        Dice forLight = dice.fork();
        Painted painted = paint(calibration, welds, faults, forPart);
        Planes planes = Light.rollLine(forLight).shade(painted.canvas);
        byte[] bgr = Exposure.rollLine(forLight).expose(planes, forLight);
        byte[] grey = new byte[bgr.length / 3];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = bgr[3 * i];
        }
        return new RenderedScene(
                calibration.widthPx(),
                calibration.heightPx(),
                grey,
                painted.canvas.pixelLabels(),
                painted.pixelToPart,
                painted.welds);
    }

    /** A finished canvas, before light falls on it. */
    record Painted(Canvas canvas, ViewMap pixelToPart, List<WeldTruth> welds) {}

    Painted paint(View.Calibration calibration, List<Weld> welds, Map<WeldId, FaultKind> faults, Dice dice) {
        PixelPoint middle = new PixelPoint(0.5 * calibration.widthPx(), 0.5 * calibration.heightPx());
        ViewMap pixelToPart = PartPose.roll(dice)
                .pixelToPart(calibration.pixelToMm(), calibration.pixelToMm().toMm(middle));
        Canvas canvas = new Canvas(calibration.widthPx(), calibration.heightPx(), FINENESS, pixelToPart);
        Sheet.rollBody(dice).paint(canvas);
        Sheet bracket = Sheet.rollBody(dice);
        for (Weld weld : welds) {
            Dice own = dice.fork();
            if (weld.geometry() instanceof WeldGeometry.Seam seam) {
                bracket(canvas, own, new CentreLine(seam.path()), bracket);
            }
        }
        clutter(canvas, dice.fork(), calibration, welds);
        for (View.Fiducial fiducial : calibration.fiducials()) {
            MmPoint centre = fiducial.centre();
            Clutter.disc(canvas, centre.x(), centre.y(), (float) (0.5 * fiducial.diameterMm()), FIDUCIAL_TONE);
        }
        return new Painted(canvas, pixelToPart, weld(canvas, dice, welds, faults));
    }

    private List<WeldTruth> weld(Canvas canvas, Dice dice, List<Weld> welds, Map<WeldId, FaultKind> faults) {
        Imprint.Look spotLook = Imprint.Look.rollLine(dice);
        List<WeldTruth> truths = new ArrayList<>();
        for (Weld weld : welds) {
            Dice own = dice.fork();
            Optional<FaultKind> fault = Optional.ofNullable(faults.get(weld.id()));
            if (weld.geometry() instanceof WeldGeometry.Spot spot) {
                truths.add(new SpotWork(own, weld, spot, spotLook, names).paint(canvas, fault));
            } else if (weld.geometry() instanceof WeldGeometry.Seam seam) {
                BeadLook look = BeadLook.rollLine(own, (float) seam.nominalWidthMm());
                truths.add(new SeamWork(own, weld, seam, look, names).paint(canvas, fault));
            }
        }
        return truths;
    }

    /** A second sheet that the seam joins to the first: its edge runs along the seam. */
    private static void bracket(Canvas canvas, Dice dice, CentreLine line, Sheet sheet) {
        float thicknessMm = dice.between(0.35, 0.6);
        float bevelMm = 0.15f;
        float darkness = dice.between(0.35, 0.55);
        float end = (float) line.lengthMm() + BRACKET_OVERHANG_MM;
        float reach = BRACKET_DEPTH_MM + BRACKET_OVERHANG_MM;
        CentreLine.Foot foot = new CentreLine.Foot();
        canvas.within(line.minX() - reach, line.minY() - reach, line.maxX() + reach, line.maxY() + reach, (i, x, y) -> {
            line.locate(x, y, foot);
            float inside = Math.min(
                    Math.min(foot.d, BRACKET_DEPTH_MM - foot.d), Math.min(foot.s + BRACKET_OVERHANG_MM, end - foot.s));
            if (inside > 0) {
                sheet.paint(canvas, i, x, y);
                canvas.heightMm[i] += thicknessMm * Math.min(1, inside / bevelMm);
            } else if (inside > -2 * bevelMm) {
                canvas.darken(i, 1 - darkness * (1 + inside / (2 * bevelMm)));
            }
        });
    }

    /** A few things that are no defects, away from welds and fiducials where they are large. */
    private static void clutter(Canvas canvas, Dice dice, View.Calibration calibration, List<Weld> welds) {
        for (int left = 3 + dice.below(4); left > 0; left--) {
            Optional<MmPoint> at = freePlace(dice, calibration, welds);
            if (at.isPresent()) {
                float x = (float) at.get().x();
                float y = (float) at.get().y();
                switch (dice.below(4)) {
                    case 0 -> Clutter.hole(canvas, x, y, dice.between(1.5, 3.5), dice.between(0.15, 0.3));
                    case 1 -> Clutter.writing(canvas, dice, x, y, true);
                    case 2 -> Clutter.stain(canvas, dice, x, y, dice.between(2, 5));
                    default -> Clutter.scratch(canvas, dice, x, y, dice.angle(), dice.between(5, 18));
                }
            }
        }
    }

    private static Optional<MmPoint> freePlace(Dice dice, View.Calibration calibration, List<Weld> welds) {
        for (int attempt = 0; attempt < PLACE_TRIES; attempt++) {
            MmPoint at = calibration
                    .pixelToMm()
                    .toMm(new PixelPoint(
                            dice.between(0.06, 0.94) * calibration.widthPx(),
                            dice.between(0.06, 0.94) * calibration.heightPx()));
            boolean isFree = welds.stream().allMatch(weld -> distanceMm(weld.geometry(), at) > FREE_OF_WELDS_MM)
                    && calibration.fiducials().stream().allMatch(f -> f.centre().distanceMm(at) > FREE_OF_FIDUCIALS_MM);
            if (isFree) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static double distanceMm(WeldGeometry geometry, MmPoint at) {
        if (geometry instanceof WeldGeometry.Spot spot) {
            return spot.centre().distanceMm(at);
        }
        List<MmPoint> path = ((WeldGeometry.Seam) geometry).path();
        double least = Double.MAX_VALUE;
        for (int i = 1; i < path.size(); i++) {
            MmPoint a = path.get(i - 1);
            MmPoint b = path.get(i);
            Segment part = new Segment((float) a.x(), (float) a.y(), (float) b.x(), (float) b.y());
            least = Math.min(least, part.distance((float) at.x(), (float) at.y()));
        }
        return least;
    }
}
