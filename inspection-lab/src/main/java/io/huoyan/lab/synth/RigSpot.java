package io.huoyan.lab.synth;

import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.measure.Measurand;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;

/** A spot weld of a rig: its plan, its imprint, and what is true of it. */
final class RigSpot {
    private static final double NOMINAL_DIAMETER_MM = 6;
    private static final double DIAMETER_MIN_MM = 4;
    private static final double DIAMETER_MAX_MM = 8;
    private static final double AWAY_MAX_MM = 0.4;
    private static final double OVALNESS_MAX = 0.01;

    /** Of an imprint that is to be measured for it: a worn or tilted electrode. */
    private static final double OVALNESS_FLAWED_MAX = 0.08;

    private final WeldGeometry.Spot plan;
    private final Imprint imprint;

    private RigSpot(WeldGeometry.Spot plan, Imprint imprint) {
        this.plan = plan;
        this.imprint = imprint;
    }

    /** @param sizeMm of a part of a series: so much larger and farther off than nominal; empty for any spot weld */
    static RigSpot roll(Dice dice, MmPoint nominal, Imprint.Look look, OptionalDouble sizeMm) {
        double diameterMm = sizeMm.isPresent()
                ? NOMINAL_DIAMETER_MM + sizeMm.getAsDouble()
                : dice.between(DIAMETER_MIN_MM, DIAMETER_MAX_MM);
        double x = sizeMm.isPresent() ? 1 + sizeMm.getAsDouble() : dice.signed(0, AWAY_MAX_MM);
        double y = sizeMm.isPresent() ? 0 : dice.signed(0, AWAY_MAX_MM);
        MmPoint centre = new MmPoint(nominal.x() + x, nominal.y() + y);
        return new RigSpot(
                new WeldGeometry.Spot(nominal, NOMINAL_DIAMETER_MM),
                new Imprint(dice, centre, (float) diameterMm, dice.between(0, OVALNESS_MAX), look));
    }

    /** A spot weld beside a sheet's edge, oval as a tilted electrode makes it. */
    static RigSpot rollFlawed(Dice dice, MmPoint nominal, Imprint.Look look, RigEdge edge) {
        double diameterMm = dice.between(DIAMETER_MIN_MM, DIAMETER_MAX_MM);
        MmPoint centre =
                new MmPoint(nominal.x() + dice.signed(0, AWAY_MAX_MM), nominal.y() + dice.signed(0, AWAY_MAX_MM));
        return new RigSpot(
                new WeldGeometry.Spot(nominal, NOMINAL_DIAMETER_MM, edge.nominal()),
                new Imprint(dice, centre, (float) diameterMm, dice.between(0, OVALNESS_FLAWED_MAX), look));
    }

    WeldGeometry.Spot plan() {
        return plan;
    }

    Map<Measurand, Double> paint(Canvas canvas) {
        imprint.paint(canvas);
        return Map.of(
                Measurand.SPOT_DIAMETER,
                2.0 * imprint.radiusMm(),
                Measurand.SPOT_OFFSET,
                imprint.centre().distanceMm(plan.centre()),
                Measurand.SPOT_OVALITY,
                2.0 * imprint.ovalness());
    }

    /** With its distance from the sheet's edge. */
    Map<Measurand, Double> paint(Canvas canvas, RigEdge edge) {
        Map<Measurand, Double> truth = new EnumMap<>(paint(canvas));
        truth.put(Measurand.SPOT_EDGE_DISTANCE, edge.distanceMm(imprint.centre()));
        return truth;
    }
}
