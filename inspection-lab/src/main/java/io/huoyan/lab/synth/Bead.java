package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;
import java.util.ArrayList;
import java.util.List;

/**
 * A seam of weld metal along a line. Its edge, the toe, is exactly where its mask ends: {@link BeadProfile} beside the
 * line, rounded ends along it.
 */
final class Bead {
    /** Where metal is piled up at least this much, the bead is labelled {@link Label#EXCESS}. */
    private static final float EXCESS_FROM = 0.3f;

    private static final float OUTLINE_STEP_MM = 0.1f;
    private static final float CRATER_SHARE = 0.8f;

    private final CentreLine line;
    private final BeadProfile profile;
    private final List<Stretch> stretches;
    private final BeadLook look;
    private final Noise lump;
    private final Noise rough;
    private final Noise jitter;
    private final Noise islands;
    private final Noise tint;
    private final float craterDepth;
    private final boolean isCreasedAllRound;

    /**
     * A part of the line that is covered with bead, tip to tip.
     *
     * @param fromMm where it begins, mm from the start of the line
     * @param toMm where it ends; above {@code fromMm}
     */
    record Stretch(float fromMm, float toMm) {
        Stretch {
            if (!(toMm > fromMm)) {
                throw new IllegalArgumentException(
                        "stretch of bead is " + fromMm + " … " + toMm + " mm; allowed is an end beyond its start");
            }
        }

        float lengthMm() {
            return toMm - fromMm;
        }
    }

    Bead(Dice dice, CentreLine line, BeadProfile profile, List<Stretch> stretches, BeadLook look) {
        this(dice, line, profile, stretches, look, false);
    }

    /** @param isCreasedAllRound whether the crease along the toe goes on around the tips, as it does in nature */
    Bead(
            Dice dice,
            CentreLine line,
            BeadProfile profile,
            List<Stretch> stretches,
            BeadLook look,
            boolean isCreasedAllRound) {
        this.isCreasedAllRound = isCreasedAllRound;
        this.line = line;
        this.profile = profile;
        this.stretches = List.copyOf(stretches);
        this.look = look;
        lump = new Noise(dice, dice.between(1.5, 4));
        rough = new Noise(dice, dice.between(0.12, 0.3));
        jitter = new Noise(dice, dice.between(0.8, 2.5));
        islands = new Noise(dice, dice.between(0.6, 1.6));
        tint = new Noise(dice, dice.between(2, 5));
        craterDepth = dice.chance(0.6) ? dice.between(0.2, 0.7) : 0;
    }

    CentreLine line() {
        return line;
    }

    BeadProfile profile() {
        return profile;
    }

    List<Stretch> stretches() {
        return stretches;
    }

    BeadLook look() {
        return look;
    }

    /** A point of the bead: along the line, and across it from −1 (left toe) to 1 (right toe). */
    MmPoint point(float s, float across) {
        return line.point(s, profile.middle(s) + 0.5 * across * profile.width(s));
    }

    /** The toes of a part of a stretch, from tip to tip or between two places. */
    Outline outline(Stretch stretch, float fromMm, float toMm) {
        List<MmPoint> left = new ArrayList<>();
        List<MmPoint> right = new ArrayList<>();
        int steps = Math.max(8, Math.round((toMm - fromMm) / OUTLINE_STEP_MM));
        for (int k = 0; k <= steps; k++) {
            float s = fromMm + (toMm - fromMm) * k / steps;
            float half = 0.5f * profile.width(s);
            float end = half * rounding(stretch, s, half);
            left.add(line.point(s, profile.middle(s) - end));
            right.add(line.point(s, profile.middle(s) + end));
        }
        return Outline.band(left, right);
    }

    Outline outline(Stretch stretch) {
        return outline(stretch, stretch.fromMm, stretch.toMm);
    }

    void paint(Canvas canvas) {
        double reach = profile.reachMm() + look.heatReachMm() + 0.5;
        CentreLine.Foot foot = new CentreLine.Foot();
        for (Stretch stretch : stretches) {
            canvas.within(
                    line.minX() - reach, line.minY() - reach, line.maxX() + reach, line.maxY() + reach, (i, x, y) -> {
                        line.locate(x, y, foot);
                        paint(canvas, i, x, y, stretch, foot.s, foot.d);
                    });
        }
    }

    private void paint(Canvas canvas, int i, float x, float y, Stretch stretch, float s, float d) {
        float inner = Math.max(stretch.fromMm, Math.min(stretch.toMm, s));
        float half = 0.5f * profile.width(inner);
        float beside = d - profile.middle(inner);
        float end = rounding(stretch, s, half);
        float u = end > 0 ? beside / (half * end) : 2;
        if (Math.abs(u) <= 1) {
            metal(canvas, i, x, y, s, u, half, end, stretch);
        } else {
            float distance = Curves.length(beside, beyondCaps(stretch, s, half)) - half;
            surroundings(canvas, i, x, y, Math.max(0, distance));
        }
    }

    /** 1 along the stretch, falling to 0 at its tips like half an ellipse. */
    static float rounding(Stretch stretch, float s, float half) {
        float cap = capMm(stretch, half);
        float fromTip = Math.min(s - stretch.fromMm, stretch.toMm - s);
        if (fromTip <= 0) {
            return 0;
        }
        float t = fromTip >= cap ? 0 : 1 - fromTip / cap;
        return (float) Math.sqrt(1 - t * t);
    }

    private static float capMm(Stretch stretch, float half) {
        return Math.min(0.85f * half, 0.5f * stretch.lengthMm());
    }

    /** How far {@code s} is past where a rounded end begins, in the scale in which that end is a half circle. */
    private static float beyondCaps(Stretch stretch, float s, float half) {
        float cap = capMm(stretch, half);
        return Math.max(0, Math.max(stretch.fromMm + cap - s, s - stretch.toMm + cap)) * half / cap;
    }

    private void metal(
            Canvas canvas, int i, float x, float y, float s, float u, float half, float end, Stretch stretch) {
        canvas.mark(i, Label.SEAM);
        float pile = profile.pile(s);
        if (pile >= EXCESS_FROM) {
            canvas.mark(i, Label.EXCESS);
        }
        float round = 1 - u * u;
        float section = (float) Math.sqrt(round);
        section += look.flatness() * (round - section);
        float crown = look.crownMm() * (1 + 1.6f * pile) * end;
        float phase = (s + look.bow() * half * u * u) / look.pitchMm() + 0.5f * jitter.at(x, y);
        float saw = phase - (float) Math.floor(phase);
        float ripple = saw < 0.75f ? saw / 0.75f : (1 - saw) * 4;
        ripple = ripple * ripple * (3 - 2 * ripple) - 0.5f;
        float fade = Math.min(1, 3 * round) * (1 - 0.6f * pile);
        float height = crown * section
                + look.rippleMm() * fade * ripple * (0.7f + 0.5f * jitter.at(y, x))
                + look.lumpMm() * round * lump.at(x, y)
                + look.roughnessMm() * rough.rough(x, y);
        float toCrater = (stretch.toMm - s) / half - CRATER_SHARE;
        if (craterDepth > 0 && toCrater < 1) {
            height -= craterDepth * crown * Curves.hump(toCrater) * Curves.hump(u * 1.2f);
        }
        canvas.heightMm[i] = height;
        float shade = 1 + 0.22f * ripple * fade + 0.12f * rough.at(x, y) + 0.1f * pile;
        float dark = look.toeDarkness() * Curves.share(2 * (1 - toToe(u, end) / look.toeWidth()));
        shade *= 1 - dark;
        canvas.blue[i] = look.toneBlue() * shade;
        canvas.green[i] = look.toneGreen() * shade;
        canvas.red[i] = look.toneRed() * shade;
        canvas.gloss[i] = look.gloss() * (1 - dark) * (0.75f + 0.4f * rough.at(y, x) + 0.25f * pile);
        slag(canvas, i, x, y, round);
    }

    /** How far the toe is away, in half widths. */
    private float toToe(float u, float end) {
        return isCreasedAllRound ? 1 - (float) Math.sqrt(u * u * end * end + 1 - end * end) : 1 - Math.abs(u);
    }

    /** Brown, glassy islands of silicate: dark, flat and irregular, no pores. */
    private void slag(Canvas canvas, int i, float x, float y, float round) {
        if (look.slag() == 0) {
            return;
        }
        float cover = Curves.share((islands.rough(x, y) - 0.75f + look.slag()) * 4) * Curves.share(2 * round);
        if (cover > 0) {
            canvas.blend(i, 0.75f * cover, 0.08f, 0.11f, 0.15f);
            canvas.gloss[i] += cover * (0.8f - canvas.gloss[i]);
        }
    }

    private void surroundings(Canvas canvas, int i, float x, float y, float distance) {
        if (distance >= 2 * look.heatReachMm()) {
            return;
        }
        float t = distance / look.heatReachMm() * (1 + 0.25f * tint.at(x, y));
        if (t >= 1 || Label.SEAM.isIn(canvas.labels[i])) {
            return;
        }
        HeatTint.paint(canvas, i, t, look.heat());
        float smoke = look.soot() * (1 - t) * (0.7f + 0.5f * tint.rough(y, x));
        if (smoke > 0) {
            canvas.blend(i, Curves.share(smoke), 0.06f, 0.06f, 0.07f);
        } else if (smoke < 0) {
            canvas.blend(i, Curves.share(-smoke), 0.75f, 0.76f, 0.77f);
        }
        float toe = distance / 0.18f;
        if (toe < 1) {
            canvas.darken(i, 1 - look.undercut() * (1 - toe));
        }
    }
}
