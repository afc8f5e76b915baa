package io.huoyan.lab.synth;

/** What lies on sheets and is no defect: stains, scratches, holes and marks, stampings, pen. */
final class Clutter {
    private static final float HOLE_TONE = 0.03f;

    private Clutter() {}

    /** A few of everything, anywhere within {@code reachMm} of the origin. */
    static void scatter(Canvas canvas, Dice dice, float reachMm) {
        for (int left = dice.weighted(3, 2, 1, 1); left > 0; left--) {
            stain(canvas, dice, at(dice, reachMm), at(dice, reachMm), dice.between(1, 7));
        }
        for (int left = dice.weighted(3, 2, 2, 1, 1, 1); left > 0; left--) {
            scratch(canvas, dice, at(dice, reachMm), at(dice, reachMm), dice.angle(), dice.between(3, 25));
        }
        if (dice.chance(0.10)) {
            hole(canvas, at(dice, reachMm), at(dice, reachMm), dice.between(1.2, 4), dice.between(0.1, 0.35));
        }
        if (dice.chance(0.10)) {
            disc(canvas, at(dice, reachMm), at(dice, reachMm), dice.between(1.5, 3), dice.between(0.02, 0.12));
        }
        if (dice.chance(0.08)) {
            writing(canvas, dice, at(dice, reachMm), at(dice, reachMm), dice.chance(0.5));
        }
    }

    private static float at(Dice dice, float reachMm) {
        return dice.between(-reachMm, reachMm);
    }

    /** Oil, rust or water marks: a blot with a ragged, soft edge. */
    static void stain(Canvas canvas, Dice dice, float x, float y, float radiusMm) {
        Noise ragged = new Noise(dice, 0.5 * radiusMm);
        float strength = dice.between(0.08, 0.45);
        float softness = dice.between(0.05, 0.6);
        boolean isRust = dice.chance(0.3);
        float tone = dice.chance(0.8) ? dice.between(0.08, 0.3) : dice.between(0.6, 0.8);
        float b = isRust ? 0.4f * tone : tone;
        float r = isRust ? 1.5f * tone : tone;
        canvas.around(x, y, 1.6 * radiusMm, (i, px, py) -> {
            float distance = Curves.length(px - x, py - y) / radiusMm + 0.5f * ragged.rough(px, py);
            float share = strength * Math.max(0, Math.min(1, (1 - distance) / softness));
            if (share > 0) {
                canvas.blend(i, share, b, tone, r);
                canvas.gloss[i] *= 1 - 0.5f * share;
            }
        });
    }

    /** A straight or slightly bent scratch, bright (bare metal) or dark, much straighter than a crack. */
    static void scratch(Canvas canvas, Dice dice, float x, float y, float angle, float lengthMm) {
        float cos = (float) StrictMath.cos(angle);
        float sin = (float) StrictMath.sin(angle);
        float widthMm = dice.between(0.03, 0.12);
        float bend = dice.signed(0, 0.01);
        boolean isBright = dice.chance(0.7);
        float strength = dice.between(0.15, 0.7);
        float tone = isBright ? 0.85f : 0.15f;
        Noise pressure = new Noise(dice, 2);
        float halfMm = 0.5f * lengthMm;
        canvas.around(x, y, halfMm + 1, (i, px, py) -> {
            float along = (px - x) * cos + (py - y) * sin;
            float across = (py - y) * cos - (px - x) * sin - bend * along * along;
            if (Math.abs(across) < widthMm && Math.abs(along) < halfMm) {
                float share = strength * (1 - Math.abs(across) / widthMm) * (0.7f + 0.6f * pressure.at(px, py));
                canvas.blend(i, Math.max(0, Math.min(1, share)), tone, tone, tone);
                canvas.heightMm[i] -= 0.01f * strength;
            }
        });
    }

    /** A clean drilled or punched hole with a bevel. */
    static void hole(Canvas canvas, float x, float y, float radiusMm, float bevelMm) {
        canvas.around(x, y, radiusMm + bevelMm, (i, px, py) -> {
            float depth = radiusMm - Curves.length(px - x, py - y);
            if (depth > 0) {
                canvas.blend(i, Math.min(1, 4 * depth), HOLE_TONE, HOLE_TONE, HOLE_TONE);
                canvas.gloss[i] = 0;
                canvas.heightMm[i] = -0.5f;
            } else if (depth > -bevelMm) {
                canvas.heightMm[i] -= 0.5f * (1 + depth / bevelMm);
                canvas.gloss[i] += 0.3f;
            }
        });
    }

    /** A printed dark disc with a sharp rim: what fiducials are. */
    static void disc(Canvas canvas, double x, double y, double radiusMm, float tone) {
        double radius2 = radiusMm * radiusMm;
        canvas.around(x, y, radiusMm, (i, px, py) -> {
            double dx = px - x;
            double dy = py - y;
            if (dx * dx + dy * dy <= radius2) {
                canvas.blend(i, 1, tone, tone, tone);
                canvas.gloss[i] = 0;
                canvas.heightMm[i] *= 0.3f;
            }
        });
    }

    /** A line of letter-like strokes, stamped into the sheet or written with a pen. */
    static void writing(Canvas canvas, Dice dice, float x, float y, boolean isStamped) {
        float sizeMm = dice.between(1.5, 4);
        float angle = dice.angle();
        float penMm = sizeMm * dice.between(0.05, 0.1);
        float tone = isStamped ? 0 : dice.between(0.03, 0.2);
        float blue = dice.chance(0.4) ? tone + 0.3f : tone;
        float cos = (float) StrictMath.cos(angle);
        float sin = (float) StrictMath.sin(angle);
        int letters = 2 + dice.below(5);
        for (int stroke = 0; stroke < 3 * letters; stroke++) {
            int letter = stroke / 3;
            float left = sizeMm * 0.75f * letter;
            float u0 = left + 0.25f * sizeMm * dice.below(3);
            float v0 = 0.5f * sizeMm * dice.below(3);
            float u1 = left + 0.25f * sizeMm * dice.below(3);
            float v1 = 0.5f * sizeMm * dice.below(3);
            Segment line = new Segment(
                    x + u0 * cos - v0 * sin, y + u0 * sin + v0 * cos, x + u1 * cos - v1 * sin, y + u1 * sin + v1 * cos);
            canvas.within(
                    line.minX() - penMm, line.minY() - penMm, line.maxX() + penMm, line.maxY() + penMm, (i, px, py) -> {
                        float share = 1.5f * (1 - line.distance(px, py) / penMm);
                        if (share > 0 && isStamped) {
                            canvas.heightMm[i] = Math.min(canvas.heightMm[i], -0.08f * Math.min(1, share));
                        } else if (share > 0) {
                            canvas.blend(i, 0.85f * Math.min(1, share), blue, tone, tone);
                        }
                    });
        }
    }
}
