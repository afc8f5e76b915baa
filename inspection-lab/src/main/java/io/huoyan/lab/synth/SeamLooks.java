package io.huoyan.lab.synth;

import java.util.Map;

/** Draws how the bead of a specimen looks, by the process and by what was welded. */
final class SeamLooks {
    /** A flat bead's parabola has at its toe twice the slope of its mean. */
    private static final float PARABOLA = 2;

    private final Dice dice;
    private final Map<Quantity, Range> ranges;

    SeamLooks(Dice dice, Map<Quantity, Range> ranges) {
        this.dice = dice;
        this.ranges = ranges;
    }

    private float draw(Quantity quantity) {
        return (float) ranges.getOrDefault(quantity, quantity.published()).draw(dice);
    }

    float widthMm(WeldKind kind) {
        return switch (kind) {
            case LASER -> draw(Quantity.LASER_WIDTH);
            case BRAZED -> draw(Quantity.BRAZED_WIDTH);
            case SPOT -> draw(Quantity.SPOT_DIAMETER);
            case ARC -> draw(Quantity.ARC_WIDTH);
        };
    }

    float raggedness() {
        return draw(Quantity.RAGGEDNESS);
    }

    BeadLook look(WeldKind kind, Material material, float widthMm) {
        float half = widthMm / 2;
        float slope = (float) StrictMath.tan(Math.toRadians(draw(Quantity.FLANK)));
        float fine = kind == WeldKind.LASER ? 0.35f : kind == WeldKind.BRAZED ? 0.45f : 1;
        float pitch = draw(Quantity.RIPPLE_PITCH) * fine;
        float ripple = pitch * draw(Quantity.RIPPLE_HEIGHT) * (kind == WeldKind.BRAZED ? 0.5f : 1);
        float crown = slope * half / PARABOLA * (kind == WeldKind.LASER ? 0.5f : kind == WeldKind.BRAZED ? 0.6f : 1);
        float[] tone = tone(kind, material);
        boolean isSteel = material != Material.ALUMINIUM;
        boolean isNaked = isSteel && material != Material.PAINTED;
        float heat = isNaked && kind != WeldKind.BRAZED ? dice.between(0.15, 0.75) : 0;
        float reach = draw(Quantity.HEAT_REACH) * (kind == WeldKind.LASER ? 0.4f : 1);
        return new BeadLook(
                crown,
                kind == WeldKind.LASER ? dice.between(0.6, 1) : 1,
                pitch,
                ripple,
                kind == WeldKind.LASER ? dice.between(1, 2.5) : dice.between(0.5, 1.5),
                dice.between(0.003, 0.012) * fine,
                dice.between(0.03, 0.1) * fine,
                tone[0],
                tone[1],
                tone[2],
                draw(Quantity.GLOSS),
                draw(Quantity.TOE_DARKNESS),
                draw(Quantity.TOE_WIDTH) * fine / half,
                0,
                kind == WeldKind.ARC && isSteel && dice.chance(0.25) ? dice.between(0.1, 0.4) : 0,
                heat,
                reach,
                soot(kind, material));
    }

    private float[] tone(WeldKind kind, Material material) {
        if (kind == WeldKind.BRAZED) {
            float tone = dice.between(0.4, 0.6);
            return new float[] {tone * dice.between(0.4, 0.6), tone * dice.between(0.75, 0.9), tone * 1.2f};
        }
        float tone = material == Material.ALUMINIUM ? dice.between(0.55, 0.8) : dice.between(0.28, 0.62);
        float warmth = material == Material.ALUMINIUM ? 0 : dice.between(-0.06, 0.1);
        return new float[] {tone * (1 - warmth), tone, tone * (1 + warmth)};
    }

    /** Zinc leaves white oxide, paint chars, aluminium is cleaned white by the arc or covered with black smut. */
    private float soot(WeldKind kind, Material material) {
        return switch (material) {
            case PAINTED -> dice.between(0.7, 1.1);
            case GALVANISED -> kind == WeldKind.LASER ? -dice.between(0.1, 0.4) : -dice.between(0.2, 0.7);
            case ALUMINIUM -> dice.chance(0.6) ? -dice.between(0.15, 0.5) : dice.between(0.15, 0.6);
            default -> dice.chance(0.4) ? dice.signed(0.1, 0.4) : 0;
        };
    }
}
