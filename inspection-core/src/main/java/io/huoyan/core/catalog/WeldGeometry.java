package io.huoyan.core.catalog;

import io.huoyan.core.domain.MmPoint;
import java.util.List;

/** Where a weld should be and how large, in mm, in the part's frame. */
public sealed interface WeldGeometry {
    /** Seam width or spot diameter, mm: what model scales refer to. */
    double nominalWidthMm();

    /**
     * A resistance spot weld.
     *
     * @param centre nominal place
     * @param nominalDiameterMm of the electrode's imprint; > 0
     * @param sheetEdge polyline of the sheet's edge that the weld must keep away from; empty, or two points and more
     */
    record Spot(MmPoint centre, double nominalDiameterMm, List<MmPoint> sheetEdge) implements WeldGeometry {
        public Spot {
            sheetEdge = List.copyOf(sheetEdge);
        }

        /** Of which the plan gives no edge. */
        public Spot(MmPoint centre, double nominalDiameterMm) {
            this(centre, nominalDiameterMm, List.of());
        }

        @Override
        public double nominalWidthMm() {
            return nominalDiameterMm;
        }
    }

    /**
     * A seam along a polyline.
     *
     * @param path at least two points, start to end
     * @param nominalWidthMm of the bead; > 0
     */
    record Seam(List<MmPoint> path, double nominalWidthMm) implements WeldGeometry {
        public Seam {
            path = List.copyOf(path);
        }

        /** Nominal length along the path, mm. */
        public double lengthMm() {
            double sum = 0;
            for (int i = 1; i < path.size(); i++) {
                sum += path.get(i - 1).distanceMm(path.get(i));
            }
            return sum;
        }
    }
}
