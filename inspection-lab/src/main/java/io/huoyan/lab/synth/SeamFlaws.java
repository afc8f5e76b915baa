package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;

/** Draws lots for the defects of a seam of a training patch and paints them. */
final class SeamFlaws {
    static final int CRACK = 0;
    static final int PORE = 1;
    static final int SPATTER = 2;
    static final int EXCESS = 3;
    static final int BURN_THROUGH = 4;

    private final Dice dice;
    private final Bead bead;
    private final float reachMm;

    SeamFlaws(Dice dice, Bead bead, float reachMm) {
        this.dice = dice;
        this.bead = bead;
        this.reachMm = reachMm;
    }

    /** Paints one kind; {@link #EXCESS} is part of the bead itself and below 0 is none. */
    void paint(Canvas canvas, int kind) {
        switch (kind) {
            case CRACK -> crack(canvas);
            case PORE -> pores(canvas);
            case SPATTER -> spatter(canvas);
            case BURN_THROUGH -> burnThrough(canvas);
            default -> {}
        }
    }

    /** A position along the bead that is covered with metal and inside the patch, if a few tries find one. */
    private float along() {
        float middle = (float) bead.line().lengthMm() / 2;
        float s = middle;
        for (int attempt = 0; attempt < 20; attempt++) {
            s = middle + dice.signed(0, 0.85 * reachMm);
            for (Bead.Stretch stretch : bead.stretches()) {
                if (s > stretch.fromMm() + 1.5f && s < stretch.toMm() - 1.5f) {
                    return s;
                }
            }
        }
        return s;
    }

    private float width(float s) {
        return bead.profile().width(s);
    }

    private void crack(Canvas canvas) {
        float s = along();
        float width = width(s);
        boolean isAlong = dice.chance(0.6);
        MmPoint at = bead.point(s, isAlong ? dice.signed(0, 0.75) : dice.signed(0, 0.3));
        float length = isAlong ? dice.between(0.35, 2.2) * width : dice.between(0.35, 1.05) * width;
        float angle = (float) bead.line().angle(s) + (isAlong ? 0 : (float) Math.PI / 2) + 0.2f * dice.gaussian();
        new Crack(dice, (float) at.x(), (float) at.y(), angle, length, dice.between(0.14, 0.55)).paint(canvas);
    }

    private void pores(Canvas canvas) {
        float s = along();
        int count = dice.chance(0.45) ? 1 : 2 + dice.below(9);
        float spread = width(s) * dice.between(0.2, 0.9);
        for (int k = 0; k < count; k++) {
            float place = k == 0 ? s : s + spread * dice.gaussian();
            MmPoint at = bead.point(place, dice.signed(0, 0.7));
            float diameter = count == 1 ? dice.between(0.5, 2) : dice.between(0.35, 1.3);
            new Pore(dice, (float) at.x(), (float) at.y(), diameter).paint(canvas);
        }
    }

    private void spatter(Canvas canvas) {
        int count = 1 + dice.weighted(3, 3, 2, 2, 1, 1, 1, 1) + (dice.chance(0.2) ? dice.below(14) : 0);
        for (int k = 0; k < count; k++) {
            float s = along();
            float away = dice.chance(0.12) ? dice.signed(0, 1) : dice.signed(1.1, 1.2 + 2 * dice.unit());
            MmPoint at = bead.point(s, away);
            float length = dice.chance(0.2) ? dice.between(1.3, 2.6) : dice.between(0.4, 1.4);
            float width = length * (dice.chance(0.75) ? dice.between(0.8, 1) : dice.between(0.45, 0.8));
            new SpatterBead(dice, (float) at.x(), (float) at.y(), length, width, dice.angle()).paint(canvas);
        }
    }

    private void burnThrough(Canvas canvas) {
        float s = along();
        MmPoint at = bead.point(s, dice.signed(0, 0.9));
        new BurnThrough(dice, (float) at.x(), (float) at.y(), width(s) * dice.between(0.28, 0.85)).paint(canvas);
    }
}
