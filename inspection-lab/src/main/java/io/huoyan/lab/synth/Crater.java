package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;

/** Where the arc was cut off too early: a bowl at the end of a bead with frozen rings and a shrinkage pipe in it. */
final class Crater {
    private static final float RINGS = 3.5f;

    private final MmPoint centre;
    private final float angle;
    private final float lengthMm;
    private final float widthMm;
    private final float depthMm;
    private final float pipeMm;
    private final float pipeAlong;
    private final Noise rough;

    /**
     * @param centre on the bead
     * @param angle of the bead there, radians
     * @param lengthMm along the bead
     * @param widthMm across it
     * @param depthMm of the bowl
     * @param pipeMm diameter of the pipe in it; 0 for none
     */
    Crater(Dice dice, MmPoint centre, float angle, float lengthMm, float widthMm, float depthMm, float pipeMm) {
        this.centre = centre;
        this.angle = angle;
        this.lengthMm = lengthMm;
        this.widthMm = widthMm;
        this.depthMm = depthMm;
        this.pipeMm = pipeMm;
        pipeAlong = lengthMm * dice.signed(0, 0.12);
        rough = new Noise(dice, 0.3);
    }

    Outline outline() {
        return Outline.ellipse(centre, lengthMm, widthMm, angle);
    }

    Extent extent() {
        return new Extent(centre, lengthMm, widthMm);
    }

    double pipeMm() {
        return pipeMm;
    }

    void paint(Canvas canvas) {
        float cx = (float) centre.x();
        float cy = (float) centre.y();
        float cos = (float) StrictMath.cos(angle);
        float sin = (float) StrictMath.sin(angle);
        float darkness = pipeMm > 0 ? 0.45f : 0.2f;
        canvas.around(cx, cy, 0.5 * Math.max(lengthMm, widthMm), (i, x, y) -> {
            float along = (x - cx) * cos + (y - cy) * sin;
            float across = (y - cy) * cos - (x - cx) * sin;
            float r = Curves.length(2 * along / lengthMm, 2 * across / widthMm);
            if (r >= 1) {
                return;
            }
            float bowl = 1 - r * r;
            float ring = (float) StrictMath.sin(2 * Math.PI * RINGS * r);
            canvas.heightMm[i] -= depthMm * (bowl * (2 - bowl) + 0.05f * ring * (1 - r) + 0.04f * rough.at(x, y));
            canvas.darken(i, 1 - darkness * Curves.smooth(4 * (1 - r)) + 0.12f * ring * (1 - r));
            float toPipe = Curves.length(along - pipeAlong, across);
            float pipe = 0.5f * pipeMm * (1 + 0.25f * rough.rough(y, x));
            if (toPipe < pipe) {
                float inside = 1 - toPipe / pipe;
                canvas.blend(i, Curves.share(0.7f + 2 * inside), 0.02f, 0.02f, 0.02f);
                canvas.heightMm[i] -= pipeMm * (float) Math.sqrt(inside);
                canvas.gloss[i] *= 0.1f;
            }
        });
    }
}
