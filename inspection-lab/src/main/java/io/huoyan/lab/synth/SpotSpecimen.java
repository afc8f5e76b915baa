package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Paints one spot weld of a specimen, good or with the defect asked for. */
final class SpotSpecimen {
    private static final MmPoint NOMINAL = new MmPoint(0, 0);
    private static final float OPENING_MIN_PX = 2.5f;
    /** Beyond this many radii nothing of a twist is left. */
    private static final float TWIST_REACH = 2.3f;

    private final Canvas canvas;
    private final Dice dice;
    /** Of the defect alone, so that a good weld of the same seed is the same weld. */
    private final Dice forDefect;

    private final Marks marks;
    private final Material material;
    private final float diameterMm;
    private final List<SpecimenDefect> found = new ArrayList<>();

    /** @param reachMm half the side of the field */
    SpotSpecimen(Canvas canvas, Dice dice, Marks marks, float reachMm, Material material, SeamLooks looks) {
        this.canvas = canvas;
        this.dice = dice;
        forDefect = dice.fork();
        this.marks = marks;
        this.material = material;
        diameterMm = Math.min(0.7f * reachMm, looks.widthMm(WeldKind.SPOT));
    }

    double distanceMm(MmPoint at) {
        return at.distanceMm(NOMINAL) - diameterMm;
    }

    SpecimenWeld paint(Optional<DefectKind> defect) {
        if (defect.equals(Optional.of(DefectKind.SPOT_MISSING))) {
            return missing();
        }
        boolean isOff = defect.equals(Optional.of(DefectKind.SPOT_OFF_LOCATION));
        boolean isDistorted = defect.equals(Optional.of(DefectKind.SPOT_DISTORTED));
        double off = diameterMm * (isOff ? forDefect.between(0.6, 0.95) : dice.between(0, 0.06));
        MmPoint centre = away(isOff ? forDefect : dice, NOMINAL, off);
        Imprint.Look look = look();
        Imprint imprint = new Imprint(
                dice, centre, diameterMm, isDistorted ? forDefect.between(0.06, 0.14) : dice.between(0, 0.02), look);
        imprint.paint(canvas);
        marks.welds();
        Outline outline = imprint.outline();
        if (defect.equals(Optional.of(DefectKind.SPOT_EDGE))) {
            outline = edge(imprint);
        } else {
            Outline whole = outline;
            defect.ifPresent(kind -> paint(kind, imprint, whole, look));
        }
        return new SpecimenWeld(WeldKind.SPOT, List.of(NOMINAL), diameterMm, List.of(outline), List.of(), found);
    }

    private SpecimenWeld missing() {
        Outline nominal = Outline.circle(NOMINAL, diameterMm);
        marks.fill(nominal, Marks.FIRST_DEFECT);
        SpecimenDefect missing = new SpecimenDefect(
                DefectKind.SPOT_MISSING,
                new Extent(NOMINAL, diameterMm, diameterMm),
                List.of(nominal),
                Marks.FIRST_DEFECT,
                Map.of());
        return new SpecimenWeld(WeldKind.SPOT, List.of(NOMINAL), diameterMm, List.of(), List.of(), List.of(missing));
    }

    /** Only bare steel tints; electrodes leave copper on zinc and aluminium. */
    private Imprint.Look look() {
        Imprint.Look look = Imprint.Look.rollRig(dice);
        boolean isTinted = material != Material.ALUMINIUM && material != Material.PAINTED;
        boolean hasCopper = material == Material.ALUMINIUM || material == Material.GALVANISED;
        return new Imprint.Look(
                look.ring(),
                look.ringTone(),
                look.faceTone(),
                hasCopper && dice.chance(0.6) ? dice.between(0.1, 0.4) : 0,
                look.depthMm(),
                look.doming(),
                look.collarMm(),
                look.innerRing(),
                look.stepMm(),
                isTinted ? dice.between(0.2, 0.7) : 0,
                look.heatReach(),
                look.gloss(),
                look.wear());
    }

    private static MmPoint away(Dice dice, MmPoint from, double distanceMm) {
        double angle = dice.angle();
        return new MmPoint(
                from.x() + distanceMm * StrictMath.cos(angle), from.y() + distanceMm * StrictMath.sin(angle));
    }

    private int value() {
        return Marks.FIRST_DEFECT + found.size();
    }

    private void paint(DefectKind kind, Imprint imprint, Outline outline, Imprint.Look look) {
        MmPoint centre = imprint.centre();
        float x = (float) centre.x();
        float y = (float) centre.y();
        switch (kind) {
            case SPOT_CRACK ->
                flaw(
                        kind,
                        new Crack(
                                forDefect,
                                x,
                                y,
                                forDefect.angle(),
                                diameterMm * forDefect.between(0.5, 0.85),
                                Math.max(
                                        OPENING_MIN_PX * canvas.mmPerSample * canvas.fineness,
                                        diameterMm * forDefect.between(0.025, 0.05))));
            case SPOT_HOLE ->
                flaw(
                        kind,
                        new BurnThrough(
                                forDefect,
                                x + diameterMm * forDefect.signed(0, 0.1),
                                y + diameterMm * forDefect.signed(0, 0.1),
                                diameterMm * forDefect.between(0.25, 0.5)));
            case SPOT_EXPULSION -> expulsion(x, y);
            case SPOT_DOUBLE -> doubled(centre, look);
            case SPOT_DISTORTED -> {
                double twistDeg = forDefect.between(12, 25);
                twist(centre, twistDeg);
                itself(kind, imprint, outline, Map.of("twistDeg", twistDeg));
            }
            case SPOT_OFF_LOCATION -> itself(kind, imprint, outline, Map.of("offsetMm", centre.distanceMm(NOMINAL)));
            default -> throw new IllegalArgumentException("defect " + kind.label() + " is none of spot welds");
        }
    }

    private void flaw(DefectKind kind, Flaw flaw) {
        int value = value();
        marks.paint(flaw, value);
        found.add(new SpecimenDefect(kind, flaw.extent(), List.of(flaw.outline()), value, Map.of()));
    }

    /** The whole imprint is what is wrong. */
    private void itself(DefectKind kind, Imprint imprint, Outline outline, Map<String, Double> sizes) {
        int value = value();
        marks.fill(outline, value);
        double diameter = 2.0 * imprint.radiusMm();
        found.add(new SpecimenDefect(
                kind,
                new Extent(imprint.centre(), diameter * (1 + imprint.ovalness()), diameter * (1 - imprint.ovalness())),
                List.of(outline),
                value,
                sizes));
    }

    /** Metal that shot out from between the sheets: tongues and drops to one side. */
    private void expulsion(float x, float y) {
        float angle = forDefect.angle();
        int count = 7 + forDefect.below(10);
        for (int k = 0; k < count; k++) {
            float direction = angle + 0.5f * forDefect.gaussian();
            float length = diameterMm * (k < 2 ? forDefect.between(0.3, 0.6) : forDefect.between(0.05, 0.16));
            float away = 0.5f * diameterMm + (k < 2 ? 0.45f * length : diameterMm * forDefect.between(0.08, 0.8));
            MmPoint at = new MmPoint(x + away * StrictMath.cos(direction), y + away * StrictMath.sin(direction));
            boolean isFree = found.stream()
                    .noneMatch(other -> other.extent().centre().distanceMm(at)
                            < 0.5 * (other.extent().lengthMm() + length));
            if (isFree) {
                float width = length * (k < 2 ? forDefect.between(0.3, 0.5) : forDefect.between(0.5, 0.95));
                flaw(
                        DefectKind.SPOT_EXPULSION,
                        new SpatterBead(forDefect, (float) at.x(), (float) at.y(), length, width, direction));
            }
        }
    }

    private void doubled(MmPoint centre, Imprint.Look look) {
        double apart = diameterMm * forDefect.between(0.35, 0.75);
        Imprint second = new Imprint(
                forDefect, away(forDefect, centre, apart), diameterMm * forDefect.between(0.92, 1.05), 0.01f, look);
        second.paint(canvas);
        itself(DefectKind.SPOT_DOUBLE, second, second.outline(), Map.of("apartMm", apart));
    }

    /** Turns the weld out of the plane of the sheet, which bends around it. */
    private void twist(MmPoint centre, double twistDeg) {
        float x = (float) centre.x();
        float y = (float) centre.y();
        float angle = forDefect.angle();
        float cos = (float) StrictMath.cos(angle);
        float sin = (float) StrictMath.sin(angle);
        float slope = (float) StrictMath.tan(Math.toRadians(twistDeg));
        float radius = 0.5f * diameterMm;
        canvas.around(x, y, TWIST_REACH * radius, (i, px, py) -> {
            float r = Curves.length(px - x, py - y) / radius;
            float share = 1 - Curves.smooth((r - 1) / (TWIST_REACH - 1));
            canvas.heightMm[i] += slope * ((px - x) * cos + (py - y) * sin) * share;
        });
    }

    /** The sheet ends under the electrode: part of the imprint is not there, and metal is squeezed over the edge. */
    private Outline edge(Imprint imprint) {
        SheetEnd end = SheetEnd.roll(forDefect, imprint);
        end.paint(canvas);
        Outline outline = end.kept(imprint.outline());
        int value = value();
        marks.fill(imprint.outline(), 0);
        marks.fill(outline, value);
        found.add(new SpecimenDefect(
                DefectKind.SPOT_EDGE,
                Extent.of(outline.corners()),
                List.of(outline),
                value,
                Map.of("edgeDistanceMm", end.distanceMm(), "overhangMm", imprint.radiusMm() - end.distanceMm())));
        return outline;
    }
}
