package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Paints one seam of a specimen, good or with the defect asked for. */
final class SeamSpecimen {
    private static final float LENGTH_SHARE = 1.35f;
    private static final float OFF_MIN_WIDTHS = 0.7f;
    private static final float OFF_MAX_WIDTHS = 1.1f;

    private final Canvas canvas;
    private final Dice dice;
    private final Marks marks;
    private final float reachMm;
    private final WeldKind kind;
    private final SeamLooks looks;
    private final BeadLook look;
    private final CentreLine line;
    private final float lengthMm;
    private final float widthMm;

    /** @param reachMm half the side of the field */
    SeamSpecimen(Canvas canvas, Dice dice, Marks marks, float reachMm, SpecimenOrder order, SeamLooks looks) {
        this.canvas = canvas;
        this.dice = dice;
        this.marks = marks;
        this.reachMm = reachMm;
        this.kind = order.weld();
        this.looks = looks;
        float most = 0.45f * reachMm;
        widthMm = Math.min(most, looks.widthMm(kind));
        look = looks.look(kind, order.material(), widthMm);
        line = path(order.isCurved());
        lengthMm = (float) line.lengthMm();
    }

    private CentreLine path(boolean isCurved) {
        float angle = dice.chance(0.6) ? 0.08f * dice.gaussian() : dice.angle();
        float x = 0.12f * reachMm * dice.signed(0, 1);
        float y = 0.12f * reachMm * dice.signed(0, 1);
        float half = 0.5f * LENGTH_SHARE * reachMm;
        float bend = isCurved ? dice.signed(0.2, 0.5) / reachMm : 0;
        int parts = isCurved ? 12 : 1;
        float cos = (float) StrictMath.cos(angle);
        float sin = (float) StrictMath.sin(angle);
        List<MmPoint> path = new ArrayList<>();
        for (int k = 0; k <= parts; k++) {
            float t = half * (2f * k / parts - 1);
            float off = bend * (t * t - 0.3f * half * half);
            path.add(new MmPoint(x + t * cos - off * sin, y + t * sin + off * cos));
        }
        return new CentreLine(path);
    }

    CentreLine line() {
        return line;
    }

    float widthMm() {
        return widthMm;
    }

    double distanceMm(MmPoint at) {
        CentreLine.Foot foot = new CentreLine.Foot();
        line.locate(at.x(), at.y(), foot);
        return Math.abs(foot.d) - widthMm;
    }

    /** Paints the bead and what is wrong with it. */
    SpecimenWeld paint(Optional<DefectKind> defect) {
        Dice forDefect = dice.fork();
        float offset = defect.equals(Optional.of(DefectKind.OFF_LOCATION))
                ? widthMm * dice.signed(OFF_MIN_WIDTHS, OFF_MAX_WIDTHS)
                : widthMm * dice.signed(0, 0.04);
        BeadProfile profile = new BeadProfile(dice, lengthMm, widthMm, offset, 0.015f * widthMm, looks.raggedness());
        float at = lengthMm * forDefect.between(0.38, 0.62);
        SeamDefects defects = new SeamDefects(canvas, forDefect, marks, widthMm, at);
        defect.ifPresent(kind -> defects.shape(profile, kind));
        List<Bead.Stretch> stretches = defect.map(wanted -> defects.stretches(wanted, lengthMm))
                .orElse(List.of(new Bead.Stretch(0, lengthMm)));
        if (stretches.isEmpty()) {
            return new SpecimenWeld(kind, nominal(), widthMm, List.of(), List.of(), defects.missing(line, 0, lengthMm));
        }
        Bead bead = new Bead(dice, line, profile, stretches, look, true);
        bead.paint(canvas);
        marks.welds();
        List<SpecimenDefect> found =
                defect.map(wanted -> defects.paint(bead, wanted)).orElse(List.of());
        List<Outline> outlines = stretches.stream().map(bead::outline).toList();
        return new SpecimenWeld(kind, nominal(), widthMm, outlines, sections(bead), found);
    }

    private List<MmPoint> nominal() {
        List<MmPoint> path = new ArrayList<>();
        int parts = 12;
        for (int k = 0; k <= parts; k++) {
            path.add(line.point(lengthMm * k / parts, 0));
        }
        return path;
    }

    private List<SpecimenWeld.Section> sections(Bead bead) {
        List<SpecimenWeld.Section> sections = new ArrayList<>();
        for (Bead.Stretch stretch : bead.stretches()) {
            for (float s = (float) Math.ceil(stretch.fromMm()); s <= stretch.toMm(); s += 1) {
                float half = 0.5f * bead.profile().width(s);
                float end = Bead.rounding(stretch, s, half);
                float crown = look.crownMm() * (1 + 1.6f * bead.profile().pile(s)) * end;
                sections.add(new SpecimenWeld.Section(
                        s, bead.profile().middle(s) - half * end, bead.profile().middle(s) + half * end, crown));
            }
        }
        return sections;
    }
}
