package io.huoyan.lab.synth;

import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.measure.Measurand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes one spot weld of a scene, good or with the fault asked for. */
final class SpotWork {
    private final Dice dice;
    private final Weld weld;
    private final WeldGeometry.Spot spot;
    private final Imprint.Look look;
    private final PlantClasses classes;

    SpotWork(Dice dice, Weld weld, WeldGeometry.Spot spot, Imprint.Look look, DefectNames names) {
        this.dice = dice;
        this.weld = weld;
        this.spot = spot;
        this.look = look;
        classes = new PlantClasses(names, weld);
    }

    WeldTruth paint(Canvas canvas, Optional<FaultKind> fault) {
        if (fault.equals(Optional.of(FaultKind.SPOT_MISSING))) {
            Extent nominal = new Extent(spot.centre(), spot.nominalDiameterMm(), spot.nominalDiameterMm());
            return new WeldTruth(weld.id(), List.of(classes.plant("MISSING", nominal)), Map.of());
        }
        MmPoint centre = fault.equals(Optional.of(FaultKind.SPOT_OFF_LOCATION)) ? away(4.2, 5.8) : away(0, 0.4);
        float diameter = fault.equals(Optional.of(FaultKind.SPOT_SMALL))
                ? dice.between(2.9, 3.1)
                : (float) spot.nominalDiameterMm() * dice.between(5.6 / 6, 6.6 / 6);
        new Imprint(dice, centre, diameter, dice.between(0, 0.01), look).paint(canvas);
        List<DefectTruth> defects = new ArrayList<>();
        fault.ifPresent(kind -> defects.addAll(defects(canvas, kind, centre, diameter)));
        Map<Measurand, Double> measures = Map.of(
                Measurand.SPOT_DIAMETER, (double) diameter, Measurand.SPOT_OFFSET, centre.distanceMm(spot.centre()));
        return new WeldTruth(weld.id(), defects, measures);
    }

    private MmPoint away(double minMm, double maxMm) {
        float angle = dice.angle();
        float distance = dice.between(minMm, maxMm);
        return new MmPoint(
                spot.centre().x() + distance * StrictMath.cos(angle),
                spot.centre().y() + distance * StrictMath.sin(angle));
    }

    private List<DefectTruth> defects(Canvas canvas, FaultKind kind, MmPoint centre, float diameter) {
        float x = (float) centre.x();
        float y = (float) centre.y();
        return switch (kind) {
            case SPOT_OFF_LOCATION -> List.of(classes.plant("OFFPOS", new Extent(centre, diameter, diameter)));
            case SPOT_SMALL -> List.of(classes.plant("DIAMETER", new Extent(centre, diameter, diameter)));
            case SPOT_SPLASH -> splash(canvas, x, y, 0.5f * diameter);
            case SPOT_CRACK ->
                List.of(classes.painted(
                        canvas, new Crack(dice, x, y, dice.angle(), dice.between(3.6, 4.8), dice.between(0.32, 0.42))));
            case SPOT_BURN_THROUGH ->
                List.of(classes.painted(
                        canvas,
                        new BurnThrough(
                                dice, x + dice.signed(0, 0.4), y + dice.signed(0, 0.4), dice.between(2.6, 3.6))));
            default ->
                throw new IllegalArgumentException(
                        "fault of spot weld " + weld.id() + " is " + kind + "; allowed are the faults of spot welds");
        };
    }

    private List<DefectTruth> splash(Canvas canvas, float x, float y, float radiusMm) {
        List<DefectTruth> defects = new ArrayList<>();
        float angle = dice.angle();
        int count = 1 + dice.below(2);
        for (int k = 0; k < count; k++) {
            float length = dice.between(2.3, 3.2);
            float away = radiusMm + 0.5f * length - 0.2f + 0.6f * k;
            float direction = angle + k * dice.between(1, 2);
            defects.add(classes.painted(
                    canvas,
                    new SpatterBead(
                            dice,
                            x + away * (float) StrictMath.cos(direction),
                            y + away * (float) StrictMath.sin(direction),
                            length,
                            dice.between(1.3, 1.8),
                            direction)));
        }
        return defects;
    }
}
