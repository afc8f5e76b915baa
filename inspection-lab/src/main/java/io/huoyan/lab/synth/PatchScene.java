package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;
import java.util.ArrayList;
import java.util.List;

/** What a training patch shows: drawn by lot, so that every kind of weld and defect is met in many settings. */
final class PatchScene {
    private static final double NOTHING = 0.10;
    private static final double SEAM = 0.50;
    private static final double SECOND_WELD = 0.15;
    private static final double WITH_DEFECT = 0.58;
    private static final double SECOND_DEFECT = 0.25;

    /** Shares of the kinds that {@link SeamFlaws} numbers. */
    private static final double[] SEAM_DEFECTS = {0.22, 0.24, 0.19, 0.2, 0.15};

    private final Canvas canvas;
    private final Dice dice;
    private final float reachMm;
    private final boolean isLine;

    /**
     * @param reachMm half the side of the patch
     * @param isLine whether sheets and welds look as on a well-kept line
     */
    PatchScene(Canvas canvas, Dice dice, float reachMm, boolean isLine) {
        this.canvas = canvas;
        this.dice = dice;
        this.reachMm = reachMm;
        this.isLine = isLine;
    }

    void paint() {
        sheet().paint(canvas);
        float kind = dice.unit();
        if (kind < NOTHING) {
            if (dice.chance(0.6)) {
                lap(near(), near(), dice.angle());
            }
            Clutter.scatter(canvas, dice, reachMm);
        } else if (kind < NOTHING + SEAM) {
            seams();
        } else {
            spots();
        }
    }

    /** A place near the middle, where the locator puts welds, now and then farther away. */
    private float near() {
        return dice.chance(0.75) ? dice.signed(0, 0.3 * reachMm) : dice.signed(0, 0.9 * reachMm);
    }

    private void lap(float x, float y, float angle) {
        Sheet.lap(canvas, dice, x, y, angle, sheet());
    }

    private Sheet sheet() {
        return isLine ? Sheet.rollBody(dice) : Sheet.roll(dice);
    }

    private void seams() {
        float angle =
                dice.chance(0.5) ? dice.gaussian() * 0.06f + (dice.chance(0.5) ? (float) Math.PI : 0) : dice.angle();
        float x = near();
        float y = near();
        if (dice.chance(0.65)) {
            lap(x, y, angle);
        }
        Clutter.scatter(canvas, dice, reachMm);
        seam(x, y, angle);
        if (dice.chance(SECOND_WELD)) {
            float apart = dice.signed(8, 14);
            seam(
                    x - apart * (float) StrictMath.sin(angle),
                    y + apart * (float) StrictMath.cos(angle),
                    angle + dice.gaussian() * 0.05f);
        }
    }

    private void seam(float x, float y, float angle) {
        float half = 1.6f * reachMm;
        CentreLine line = line(x, y, angle, half);
        float width =
                PatchRenderer.NOMINAL_WIDTH_MM * (dice.chance(0.1) ? dice.between(0.4, 0.7) : dice.between(0.75, 1.3));
        BeadProfile profile = new BeadProfile(
                dice,
                line.lengthMm(),
                width,
                0,
                dice.between(0, 0.5),
                dice.chance(0.7) ? dice.between(0.03, 0.12) : dice.between(0.12, 0.3));
        boolean hasDefect = dice.chance(WITH_DEFECT);
        int first = hasDefect ? dice.weighted(SEAM_DEFECTS) : -1;
        int second = hasDefect && dice.chance(SECOND_DEFECT) ? dice.weighted(SEAM_DEFECTS) : -1;
        List<Bead.Stretch> stretches = stretches(half);
        if (isExcess(first) || isExcess(second)) {
            profile.widen(
                    (float) line.lengthMm() / 2 + dice.signed(0, 0.6 * reachMm),
                    width * dice.between(0.35, 1.6),
                    dice.between(0.2, 0.6));
        }
        BeadLook look = isLine ? BeadLook.rollLine(dice, width) : BeadLook.roll(dice, width);
        Bead bead = new Bead(dice, line, profile, stretches, look);
        bead.paint(canvas);
        SeamFlaws flaws = new SeamFlaws(dice, bead, reachMm);
        flaws.paint(canvas, first);
        flaws.paint(canvas, second);
    }

    private static boolean isExcess(int defect) {
        return defect == SeamFlaws.EXCESS;
    }

    private CentreLine line(float x, float y, float angle, float half) {
        float bend = dice.chance(0.4) ? dice.signed(0, 0.025) : 0;
        int parts = bend == 0 ? 1 : 10;
        float cos = (float) StrictMath.cos(angle);
        float sin = (float) StrictMath.sin(angle);
        List<MmPoint> path = new ArrayList<>();
        for (int k = 0; k <= parts; k++) {
            float t = half * (2f * k / parts - 1);
            float off = bend * t * t;
            path.add(new MmPoint(x + t * cos - off * sin, y + t * sin + off * cos));
        }
        return new CentreLine(path);
    }

    /** Through the whole patch, ending in it, or with a gap in it; s = half is nearest to the middle. */
    private List<Bead.Stretch> stretches(float half) {
        float length = 2 * half;
        float at = half + dice.signed(0, 0.7 * reachMm);
        return switch (dice.weighted(0.58, 0.14, 0.14, 0.09, 0.05)) {
            case 0 -> List.of(new Bead.Stretch(-3, length + 3));
            case 1 -> List.of(new Bead.Stretch(at, length + 3));
            case 2 -> List.of(new Bead.Stretch(-3, at));
            case 3 -> {
                float gap = dice.between(1, 8);
                yield List.of(new Bead.Stretch(-3, at), new Bead.Stretch(at + gap, length + 3));
            }
            default -> List.of(new Bead.Stretch(at, at + dice.between(4, 14)));
        };
    }

    private void spots() {
        if (dice.chance(0.25)) {
            lap(dice.signed(0.4 * reachMm, reachMm), dice.signed(0.4 * reachMm, reachMm), dice.angle());
        }
        Clutter.scatter(canvas, dice, reachMm);
        float x = near();
        float y = near();
        Imprint.Look look = isLine ? Imprint.Look.rollLine(dice) : Imprint.Look.roll(dice);
        spot(x, y, look, dice.chance(WITH_DEFECT));
        if (dice.chance(SECOND_WELD)) {
            float angle = dice.angle();
            float apart = dice.between(8, 15);
            spot(
                    x + apart * (float) StrictMath.cos(angle),
                    y + apart * (float) StrictMath.sin(angle),
                    look,
                    dice.chance(0.3));
        }
    }

    private void spot(float x, float y, Imprint.Look look, boolean hasDefect) {
        float diameter =
                PatchRenderer.NOMINAL_WIDTH_MM * (dice.chance(0.15) ? dice.between(0.4, 0.7) : dice.between(0.7, 1.25));
        new Imprint(dice, new MmPoint(x, y), diameter, dice.between(0, 0.08), look).paint(canvas);
        if (dice.chance(0.12)) {
            float angle = dice.angle();
            float apart = diameter * dice.between(0.15, 0.9);
            MmPoint second = new MmPoint(x + apart * StrictMath.cos(angle), y + apart * StrictMath.sin(angle));
            new Imprint(dice, second, diameter, dice.between(0, 0.08), look).paint(canvas);
        }
        if (hasDefect) {
            SpotFlaws flaws = new SpotFlaws(dice, x, y, 0.5f * diameter);
            flaws.paint(canvas, dice.weighted(0.3, 0.2, 0.3, 0.2));
            if (dice.chance(SECOND_DEFECT)) {
                flaws.paint(canvas, dice.weighted(0.3, 0.2, 0.3, 0.2));
            }
        }
    }
}
