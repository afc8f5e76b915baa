package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;
import java.util.ArrayList;
import java.util.List;

/** A hole melted through the sheet: large, ragged, black, with a raised and burnt rim. */
final class BurnThrough implements Flaw {
    private static final int OUTLINE_POINTS = 72;

    private final float x;
    private final float y;
    private final float radiusMm;
    private final float raggedness;
    private final float stretch;
    private final float cos;
    private final float sin;
    private final float rimMm;
    private final float rimHeightMm;
    private final float burntMm;
    private final float glow;
    private final Noise outline;
    private final Noise rough;
    private final Noise floor;

    BurnThrough(Dice dice, float x, float y, float diameterMm) {
        this.x = x;
        this.y = y;
        radiusMm = 0.5f * diameterMm;
        raggedness = dice.between(0.12, 0.32);
        stretch = dice.between(1, 1.5);
        float angle = dice.angle();
        cos = (float) StrictMath.cos(angle);
        sin = (float) StrictMath.sin(angle);
        rimMm = dice.between(0.25, 0.6);
        rimHeightMm = dice.between(0.1, 0.45);
        burntMm = dice.between(0.8, 2.2);
        glow = dice.chance(0.3) ? dice.between(0.05, 0.25) : 0;
        outline = new Noise(dice, dice.between(0.5, 0.9));
        rough = new Noise(dice, 0.3);
        floor = new Noise(dice, 1.2);
    }

    /** Above 0 inside the hole: distance from its edge in mm, nearly. */
    private float depth(float px, float py) {
        float along = ((px - x) * cos + (py - y) * sin) / stretch;
        float across = (py - y) * cos - (px - x) * sin;
        float r = Curves.length(along, across);
        if (r == 0) {
            return radiusMm;
        }
        return radiusMm * (1 + raggedness * outline.rough(along / r, across / r)) - r;
    }

    @Override
    public Label label() {
        return Label.BURN_THROUGH;
    }

    @Override
    public Extent extent() {
        return Extent.of(outline().corners());
    }

    @Override
    public Outline outline() {
        List<MmPoint> points = new ArrayList<>();
        for (int k = 0; k < OUTLINE_POINTS; k++) {
            double angle = 2 * Math.PI * k / OUTLINE_POINTS;
            float ux = (float) StrictMath.cos(angle);
            float uy = (float) StrictMath.sin(angle);
            float r = radiusMm * (1 + raggedness * outline.rough(ux, uy));
            points.add(new MmPoint(x + r * (stretch * ux * cos - uy * sin), y + r * (stretch * ux * sin + uy * cos)));
        }
        return new Outline(points);
    }

    @Override
    public void paint(Canvas canvas) {
        float reach = 1.4f * stretch * radiusMm + rimMm + burntMm;
        canvas.around(x, y, reach, (i, px, py) -> {
            float depth = depth(px, py);
            if (depth >= 0) {
                canvas.mark(i, Label.BURN_THROUGH);
                float tone = 0.015f + glow * Curves.share(depth - 0.5f) * (0.5f + 0.5f * floor.at(px, py));
                float share = Curves.share(0.65f + 2 * depth);
                canvas.blend(i, share, tone, tone, tone);
                canvas.gloss[i] *= 0.1f;
                canvas.heightMm[i] -= Math.min(1.2f, 2.5f * depth);
            } else {
                rim(canvas, i, px, py, -depth);
            }
        });
    }

    private void rim(Canvas canvas, int i, float px, float py, float out) {
        float lip = Curves.hump(out / rimMm);
        canvas.heightMm[i] += rimHeightMm * lip * (1 + 0.5f * rough.rough(px, py));
        canvas.gloss[i] += 0.25f * lip;
        float burnt = Curves.share(1 - out / burntMm) * (0.7f + 0.4f * rough.at(py, px));
        canvas.blend(i, 0.7f * Curves.share(burnt), 0.07f, 0.075f, 0.09f);
    }
}
