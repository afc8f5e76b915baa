package io.huoyan.core.catalog;

import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.WeldId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One weld of a plan.
 *
 * @param id its number in the plant's weld list
 * @param station where it is inspected
 * @param views the views of that station that show it; at least one
 * @param process ISO 4063 number: 21 resistance spot, 135 MAG, 52 laser beam, 972 laser brazing …
 * @param material e.g. {@code steel}, {@code aluminium}
 * @param sheetStackMm sheet thicknesses from the camera's side on, in mm; each > 0, at least one
 * @param safetyClass A (safety), B or C
 * @param geometry where it should be, in the part's frame of its view
 * @param standard id of the standard or plant sheet it is judged by
 * @param group welds of one plan with the same group are neighbours, in the plan's order; empty if it is in none
 */
public record Weld(
        WeldId id,
        StationId station,
        List<ViewId> views,
        String process,
        String material,
        List<Double> sheetStackMm,
        SafetyClass safetyClass,
        WeldGeometry geometry,
        String standard,
        Optional<String> group) {
    public Weld {
        views = List.copyOf(views);
        sheetStackMm = List.copyOf(sheetStackMm);
    }

    /** A weld that is in no group. */
    public Weld(
            WeldId id,
            StationId station,
            List<ViewId> views,
            String process,
            String material,
            List<Double> sheetStackMm,
            SafetyClass safetyClass,
            WeldGeometry geometry,
            String standard) {
        this(id, station, views, process, material, sheetStackMm, safetyClass, geometry, standard, Optional.empty());
    }

    /** The same weld elsewhere. */
    public Weld at(WeldGeometry other) {
        return new Weld(id, station, views, process, material, sheetStackMm, safetyClass, other, standard, group);
    }

    /**
     * Thickness that limits are taken from, mm: of a seam the thinnest sheet; of a spot weld the thinner of two sheets
     * and the second thickest of three and more (AWS D8.1M, governing metal thickness).
     */
    public double governingThicknessMm() {
        List<Double> thickestFirst =
                sheetStackMm.stream().sorted(Comparator.reverseOrder()).toList();
        int last = thickestFirst.size() - 1;
        return thickestFirst.get(geometry instanceof WeldGeometry.Spot ? Math.min(1, last) : last);
    }

    /** Safety class of a weld after DVS 2915-1. */
    public enum SafetyClass {
        A,
        B,
        C
    }
}
