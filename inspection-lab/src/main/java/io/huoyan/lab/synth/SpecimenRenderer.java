package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.ViewMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Renders specimens: one weld each, of any kind, on any sheet, in any light, through a camera, good or with one kind of
 * defect, of which everything is known in mm. Thread-safe; a pure function of plan, order and seed.
 */
public final class SpecimenRenderer {
    private static final int FINENESS = 2;
    private static final int STRIDE = 8;
    private static final double FIDUCIAL_SHARE = 0.35;
    private static final double LAP_SHARE = 0.5;

    private final StudioPlan plan;

    public SpecimenRenderer(StudioPlan plan) {
        this.plan = plan;
    }

    /** The specimen of a seed, its order drawn from the plan. */
    public RenderedSpecimen render(long seed) {
        return render(plan.order(seed), seed);
    }

    /** A specimen that shows what is asked for; whatever is not asked for is the same for the same seed. */
    public RenderedSpecimen render(SpecimenOrder order, long seed) {
        Dice dice = new Dice(seed);
        dice.fork();
        Dice forCamera = dice.fork();
        Dice forSheet = dice.fork();
        Dice forScenery = dice.fork();
        Dice forWeld = dice.fork();
        Dice forLight = dice.fork();
        StudioCamera camera = camera(forCamera);
        ViewMap map = camera.pixelToMm();
        Canvas canvas = new Canvas(plan.sidePx(), plan.sidePx(), FINENESS, map, STRIDE);
        Marks marks = new Marks(canvas);
        float reachMm = (float) (0.5 * plan.sidePx() * camera.pixelMm());
        Sheet sheet = Sheet.of(forSheet, order.material().finish());
        sheet.paint(canvas);
        Scenery scenery = new Scenery(canvas, forScenery, reachMm);
        SeamLooks looks = new SeamLooks(forWeld, plan.ranges());
        SpecimenWeld weld = order.weld().isSeam()
                ? seam(canvas, forWeld, marks, reachMm, order, looks, scenery, sheet, forSheet)
                : spot(canvas, forWeld, marks, reachMm, order, looks, scenery);
        Lamps lamps = Lamps.of(
                order.light(), forLight.angle(), (float) Math.toRadians(plan.draw(Quantity.ELEVATION, forLight)));
        float ambient = plan.draw(Quantity.AMBIENT, forLight);
        Reflection reflection = order.material().reflection((float) (sheet.grainAngle() - camera.turn()));
        Planes planes = new StudioLight(lamps, ambient, camera.view()).shade(canvas, reflection);
        double meanGrey = plan.draw(Quantity.MEAN_GREY, forLight);
        double gamma = plan.draw(Quantity.GAMMA, forLight);
        byte[] bgr = camera.expose(planes, map, meanGrey, gamma, plan.jpegQuality(), forLight.fork());
        return new RenderedSpecimen(
                order,
                seed,
                plan.sidePx(),
                bgr,
                canvas.pixelLabels(),
                marks.pixels(),
                map,
                weld,
                scenery.features(),
                said(camera, lamps, ambient, meanGrey, gamma));
    }

    private SpecimenWeld seam(
            Canvas canvas,
            Dice dice,
            Marks marks,
            float reachMm,
            SpecimenOrder order,
            SeamLooks looks,
            Scenery scenery,
            Sheet sheet,
            Dice forSheet) {
        SeamSpecimen seam = new SeamSpecimen(canvas, dice, marks, reachMm, order, looks);
        boolean isLap = order.weld() == WeldKind.BRAZED || forSheet.chance(LAP_SHARE);
        if (isLap) {
            Sheet upper = order.material() == Material.PAINTED
                    ? sheet
                    : Sheet.of(forSheet, order.material().finish());
            scenery.lap(seam.line(), upper);
        }
        surround(scenery, seam::distanceMm, forSheet);
        return seam.paint(order.defect());
    }

    private SpecimenWeld spot(
            Canvas canvas,
            Dice dice,
            Marks marks,
            float reachMm,
            SpecimenOrder order,
            SeamLooks looks,
            Scenery scenery) {
        SpotSpecimen spot = new SpotSpecimen(canvas, dice, marks, reachMm, order.material(), looks);
        surround(scenery, spot::distanceMm, dice.fork());
        return spot.paint(order.defect());
    }

    private static void surround(Scenery scenery, ToDoubleFunction<MmPoint> distanceMm, Dice dice) {
        scenery.scatter(distanceMm);
        if (dice.chance(FIDUCIAL_SHARE)) {
            scenery.fiducials(distanceMm);
        }
    }

    private StudioCamera camera(Dice dice) {
        return new StudioCamera(
                plan.sidePx(),
                plan.draw(Quantity.PIXEL, dice),
                plan.draw(Quantity.CAMERA_HEIGHT, dice),
                plan.draw(Quantity.TILT, dice),
                dice.angle(),
                dice.angle(),
                plan.draw(Quantity.DISTORTION, dice),
                0,
                plan.draw(Quantity.F_NUMBER, dice),
                plan.draw(Quantity.FOCUS, dice),
                plan.draw(Quantity.LENS_BLUR, dice),
                plan.draw(Quantity.MOTION, dice),
                dice.angle(),
                dice.chance(plan.colourShare()),
                Emva1288.camera(plan.draw(Quantity.NOISE, dice)));
    }

    private static Map<String, Double> said(
            StudioCamera camera, Lamps lamps, float ambient, double meanGrey, double gamma) {
        Map<String, Double> said = new TreeMap<>();
        said.put("pixelMm", camera.pixelMm());
        said.put("cameraHeightMm", camera.heightMm());
        said.put("focalMm", camera.focalMm());
        said.put("focalPx", camera.lens().fxPx());
        said.put("principalPx", camera.lens().cxPx());
        said.put("distortionK1", camera.k1());
        said.put("distortionK2", camera.k2());
        said.put("tiltDeg", camera.tiltDeg());
        said.put("tiltDirectionDeg", Math.toDegrees(camera.tiltDirection()));
        said.put("turnDeg", Math.toDegrees(camera.turn()));
        said.put("fNumber", camera.fNumber());
        said.put("focusMm", camera.focusMm());
        said.put("blurPx", camera.lensBlurPx());
        said.put("motionPx", camera.motionPx());
        said.put("motionDirectionDeg", Math.toDegrees(camera.motionDirection()));
        said.put("noiseFactor", camera.sensor().temporalFactor());
        said.put("lightAzimuthDeg", Math.toDegrees(lamps.azimuth()));
        said.put("lightElevationDeg", Math.toDegrees(lamps.elevation()));
        said.put("ambient", (double) ambient);
        said.put("meanGrey", meanGrey);
        said.put("gamma", gamma);
        return said;
    }
}
