package io.huoyan.lab.calibrate;

import io.huoyan.core.domain.Lens;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.image.MatScope;
import io.huoyan.lab.calibrate.LensCalibration.ShotFigures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.opencv.calib3d.Calib3d;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfDouble;
import org.opencv.core.MatOfPoint2f;
import org.opencv.core.MatOfPoint3f;
import org.opencv.core.Point;
import org.opencv.core.Point3;
import org.opencv.core.Size;
import org.opencv.core.TermCriteria;

/**
 * Least squares over lens and poses (Z. Zhang, A flexible new technique for camera calibration, PAMI 22, 2000, as
 * OpenCV has it): two focal lengths, principal point, k1, k2, p1, p2. The third radial coefficient is left at 0, which
 * industrial lenses do not need and few shots cannot tell.
 */
final class LensFit {
    private static final int ROUNDS = 200;
    private static final double GAIN_MIN = 1e-9;

    private final List<Shot> shots;
    private final Pitch pitch;
    private final double[] matrix = new double[9];
    private final double[] distortion = new double[5];
    private final List<BoardPose> poses = new ArrayList<>();
    private final List<ShotFigures> figures = new ArrayList<>();
    private final List<Residual> residuals = new ArrayList<>();
    private double rmsPx;
    private double focalDeviationPx;

    private LensFit(List<Shot> shots, Pitch pitch) {
        this.shots = shots;
        this.pitch = pitch;
    }

    static LensFit of(List<Shot> shots, Pitch pitch) {
        LensFit fit = new LensFit(shots, pitch);
        try (MatScope scope = MatScope.open()) {
            fit.solve(scope);
        }
        return fit;
    }

    private void solve(MatScope scope) {
        List<Mat> objects = new ArrayList<>();
        List<Mat> pictures = new ArrayList<>();
        for (Shot shot : shots) {
            objects.add(object(shot, scope));
            pictures.add(picture(shot, scope));
        }
        Mat k = scope.mat();
        Mat d = scope.mat();
        List<Mat> rotations = new ArrayList<>();
        List<Mat> translations = new ArrayList<>();
        Mat deviations = scope.mat();
        rmsPx = Calib3d.calibrateCameraExtended(
                objects,
                pictures,
                new Size(shots.get(0).widthPx(), shots.get(0).heightPx()),
                k,
                d,
                rotations,
                translations,
                deviations,
                scope.mat(),
                scope.mat(),
                Calib3d.CALIB_FIX_K3,
                new TermCriteria(TermCriteria.COUNT + TermCriteria.EPS, ROUNDS, GAIN_MIN));
        rotations.forEach(scope::own);
        translations.forEach(scope::own);
        k.get(0, 0, matrix);
        d.get(0, 0, distortion);
        focalDeviationPx = deviations.get(0, 0)[0];
        for (int i = 0; i < shots.size(); i++) {
            Mat rotation = scope.mat();
            Calib3d.Rodrigues(rotations.get(i), rotation);
            double[] r = new double[9];
            rotation.get(0, 0, r);
            double[] t = new double[3];
            translations.get(i).get(0, 0, t);
            poses.add(new BoardPose(r, t));
            measure(shots.get(i), objects.get(i), rotations.get(i), translations.get(i), scope);
        }
    }

    private void measure(Shot shot, Mat object, Mat rotation, Mat translation, MatScope scope) {
        MatOfPoint2f expected = scope.own(new MatOfPoint2f());
        Mat k = scope.mat(3, 3, CvType.CV_64FC1);
        k.put(0, 0, matrix);
        MatOfDouble d = scope.own(new MatOfDouble(distortion));
        Calib3d.projectPoints((MatOfPoint3f) object, rotation, translation, k, d, expected);
        Point[] points = expected.toArray();
        double sum = 0;
        for (int i = 0; i < points.length; i++) {
            Shot.Corner corner = shot.corners().get(i);
            Residual residual = new Residual(
                    corner.seen(),
                    corner.seen().x() - points[i].x,
                    corner.seen().y() - points[i].y);
            residuals.add(residual);
            sum += residual.square();
        }
        figures.add(new ShotFigures(
                shot.name(),
                points.length,
                Math.sqrt(sum / points.length),
                poses.get(poses.size() - 1).tiltDeg()));
    }

    private MatOfPoint3f object(Shot shot, MatScope scope) {
        Point3[] points = shot.corners().stream()
                .map(corner -> {
                    MmPoint place = pitch.target().corner(corner.id(), pitch.mm());
                    return new Point3(place.x(), place.y(), 0);
                })
                .toArray(Point3[]::new);
        return scope.own(new MatOfPoint3f(points));
    }

    static MatOfPoint2f picture(Shot shot, MatScope scope) {
        Point[] points = shot.corners().stream()
                .map(corner -> new Point(corner.seen().x(), corner.seen().y()))
                .toArray(Point[]::new);
        return scope.own(new MatOfPoint2f(points));
    }

    List<BoardPose> poses() {
        return poses;
    }

    double rmsPx() {
        return rmsPx;
    }

    double focalRelativeUncertainty() {
        return focalDeviationPx / matrix[0];
    }

    ShotFigures worst() {
        return figures.stream()
                .max(Comparator.comparingDouble(ShotFigures::rmsPx))
                .orElseThrow();
    }

    LensCalibration calibration(double coverage) {
        Lens lens = new Lens(
                matrix[0],
                matrix[4],
                matrix[2],
                matrix[5],
                distortion[0],
                distortion[1],
                distortion[2],
                distortion[3],
                distortion[4]);
        return new LensCalibration(
                lens,
                shots.get(0).widthPx(),
                shots.get(0).heightPx(),
                rmsPx,
                focalRelativeUncertainty(),
                coverage,
                figures,
                residuals);
    }
}
