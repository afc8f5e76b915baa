package io.huoyan.core.catalog;

import io.huoyan.core.domain.CameraId;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.domain.ViewId;
import java.util.List;
import java.util.Optional;

/**
 * One look of one camera.
 *
 * @param id its name
 * @param camera the camera it comes from
 * @param calibration how its pixels map to millimetres; empty means uncalibrated: pictures go through whole
 */
public record View(ViewId id, CameraId camera, Optional<Calibration> calibration) {
    /**
     * @param widthPx width of the pictures it holds for
     * @param heightPx height of the pictures it holds for
     * @param pixelToMm plane map at the time of calibration
     * @param scaleRelativeUncertainty relative standard uncertainty of its scale, e.g. 0.003
     * @param fiducials round marks on the part or fixture by which each picture is registered; empty, or at least two
     * @param registrationResidualMaxMm largest RMS distance of the fiducials found from where they should be; > 0
     */
    public record Calibration(
            int widthPx,
            int heightPx,
            PlaneMap pixelToMm,
            double scaleRelativeUncertainty,
            List<Fiducial> fiducials,
            double registrationResidualMaxMm) {
        public Calibration {
            fiducials = List.copyOf(fiducials);
        }
    }

    /** A dark round mark (hole or printed disc) of known place. */
    public record Fiducial(MmPoint centre, double diameterMm) {
        /** Smallest radius in the picture at which a mark's edge can be followed. */
        public static final double RADIUS_MIN_PX = 4;
    }
}
