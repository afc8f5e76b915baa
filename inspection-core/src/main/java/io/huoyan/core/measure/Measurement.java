package io.huoyan.core.measure;

import io.huoyan.core.domain.PixelPoint;
import java.util.List;

/**
 * A measured value.
 *
 * @param measurand what
 * @param value in {@code unit}
 * @param unit mm, or px where the picture is not calibrated
 * @param standardUncertainty k = 1, same unit (JCGM 100)
 * @param shape where it was taken, as a polyline in original pixels, for the overlay; may be empty
 */
public record Measurement(
        Measurand measurand, double value, Unit unit, double standardUncertainty, List<PixelPoint> shape) {
    public Measurement {
        shape = List.copyOf(shape);
        if (!(standardUncertainty >= 0)) {
            throw new IllegalArgumentException(
                    measurand + " has standard uncertainty " + standardUncertainty + "; allowed is 0 or more");
        }
    }

    /** Unit of a value. */
    public enum Unit {
        MM,
        PX
    }
}
