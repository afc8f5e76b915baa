package io.huoyan.core.measure;

import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.ViewMap;
import java.util.List;

/**
 * Which defects belong to a weld: those of which some point is nearer than {@link Ruler#ZONE_WIDTHS} nominal widths to
 * the nominal centre or path. What lies farther off belongs to a neighbour or to none.
 */
public final class DefectZone {
    private DefectZone() {}

    /**
     * @param outline of the defect, original pixels
     * @param pixelToMm of the picture
     */
    public static boolean holds(WeldGeometry geometry, List<PixelPoint> outline, ViewMap pixelToMm) {
        double zoneMm = Ruler.ZONE_WIDTHS * geometry.nominalWidthMm();
        if (geometry instanceof WeldGeometry.Spot spot) {
            return outline.stream().anyMatch(p -> pixelToMm.toMm(p).distanceMm(spot.centre()) <= zoneMm);
        }
        NominalPath path = new NominalPath(((WeldGeometry.Seam) geometry).path());
        return outline.stream().anyMatch(p -> distanceMm(path, pixelToMm.toMm(p)) <= zoneMm);
    }

    private static double distanceMm(NominalPath path, MmPoint p) {
        double alongMm = Math.max(0, Math.min(path.lengthMm(), path.alongMm(p)));
        return p.distanceMm(path.at(alongMm));
    }
}
