package io.huoyan.core.quality;

import io.huoyan.core.catalog.QualityLimits;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import java.util.List;
import java.util.Locale;

/**
 * Cut off: share of the region's area inside the picture, counted on a grid of points: on a disc around a spot, on
 * strips along a seam.
 */
final class VisibleShareCheck implements WeldCheck {
    private static final int GRID = 24;

    @Override
    public CheckResult check(Seen seen, QualityLimits limits, MatScope scope) {
        double share = visibleShare(seen.region(), seen.frame());
        return new CheckResult(
                "cut off",
                share >= limits.visibleShareMin(),
                share,
                String.format(
                        Locale.ROOT,
                        "share of the weld inside the picture is %.3f; allowed are %.3f and more",
                        share,
                        limits.visibleShareMin()));
    }

    static double visibleShare(WeldRegion region, Frame frame) {
        List<PixelPoint> path = region.path();
        Count count = new Count(frame.widthPx(), frame.heightPx());
        if (path.size() == 1) {
            count.disc(path.get(0), region.widthPx() / 2);
        }
        for (int i = 1; i < path.size(); i++) {
            count.strip(path.get(i - 1), path.get(i), region.widthPx());
        }
        return count.inside / count.all;
    }

    /** Points counted, each with the area it stands for. */
    private static final class Count {
        private final int widthPx;
        private final int heightPx;
        private double all;
        private double inside;

        Count(int widthPx, int heightPx) {
            this.widthPx = widthPx;
            this.heightPx = heightPx;
        }

        void disc(PixelPoint centre, double radiusPx) {
            for (int row = 0; row < GRID; row++) {
                for (int column = 0; column < GRID; column++) {
                    double x = 2 * (column + 0.5) / GRID - 1;
                    double y = 2 * (row + 0.5) / GRID - 1;
                    if (x * x + y * y <= 1) {
                        add(centre.x() + x * radiusPx, centre.y() + y * radiusPx, 1);
                    }
                }
            }
        }

        void strip(PixelPoint from, PixelPoint to, double acrossPx) {
            double lengthPx = Math.max(from.distancePx(to), 1e-9);
            double alongX = (to.x() - from.x()) / lengthPx;
            double alongY = (to.y() - from.y()) / lengthPx;
            int steps = Math.max(GRID, (int) Math.ceil(lengthPx / acrossPx * GRID));
            double areaPx2 = lengthPx / steps * acrossPx / GRID;
            for (int step = 0; step < steps; step++) {
                double along = (step + 0.5) / steps * lengthPx;
                for (int i = 0; i < GRID; i++) {
                    double across = ((i + 0.5) / GRID - 0.5) * acrossPx;
                    add(
                            from.x() + along * alongX - across * alongY,
                            from.y() + along * alongY + across * alongX,
                            areaPx2);
                }
            }
        }

        private void add(double x, double y, double areaPx2) {
            all += areaPx2;
            if (x >= -0.5 && x <= widthPx - 0.5 && y >= -0.5 && y <= heightPx - 0.5) {
                inside += areaPx2;
            }
        }
    }
}
