package io.huoyan.lab.synth;

/** Draws lots for the defects of a spot of a training patch and paints them. */
final class SpotFlaws {
    static final int CRACK = 0;
    static final int PORE = 1;
    static final int SPLASH = 2;
    static final int BURN_THROUGH = 3;

    private final Dice dice;
    private final float x;
    private final float y;
    private final float radiusMm;

    SpotFlaws(Dice dice, float x, float y, float radiusMm) {
        this.dice = dice;
        this.x = x;
        this.y = y;
        this.radiusMm = radiusMm;
    }

    void paint(Canvas canvas, int kind) {
        switch (kind) {
            case CRACK -> crack(canvas);
            case PORE -> pores(canvas);
            case SPLASH -> splash(canvas);
            default ->
                new BurnThrough(dice, x + off(0.35f), y + off(0.35f), radiusMm * dice.between(0.5, 1.4)).paint(canvas);
        }
    }

    private float off(float share) {
        return share * radiusMm * dice.signed(0, 1);
    }

    private void crack(Canvas canvas) {
        float length = radiusMm * dice.between(0.5, 1.9);
        new Crack(dice, x + off(0.4f), y + off(0.4f), dice.angle(), length, dice.between(0.14, 0.5)).paint(canvas);
    }

    private void pores(Canvas canvas) {
        int count = dice.chance(0.6) ? 1 : 2 + dice.below(4);
        for (int k = 0; k < count; k++) {
            new Pore(dice, x + off(0.6f), y + off(0.6f), dice.between(0.4, 1.6)).paint(canvas);
        }
    }

    /** Beads and tongues that shot out from between the sheets, most near the rim. */
    private void splash(Canvas canvas) {
        int count = 1 + dice.weighted(4, 3, 2, 1, 1);
        for (int k = 0; k < count; k++) {
            float angle = dice.angle();
            float length = dice.between(0.5, 2.8);
            float away = radiusMm * dice.between(0.95, 1.7) + (dice.chance(0.2) ? 2 : 0);
            float width = length * (dice.chance(0.5) ? dice.between(0.75, 1) : dice.between(0.35, 0.75));
            new SpatterBead(
                            dice,
                            x + away * (float) StrictMath.cos(angle),
                            y + away * (float) StrictMath.sin(angle),
                            length,
                            width,
                            angle)
                    .paint(canvas);
        }
    }
}
