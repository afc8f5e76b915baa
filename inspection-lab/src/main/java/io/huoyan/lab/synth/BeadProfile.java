package io.huoyan.lab.synth;

/**
 * The outline of a bead: where its toes lie beside the centre line, tabulated along it, and where metal is piled up too
 * high. Toes between table rows are interpolated linearly.
 */
final class BeadProfile {
    static final float STEP_MM = 0.2f;
    /** Table reach beyond both ends of the line, mm: room for a bead that overruns. */
    private static final float OVERRUN_MM = 4;

    private final float[] left;
    private final float[] right;
    private final float[] pile;

    /**
     * @param lengthMm of the centre line
     * @param widthMm mean width
     * @param offsetMm mean place of the bead beside the line
     * @param wanderMm how far the toes leave their mean places, together
     * @param raggedness how far each toe does so on its own, as a share of the width
     */
    BeadProfile(Dice dice, double lengthMm, float widthMm, float offsetMm, float wanderMm, float raggedness) {
        int count = (int) Math.ceil((lengthMm + 2 * OVERRUN_MM) / STEP_MM) + 2;
        left = new float[count];
        right = new float[count];
        pile = new float[count];
        Noise slow = new Noise(dice, 12);
        Noise leftToe = new Noise(dice, dice.between(1.2, 4));
        Noise rightToe = new Noise(dice, dice.between(1.2, 4));
        for (int i = 0; i < count; i++) {
            float s = i * STEP_MM - OVERRUN_MM;
            float middle = offsetMm + wanderMm * slow.at(s, 0);
            left[i] = middle - 0.5f * widthMm * (1 + raggedness * leftToe.rough(s, 0));
            right[i] = middle + 0.5f * widthMm * (1 + raggedness * rightToe.rough(s, 0));
        }
    }

    /** Widens the bead by {@code share} around {@code atMm} over ± {@code reachMm}; above 0 it also piles it up. */
    void widen(float atMm, float reachMm, float share) {
        for (int i = 0; i < left.length; i++) {
            float weight = Curves.hump((i * STEP_MM - OVERRUN_MM - atMm) / reachMm);
            float middle = 0.5f * (left[i] + right[i]);
            left[i] = middle + (left[i] - middle) * (1 + share * weight);
            right[i] = middle + (right[i] - middle) * (1 + share * weight);
            if (share > 0) {
                pile[i] = Math.max(pile[i], weight);
            }
        }
    }

    /**
     * Widens the bead by {@code share}, below 0 narrows it, around {@code atMm} over ± {@code reachMm}; piles nothing
     * up.
     */
    void swell(float atMm, float reachMm, float share) {
        for (int i = 0; i < left.length; i++) {
            float weight = share * Curves.hump((i * STEP_MM - OVERRUN_MM - atMm) / reachMm);
            float middle = 0.5f * (left[i] + right[i]);
            left[i] = middle + (left[i] - middle) * (1 + weight);
            right[i] = middle + (right[i] - middle) * (1 + weight);
        }
    }

    float left(float s) {
        return at(left, s);
    }

    float right(float s) {
        return at(right, s);
    }

    /** 0 where the bead is as it should be … 1 at the top of a pile. */
    float pile(float s) {
        return at(pile, s);
    }

    float width(float s) {
        return right(s) - left(s);
    }

    float middle(float s) {
        return 0.5f * (left(s) + right(s));
    }

    /** The farthest that a toe lies from the centre line, mm. */
    float reachMm() {
        float reach = 0;
        for (int i = 0; i < left.length; i++) {
            reach = Math.max(reach, Math.max(Math.abs(left[i]), Math.abs(right[i])));
        }
        return reach;
    }

    private static float at(float[] table, float s) {
        float row = Math.max(0, Math.min(table.length - 1.001f, (s + OVERRUN_MM) / STEP_MM));
        int i = (int) row;
        return table[i] + (row - i) * (table[i + 1] - table[i]);
    }
}
