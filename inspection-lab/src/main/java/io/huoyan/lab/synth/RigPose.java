package io.huoyan.lab.synth;

import io.huoyan.core.catalog.View;
import io.huoyan.core.domain.Lens;
import io.huoyan.core.domain.LensMap;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.domain.PlaneTilt;
import io.huoyan.core.domain.ViewMap;
import java.util.List;
import java.util.Optional;

/**
 * A rig's camera for one picture: what was calibrated, and how the plane and the part truly lie.
 *
 * @param calibrated from pixels to mm as the ruler is told
 * @param camera foot of the perpendicular from the camera on the calibrated plane
 * @param trueMap from pixels to mm on the part
 */
record RigPose(ViewMap calibrated, MmPoint camera, ViewMap trueMap) {
    /** Sensor of which the picture is a window. */
    private static final int SENSOR_WIDTH_PX = 2448;

    private static final int SENSOR_HEIGHT_PX = 2048;
    private static final double SHIFT_MAX_MM = 1;
    private static final double TURN_MAX = Math.toRadians(0.5);

    static RigPose roll(Rig rig, Dice dice) {
        return roll(rig, dice, 1);
    }

    /** @param looseness of the part's place and of the plane, as a share of the rig's */
    static RigPose roll(Rig rig, Dice dice, double looseness) {
        int side = rig.sidePx();
        double focalPx = rig.cameraHeightMm() / rig.pixelMm();
        double cx = (SENSOR_WIDTH_PX - 1) / 2.0 - dice.below(Math.max(1, SENSOR_WIDTH_PX - side));
        double cy = (SENSOR_HEIGHT_PX - 1) / 2.0 - dice.below(Math.max(1, SENSOR_HEIGHT_PX - side));
        Lens lens = new Lens(focalPx, focalPx, cx, cy, rig.distortionK1(), 0, 0, 0, 0);
        double angle = dice.angle();
        double cos = rig.pixelMm() * StrictMath.cos(angle);
        double sin = rig.pixelMm() * StrictMath.sin(angle);
        PixelPoint middle = lens.ideal(new PixelPoint((side - 1) / 2.0, (side - 1) / 2.0));
        PlaneMap ideal = PlaneMap.ofPixelToMm(new double[] {
            cos, -sin, -cos * middle.x() + sin * middle.y(), sin, cos, -sin * middle.x() - cos * middle.y(), 0, 0, 1
        });
        ViewMap calibrated = rig.distortionK1() == 0 ? ideal : new LensMap(lens, ideal);
        MmPoint camera = ideal.toMm(new PixelPoint(cx, cy));
        MmPoint pivot = new MmPoint(0, 0);
        double tilt = Math.toRadians(rig.tiltDeg()) * dice.between(-1, 1);
        double direction = dice.angle();
        double[] raised = new PlaneTilt(camera, rig.cameraHeightMm(), pivot)
                .seenToTrue(
                        rig.heightMm() * dice.between(-1, 1),
                        tilt * StrictMath.cos(direction),
                        tilt * StrictMath.sin(direction));
        boolean isPlaced = rig.fiducials() > 0;
        PartPose part = new PartPose(
                isPlaced ? looseness * dice.signed(0, SHIFT_MAX_MM) : 0,
                isPlaced ? looseness * dice.signed(0, SHIFT_MAX_MM) : 0,
                isPlaced ? looseness * dice.signed(0, TURN_MAX) : 0);
        return new RigPose(calibrated, camera, part.pixelToPart(calibrated.then(raised), pivot));
    }

    /** What the ruler is told. */
    View.Calibration calibration(Rig rig, List<View.Fiducial> fiducials) {
        double residualMaxMm = 0.5;
        return new View.Calibration(
                rig.sidePx(),
                rig.sidePx(),
                calibrated,
                0,
                fiducials,
                residualMaxMm,
                Optional.of(new View.Pose(camera, rig.cameraHeightMm(), rig.heightMm(), rig.tiltDeg(), 0, 0, 0)));
    }
}
