package io.huoyan.core.catalog;

import io.huoyan.core.domain.CameraId;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.ViewMap;
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
     * @param pose where the camera is, and what is not known of the plane; empty if the engineer does not say
     */
    public record Calibration(
            int widthPx,
            int heightPx,
            ViewMap pixelToMm,
            double scaleRelativeUncertainty,
            List<Fiducial> fiducials,
            double registrationResidualMaxMm,
            Optional<Pose> pose) {
        public Calibration {
            fiducials = List.copyOf(fiducials);
        }

        /** A calibration that says nothing about height and tilt of the plane. */
        public Calibration(
                int widthPx,
                int heightPx,
                ViewMap pixelToMm,
                double scaleRelativeUncertainty,
                List<Fiducial> fiducials,
                double registrationResidualMaxMm) {
            this(
                    widthPx,
                    heightPx,
                    pixelToMm,
                    scaleRelativeUncertainty,
                    fiducials,
                    registrationResidualMaxMm,
                    Optional.empty());
        }
    }

    /**
     * Where the camera stands over the plane of the welds, and how far that plane may lie from where it was calibrated.
     *
     * @param camera foot of the perpendicular from the camera on the plane, in the part's frame
     * @param cameraHeightMm its length; > 0
     * @param heightHalfRangeMm the plane may lie so much nearer or farther, any height as likely; 0 or more
     * @param tiltHalfRangeDeg the plane may be tilted by so much about any axis; 0 or more
     * @param distortionResidualPx what the lens model leaves of the distortion, RMS per point; 0 or more
     * @param targetRelativeUncertainty relative standard uncertainty of the calibration target's pitch; 0 or more
     * @param repeatabilityMm standard deviation of repeated measurements that nothing else here accounts for; 0 or more
     */
    public record Pose(
            MmPoint camera,
            double cameraHeightMm,
            double heightHalfRangeMm,
            double tiltHalfRangeDeg,
            double distortionResidualPx,
            double targetRelativeUncertainty,
            double repeatabilityMm) {}

    /** A dark round mark (hole or printed disc) of known place. */
    public record Fiducial(MmPoint centre, double diameterMm) {
        /** Smallest radius in the picture at which a mark's edge can be followed. */
        public static final double RADIUS_MIN_PX = 4;
    }
}
