package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;

/** A round hole that gas left: dark, with a rim that catches the light. */
final class Pore implements Flaw {
    private final float x;
    private final float y;
    private final float radiusMm;
    private final float rimMm;
    private final float rimHeightMm;
    private final float tone;
    private final boolean isOpen;

    Pore(Dice dice, float x, float y, float diameterMm) {
        this.x = x;
        this.y = y;
        radiusMm = 0.5f * diameterMm;
        rimMm = radiusMm * dice.between(0.15, 0.45);
        rimHeightMm = radiusMm * dice.between(0.05, 0.3);
        tone = dice.between(0.01, 0.07);
        isOpen = dice.chance(0.75);
    }

    @Override
    public Label label() {
        return Label.PORE;
    }

    @Override
    public Extent extent() {
        return new Extent(new MmPoint(x, y), 2 * radiusMm, 2 * radiusMm);
    }

    @Override
    public Outline outline() {
        return Outline.circle(new MmPoint(x, y), 2 * radiusMm);
    }

    @Override
    public void paint(Canvas canvas) {
        canvas.around(x, y, radiusMm + rimMm, (i, px, py) -> {
            float r = Curves.length(px - x, py - y);
            if (r <= radiusMm) {
                float inside = 1 - r / radiusMm;
                canvas.mark(i, Label.PORE);
                float dark = isOpen ? Curves.share(0.75f + 3 * inside) : Curves.share(0.6f + 0.8f * inside);
                canvas.blend(i, dark, tone, tone, tone * 1.15f);
                canvas.gloss[i] *= isOpen ? 0.05f : 0.3f;
                canvas.heightMm[i] -=
                        radiusMm * (isOpen ? 0.9f : 0.6f) * (float) Math.sqrt(1 - r * r / (radiusMm * radiusMm));
            } else {
                canvas.heightMm[i] += rimHeightMm * Curves.hump((r - radiusMm) / rimMm);
                canvas.gloss[i] += 0.3f * Curves.hump((r - radiusMm) / rimMm);
            }
        });
    }
}
