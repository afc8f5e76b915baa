package io.huoyan.core.locate;

import io.huoyan.core.domain.PlaneMap;

/**
 * How this picture's pixels map to the part's millimetres.
 *
 * @param pixelToMm the view's calibration corrected by this picture's fiducials
 * @param residualMm RMS distance of the fiducials from where the corrected map puts them; 0 without fiducials
 * @param fiducialsFound how many were found
 * @param fiducialsExpected how many the view has
 * @param shiftMm how far the part is from its nominal place
 */
public record Registration(
        PlaneMap pixelToMm, double residualMm, int fiducialsFound, int fiducialsExpected, double shiftMm) {}
