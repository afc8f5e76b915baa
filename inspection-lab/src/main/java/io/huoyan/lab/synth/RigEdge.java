package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;
import java.util.List;

/**
 * The edge of the upper one of two sheets: a straight line, bevelled, with the shadow it throws on the lower one.
 *
 * @param at a point of the edge
 * @param angleRad direction of the edge
 * @param thicknessMm height of the step
 * @param darkness of the shadow at the edge, 0 to 1
 * @param offMm how far the plan has the edge from where it is
 */
record RigEdge(MmPoint at, double angleRad, float thicknessMm, float darkness, double offMm) {
    private static final double TURN_MAX = Math.toRadians(4);
    private static final double OFF_MAX_MM = 0.5;
    private static final float BEVEL_MM = 0.15f;
    private static final double HALF_LENGTH_MM = 24;

    /** @param belowMm the edge lies so far below the middle of the part, the upper sheet above it */
    static RigEdge roll(Dice dice, double belowMm) {
        return new RigEdge(
                new MmPoint(0, belowMm),
                dice.signed(0, TURN_MAX),
                dice.between(0.35, 0.6),
                dice.between(0.35, 0.55),
                dice.signed(0, OFF_MAX_MM));
    }

    /** Where the plan has it. */
    List<MmPoint> nominal() {
        double x = at.x() - offMm * StrictMath.sin(angleRad);
        double y = at.y() + offMm * StrictMath.cos(angleRad);
        double dx = HALF_LENGTH_MM * StrictMath.cos(angleRad);
        double dy = HALF_LENGTH_MM * StrictMath.sin(angleRad);
        return List.of(new MmPoint(x - dx, y - dy), new MmPoint(x + dx, y + dy));
    }

    /** How far a point lies from where the upper sheet's face ends and its bevel begins. */
    double distanceMm(MmPoint p) {
        return insideMm(p) - BEVEL_MM;
    }

    /** How far a point lies within the foot of the upper sheet's edge; below 0 beyond it. */
    private double insideMm(MmPoint p) {
        return (p.x() - at.x()) * StrictMath.sin(angleRad) - (p.y() - at.y()) * StrictMath.cos(angleRad);
    }

    void paint(Canvas canvas) {
        float x0 = (float) at.x();
        float y0 = (float) at.y();
        float sin = (float) StrictMath.sin(angleRad);
        float cos = (float) StrictMath.cos(angleRad);
        canvas.everywhere((i, x, y) -> {
            float inside = (x - x0) * sin - (y - y0) * cos;
            if (inside > 0) {
                canvas.heightMm[i] += thicknessMm * Math.min(1, inside / BEVEL_MM);
            } else if (inside > -2 * BEVEL_MM) {
                canvas.darken(i, 1 - darkness * (1 + inside / (2 * BEVEL_MM)));
            }
        });
    }
}
