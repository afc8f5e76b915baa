package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;
import java.util.ArrayList;
import java.util.List;

/** A thin, dark, jagged line, thickest in the middle. */
final class Crack implements Flaw {
    private static final float TURN_MM = 0.4f;
    private static final float DARK = 0.03f;
    /** A stretch of crack ends round; its end is taken as a polygon of so many corners. */
    private static final int ROUND_CORNERS = 16;

    private final List<Segment> segments = new ArrayList<>();
    private final List<Float> halfWidthsMm = new ArrayList<>();
    private final Noise ragged;

    /**
     * @param x middle
     * @param y middle
     * @param angle direction, radians
     * @param lengthMm from tip to tip, nearly
     * @param widthMm opening in the middle
     */
    Crack(Dice dice, float x, float y, float angle, float lengthMm, float widthMm) {
        ragged = new Noise(dice, 0.35);
        int count = Math.max(4, Math.round(lengthMm / TURN_MM));
        float step = lengthMm / count;
        float jaggednessMm = dice.between(0.10, 0.24);
        float cos = (float) StrictMath.cos(angle);
        float sin = (float) StrictMath.sin(angle);
        float drift = 0;
        float fromX = x - 0.5f * lengthMm * cos;
        float fromY = y - 0.5f * lengthMm * sin;
        for (int k = 1; k <= count; k++) {
            drift = 0.85f * drift + jaggednessMm * dice.gaussian();
            drift = k == count ? 0 : Math.max(-3 * jaggednessMm, Math.min(3 * jaggednessMm, drift));
            float along = k * step - 0.5f * lengthMm;
            float toX = x + along * cos - drift * sin;
            float toY = y + along * sin + drift * cos;
            segments.add(new Segment(fromX, fromY, toX, toY));
            float middle = (k - 0.5f) / count;
            float taper = (float) Math.sqrt(Math.sqrt(4 * middle * (1 - middle)));
            halfWidthsMm.add(0.5f * widthMm * taper * dice.between(0.8, 1));
            fromX = toX;
            fromY = toY;
        }
    }

    @Override
    public Label label() {
        return Label.CRACK;
    }

    @Override
    public Extent extent() {
        List<MmPoint> outline = new ArrayList<>();
        for (int k = 0; k < segments.size(); k++) {
            Segment segment = segments.get(k);
            float half = halfWidthsMm.get(k);
            for (int corner = 0; corner < ROUND_CORNERS; corner++) {
                double angle = 2 * Math.PI * corner / ROUND_CORNERS;
                double dx = half * StrictMath.cos(angle);
                double dy = half * StrictMath.sin(angle);
                outline.add(new MmPoint(segment.x0() + dx, segment.y0() + dy));
                outline.add(new MmPoint(segment.x1() + dx, segment.y1() + dy));
            }
        }
        return Extent.of(outline);
    }

    /** Along one lip and back along the other; where stretches of different opening meet, their mean. */
    @Override
    public Outline outline() {
        List<MmPoint> left = new ArrayList<>();
        List<MmPoint> right = new ArrayList<>();
        for (int k = 0; k <= segments.size(); k++) {
            Segment before = segments.get(Math.max(0, k - 1));
            Segment after = segments.get(Math.min(segments.size() - 1, k));
            float half =
                    0.5f * (halfWidthsMm.get(Math.max(0, k - 1)) + halfWidthsMm.get(Math.min(segments.size() - 1, k)));
            double dx = (before.x1() - before.x0()) + (after.x1() - after.x0());
            double dy = (before.y1() - before.y0()) + (after.y1() - after.y0());
            double length = Math.hypot(dx, dy);
            boolean isFirst = k == 0;
            double onward = isFirst ? -half : k == segments.size() ? half : 0;
            double x = (isFirst ? after.x0() : before.x1()) + onward * dx / length;
            double y = (isFirst ? after.y0() : before.y1()) + onward * dy / length;
            left.add(new MmPoint(x - half * dy / length, y + half * dx / length));
            right.add(new MmPoint(x + half * dy / length, y - half * dx / length));
        }
        return Outline.band(left, right);
    }

    @Override
    public void paint(Canvas canvas) {
        for (int k = 0; k < segments.size(); k++) {
            Segment segment = segments.get(k);
            float half = halfWidthsMm.get(k);
            float lip = half + 0.12f;
            canvas.within(
                    segment.minX() - lip,
                    segment.minY() - lip,
                    segment.maxX() + lip,
                    segment.maxY() + lip,
                    (i, x, y) -> {
                        float distance = segment.distance(x, y);
                        if (distance <= half) {
                            float depth = Curves.share(2 * (1 - distance / half) + 0.5f + 0.3f * ragged.at(x, y));
                            canvas.mark(i, Label.CRACK);
                            canvas.blend(i, 0.7f + 0.28f * depth, DARK, DARK, DARK);
                            canvas.gloss[i] *= 0.1f;
                        } else if (distance <= lip && !Label.CRACK.isIn(canvas.labels[i])) {
                            canvas.darken(i, 0.94f);
                        }
                    });
        }
    }
}
