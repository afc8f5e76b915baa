package io.huoyan.lab.calibrate;

import io.huoyan.core.domain.Lens;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A camera's lens as a set of shots gives it.
 *
 * @param lens focal lengths, principal point, distortion
 * @param widthPx of the pictures it holds for
 * @param heightPx of the pictures it holds for
 * @param rmsPx root mean square distance of the corners from where the calibration puts them
 * @param focalRelativeUncertainty relative standard uncertainty of the focal length, from the scatter of the corners
 * @param coverage share of a 6 × 4 grid over the picture that corners reach, 0 to 1
 * @param shots each with its own figures
 * @param residuals of every corner
 */
public record LensCalibration(
        Lens lens,
        int widthPx,
        int heightPx,
        double rmsPx,
        double focalRelativeUncertainty,
        double coverage,
        List<ShotFigures> shots,
        List<Residual> residuals) {
    /** Fewest shots; calibration guides ask for 10 to 30. */
    static final int SHOTS_MIN = 8;

    /** Beyond it corners were blurred, or the sheet was not flat; good sets leave 0.1 to 0.3 px. */
    static final double RMS_MAX_PX = 0.5;

    static final double COVERAGE_MIN = 0.8;

    /** From here a sheet is tilted; shots that look straight down cannot tell focal length from distance. */
    static final double TILTED_DEG = 12;

    static final int TILTED_MIN = 2;
    static final double FOCAL_UNCERTAINTY_MAX = 0.005;

    /**
     * @param rmsPx of this shot
     * @param tiltDeg between the sheet's normal and the camera's axis
     */
    public record ShotFigures(String name, int corners, double rmsPx, double tiltDeg) {}

    public LensCalibration {
        shots = List.copyOf(shots);
        residuals = List.copyOf(residuals);
    }

    /**
     * The lens from shots of one target; those that repeat another count for nothing.
     *
     * @throws CalibrationException if the set is too poor; says which shots to add
     */
    public static LensCalibration of(List<Shot> all, Pitch pitch) {
        checkSizes(all);
        DistinctShots distinct = DistinctShots.of(all);
        List<Shot> shots = distinct.shots();
        if (shots.size() < SHOTS_MIN) {
            int repeats = distinct.leftOut().size();
            throw new CalibrationException("there are " + shots.size() + " shots that show the target"
                    + (repeats == 0 ? "" : ", and " + repeats + " that only repeat one of them")
                    + "; needed are " + SHOTS_MIN
                    + " or more: near and far, tilted four ways, reaching every corner of the picture");
        }
        Coverage coverage = new Coverage(shots);
        LensFit fit = LensFit.of(shots, pitch);
        List<String> wanting = wanting(coverage, fit);
        if (!wanting.isEmpty()) {
            throw new CalibrationException("the set is too poor to calibrate by", wanting);
        }
        return fit.calibration(coverage.share());
    }

    private static void checkSizes(List<Shot> shots) {
        for (Shot shot : shots) {
            Shot first = shots.get(0);
            if (shot.widthPx() != first.widthPx() || shot.heightPx() != first.heightPx()) {
                throw new CalibrationException(shot.name() + " is " + shot.widthPx() + " × " + shot.heightPx() + " px, "
                        + first.name() + " is " + first.widthPx() + " × " + first.heightPx()
                        + " px; allowed are pictures of one camera at one size");
            }
        }
    }

    private static List<String> wanting(Coverage coverage, LensFit fit) {
        List<String> wanting = new ArrayList<>();
        if (coverage.share() < COVERAGE_MIN) {
            wanting.add(String.format(
                    Locale.ROOT,
                    "corners reach %.0f %% of the picture, needed are %.0f %%; add shots that reach: %s",
                    100 * coverage.share(),
                    100 * COVERAGE_MIN,
                    String.join(", ", coverage.unreached())));
        }
        addTilts(
                wanting,
                "its top or bottom",
                fit.poses().stream().mapToDouble(BoardPose::pitchDeg).toArray());
        addTilts(
                wanting,
                "its left or right",
                fit.poses().stream().mapToDouble(BoardPose::yawDeg).toArray());
        if (fit.rmsPx() > RMS_MAX_PX) {
            wanting.add(String.format(
                    Locale.ROOT,
                    "corners lie %.2f px (RMS) from where any lens puts them, allowed are %.1f; worst is %s with %.2f:"
                            + " take it again sharp, with the sheet flat and still",
                    fit.rmsPx(),
                    RMS_MAX_PX,
                    fit.worst().name(),
                    fit.worst().rmsPx()));
        }
        if (wanting.isEmpty() && fit.focalRelativeUncertainty() > FOCAL_UNCERTAINTY_MAX) {
            wanting.add(String.format(
                    Locale.ROOT,
                    "the focal length is known to %.2f %%, needed are %.1f; add shots tilted by 30° and more",
                    100 * fit.focalRelativeUncertainty(),
                    100 * FOCAL_UNCERTAINTY_MAX));
        }
        return wanting;
    }

    private static void addTilts(List<String> wanting, String side, double[] angles) {
        int tilted = 0;
        for (double angle : angles) {
            tilted += Math.abs(angle) >= TILTED_DEG ? 1 : 0;
        }
        if (tilted < TILTED_MIN) {
            wanting.add(String.format(
                    Locale.ROOT,
                    "%d shots have the sheet tilted by %.0f° or more with %s towards the camera, needed are %d;"
                            + " add some tilted by about 30°",
                    tilted,
                    TILTED_DEG,
                    side,
                    TILTED_MIN));
        }
    }
}
