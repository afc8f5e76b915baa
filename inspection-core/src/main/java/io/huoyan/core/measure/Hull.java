package io.huoyan.core.measure;

import io.huoyan.core.domain.MmPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Convex hull of points, counter-clockwise as x to the right and y up would have it, by Andrew's monotone chain
 * (Information Processing Letters 9, 1979).
 */
record Hull(List<MmPoint> corners) {
    Hull {
        corners = List.copyOf(corners);
    }

    /** @param points at least one */
    static Hull of(List<MmPoint> points) {
        List<MmPoint> sorted = points.stream()
                .distinct()
                .sorted(Comparator.comparingDouble(MmPoint::x).thenComparingDouble(MmPoint::y))
                .toList();
        if (sorted.size() < 3) {
            return new Hull(sorted);
        }
        List<MmPoint> chain = new ArrayList<>();
        for (MmPoint p : sorted) {
            grow(chain, p, 0);
        }
        int lower = chain.size() - 1;
        for (int i = sorted.size() - 2; i >= 0; i--) {
            grow(chain, sorted.get(i), lower);
        }
        return new Hull(chain.subList(0, chain.size() - 1));
    }

    private static void grow(List<MmPoint> chain, MmPoint p, int keep) {
        while (chain.size() - keep >= 2 && cross(chain.get(chain.size() - 2), chain.get(chain.size() - 1), p) <= 0) {
            chain.remove(chain.size() - 1);
        }
        chain.add(p);
    }

    private static double cross(MmPoint a, MmPoint b, MmPoint c) {
        return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
    }

    /** The two corners that are farthest apart. */
    List<MmPoint> longestExtent() {
        MmPoint from = corners.get(0);
        MmPoint to = from;
        for (MmPoint a : corners) {
            for (MmPoint b : corners) {
                if (a.distanceMm(b) > from.distanceMm(to)) {
                    from = a;
                    to = b;
                }
            }
        }
        return List.of(from, to);
    }

    /**
     * A rectangle, turned any way.
     *
     * @param middle of it
     * @param along unit vector along its longer sides
     * @param lengthMm longer side
     * @param widthMm shorter side
     */
    record Rectangle(MmPoint middle, MmPoint along, double lengthMm, double widthMm) {
        /** From the middle of one shorter side to the middle of the other. */
        List<MmPoint> longAxis() {
            return axis(along, lengthMm);
        }

        List<MmPoint> shortAxis() {
            return axis(new MmPoint(-along.y(), along.x()), widthMm);
        }

        private List<MmPoint> axis(MmPoint direction, double mm) {
            return List.of(
                    new MmPoint(middle.x() - mm / 2 * direction.x(), middle.y() - mm / 2 * direction.y()),
                    new MmPoint(middle.x() + mm / 2 * direction.x(), middle.y() + mm / 2 * direction.y()));
        }
    }

    /**
     * The rectangle of least area around the hull: one of its sides lies on a side of the hull (H. Freeman, R. Shapira,
     * Determining the minimum-area encasing rectangle for an arbitrary closed curve, CACM 18, 1975).
     */
    Rectangle smallestRectangle() {
        Rectangle best = around(new MmPoint(1, 0));
        for (int i = 0; i < corners.size(); i++) {
            MmPoint a = corners.get(i);
            MmPoint b = corners.get((i + 1) % corners.size());
            double lengthMm = a.distanceMm(b);
            if (lengthMm > 0) {
                Rectangle one = around(new MmPoint((b.x() - a.x()) / lengthMm, (b.y() - a.y()) / lengthMm));
                best = one.lengthMm() * one.widthMm() < best.lengthMm() * best.widthMm() ? one : best;
            }
        }
        return best;
    }

    private Rectangle around(MmPoint direction) {
        double[] along = range(direction);
        double[] across = range(new MmPoint(-direction.y(), direction.x()));
        double s = (along[0] + along[1]) / 2;
        double t = (across[0] + across[1]) / 2;
        MmPoint middle = new MmPoint(s * direction.x() - t * direction.y(), s * direction.y() + t * direction.x());
        double alongMm = along[1] - along[0];
        double acrossMm = across[1] - across[0];
        return alongMm >= acrossMm
                ? new Rectangle(middle, direction, alongMm, acrossMm)
                : new Rectangle(middle, new MmPoint(-direction.y(), direction.x()), acrossMm, alongMm);
    }

    private double[] range(MmPoint direction) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (MmPoint p : corners) {
            double at = p.x() * direction.x() + p.y() * direction.y();
            least = Math.min(least, at);
            most = Math.max(most, at);
        }
        return new double[] {least, most};
    }
}
