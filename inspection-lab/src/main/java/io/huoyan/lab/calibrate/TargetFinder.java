package io.huoyan.lab.calibrate;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.MatScope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint2f;
import org.opencv.core.Point;
import org.opencv.core.Size;
import org.opencv.core.TermCriteria;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import org.opencv.objdetect.CharucoDetector;

/** Finds a target's corners, to a fraction of a pixel. */
public final class TargetFinder {
    /** Fewer corners fix neither a pose nor a lens. */
    static final int CORNERS_MIN = 12;

    private static final int WINDOW_LEAST_PX = 3;
    private static final int WINDOW_MOST_PX = 9;
    /** A tag that asks to turn the picture is not followed, as the line does not. */
    private static final int AS_THE_LINE_READS = Imgcodecs.IMREAD_GRAYSCALE | Imgcodecs.IMREAD_IGNORE_ORIENTATION;

    private static final int ROUNDS = 60;
    private static final double MOVED_PX = 0.002;

    private final Target target;

    public TargetFinder(Target target) {
        this.target = target;
    }

    /**
     * Reads a picture and looks for the target.
     *
     * @throws CalibrationException if the file is no picture, or the target is not in it, is mirrored, or shows too few
     *     corners
     */
    public Shot find(Path file) {
        try (MatScope scope = MatScope.open()) {
            Mat grey = scope.own(Imgcodecs.imread(file.toString(), AS_THE_LINE_READS));
            if (grey.empty()) {
                throw new CalibrationException(file + ": is missing or no picture");
            }
            return find(grey, String.valueOf(file.getFileName()), scope);
        }
    }

    /** @param grey 8 bits; stays the caller's */
    Shot find(Mat grey, String name, MatScope scope) {
        List<Shot.Corner> corners = corners(grey, scope);
        if (corners.size() >= CORNERS_MIN) {
            return new Shot(name, grey.cols(), grey.rows(), corners);
        }
        Mat mirrored = scope.mat();
        Core.flip(grey, mirrored, 1);
        if (corners(mirrored, scope).size() >= CORNERS_MIN) {
            throw new CalibrationException(
                    name + ": shows the target mirrored; allowed is a picture as the line's camera gives it");
        }
        throw new CalibrationException(name + ": shows " + corners.size() + " corners of the target " + target.word()
                + "; needed are " + CORNERS_MIN + " or more of its " + target.corners()
                + ". Is it this target, sharp, and not too small?");
    }

    private List<Shot.Corner> corners(Mat grey, MatScope scope) {
        Mat seen = scope.mat();
        Mat ids = scope.mat();
        new CharucoDetector(target.board(scope)).detectBoard(grey, seen, ids);
        if (ids.empty()) {
            return List.of();
        }
        MatOfPoint2f places = scope.own(new MatOfPoint2f());
        scope.own(seen.reshape(2, Math.toIntExact(seen.total()))).copyTo(places);
        Point[] first = places.toArray();
        // The detector counts from the corner of the first pixel, we from its middle.
        for (Point point : first) {
            point.x -= 0.5;
            point.y -= 0.5;
        }
        places.fromArray(first);
        int window = window(first, ids);
        Imgproc.cornerSubPix(
                grey,
                places,
                new Size(window, window),
                new Size(-1, -1),
                new TermCriteria(TermCriteria.COUNT + TermCriteria.EPS, ROUNDS, MOVED_PX));
        Point[] refined = places.toArray();
        List<Shot.Corner> corners = new ArrayList<>();
        for (int i = 0; i < refined.length; i++) {
            double moved = Math.hypot(refined[i].x - first[i].x, refined[i].y - first[i].y);
            if (moved < window) {
                corners.add(new Shot.Corner((int) ids.get(i, 0)[0], new PixelPoint(refined[i].x, refined[i].y)));
            }
        }
        return corners;
    }

    /** Half a side of the square that is looked at: well within the four squares that meet. */
    private int window(Point[] places, Mat ids) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 1; i < places.length; i++) {
            if ((int) ids.get(i, 0)[0] == (int) ids.get(i - 1, 0)[0] + 1) {
                double side = Math.hypot(places[i].x - places[i - 1].x, places[i].y - places[i - 1].y);
                least = Math.min(least, side);
            }
        }
        return (int) Math.max(WINDOW_LEAST_PX, Math.min(WINDOW_MOST_PX, least / 4));
    }
}
