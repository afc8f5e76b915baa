package io.huoyan.core.locate;

import io.huoyan.core.domain.MmPoint;
import java.util.ArrayList;
import java.util.List;

/** A seam's nominal path, walked by the distance from its start; beyond its ends it goes straight on. */
final class SeamPath {
    private static final int SAMPLES = 16;

    private final List<MmPoint> corners;
    private final double[] distanceMm;

    /** @param corners at least two points, no two neighbours alike */
    SeamPath(List<MmPoint> corners) {
        this.corners = corners;
        this.distanceMm = new double[corners.size()];
        for (int i = 1; i < distanceMm.length; i++) {
            distanceMm[i] = distanceMm[i - 1] + corners.get(i - 1).distanceMm(corners.get(i));
        }
    }

    double lengthMm() {
        return distanceMm[distanceMm.length - 1];
    }

    MmPoint at(double fromStartMm) {
        int segment = 1;
        while (segment < distanceMm.length - 1 && fromStartMm > distanceMm[segment]) {
            segment++;
        }
        MmPoint from = corners.get(segment - 1);
        MmPoint to = corners.get(segment);
        double share = (fromStartMm - distanceMm[segment - 1]) / (distanceMm[segment] - distanceMm[segment - 1]);
        return new MmPoint(from.x() + share * (to.x() - from.x()), from.y() + share * (to.y() - from.y()));
    }

    /**
     * A square frame over a stretch of the path.
     *
     * @param centre mean of the stretch
     * @param angleRad direction from the stretch's begin to its end
     */
    record Stretch(MmPoint centre, double angleRad) {}

    /**
     * Stretches that together cover the path and a margin beyond its ends, neighbours overlapping.
     *
     * @param stretchMm length of a stretch
     * @param marginMm how far beyond its ends the path is covered
     * @param overlapMm how far neighbours overlap at least; less than {@code stretchMm}
     */
    List<Stretch> stretches(double stretchMm, double marginMm, double overlapMm) {
        double coveredMm = lengthMm() + 2 * marginMm;
        int count = 1 + (int) Math.ceil(Math.max(0, coveredMm - stretchMm) / (stretchMm - overlapMm));
        double firstMm = count == 1 ? lengthMm() / 2 : -marginMm + stretchMm / 2;
        double stepMm = count == 1 ? 0 : (coveredMm - stretchMm) / (count - 1);
        List<Stretch> stretches = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            stretches.add(stretch(firstMm + i * stepMm, stretchMm));
        }
        return stretches;
    }

    private Stretch stretch(double middleMm, double stretchMm) {
        double x = 0;
        double y = 0;
        for (int i = 0; i < SAMPLES; i++) {
            MmPoint p = at(middleMm + ((i + 0.5) / SAMPLES - 0.5) * stretchMm);
            x += p.x();
            y += p.y();
        }
        MmPoint begin = at(middleMm - stretchMm / 2);
        MmPoint end = at(middleMm + stretchMm / 2);
        return new Stretch(new MmPoint(x / SAMPLES, y / SAMPLES), Math.atan2(end.y() - begin.y(), end.x() - begin.x()));
    }
}
