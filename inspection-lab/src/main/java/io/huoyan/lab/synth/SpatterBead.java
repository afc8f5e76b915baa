package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;

/** A drop of weld metal that landed and stuck: a shiny dome with a dark foot. */
final class SpatterBead implements Flaw {
    private final float x;
    private final float y;
    private final float halfLengthMm;
    private final float halfWidthMm;
    private final float cos;
    private final float sin;
    private final float squash;
    private final float tone;
    private final float warmth;
    private final float gloss;
    private final float haloMm;
    private final Noise rough;

    SpatterBead(Dice dice, float x, float y, float lengthMm, float widthMm, float angle) {
        this.x = x;
        this.y = y;
        halfLengthMm = 0.5f * lengthMm;
        halfWidthMm = 0.5f * widthMm;
        cos = (float) StrictMath.cos(angle);
        sin = (float) StrictMath.sin(angle);
        squash = dice.between(0.35, 1);
        tone = dice.between(0.12, 0.6);
        warmth = dice.between(-0.05, 0.15);
        gloss = dice.between(0.4, 1.1);
        haloMm = halfWidthMm * dice.between(0.15, 0.6);
        rough = new Noise(dice, Math.max(0.15, 0.5 * widthMm));
    }

    @Override
    public Label label() {
        return Label.SPATTER;
    }

    @Override
    public Extent extent() {
        return new Extent(new MmPoint(x, y), 2 * halfLengthMm, 2 * halfWidthMm);
    }

    @Override
    public Outline outline() {
        return Outline.ellipse(new MmPoint(x, y), 2 * halfLengthMm, 2 * halfWidthMm, StrictMath.atan2(sin, cos));
    }

    @Override
    public void paint(Canvas canvas) {
        canvas.around(x, y, halfLengthMm + haloMm, (i, px, py) -> {
            float along = ((px - x) * cos + (py - y) * sin) / halfLengthMm;
            float across = ((py - y) * cos - (px - x) * sin) / halfWidthMm;
            float r2 = along * along + across * across;
            if (r2 <= 1) {
                canvas.mark(i, Label.SPATTER);
                float shade = tone * (1 + 0.25f * rough.at(px, py));
                canvas.blue[i] = shade * (1 - warmth);
                canvas.green[i] = shade;
                canvas.red[i] = shade * (1 + warmth);
                canvas.gloss[i] = gloss;
                canvas.heightMm[i] = canvas.heightMm[i] * 0.5f
                        + squash * halfWidthMm * ((float) Math.sqrt(1 - 0.98f * r2) + 0.08f * rough.at(py, px));
            } else {
                float out = ((float) Math.sqrt(r2) - 1) * halfWidthMm / haloMm;
                canvas.darken(i, 1 - 0.55f * Curves.hump(out));
            }
        });
    }
}
