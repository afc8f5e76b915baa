package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;
import java.util.ArrayList;
import java.util.List;

/** A groove that the arc melted into the sheet beside the toe and did not fill: dark, and deep next to the toe. */
final class Undercut {
    private static final float STEP_MM = 0.1f;

    private final Bead bead;
    private final int side;
    private final float fromMm;
    private final float toMm;
    private final float widthMm;
    private final float depthMm;
    private final float darkness;
    private final Noise ragged;

    /**
     * @param side 1 right of the bead, −1 left
     * @param fromMm where it begins along the bead
     * @param toMm where it ends
     * @param widthMm of the groove in its middle
     * @param depthMm under the sheet
     */
    Undercut(Dice dice, Bead bead, int side, float fromMm, float toMm, float widthMm, float depthMm) {
        this.bead = bead;
        this.side = side;
        this.fromMm = fromMm;
        this.toMm = toMm;
        this.widthMm = widthMm;
        this.depthMm = depthMm;
        darkness = dice.between(0.45, 0.75);
        ragged = new Noise(dice, 1.5);
    }

    private float toe(float s) {
        return side > 0 ? bead.profile().right(s) : bead.profile().left(s);
    }

    /** Width of the groove: 0 at both ends, ragged between. */
    private float width(float s) {
        float t = (s - fromMm) / (toMm - fromMm);
        float taper = t <= 0 || t >= 1 ? 0 : (float) Math.sqrt(Math.sqrt(4 * t * (1 - t)));
        return widthMm * taper * (1 + 0.35f * ragged.at(s, 0));
    }

    Outline outline() {
        List<MmPoint> inner = new ArrayList<>();
        List<MmPoint> outer = new ArrayList<>();
        int steps = Math.max(8, Math.round((toMm - fromMm) / STEP_MM));
        for (int k = 0; k <= steps; k++) {
            float s = fromMm + (toMm - fromMm) * k / steps;
            inner.add(bead.line().point(s, toe(s)));
            outer.add(bead.line().point(s, toe(s) + side * width(s)));
        }
        return Outline.band(inner, outer);
    }

    double lengthMm() {
        return toMm - fromMm;
    }

    double depthMm() {
        return depthMm;
    }

    void paint(Canvas canvas) {
        Outline outline = outline();
        CentreLine.Foot foot = new CentreLine.Foot();
        canvas.within(outline.minX(), outline.minY(), outline.maxX(), outline.maxY(), (i, x, y) -> {
            bead.line().locate(x, y, foot);
            float wide = width(foot.s);
            float out = side * (foot.d - toe(foot.s));
            if (wide > 0 && out >= 0 && out <= wide && !Label.SEAM.isIn(canvas.labels[i])) {
                float t = out / wide;
                float deep = (float) Math.sqrt(1 - t) * Math.min(1, 0.4f + 4 * t);
                canvas.heightMm[i] -= depthMm * deep;
                canvas.darken(i, 1 - darkness * deep);
                canvas.gloss[i] *= 1 - 0.6f * deep;
            }
        });
    }
}
