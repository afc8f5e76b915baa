package io.huoyan.lab.synth;

import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.measure.Measurand;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes one seam of a scene, good or with the fault asked for. */
final class SeamWork {
    /** Widths and offset are taken so many nominal widths away from a stretch's rounded tips. */
    private static final float TIP_WIDTHS = 0.6f;

    private static final float OFF_LOCATION_MM = 3.5f;
    private static final float SHORT_SHARE = 0.7f;

    private final Dice dice;
    private final Weld weld;
    private final BeadLook look;
    private final PlantClasses classes;
    private final CentreLine line;
    private final float lengthMm;
    private final float widthMm;

    SeamWork(Dice dice, Weld weld, WeldGeometry.Seam seam, BeadLook look, DefectNames names) {
        this.dice = dice;
        this.weld = weld;
        this.look = look;
        classes = new PlantClasses(names, weld);
        line = new CentreLine(seam.path());
        lengthMm = (float) line.lengthMm();
        widthMm = (float) seam.nominalWidthMm();
    }

    WeldTruth paint(Canvas canvas, Optional<FaultKind> fault) {
        float offset = fault.equals(Optional.of(FaultKind.SEAM_OFF_LOCATION))
                ? dice.signed(OFF_LOCATION_MM, OFF_LOCATION_MM + 0.3)
                : dice.signed(0, 0.25);
        float width = widthMm * dice.between(5.6 / 6, 6.4 / 6);
        BeadProfile profile = new BeadProfile(dice, lengthMm, width, offset, 0.1f, 0.03f);
        float from = dice.signed(0, 0.4);
        float to = lengthMm + dice.signed(0, 0.4);
        List<Bead.Stretch> stretches = stretches(fault, from, to);
        if (stretches.isEmpty()) {
            Extent whole = new Extent(line.point(0.5 * lengthMm, 0), lengthMm, widthMm);
            return new WeldTruth(weld.id(), List.of(classes.plant("MISSING", whole)), Map.of());
        }
        Bead bead = new Bead(dice, line, profile, stretches, look);
        bead.paint(canvas);
        List<DefectTruth> defects = new ArrayList<>();
        fault.ifPresent(kind -> defects.addAll(defects(canvas, kind, bead)));
        return new WeldTruth(weld.id(), defects, measures(bead));
    }

    private List<Bead.Stretch> stretches(Optional<FaultKind> fault, float from, float to) {
        if (fault.equals(Optional.of(FaultKind.SEAM_MISSING))) {
            return List.of();
        }
        if (fault.equals(Optional.of(FaultKind.SEAM_SHORT))) {
            float length = SHORT_SHARE * lengthMm;
            return List.of(
                    dice.chance(0.5) ? new Bead.Stretch(from, from + length) : new Bead.Stretch(to - length, to));
        }
        if (fault.equals(Optional.of(FaultKind.SEAM_GAP))) {
            float gap = dice.between(4.2, 5.8);
            float at = middle() - 0.5f * gap;
            return List.of(new Bead.Stretch(from, at), new Bead.Stretch(at + gap, to));
        }
        return List.of(new Bead.Stretch(from, to));
    }

    /** A position in the middle part of the seam. */
    private float middle() {
        return lengthMm * dice.between(0.35, 0.65);
    }

    private List<DefectTruth> defects(Canvas canvas, FaultKind kind, Bead bead) {
        return switch (kind) {
            case SEAM_SHORT ->
                List.of(classes.plant("SHORT", missingEnd(bead.stretches().get(0))));
            case SEAM_GAP -> List.of(classes.plant("GAP", gap(bead.stretches())));
            case SEAM_OFF_LOCATION -> List.of(classes.plant("OFFPOS", whole(bead)));
            case SEAM_PORE -> pores(canvas, bead);
            case SEAM_CRACK -> List.of(classes.painted(canvas, crack(bead)));
            case SEAM_BURN_THROUGH -> {
                MmPoint at = bead.point(middle(), dice.signed(0, 0.3));
                yield List.of(classes.painted(
                        canvas, new BurnThrough(dice, (float) at.x(), (float) at.y(), dice.between(3.2, 4.2))));
            }
            case SEAM_SPATTER -> spatter(canvas, bead);
            default ->
                throw new IllegalArgumentException(
                        "fault of seam " + weld.id() + " is " + kind + "; allowed are the faults of seams");
        };
    }

    private Extent missingEnd(Bead.Stretch stretch) {
        boolean isEndMissing = stretch.fromMm() < lengthMm - stretch.toMm();
        float from = isEndMissing ? stretch.toMm() : 0;
        float to = isEndMissing ? lengthMm : stretch.fromMm();
        return new Extent(line.point(0.5 * (from + to), 0), to - from, widthMm);
    }

    private Extent gap(List<Bead.Stretch> stretches) {
        float from = stretches.get(0).toMm();
        float to = stretches.get(1).fromMm();
        return new Extent(line.point(0.5 * (from + to), 0), to - from, widthMm);
    }

    private Extent whole(Bead bead) {
        float from = bead.stretches().get(0).fromMm();
        float to = bead.stretches().get(0).toMm();
        float at = 0.5f * (from + to);
        return new Extent(bead.point(at, 0), to - from, bead.profile().width(at));
    }

    private Crack crack(Bead bead) {
        float s = middle();
        boolean isAlong = dice.chance(0.7);
        MmPoint at = bead.point(s, isAlong ? dice.signed(0, 0.4) : 0);
        float angle = (float) line.angle(s) + (isAlong ? dice.signed(0, 0.15) : (float) Math.PI / 2);
        float length = isAlong ? dice.between(5, 8) : dice.between(4.3, 4.8);
        return new Crack(dice, (float) at.x(), (float) at.y(), angle, length, dice.between(0.32, 0.42));
    }

    private List<DefectTruth> pores(Canvas canvas, Bead bead) {
        List<DefectTruth> defects = new ArrayList<>();
        int count = 1 + dice.below(3);
        float s = middle();
        for (int k = 0; k < count; k++) {
            MmPoint at = bead.point(s + 3.2f * k, dice.signed(0, 0.4));
            defects.add(
                    classes.painted(canvas, new Pore(dice, (float) at.x(), (float) at.y(), dice.between(0.95, 1.5))));
        }
        return defects;
    }

    private List<DefectTruth> spatter(Canvas canvas, Bead bead) {
        List<DefectTruth> defects = new ArrayList<>();
        int count = 2 + dice.below(3);
        float s = middle();
        for (int k = 0; k < count; k++) {
            MmPoint at = bead.point(s + 3.5f * k, dice.signed(1.45, 1.9));
            float length = dice.between(1.7, 2.3);
            defects.add(classes.painted(
                    canvas,
                    new SpatterBead(
                            dice,
                            (float) at.x(),
                            (float) at.y(),
                            length,
                            length * dice.between(0.85, 1),
                            dice.angle())));
        }
        return defects;
    }

    private Map<Measurand, Double> measures(Bead bead) {
        double length = 0;
        double sum = 0;
        double min = Double.MAX_VALUE;
        double max = 0;
        double offset = 0;
        int count = 0;
        for (Bead.Stretch stretch : bead.stretches()) {
            length += stretch.lengthMm();
            float margin = TIP_WIDTHS * widthMm;
            for (float s = stretch.fromMm() + margin; s <= stretch.toMm() - margin; s += BeadProfile.STEP_MM / 2) {
                double width = bead.profile().width(s);
                sum += width;
                min = Math.min(min, width);
                max = Math.max(max, width);
                offset = Math.max(offset, Math.abs(bead.profile().middle(s)));
                count++;
            }
        }
        Map<Measurand, Double> measures = new EnumMap<>(Measurand.class);
        measures.put(Measurand.SEAM_LENGTH, length);
        measures.put(
                Measurand.SEAM_GAP,
                bead.stretches().size() > 1 ? gap(bead.stretches()).lengthMm() : 0);
        if (count > 0) {
            measures.put(Measurand.SEAM_WIDTH_MEAN, sum / count);
            measures.put(Measurand.SEAM_WIDTH_MIN, min);
            measures.put(Measurand.SEAM_WIDTH_MAX, max);
            measures.put(Measurand.SEAM_OFFSET, offset);
        }
        return measures;
    }
}
