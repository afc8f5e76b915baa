package io.huoyan.core.locate;

import io.huoyan.core.domain.ViewMap;
import java.util.Optional;

/**
 * How this picture's pixels map to the part's millimetres.
 *
 * @param pixelToMm the view's calibration corrected by this picture's fiducials
 * @param residualMm RMS distance of the fiducials from where the corrected map puts them; 0 without fiducials
 * @param fiducialsFound how many were found
 * @param fiducialsExpected how many the view has
 * @param shiftMm how far the part is from its nominal place
 * @param doubt what is not known of the plane after the fiducials were seen; empty where the calibration does not say
 */
public record Registration(
        ViewMap pixelToMm,
        double residualMm,
        int fiducialsFound,
        int fiducialsExpected,
        double shiftMm,
        Optional<PlaneDoubt> doubt) {
    /** Of a view whose calibration says nothing about height and tilt of the plane. */
    public Registration(
            ViewMap pixelToMm, double residualMm, int fiducialsFound, int fiducialsExpected, double shiftMm) {
        this(pixelToMm, residualMm, fiducialsFound, fiducialsExpected, shiftMm, Optional.empty());
    }
}
