package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;
import java.util.List;

/** Where a sheet ends beside or under an imprint; beyond it the fixture lies in the dark. */
final class SheetEnd {
    private static final float DEPTH_MM = 1.5f;
    private static final float BULGE_RADII = 1.1f;
    private static final float BEVEL_MM = 0.2f;

    private final MmPoint centre;
    private final float radiusMm;
    private final float cos;
    private final float sin;
    private final float distanceMm;
    private final float bulgeMm;
    private final float tone;
    private final Noise floor;

    private SheetEnd(Dice dice, Imprint imprint) {
        centre = imprint.centre();
        radiusMm = imprint.radiusMm();
        float angle = dice.angle();
        cos = (float) StrictMath.cos(angle);
        sin = (float) StrictMath.sin(angle);
        distanceMm = radiusMm * dice.between(0.25, 0.75);
        bulgeMm = radiusMm * dice.between(0.08, 0.2);
        tone = dice.between(0.05, 0.14);
        floor = new Noise(dice, 1.5);
    }

    static SheetEnd roll(Dice dice, Imprint imprint) {
        return new SheetEnd(dice, imprint);
    }

    /** From the middle of the imprint to the edge as it was before the weld. */
    double distanceMm() {
        return distanceMm;
    }

    /** How far beyond the edge a place is; metal squeezed out of the weld bulges the edge. */
    private double beyond(double x, double y) {
        double dx = x - centre.x();
        double dy = y - centre.y();
        double aside = dy * cos - dx * sin;
        return dx * cos + dy * sin - distanceMm - bulgeMm * Curves.hump((float) (aside / (BULGE_RADII * radiusMm)));
    }

    /** What of an outline lies on the sheet. */
    Outline kept(Outline outline) {
        List<MmPoint> corners = outline.corners().stream()
                .map(corner -> {
                    double over = beyond(corner.x(), corner.y());
                    return over <= 0 ? corner : new MmPoint(corner.x() - over * cos, corner.y() - over * sin);
                })
                .toList();
        return new Outline(corners);
    }

    void paint(Canvas canvas) {
        canvas.everywhere((i, x, y) -> {
            float over = (float) beyond(x, y);
            if (over > 0) {
                float shade = tone * (1 + 0.5f * floor.rough(x, y));
                canvas.blend(i, 1, shade, shade, shade);
                canvas.gloss[i] = 0.1f;
                canvas.heightMm[i] = -DEPTH_MM;
                canvas.labels[i] = 0;
            } else if (over > -BEVEL_MM) {
                float down = 1 + over / BEVEL_MM;
                canvas.heightMm[i] -= 0.3f * down * down;
            }
        });
    }
}
