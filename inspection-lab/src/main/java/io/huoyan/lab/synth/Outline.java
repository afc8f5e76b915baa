package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;
import java.util.ArrayList;
import java.util.List;

/**
 * A closed polygon in mm on the part: what a defect is, before anything is painted.
 *
 * @param corners in order around it, the last joined to the first; three or more
 */
public record Outline(List<MmPoint> corners) {
    private static final int ROUND_CORNERS = 96;

    public Outline {
        if (corners.size() < 3) {
            throw new IllegalArgumentException("outline has " + corners.size() + " corners; allowed is 3 or more");
        }
        corners = List.copyOf(corners);
    }

    static Outline circle(MmPoint centre, double diameterMm) {
        return ellipse(centre, diameterMm, diameterMm, 0);
    }

    /** @param angle of the length, radians */
    static Outline ellipse(MmPoint centre, double lengthMm, double widthMm, double angle) {
        List<MmPoint> corners = new ArrayList<>();
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        for (int k = 0; k < ROUND_CORNERS; k++) {
            double turn = 2 * Math.PI * k / ROUND_CORNERS;
            double along = lengthMm / 2 * StrictMath.cos(turn);
            double across = widthMm / 2 * StrictMath.sin(turn);
            corners.add(new MmPoint(centre.x() + along * cos - across * sin, centre.y() + along * sin + across * cos));
        }
        return new Outline(corners);
    }

    /** There along one line and back along another. */
    static Outline band(List<MmPoint> there, List<MmPoint> other) {
        List<MmPoint> corners = new ArrayList<>(there);
        for (int k = other.size() - 1; k >= 0; k--) {
            corners.add(other.get(k));
        }
        return new Outline(corners);
    }

    /** Gauss's formula. */
    public double areaMm2() {
        double twice = 0;
        for (int k = 0; k < corners.size(); k++) {
            MmPoint a = corners.get(k);
            MmPoint b = corners.get((k + 1) % corners.size());
            twice += a.x() * b.y() - b.x() * a.y();
        }
        return Math.abs(twice) / 2;
    }

    /** Whether a point lies inside: an odd number of sides is crossed on the way out. */
    boolean contains(double x, double y) {
        boolean isInside = false;
        MmPoint b = corners.get(corners.size() - 1);
        for (MmPoint a : corners) {
            if (a.y() > y != b.y() > y && x < (b.x() - a.x()) * (y - a.y()) / (b.y() - a.y()) + a.x()) {
                isInside = !isInside;
            }
            b = a;
        }
        return isInside;
    }

    double minX() {
        return corners.stream().mapToDouble(MmPoint::x).min().orElseThrow();
    }

    double maxX() {
        return corners.stream().mapToDouble(MmPoint::x).max().orElseThrow();
    }

    double minY() {
        return corners.stream().mapToDouble(MmPoint::y).min().orElseThrow();
    }

    double maxY() {
        return corners.stream().mapToDouble(MmPoint::y).max().orElseThrow();
    }
}
