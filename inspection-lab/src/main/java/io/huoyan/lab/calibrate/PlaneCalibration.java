package io.huoyan.lab.calibrate;

import io.huoyan.core.domain.Lens;
import io.huoyan.core.domain.LensMap;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.image.MatScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.opencv.calib3d.Calib3d;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfDouble;
import org.opencv.core.MatOfPoint2f;
import org.opencv.core.MatOfPoint3f;
import org.opencv.core.Point;
import org.opencv.core.Point3;

/**
 * The weld plane of a view, from one shot of the target lying in it.
 *
 * @param map pixels to millimetres of the part's frame
 * @param camera foot of the perpendicular from the camera on the plane, in the part's frame
 * @param cameraHeightMm its length
 * @param tiltDeg between the plane's normal and the camera's axis
 * @param rmsPx root mean square distance of the corners from where the map puts them
 * @param residuals of every corner
 */
public record PlaneCalibration(
        LensMap map, MmPoint camera, double cameraHeightMm, double tiltDeg, double rmsPx, List<Residual> residuals) {
    /** Fewer corners leave the plane's tilt to noise. */
    static final int CORNERS_MIN = 24;

    /** The sheet reaches so much of the picture's shorter side, or its tilt is not known well enough. */
    static final double SPAN_MIN = 0.4;

    /**
     * Where the target lies in the part's frame.
     *
     * @param origin of the outer corner of its first square, mm
     * @param angleDeg by which its long side is turned from the frame's x towards its y; −360 to 360
     */
    public record Placement(MmPoint origin, double angleDeg) {
        private static final double AWAY_MAX_MM = 1e6;
        private static final double ANGLE_MAX_DEG = 360;

        public Placement {
            if (!(Math.abs(origin.x()) <= AWAY_MAX_MM) || !(Math.abs(origin.y()) <= AWAY_MAX_MM)) {
                throw new CalibrationException("the target lies at " + origin.x() + ", " + origin.y()
                        + " mm; allowed are numbers up to a million millimetres");
            }
            if (!(Math.abs(angleDeg) <= ANGLE_MAX_DEG)) {
                throw new CalibrationException("the target is turned by " + angleDeg + "°; allowed are -360 to 360");
            }
        }

        MmPoint toPart(MmPoint onTarget) {
            double cos = Math.cos(Math.toRadians(angleDeg));
            double sin = Math.sin(Math.toRadians(angleDeg));
            return new MmPoint(
                    origin.x() + cos * onTarget.x() - sin * onTarget.y(),
                    origin.y() + sin * onTarget.x() + cos * onTarget.y());
        }
    }

    public PlaneCalibration {
        residuals = List.copyOf(residuals);
    }

    /**
     * The plane as one shot gives it.
     *
     * @throws CalibrationException if the shot shows too little of the target, or does not fit the lens
     */
    public static PlaneCalibration of(Shot shot, Lens lens, Pitch pitch, Placement placement) {
        check(shot);
        List<MmPoint> places = shot.corners().stream()
                .map(corner -> placement.toPart(pitch.target().corner(corner.id(), pitch.mm())))
                .toList();
        BoardPose pose = pose(shot, lens, places);
        LensMap map = new LensMap(lens, plane(lens, pose));
        List<Residual> residuals = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < places.size(); i++) {
            PixelPoint seen = shot.corners().get(i).seen();
            PixelPoint expected = map.toPixel(places.get(i));
            Residual residual = new Residual(seen, seen.x() - expected.x(), seen.y() - expected.y());
            residuals.add(residual);
            sum += residual.square();
        }
        double rmsPx = Math.sqrt(sum / places.size());
        if (!(rmsPx <= LensCalibration.RMS_MAX_PX)) {
            throw new CalibrationException(String.format(
                    Locale.ROOT,
                    "%s: corners lie %.2f px (RMS) from where lens and plane put them, allowed are %.1f. Is the sheet"
                            + " flat, and the lens this camera's?",
                    shot.name(),
                    rmsPx,
                    LensCalibration.RMS_MAX_PX));
        }
        double[] camera = pose.camera();
        return new PlaneCalibration(
                map, new MmPoint(camera[0], camera[1]), camera[2], pose.tiltDeg(), rmsPx, residuals);
    }

    private static void check(Shot shot) {
        if (shot.corners().size() < CORNERS_MIN) {
            throw new CalibrationException(shot.name() + ": shows "
                    + shot.corners().size() + " corners of the target; needed are " + CORNERS_MIN + " or more");
        }
        double spanX = span(
                shot.corners().stream().mapToDouble(corner -> corner.seen().x()).toArray());
        double spanY = span(
                shot.corners().stream().mapToDouble(corner -> corner.seen().y()).toArray());
        double shorter = Math.min(shot.widthPx(), shot.heightPx());
        if (Math.min(spanX, spanY) < SPAN_MIN * shorter) {
            throw new CalibrationException(String.format(
                    Locale.ROOT,
                    "%s: the target's corners span %.0f × %.0f px; needed are %.0f px or more both ways",
                    shot.name(),
                    spanX,
                    spanY,
                    SPAN_MIN * shorter));
        }
    }

    private static double span(double[] values) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        return most - least;
    }

    private static BoardPose pose(Shot shot, Lens lens, List<MmPoint> places) {
        try (MatScope scope = MatScope.open()) {
            Point3[] onPlane = places.stream()
                    .map(place -> new Point3(place.x(), place.y(), 0))
                    .toArray(Point3[]::new);
            Point[] seen = shot.corners().stream()
                    .map(corner -> lens.ideal(corner.seen()))
                    .map(point -> new Point(point.x(), point.y()))
                    .toArray(Point[]::new);
            MatOfPoint3f object = scope.own(new MatOfPoint3f(onPlane));
            MatOfPoint2f ideal = scope.own(new MatOfPoint2f(seen));
            Mat k = scope.mat(3, 3, CvType.CV_64FC1);
            k.put(0, 0, lens.fxPx(), 0, lens.cxPx(), 0, lens.fyPx(), lens.cyPx(), 0, 0, 1);
            Mat rotation = scope.mat();
            Mat translation = scope.mat();
            Calib3d.solvePnP(object, ideal, k, scope.own(new MatOfDouble()), rotation, translation);
            Mat turned = scope.mat();
            Calib3d.Rodrigues(rotation, turned);
            double[] r = new double[9];
            turned.get(0, 0, r);
            double[] t = new double[3];
            translation.get(0, 0, t);
            return new BoardPose(r, t);
        }
    }

    /** The plane's homography, {@code K · (r1 r2 t)}, turned round. */
    private static PlaneMap plane(Lens lens, BoardPose pose) {
        double[] r = pose.rotation();
        double[] t = pose.translationMm();
        double[] toPixel = new double[9];
        double[][] columns = {{r[0], r[3], r[6]}, {r[1], r[4], r[7]}, {t[0], t[1], t[2]}};
        for (int i = 0; i < 3; i++) {
            toPixel[i] = lens.fxPx() * columns[i][0] + lens.cxPx() * columns[i][2];
            toPixel[3 + i] = lens.fyPx() * columns[i][1] + lens.cyPx() * columns[i][2];
            toPixel[6 + i] = columns[i][2];
        }
        double[] toMm = PlaneMap.ofPixelToMm(toPixel).mmToPixel();
        double last = toMm[8];
        for (int i = 0; i < toMm.length; i++) {
            toMm[i] /= last;
        }
        return PlaneMap.ofPixelToMm(toMm);
    }
}
