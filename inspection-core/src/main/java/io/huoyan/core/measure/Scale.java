package io.huoyan.core.measure;

import io.huoyan.core.catalog.View;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.locate.Registration;

/**
 * How points of a picture become lengths, and how well that is known.
 *
 * @param pixelToMm maps original pixels to the part's millimetres; to the pixels themselves where {@code unit} is px
 * @param unit what the map's results are
 * @param relativeUncertainty relative standard uncertainty of the scale; 0 in pixels
 * @param placeUncertainty standard uncertainty of the part's place in the picture, in {@code unit}
 */
public record Scale(PlaneMap pixelToMm, Measurement.Unit unit, double relativeUncertainty, double placeUncertainty) {
    public Scale {
        if (!(relativeUncertainty >= 0) || !(placeUncertainty >= 0)) {
            throw new IllegalArgumentException("scale has uncertainties " + relativeUncertainty + " and "
                    + placeUncertainty + "; allowed is 0 or more");
        }
    }

    /** Millimetres of a registered picture; the place is known as well as the fiducials fit. */
    public static Scale of(Registration registration, View.Calibration calibration) {
        return new Scale(
                registration.pixelToMm(),
                Measurement.Unit.MM,
                calibration.scaleRelativeUncertainty(),
                registration.residualMm());
    }

    /** Pixels, of a picture without calibration. */
    public static Scale pixels() {
        return new Scale(PlaneMap.straightDown(1, new MmPoint(0, 0)), Measurement.Unit.PX, 0, 0);
    }

    /** Length of one pixel there, in {@code unit}. */
    double perPixel(PixelPoint at) {
        return pixelToMm.mmPerPixel(at);
    }
}
