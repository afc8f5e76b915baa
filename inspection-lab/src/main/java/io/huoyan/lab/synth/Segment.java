package io.huoyan.lab.synth;

/** A straight stretch between two points, mm. */
record Segment(float x0, float y0, float x1, float y1) {
    float lengthMm() {
        return Curves.length(x1 - x0, y1 - y0);
    }

    /** Position of the nearest point of the segment, 0 at its start … 1 at its end. */
    float position(float x, float y) {
        float dx = x1 - x0;
        float dy = y1 - y0;
        float length2 = dx * dx + dy * dy;
        return length2 == 0 ? 0 : Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / length2));
    }

    /** Distance of a point from the segment, mm. */
    float distance(float x, float y) {
        float t = position(x, y);
        float dx = x - x0 - t * (x1 - x0);
        float dy = y - y0 - t * (y1 - y0);
        return (float) Math.sqrt(dx * dx + dy * dy);
    }

    float minX() {
        return Math.min(x0, x1);
    }

    float minY() {
        return Math.min(y0, y1);
    }

    float maxX() {
        return Math.max(x0, x1);
    }

    float maxY() {
        return Math.max(y0, y1);
    }
}
