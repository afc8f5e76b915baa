package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;
import java.util.List;

/**
 * The line that a seam follows: a polyline, its ends prolonged straight. Position along it ({@code s}, mm from the
 * start; negative before it) and distance beside it ({@code d}, mm, positive on the right when looking along, y
 * pointing down).
 */
final class CentreLine {
    private final double[] x;
    private final double[] y;
    private final double[] s;

    /** Where a point lies beside a line; reused from sample to sample. */
    static final class Foot {
        float s;
        float d;
    }

    CentreLine(List<MmPoint> path) {
        if (path.size() < 2) {
            throw new IllegalArgumentException("seam path has " + path.size() + " points; allowed is 2 or more");
        }
        int count = path.size();
        x = path.stream().mapToDouble(MmPoint::x).toArray();
        y = path.stream().mapToDouble(MmPoint::y).toArray();
        s = new double[count];
        for (int i = 1; i < count; i++) {
            s[i] = s[i - 1] + Math.hypot(x[i] - x[i - 1], y[i] - y[i - 1]);
        }
    }

    double lengthMm() {
        return s[s.length - 1];
    }

    double minX() {
        return java.util.Arrays.stream(x).min().orElseThrow();
    }

    double minY() {
        return java.util.Arrays.stream(y).min().orElseThrow();
    }

    double maxX() {
        return java.util.Arrays.stream(x).max().orElseThrow();
    }

    double maxY() {
        return java.util.Arrays.stream(y).max().orElseThrow();
    }

    /** The point at {@code along}, {@code beside} the line. */
    MmPoint point(double along, double beside) {
        int i = 0;
        while (i < s.length - 2 && along > s[i + 1]) {
            i++;
        }
        double length = s[i + 1] - s[i];
        double ux = (x[i + 1] - x[i]) / length;
        double uy = (y[i + 1] - y[i]) / length;
        double t = along - s[i];
        return new MmPoint(x[i] + t * ux - beside * uy, y[i] + t * uy + beside * ux);
    }

    /** Direction of travel at {@code along}, radians. */
    double angle(double along) {
        MmPoint from = point(along - 0.01, 0);
        MmPoint to = point(along + 0.01, 0);
        return StrictMath.atan2(to.y() - from.y(), to.x() - from.x());
    }

    void locate(double px, double py, Foot foot) {
        int last = s.length - 2;
        double best = Double.MAX_VALUE;
        for (int i = 0; i <= last; i++) {
            double length = s[i + 1] - s[i];
            double ux = (x[i + 1] - x[i]) / length;
            double uy = (y[i + 1] - y[i]) / length;
            double dx = px - x[i];
            double dy = py - y[i];
            double t = dx * ux + dy * uy;
            double clamped = i > 0 && t < 0 ? 0 : i < last && t > length ? length : t;
            double side = dy * ux - dx * uy;
            double over = t - clamped;
            double distance2 = side * side + over * over;
            if (distance2 < best) {
                best = distance2;
                foot.s = (float) (s[i] + clamped);
                foot.d = (float) (over == 0 ? side : Math.copySign(Math.sqrt(distance2), side));
            }
        }
    }
}
