package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Gives a seam the defect asked for and says what it truly is. Sizes follow the width of the bead. */
final class SeamDefects {
    /** Where metal is piled up so that it is labelled, in reaches from the top of the pile. */
    private static final float PILE_EDGE = 0.6725f;

    private static final float RESTART_OVERLAP_WIDTHS = 0.1f;
    private static final float OPENING_MIN_PX = 2.5f;
    private static final int CLUSTER_TRIES = 200;

    private final Canvas canvas;
    private final Dice dice;
    private final Marks marks;
    private final float widthMm;
    private final float atMm;
    private final float pileReachMm;
    private final List<SpecimenDefect> found = new ArrayList<>();

    SeamDefects(Canvas canvas, Dice dice, Marks marks, float widthMm, float atMm) {
        this.canvas = canvas;
        this.dice = dice;
        this.marks = marks;
        this.widthMm = widthMm;
        this.atMm = atMm;
        pileReachMm = widthMm * dice.between(0.65, 1.1);
    }

    /** What changes the outline of the bead itself. */
    void shape(BeadProfile profile, DefectKind defect) {
        switch (defect) {
            case EXCESS -> profile.widen(atMm, pileReachMm, dice.between(0.3, 0.6));
            case IRREGULAR_WIDTH -> {
                float step = 0.75f * widthMm;
                boolean isWideFirst = dice.chance(0.5);
                for (int k = -2; k <= 2; k++) {
                    boolean isWide = k % 2 == 0 == isWideFirst;
                    profile.swell(atMm + k * step, step, isWide ? dice.between(0.22, 0.45) : -dice.between(0.25, 0.42));
                }
            }
            case POOR_RESTART -> {
                profile.swell(atMm - 0.55f * widthMm, 0.6f * widthMm, -dice.between(0.25, 0.4));
                profile.swell(atMm + 0.6f * widthMm, 0.8f * widthMm, dice.between(0.15, 0.3));
            }
            default -> {}
        }
    }

    List<Bead.Stretch> stretches(DefectKind defect, float lengthMm) {
        return switch (defect) {
            case MISSING -> List.of();
            case SHORT -> {
                float length = lengthMm * dice.between(0.5, 0.75);
                yield List.of(
                        dice.chance(0.5) ? new Bead.Stretch(0, length) : new Bead.Stretch(lengthMm - length, lengthMm));
            }
            case GAP -> {
                float half = 0.5f * widthMm * dice.between(0.6, 1.5);
                yield List.of(new Bead.Stretch(0, atMm - half), new Bead.Stretch(atMm + half, lengthMm));
            }
            case POOR_RESTART -> {
                float overlap = RESTART_OVERLAP_WIDTHS * widthMm;
                yield List.of(new Bead.Stretch(0, atMm + overlap), new Bead.Stretch(atMm - overlap, lengthMm));
            }
            default -> List.of(new Bead.Stretch(0, lengthMm));
        };
    }

    /** What should be there and is not: the nominal strip between two places. */
    List<SpecimenDefect> missing(CentreLine line, float fromMm, float toMm) {
        return List.of(missing(DefectKind.MISSING, line, fromMm, toMm));
    }

    private SpecimenDefect missing(DefectKind kind, CentreLine line, float fromMm, float toMm) {
        List<MmPoint> left = new ArrayList<>();
        List<MmPoint> right = new ArrayList<>();
        int steps = 12;
        for (int k = 0; k <= steps; k++) {
            double s = fromMm + (toMm - fromMm) * k / steps;
            left.add(line.point(s, -0.5 * widthMm));
            right.add(line.point(s, 0.5 * widthMm));
        }
        Outline outline = Outline.band(left, right);
        int value = value();
        marks.fill(outline, value);
        Extent extent = new Extent(line.point(0.5 * (fromMm + toMm), 0), toMm - fromMm, widthMm);
        return new SpecimenDefect(kind, extent, List.of(outline), value, Map.of("lengthMm", (double) toMm - fromMm));
    }

    private int value() {
        return Marks.FIRST_DEFECT + found.size();
    }

    List<SpecimenDefect> paint(Bead bead, DefectKind defect) {
        switch (defect) {
            case PORE -> pores(bead);
            case PORE_CLUSTER -> cluster(bead);
            case CRACK -> crack(bead, defect, true);
            case CROSS_CRACK -> crack(bead, defect, false);
            case CRATER -> crater(bead, true);
            case CRATER_CRACK -> craterCrack(bead);
            case SPATTER -> spatter(bead);
            case BURN_THROUGH -> {
                MmPoint at = bead.point(atMm, dice.signed(0, 0.4));
                flaw(defect, new BurnThrough(dice, x(at), y(at), widthMm * dice.between(0.4, 0.8)), Map.of());
            }
            case UNDERCUT -> undercut(bead);
            case EXCESS -> part(bead, defect, atMm - PILE_EDGE * pileReachMm, atMm + PILE_EDGE * pileReachMm);
            case IRREGULAR_WIDTH -> part(bead, defect, atMm - 2.25f * widthMm, atMm + 2.25f * widthMm);
            case POOR_RESTART -> part(bead, defect, atMm - 1.15f * widthMm, atMm + 1.4f * widthMm);
            case SHORT -> {
                Bead.Stretch stretch = bead.stretches().get(0);
                float length = (float) bead.line().lengthMm();
                boolean isEndMissing = stretch.fromMm() < length - stretch.toMm();
                found.add(missing(
                        defect,
                        bead.line(),
                        isEndMissing ? stretch.toMm() : 0,
                        isEndMissing ? length : stretch.fromMm()));
            }
            case GAP -> {
                float tipMm = bead.stretches().get(0).toMm();
                float nextTipMm = bead.stretches().get(1).fromMm();
                found.add(missing(defect, bead.line(), tipMm, nextTipMm));
            }
            case OFF_LOCATION -> whole(bead);
            default -> throw new IllegalArgumentException("defect " + defect.label() + " is none of seams");
        }
        return found;
    }

    private void flaw(DefectKind kind, Flaw flaw, Map<String, Double> sizes) {
        int value = value();
        marks.paint(flaw, value);
        found.add(new SpecimenDefect(kind, flaw.extent(), List.of(flaw.outline()), value, sizes));
    }

    private void pores(Bead bead) {
        int count = 1 + dice.below(3);
        float apart = 0.75f * widthMm;
        for (int k = 0; k < count; k++) {
            MmPoint at = bead.point(atMm + apart * (k - 0.5f * (count - 1)), dice.signed(0, 0.5));
            float diameter = widthMm * dice.between(0.12, 0.32);
            flaw(DefectKind.PORE, new Pore(dice, x(at), y(at), diameter), Map.of("diameterMm", (double) diameter));
        }
    }

    /** Pores that do not touch, nearer to each other than their own size. */
    private void cluster(Bead bead) {
        int count = 5 + dice.below(8);
        int value = value();
        List<MmPoint> places = new ArrayList<>();
        List<Float> diameters = new ArrayList<>();
        List<Outline> outlines = new ArrayList<>();
        for (int attempt = 0; attempt < CLUSTER_TRIES && places.size() < count; attempt++) {
            MmPoint at = bead.point(atMm + 0.38f * widthMm * dice.gaussian(), dice.signed(0, 0.65));
            float diameter = widthMm * dice.between(0.07, 0.18);
            boolean isFree = true;
            for (int k = 0; k < places.size(); k++) {
                isFree &= places.get(k).distanceMm(at) > 0.55 * (diameters.get(k) + diameter);
            }
            if (isFree) {
                Pore pore = new Pore(dice, x(at), y(at), diameter);
                marks.paint(pore, value);
                places.add(at);
                diameters.add(diameter);
                outlines.add(pore.outline());
            }
        }
        List<MmPoint> corners = new ArrayList<>();
        outlines.forEach(outline -> corners.addAll(outline.corners()));
        found.add(new SpecimenDefect(
                DefectKind.PORE_CLUSTER, Extent.of(corners), outlines, value, Map.of("pores", (double)
                        outlines.size())));
    }

    private void crack(Bead bead, DefectKind kind, boolean isAlong) {
        MmPoint at = bead.point(atMm, isAlong ? dice.signed(0, 0.35) : 0);
        float turn = isAlong ? dice.signed(0, 0.12) : (float) Math.PI / 2 + dice.signed(0, 0.15);
        float length = widthMm * (isAlong ? dice.between(0.9, 1.8) : dice.between(0.6, 0.9));
        float opening = opening(0.02, 0.05);
        Crack crack = new Crack(dice, x(at), y(at), (float) bead.line().angle(atMm) + turn, length, opening);
        flaw(kind, crack, Map.of("openingMm", (double) opening));
    }

    /** A crack thinner than some pixels cannot be told from a ripple by anybody. */
    private float opening(double minShare, double maxShare) {
        float pixelMm = canvas.mmPerSample * canvas.fineness;
        return Math.max(OPENING_MIN_PX * pixelMm, widthMm * dice.between(minShare, maxShare));
    }

    private Crater crater(Bead bead, boolean hasPipe) {
        float length = widthMm * dice.between(0.55, 0.8);
        float s = bead.stretches().get(0).toMm() - 0.12f * widthMm - 0.5f * length;
        MmPoint at = bead.point(s, 0);
        float pipe = hasPipe ? length * dice.between(0.18, 0.32) : 0;
        Crater crater = new Crater(
                dice,
                at,
                (float) bead.line().angle(s),
                length,
                length * dice.between(0.8, 1),
                widthMm * dice.between(0.08, 0.16),
                pipe);
        crater.paint(canvas);
        if (hasPipe) {
            int value = value();
            marks.fill(crater.outline(), value);
            found.add(new SpecimenDefect(
                    DefectKind.CRATER,
                    crater.extent(),
                    List.of(crater.outline()),
                    value,
                    Map.of("pipeMm", crater.pipeMm())));
        }
        return crater;
    }

    private void craterCrack(Bead bead) {
        Crater crater = crater(bead, false);
        float opening = opening(0.035, 0.06);
        MmPoint at = crater.extent().centre();
        float length = (float) crater.extent().widthMm() * dice.between(0.8, 1.1);
        flaw(
                DefectKind.CRATER_CRACK,
                new Crack(dice, x(at), y(at), dice.angle(), length, opening),
                Map.of("openingMm", (double) opening));
    }

    private void spatter(Bead bead) {
        int count = 8 + dice.below(20);
        for (int k = 0; k < count; k++) {
            float s = (float) bead.line().lengthMm() * dice.between(0.12, 0.88);
            float size = dice.unit();
            float diameter = Math.min(2, widthMm * (0.05f + 0.28f * size * size * size));
            MmPoint at = bead.point(s, dice.signed(1.12, 1.2 + 2.5 * dice.unit() * dice.unit()));
            SpatterBead drop =
                    new SpatterBead(dice, x(at), y(at), diameter, diameter * dice.between(0.75, 1), dice.angle());
            boolean isFree = found.stream()
                    .noneMatch(other -> other.extent().centre().distanceMm(at)
                            < 0.5 * (other.extent().lengthMm() + diameter));
            if (isFree) {
                flaw(DefectKind.SPATTER, drop, Map.of());
            }
        }
    }

    private void undercut(Bead bead) {
        float half = 0.5f * widthMm * dice.between(1.2, 2.8);
        float depth = dice.between(0.15, 0.4);
        Undercut undercut = new Undercut(
                dice,
                bead,
                dice.chance(0.5) ? 1 : -1,
                atMm - half,
                atMm + half,
                Math.max(0.25f, widthMm * dice.between(0.06, 0.12)),
                depth);
        undercut.paint(canvas);
        int value = value();
        marks.fill(undercut.outline(), value);
        found.add(new SpecimenDefect(
                DefectKind.UNDERCUT,
                Extent.of(undercut.outline().corners()),
                List.of(undercut.outline()),
                value,
                Map.of("alongMm", undercut.lengthMm(), "depthMm", undercut.depthMm())));
    }

    /** A stretch of the bead itself is what is wrong. */
    private void part(Bead bead, DefectKind kind, float fromMm, float toMm) {
        float length = (float) bead.line().lengthMm();
        Bead.Stretch all = new Bead.Stretch(0, length);
        float from = Math.max(0.02f * length, fromMm);
        float to = Math.min(0.98f * length, toMm);
        Outline outline = bead.outline(all, from, to);
        float least = Float.MAX_VALUE;
        float most = 0;
        for (float s = from; s <= to; s += 0.5f * BeadProfile.STEP_MM) {
            least = Math.min(least, bead.profile().width(s));
            most = Math.max(most, bead.profile().width(s));
        }
        int value = value();
        marks.fill(outline, value);
        found.add(new SpecimenDefect(
                kind,
                new Extent(bead.point(0.5f * (from + to), 0), to - from, most),
                List.of(outline),
                value,
                Map.of("alongMm", (double) to - from, "widthMinMm", (double) least, "widthMaxMm", (double) most)));
    }

    private void whole(Bead bead) {
        Bead.Stretch stretch = bead.stretches().get(0);
        Outline outline = bead.outline(stretch);
        int value = value();
        marks.fill(outline, value);
        float middle = 0.5f * (stretch.fromMm() + stretch.toMm());
        found.add(new SpecimenDefect(
                DefectKind.OFF_LOCATION,
                new Extent(
                        bead.point(middle, 0),
                        stretch.lengthMm(),
                        bead.profile().width(middle)),
                List.of(outline),
                value,
                Map.of("offsetMm", (double) Math.abs(bead.profile().middle(middle)))));
    }

    private static float x(MmPoint at) {
        return (float) at.x();
    }

    private static float y(MmPoint at) {
        return (float) at.y();
    }
}
