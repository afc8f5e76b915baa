package io.huoyan.core.measure;

import io.huoyan.core.domain.MmPoint;
import java.util.List;

/** A seam's nominal polyline by arc length; before its start and after its end it goes on straight. */
final class NominalPath {
    private final List<MmPoint> corners;
    private final double[] startsMm;

    NominalPath(List<MmPoint> corners) {
        this.corners = corners;
        this.startsMm = new double[corners.size()];
        for (int i = 1; i < startsMm.length; i++) {
            startsMm[i] = startsMm[i - 1] + corners.get(i - 1).distanceMm(corners.get(i));
        }
    }

    double lengthMm() {
        return startsMm[startsMm.length - 1];
    }

    MmPoint at(double alongMm) {
        int leg = legAt(alongMm);
        MmPoint a = corners.get(leg);
        MmPoint b = corners.get(leg + 1);
        double share = (alongMm - startsMm[leg]) / (startsMm[leg + 1] - startsMm[leg]);
        return new MmPoint(a.x() + share * (b.x() - a.x()), a.y() + share * (b.y() - a.y()));
    }

    /** Unit vector along the path, taken over ± a reach so that it turns gradually at a corner. */
    MmPoint tangent(double alongMm, double reachMm) {
        MmPoint a = at(alongMm - reachMm);
        MmPoint b = at(alongMm + reachMm);
        double length = a.distanceMm(b);
        return new MmPoint((b.x() - a.x()) / length, (b.y() - a.y()) / length);
    }

    /** Arc length of the nearest point of the path, its ends prolonged. */
    double alongMm(MmPoint p) {
        double bestMm = Double.POSITIVE_INFINITY;
        double along = 0;
        for (int leg = 0; leg + 1 < corners.size(); leg++) {
            double legMm = startsMm[leg + 1] - startsMm[leg];
            MmPoint a = corners.get(leg);
            MmPoint b = corners.get(leg + 1);
            double t = ((p.x() - a.x()) * (b.x() - a.x()) + (p.y() - a.y()) * (b.y() - a.y())) / legMm;
            double from = leg == 0 ? Double.NEGATIVE_INFINITY : 0;
            double to = leg + 2 == corners.size() ? Double.POSITIVE_INFINITY : legMm;
            double within = Math.max(from, Math.min(to, t));
            double distanceMm = p.distanceMm(at(startsMm[leg] + within));
            if (distanceMm < bestMm) {
                bestMm = distanceMm;
                along = startsMm[leg] + within;
            }
        }
        return along;
    }

    private int legAt(double alongMm) {
        int leg = 0;
        while (leg + 2 < corners.size() && alongMm >= startsMm[leg + 1]) {
            leg++;
        }
        return leg;
    }
}
