package io.huoyan.core.measure;

import io.huoyan.core.catalog.View;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.domain.ViewMap;
import io.huoyan.core.locate.PlaneDoubt;
import io.huoyan.core.locate.Registration;
import java.util.Optional;

/**
 * How points of a picture become lengths, and how well that is known.
 *
 * @param pixelToMm maps original pixels to the part's millimetres; to the pixels themselves where {@code unit} is px
 * @param unit what the map's results are
 * @param relativeUncertainty relative standard uncertainty of the scale; 0 in pixels
 * @param placeUncertainty standard uncertainty of the part's place in the picture, in {@code unit}
 * @param distortionResidualPx what the lens model leaves of the distortion, standard uncertainty per point, pixels
 * @param targetRelativeUncertainty relative standard uncertainty of the target by which the view was calibrated
 * @param repeatability standard deviation of repeated measurements beyond all else, in {@code unit}
 * @param doubt what is not known of the plane's height and tilt; empty where the calibration does not say
 * @param blurPx standard deviation of the picture's blur, pixels; empty where it is not known
 */
public record Scale(
        ViewMap pixelToMm,
        Measurement.Unit unit,
        double relativeUncertainty,
        double placeUncertainty,
        double distortionResidualPx,
        double targetRelativeUncertainty,
        double repeatability,
        Optional<PlaneDoubt> doubt,
        Optional<Double> blurPx) {
    public Scale {
        if (!(relativeUncertainty >= 0) || !(placeUncertainty >= 0) || !(distortionResidualPx >= 0)) {
            throw new IllegalArgumentException("scale has uncertainties " + relativeUncertainty + ", "
                    + placeUncertainty + " and " + distortionResidualPx + "; allowed is 0 or more");
        }
    }

    /** Of a plane whose height and tilt are beyond doubt, seen through a lens without distortion. */
    public Scale(ViewMap pixelToMm, Measurement.Unit unit, double relativeUncertainty, double placeUncertainty) {
        this(pixelToMm, unit, relativeUncertainty, placeUncertainty, 0, 0, 0, Optional.empty(), Optional.empty());
    }

    /** Millimetres of a registered picture; the place is known as well as the fiducials fit. */
    public static Scale of(Registration registration, View.Calibration calibration, Optional<Double> blurPx) {
        return new Scale(
                registration.pixelToMm(),
                Measurement.Unit.MM,
                calibration.scaleRelativeUncertainty(),
                registration.doubt().isPresent() ? 0 : registration.residualMm(),
                calibration.pose().map(View.Pose::distortionResidualPx).orElse(0.0),
                calibration.pose().map(View.Pose::targetRelativeUncertainty).orElse(0.0),
                calibration.pose().map(View.Pose::repeatabilityMm).orElse(0.0),
                registration.doubt(),
                blurPx);
    }

    /** The same of a picture whose blur is not known. */
    public static Scale of(Registration registration, View.Calibration calibration) {
        return of(registration, calibration, Optional.empty());
    }

    /** Pixels, of a picture without calibration. */
    public static Scale pixels() {
        return new Scale(PlaneMap.straightDown(1, new MmPoint(0, 0)), Measurement.Unit.PX, 0, 0);
    }

    /**
     * What every value in this scale has in common: scale and target in proportion to its length, what the lens model
     * leaves of the distortion at each of its ends, and repeatability.
     *
     * @param points how many points the value hangs on
     */
    UncertaintyBudget budget(double length, int points, double perPixel) {
        return new UncertaintyBudget()
                .with("scale", Math.abs(length) * relativeUncertainty)
                .with("target", Math.abs(length) * targetRelativeUncertainty)
                .with("distortion residual", Math.sqrt(points) * distortionResidualPx * perPixel)
                .with("repeatability", repeatability);
    }

    /** Length of one pixel there, in {@code unit}. */
    double perPixel(PixelPoint at) {
        return pixelToMm.mmPerPixel(at);
    }
}
