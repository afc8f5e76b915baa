package io.huoyan.lab.calibrate;

import io.huoyan.core.domain.PixelPoint;

/**
 * How far a corner was found from where the calibration puts it.
 *
 * @param seen where it was found
 * @param dxPx found less expected
 * @param dyPx found less expected
 */
public record Residual(PixelPoint seen, double dxPx, double dyPx) {
    double square() {
        return dxPx * dxPx + dyPx * dyPx;
    }
}
