package io.huoyan.lab.synth;

/** The ground of every picture: sheet metal with its finish, and what lies on it that is no defect. */
final class Sheet {
    /** What the surface went through. */
    enum Finish {
        COLD_ROLLED,
        BRUSHED,
        GALVANISED,
        SCALED,
        PAINTED,
        ALUMINIUM
    }

    /** Paints and primers, blue, green, red. */
    private static final float[][] PAINTS = {
        {0.78f, 0.79f, 0.8f},
        {0.5f, 0.5f, 0.49f},
        {0.36f, 0.4f, 0.38f},
        {0.4f, 0.22f, 0.1f},
        {0.09f, 0.09f, 0.5f},
        {0.12f, 0.12f, 0.12f}
    };

    private static final float SPANGLE_STEPS = 5;

    private final Finish finish;
    private final float grainAngle;
    private final float tone;
    private final float toneBlue;
    private final float toneRed;
    private final float gloss;
    private final float grainTone;
    private final float grainHeightMm;
    private final Noise grain;
    private final Noise fine;
    private final Noise mottle;
    private final Noise spangle;

    private Sheet(Dice dice, Finish finish) {
        this.finish = finish;
        float angle = dice.angle();
        grainAngle = angle;
        tone = finish == Finish.SCALED ? dice.between(0.18, 0.45) : dice.between(0.35, 0.75);
        float warmth = finish == Finish.SCALED ? dice.between(0, 0.35) : dice.between(-0.08, 0.1);
        toneBlue = tone * (1 - warmth);
        toneRed = tone * (1 + 0.6f * warmth);
        gloss = finish == Finish.SCALED ? dice.between(0.05, 0.3) : dice.between(0.2, 0.6);
        boolean isBrushed = finish == Finish.BRUSHED;
        grainTone = isBrushed ? dice.between(0.06, 0.22) : dice.between(0.02, 0.12);
        grainHeightMm = isBrushed ? dice.between(0.004, 0.016) : dice.between(0.001, 0.007);
        grain = new Noise(dice, angle, isBrushed ? dice.between(4, 14) : dice.between(0.4, 2), dice.between(0.12, 0.3));
        fine = new Noise(dice, dice.between(0.12, 0.3));
        mottle = new Noise(dice, dice.between(1.5, 9));
        spangle = new Noise(dice, angle, dice.between(2, 5), dice.between(1, 3));
    }

    private Sheet(
            Finish finish,
            float grainAngle,
            float[] tones,
            float gloss,
            float grainTone,
            float grainHeightMm,
            Noise[] textures) {
        this.finish = finish;
        this.grainAngle = grainAngle;
        toneBlue = tones[0];
        tone = tones[1];
        toneRed = tones[2];
        this.gloss = gloss;
        this.grainTone = grainTone;
        this.grainHeightMm = grainHeightMm;
        grain = textures[0];
        fine = textures[1];
        mottle = textures[2];
        spangle = textures[3];
    }

    /** A sheet of this finish. */
    static Sheet of(Dice dice, Finish finish) {
        return switch (finish) {
            case PAINTED -> painted(dice);
            case ALUMINIUM -> aluminium(dice);
            default -> new Sheet(dice, finish);
        };
    }

    /** Even colour under a clear film; the film is wavy like the peel of an orange. */
    private static Sheet painted(Dice dice) {
        float[] paint = PAINTS[dice.below(PAINTS.length)];
        float brightness = dice.between(0.85, 1.15);
        float[] tones = {paint[0] * brightness, paint[1] * brightness, paint[2] * brightness};
        Noise peel = new Noise(dice, dice.between(0.8, 2.5));
        Noise[] textures = {peel, new Noise(dice, 0.4), new Noise(dice, 8), peel};
        return new Sheet(
                Finish.PAINTED, 0, tones, 1, dice.between(0.004, 0.012), dice.between(0.0005, 0.003), textures);
    }

    /** Bright, hardly coloured, with long lines from the rolls. */
    private static Sheet aluminium(Dice dice) {
        float angle = dice.angle();
        float tone = dice.between(0.62, 0.82);
        float[] tones = {tone * dice.between(1, 1.05), tone, tone * dice.between(0.96, 1)};
        Noise lines = new Noise(dice, angle, dice.between(8, 25), dice.between(0.1, 0.22));
        Noise[] textures = {lines, new Noise(dice, 0.15), new Noise(dice, dice.between(3, 9)), lines};
        return new Sheet(
                Finish.ALUMINIUM,
                angle,
                tones,
                dice.between(0.45, 0.8),
                dice.between(0.03, 0.09),
                dice.between(0.002, 0.006),
                textures);
    }

    /** Direction of the grain, radians. */
    float grainAngle() {
        return grainAngle;
    }

    static Sheet roll(Dice dice) {
        return new Sheet(dice, Finish.values()[dice.weighted(4, 3, 2.5, 2)]);
    }

    /** Body sheet as a line camera meets it: galvanised or cold-rolled, never scaled. */
    static Sheet rollBody(Dice dice) {
        return new Sheet(dice, dice.chance(0.5) ? Finish.GALVANISED : Finish.COLD_ROLLED);
    }

    /** Sheet of a rig: cold-rolled, brushed or galvanised. */
    static Sheet rollRig(Dice dice) {
        return new Sheet(dice, Finish.values()[dice.below(3)]);
    }

    void paint(Canvas canvas) {
        canvas.everywhere((i, x, y) -> paint(canvas, i, x, y));
    }

    /** Puts this sheet at one sample, on top of whatever is there. */
    void paint(Canvas canvas, int i, float x, float y) {
        float streak = grain.rough(x, y);
        float dust = fine.at(x, y);
        float cloud = mottle.rough(x, y);
        float factor = 1 + grainTone * (streak + 0.5f * dust) + cloudiness() * cloud;
        float shine = gloss;
        if (finish == Finish.GALVANISED) {
            float facet = Math.round(spangle.at(x, y) * SPANGLE_STEPS) / SPANGLE_STEPS;
            factor += 0.07f * facet;
            shine += 0.08f * facet;
        }
        canvas.blue[i] = toneBlue * factor;
        canvas.green[i] = tone * factor;
        canvas.red[i] = toneRed * factor * (finish == Finish.SCALED ? 1 + 0.12f * cloud : 1);
        canvas.gloss[i] = Math.max(0, shine * (1 + 0.3f * streak));
        canvas.heightMm[i] = grainHeightMm * (streak + 0.7f * dust);
    }

    private float cloudiness() {
        return finish == Finish.SCALED ? 0.3f : 0.045f;
    }

    /**
     * A second sheet on top of the first, on the right-hand side of a line through (x, y) in direction {@code angle}.
     */
    static void lap(Canvas canvas, Dice dice, float x, float y, float angle, Sheet upper) {
        float normalX = (float) -StrictMath.sin(angle);
        float normalY = (float) StrictMath.cos(angle);
        float thicknessMm = dice.between(0.25, 0.9);
        float bevelMm = dice.between(0.08, 0.3);
        float gapDarkness = dice.between(0.2, 0.75);
        Noise edge = new Noise(dice, 4);
        canvas.everywhere((i, px, py) -> {
            float side = (px - x) * normalX + (py - y) * normalY + 0.05f * edge.at(px, py);
            if (side > 0) {
                upper.paint(canvas, i, px, py);
                canvas.heightMm[i] += thicknessMm * Math.min(1, side / bevelMm);
            } else if (side > -2 * bevelMm) {
                canvas.darken(i, 1 - gapDarkness * (1 + side / (2 * bevelMm)));
            }
        });
    }
}
