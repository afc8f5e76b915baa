package io.huoyan.lab.synth;

import io.huoyan.core.catalog.View;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.WeldId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Renders what a rig's camera sees: two seams and two spot welds whose geometry was there before the picture, in a pose
 * of their own. Thread-safe; a pure function of rig and seed.
 */
public final class RigRenderer {
    /** First seed of rigs that networks learn from; none is judged by these. */
    public static final long TRAINING_SEED_FIRST = 2_000_000_000L;
    /** First seed after those that networks learn from. */
    public static final long TRAINING_SEED_END = 2_100_000_000L;

    /** Welds in a picture. */
    public static final int WELDS = 4;

    /** Station and view that every picture is of. */
    public static final StationId STATION = new StationId("RIG");

    public static final ViewId VIEW = new ViewId("RIG");

    private static final int FINENESS = 2;
    private static final float FIDUCIAL_TONE = 0.04f;
    private static final double FIDUCIAL_RADIUS_MM = 1.5;
    private static final List<MmPoint> FIDUCIALS =
            List.of(new MmPoint(-21, 0), new MmPoint(21, 0), new MmPoint(0, -20.5), new MmPoint(0, 20.5));
    private static final double SEAM_BESIDE_MM = 11;
    private static final double SPOT_BESIDE_MM = 8.5;
    private static final double EDGE_BELOW_MM = 11;
    private static final double SPOT_HIGH_MM = 2;
    private static final double SPOT_LOW_MM = 5.5;
    private static final double GREY_MIN = 0.30;
    private static final double GREY_MAX = 0.45;

    private final Rig rig;

    public RigRenderer(Rig rig) {
        this.rig = rig;
    }

    /** A picture of new welds in a new pose. */
    public RigPicture render(long seed) {
        Dice dice = new Dice(seed);
        Dice forPose = dice.fork();
        Dice forWelds = dice.fork();
        Dice forLight = dice.fork();
        return shots(forPose, forWelds, forLight, dice.fork(), OptionalDouble.empty(), 1)
                .get(0);
    }

    /**
     * A picture of what areas, ratios and the sizes of defects are proved by, in a new pose: a seam with pores, and two
     * oval spot welds beside a sheet's edge.
     */
    public RigPicture renderFlawed(long seed) {
        Dice dice = new Dice(seed);
        Dice forPose = dice.fork();
        Dice forWelds = dice.fork();
        Dice forLight = dice.fork();
        RigPose pose = RigPose.roll(rig, forPose);
        Canvas canvas = new Canvas(rig.sidePx(), rig.sidePx(), FINENESS, pose.trueMap());
        Sheet.rollRig(forWelds).paint(canvas);
        RigEdge edge = RigEdge.roll(forWelds, EDGE_BELOW_MM);
        edge.paint(canvas);
        List<View.Fiducial> fiducials = fiducials(canvas);
        RigSeam seam = RigSeam.rollFlawed(forWelds.fork(), -SEAM_BESIDE_MM, rig.hasRipple());
        List<Weld> welds = new ArrayList<>(List.of(weld("seam-1", "135", seam.plan())));
        List<WeldTruth> truths =
                new ArrayList<>(List.of(new WeldTruth(welds.get(0).id(), List.of(), seam.paint(canvas))));
        List<RigPicture.FlawTruth> flaws = new RigPores(forWelds.fork(), seam.bead(), rig.pixelMm()).paint(canvas);
        Imprint.Look look = Imprint.Look.rollRig(forWelds);
        for (int side = -1; side <= 1; side += 2) {
            MmPoint nominal = new MmPoint(side * SPOT_BESIDE_MM, forWelds.between(SPOT_HIGH_MM, SPOT_LOW_MM));
            RigSpot spot = RigSpot.rollFlawed(forWelds.fork(), nominal, look, edge);
            welds.add(weld(side < 0 ? "spot-1" : "spot-2", "21", spot.plan()));
            truths.add(new WeldTruth(welds.get(welds.size() - 1).id(), List.of(), spot.paint(canvas, edge)));
        }
        byte[] labels = canvas.pixelLabels();
        return new RigPicture(
                rig.sidePx(),
                rig.sidePx(),
                Emva1288.camera(rig.noiseFactor()).expose(lit(canvas, forLight), dice.fork()),
                labels,
                pose.calibration(rig, fiducials),
                pose.trueMap(),
                welds,
                truths,
                flaws);
    }

    private List<View.Fiducial> fiducials(Canvas canvas) {
        List<View.Fiducial> fiducials = FIDUCIALS.subList(0, rig.fiducials()).stream()
                .map(p -> new View.Fiducial(p, 2 * FIDUCIAL_RADIUS_MM))
                .toList();
        for (View.Fiducial f : fiducials) {
            Clutter.disc(canvas, f.centre().x(), f.centre().y(), (float) FIDUCIAL_RADIUS_MM, FIDUCIAL_TONE);
        }
        return fiducials;
    }

    /**
     * Pictures of the same welds in the same pose and light: all that differs is the camera's noise.
     *
     * @param shots how many; 1 or more
     */
    public List<RigPicture> repeat(long seed, int shots) {
        Dice dice = new Dice(seed);
        Dice forPose = dice.fork();
        Dice forWelds = dice.fork();
        Dice forLight = dice.fork();
        return shots(forPose, forWelds, forLight, dice.fork(), OptionalDouble.of(0), shots);
    }

    /**
     * Pictures of a part of a series, mounted once, all in the light of the series.
     *
     * @param series seed of what all parts have in common
     * @param sizeMm how much longer and wider than nominal its welds are, and how far off
     * @param mount seed of the pose and of the noise
     * @param shots how many; 1 or more
     */
    public List<RigPicture> mounted(long series, double sizeMm, long mount, int shots) {
        Dice dice = new Dice(mount);
        Dice common = new Dice(series);
        Dice forWelds = common.fork();
        return shots(dice.fork(), forWelds, common.fork(), dice.fork(), OptionalDouble.of(sizeMm), shots);
    }

    private List<RigPicture> shots(
            Dice forPose, Dice forWelds, Dice forLight, Dice forNoise, OptionalDouble sizeMm, int shots) {
        RigPose pose = RigPose.roll(rig, forPose);
        Canvas canvas = new Canvas(rig.sidePx(), rig.sidePx(), FINENESS, pose.trueMap());
        Sheet.rollRig(forWelds).paint(canvas);
        List<View.Fiducial> fiducials = fiducials(canvas);
        List<Weld> welds = new ArrayList<>();
        List<WeldTruth> truths = new ArrayList<>();
        for (int side = -1; side <= 1; side += 2) {
            RigSeam seam = RigSeam.roll(forWelds.fork(), side * SEAM_BESIDE_MM, rig.hasRipple(), sizeMm);
            welds.add(weld(side < 0 ? "seam-1" : "seam-2", "135", seam.plan()));
            truths.add(new WeldTruth(welds.get(welds.size() - 1).id(), List.of(), seam.paint(canvas)));
        }
        Imprint.Look look = Imprint.Look.rollRig(forWelds);
        for (int side = -1; side <= 1; side += 2) {
            RigSpot spot = RigSpot.roll(forWelds.fork(), new MmPoint(side * SPOT_BESIDE_MM, 0), look, sizeMm);
            welds.add(weld(side < 0 ? "spot-1" : "spot-2", "21", spot.plan()));
            truths.add(new WeldTruth(welds.get(welds.size() - 1).id(), List.of(), spot.paint(canvas)));
        }
        float[] light = lit(canvas, forLight);
        byte[] labels = canvas.pixelLabels();
        List<RigPicture> pictures = new ArrayList<>();
        for (int shot = 0; shot < shots; shot++) {
            pictures.add(new RigPicture(
                    rig.sidePx(),
                    rig.sidePx(),
                    Emva1288.camera(rig.noiseFactor()).expose(light, forNoise),
                    labels,
                    pose.calibration(rig, fiducials),
                    pose.trueMap(),
                    welds,
                    truths,
                    List.of()));
        }
        return pictures;
    }

    private static Weld weld(String id, String process, WeldGeometry geometry) {
        return new Weld(
                new WeldId(id),
                STATION,
                List.of(VIEW),
                process,
                "steel",
                List.of(1.0, 1.0),
                Weld.SafetyClass.B,
                geometry,
                "RIG");
    }

    /** The light on the sensor, 1 fills its wells. */
    private float[] lit(Canvas canvas, Dice dice) {
        Light light = Light.rollRig(dice, rig.highlightMin(), rig.highlightMax());
        float[] grey = light.shade(canvas).green();
        int side = rig.sidePx();
        Blur.gaussian(grey, side, side, dice.between(rig.blurMinPx(), rig.blurMaxPx()));
        Smear.along(grey, side, side, dice.between(0, rig.motionPx()), dice.angle());
        double sum = 0;
        for (float value : grey) {
            sum += value;
        }
        float gain = (float) (dice.between(GREY_MIN, GREY_MAX) * grey.length / Math.max(1e-6, sum));
        for (int i = 0; i < grey.length; i++) {
            grey[i] *= gain;
        }
        return grey;
    }
}
