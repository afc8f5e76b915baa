package io.huoyan.core.locate;

import io.huoyan.core.catalog.View.Fiducial;
import io.huoyan.core.domain.CircleFit;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.ViewMap;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.GreyWindow;
import io.huoyan.core.image.MatScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Finds a dark disc near its expected place. Coarse: normalised correlation with a disc on a reduced picture, which
 * light and contrast do not move. Fine: along rays from there, the steepest rise from dark to bright, to a fraction of
 * a pixel; a circle through those points on the part's plane, where a disc is round however the camera looks at it.
 */
final class FiducialFinder {
    /** How far from its place a disc is looked for, in its diameters. */
    static final double SEARCH_DIAMETERS = 2;

    private static final double COARSE_RADIUS_PX = 6;
    private static final double TEMPLATE_OF_RADIUS = 1.6;
    private static final double SCORE_MIN = 0.5;
    private static final int CANDIDATES_MAX = 3;
    private static final int RAYS = 72;
    private static final double RAY_FROM_OF_RADIUS = 0.4;
    private static final double RAY_TO_OF_RADIUS = 1.7;
    private static final double RAY_STEP_PX = 0.5;
    private static final int GRADIENT_HALF_STEPS = 2;
    /** A rise smaller than this share of full scale is noise. */
    private static final double RISE_MIN = 0.02;

    private static final double INLIER_SHARE_MIN = 0.6;
    private static final double RADIUS_TOLERANCE = 0.2;
    private static final int PASSES = 2;

    private final Frame frame;
    private final ViewMap pixelToMm;
    private final MatScope scope;

    FiducialFinder(Frame frame, ViewMap pixelToMm, MatScope scope) {
        this.frame = frame;
        this.pixelToMm = pixelToMm;
        this.scope = scope;
    }

    /** Where a disc's centre is by the view's calibration, mm; empty if no disc of its size is near. */
    Optional<MmPoint> find(Fiducial fiducial) {
        PixelPoint expected = pixelToMm.toPixel(fiducial.centre());
        double radiusPx = fiducial.diameterMm() / 2 / pixelToMm.mmPerPixel(expected);
        int half = (int) Math.ceil(radiusPx * (TEMPLATE_OF_RADIUS + 2 * SEARCH_DIAMETERS));
        PixelBox box = new PixelBox(
                        (int) Math.round(expected.x()) - half,
                        (int) Math.round(expected.y()) - half,
                        2 * half + 1,
                        2 * half + 1)
                .clippedTo(frame.widthPx(), frame.heightPx());
        double reduction = Math.max(1, radiusPx / COARSE_RADIUS_PX);
        int templateHalf = (int) Math.ceil(TEMPLATE_OF_RADIUS * radiusPx / reduction);
        int smallest = (int) Math.ceil(reduction * (2 * templateHalf + 2));
        if (radiusPx < Fiducial.RADIUS_MIN_PX || box.width() < smallest || box.height() < smallest) {
            return Optional.empty();
        }
        GreyWindow window = GreyWindow.of(frame, box, scope);
        for (PixelPoint candidate : candidates(window, radiusPx / reduction, reduction, templateHalf)) {
            Optional<MmPoint> centre = refine(window, candidate, radiusPx, fiducial.diameterMm() / 2);
            if (centre.isPresent()) {
                return centre;
            }
        }
        return Optional.empty();
    }

    /** Places that look like a disc, the likeliest first. */
    private List<PixelPoint> candidates(GreyWindow window, double radius, double reduction, int templateHalf) {
        Mat reduced = scope.mat();
        Size size = new Size(
                Math.floor(window.box().width() / reduction),
                Math.floor(window.box().height() / reduction));
        Imgproc.resize(window.grey(), reduced, size, 0, 0, Imgproc.INTER_AREA);
        Mat scores = scope.mat();
        Imgproc.matchTemplate(reduced, disc(radius, templateHalf), scores, Imgproc.TM_CCOEFF_NORMED);
        double scaleX = window.box().width() / size.width;
        double scaleY = window.box().height() / size.height;
        List<PixelPoint> candidates = new ArrayList<>();
        for (int i = 0; i < CANDIDATES_MAX; i++) {
            Core.MinMaxLocResult best = Core.minMaxLoc(scores);
            if (best.maxVal < SCORE_MIN) {
                break;
            }
            candidates.add(new PixelPoint(
                    window.box().x() + (best.maxLoc.x + templateHalf + 0.5) * scaleX - 0.5,
                    window.box().y() + (best.maxLoc.y + templateHalf + 0.5) * scaleY - 0.5));
            Imgproc.circle(scores, best.maxLoc, (int) Math.ceil(radius), new Scalar(-1), Imgproc.FILLED);
        }
        return candidates;
    }

    /** A dark disc on a bright ground, its edge one pixel wide. */
    private Mat disc(double radius, int half) {
        int side = 2 * half + 1;
        float[] values = new float[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double beyond = Math.hypot(x - half, y - half) - radius;
                values[y * side + x] = (float) Math.max(0, Math.min(1, beyond + 0.5));
            }
        }
        Mat disc = scope.mat(side, side, CvType.CV_32FC1);
        disc.put(0, 0, values);
        return disc;
    }

    private Optional<MmPoint> refine(GreyWindow window, PixelPoint coarse, double radiusPx, double radiusMm) {
        PixelPoint centre = coarse;
        Optional<CircleFit> fit = Optional.empty();
        for (int pass = 0; pass < PASSES; pass++) {
            fit = CircleFit.of(edge(window, centre, radiusPx)).filter(f -> f.used() >= INLIER_SHARE_MIN * RAYS);
            if (fit.isEmpty()) {
                return Optional.empty();
            }
            centre = pixelToMm.toPixel(fit.get().centre());
        }
        return fit.filter(f -> Math.abs(f.radiusMm() - radiusMm) <= RADIUS_TOLERANCE * radiusMm)
                .map(CircleFit::centre);
    }

    /** The steepest rise on each ray from the centre, mm; rays without one are left out. */
    private List<MmPoint> edge(GreyWindow window, PixelPoint centre, double radiusPx) {
        int steps = (int) Math.ceil((RAY_TO_OF_RADIUS - RAY_FROM_OF_RADIUS) * radiusPx / RAY_STEP_PX);
        List<MmPoint> points = new ArrayList<>(RAYS);
        double[] profile = new double[steps];
        for (int ray = 0; ray < RAYS; ray++) {
            double angle = 2 * Math.PI * ray / RAYS;
            double dx = Math.cos(angle);
            double dy = Math.sin(angle);
            for (int i = 0; i < steps; i++) {
                double distance = RAY_FROM_OF_RADIUS * radiusPx + i * RAY_STEP_PX;
                profile[i] = window.at(centre.x() + distance * dx, centre.y() + distance * dy);
            }
            double step = steepest(profile);
            if (!Double.isNaN(step)) {
                double distance = RAY_FROM_OF_RADIUS * radiusPx + step * RAY_STEP_PX;
                points.add(pixelToMm.toMm(new PixelPoint(centre.x() + distance * dx, centre.y() + distance * dy)));
            }
        }
        return points;
    }

    /** Place of the steepest rise, in steps, by the parabola through the three steepest; NaN if there is none. */
    private static double steepest(double[] profile) {
        int best = -1;
        double bestRise = RISE_MIN;
        for (int i = GRADIENT_HALF_STEPS + 1; i < profile.length - GRADIENT_HALF_STEPS - 1; i++) {
            double rise = rise(profile, i);
            if (rise > bestRise) {
                bestRise = rise;
                best = i;
            }
        }
        if (best < 0) {
            return Double.NaN;
        }
        double before = rise(profile, best - 1);
        double after = rise(profile, best + 1);
        double curvature = before - 2 * bestRise + after;
        return curvature < 0 ? best + 0.5 * (before - after) / curvature : best;
    }

    private static double rise(double[] profile, int i) {
        return profile[i + GRADIENT_HALF_STEPS] - profile[i - GRADIENT_HALF_STEPS];
    }
}
