package io.huoyan.core.infer;

import io.huoyan.core.image.MatScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/**
 * Where a thing is clearly two round ones that touch, for counting them; sizes are those of the whole thing: a
 * watershed of the distance to its edge (after Beucher and Lantuéjoul 1979), in which two summits stay apart only if
 * the neck between them is narrow beside the smaller of them. Holes count as filled. The same mask always gives the
 * same parts.
 */
final class TouchingParts {
    /** Widest neck, as share of the smaller part's width: two equal discs whose centres lie 1.43 radii apart. */
    static final double NECK_MAX = 0.7;

    /** Smallest inner radius of a part, pixels: in less, a ragged edge looks like a neck. */
    static final double RADIUS_MIN_PX = 2;

    /** Two parts of the smallest size; smaller things are not looked at. */
    private static final int AREA_MIN_PX = 24;

    /** The middle of an edge's pixel lies so far inside the edge. */
    private static final double HALF_PX = 0.5;

    private final int columns;
    private final float[] depth;
    private final int[] parent;

    private TouchingParts(int columns, float[] depth) {
        this.columns = columns;
        this.depth = depth;
        this.parent = new int[depth.length];
    }

    /**
     * The parts of a thing, by their summits' places; the thing itself if it is one.
     *
     * @param thing 8 bits, other than 0 inside
     * @param areaMin if a part had less, pixels, the thing stays whole
     */
    static List<Mat> of(Mat thing, double areaMin, MatScope scope) {
        if (Core.countNonZero(thing) < AREA_MIN_PX) {
            return List.of(thing);
        }
        Mat filled = scope.zeros(thing.rows() + 2, thing.cols() + 2, CvType.CV_8UC1);
        List<Point> contour = Instances.outerContour(thing, scope);
        MatOfPoint points = scope.own(new MatOfPoint(contour.toArray(Point[]::new)));
        Imgproc.drawContours(
                filled,
                List.of(points),
                0,
                Scalar.all(255),
                Imgproc.FILLED,
                Imgproc.LINE_8,
                scope.mat(),
                0,
                new Point(1, 1));
        Mat distance = scope.mat();
        Imgproc.distanceTransform(filled, distance, Imgproc.DIST_L2, Imgproc.DIST_MASK_PRECISE);
        float[] depth = new float[distance.rows() * distance.cols()];
        distance.get(0, 0, depth);
        TouchingParts parts = new TouchingParts(distance.cols(), depth);
        parts.flood();
        List<Mat> masks = parts.masks(thing, scope);
        boolean isTooSmall = masks.stream().anyMatch(mask -> Core.countNonZero(mask) < Math.max(1, areaMin));
        return masks.size() < 2 || isTooSmall ? List.of(thing) : masks;
    }

    /** From the deepest pixel outwards; of two that are as deep the upper, then the left one first. */
    private void flood() {
        long[] order = new long[depth.length];
        int count = 0;
        for (int i = 0; i < depth.length; i++) {
            parent[i] = -1;
            if (depth[i] > 0) {
                order[count++] = (long) (Integer.MAX_VALUE - Float.floatToIntBits(depth[i])) << Integer.SIZE | i;
            }
        }
        Arrays.sort(order, 0, count);
        for (int i = 0; i < count; i++) {
            take((int) order[i]);
        }
    }

    /** A root is its basin's summit, the deepest pixel, as it was taken first. */
    private void take(int pixel) {
        int steepest = -1;
        int highest = -1;
        List<Integer> roots = new ArrayList<>();
        for (int neighbour : neighbours(pixel)) {
            if (parent[neighbour] >= 0) {
                int root = root(neighbour);
                roots.add(root);
                steepest = steepest < 0 || depth[neighbour] > depth[steepest] ? neighbour : steepest;
                highest = highest < 0 || isBefore(root, highest) ? root : highest;
            }
        }
        parent[pixel] = steepest < 0 ? pixel : root(steepest);
        for (int root : roots) {
            if (root(root) != highest && !isNeck(depth[pixel], depth[root(root)])) {
                parent[root(root)] = highest;
            }
        }
    }

    private boolean isBefore(int root, int other) {
        return depth[root] > depth[other] || (depth[root] == depth[other] && root < other);
    }

    private static boolean isNeck(double saddle, double summit) {
        double radius = summit - HALF_PX;
        return radius >= RADIUS_MIN_PX && saddle - HALF_PX <= NECK_MAX * radius;
    }

    /** There is an empty row and column on every side. */
    private int[] neighbours(int pixel) {
        return new int[] {
            pixel - columns - 1,
            pixel - columns,
            pixel - columns + 1,
            pixel - 1,
            pixel + 1,
            pixel + columns - 1,
            pixel + columns,
            pixel + columns + 1
        };
    }

    private int root(int pixel) {
        int root = pixel;
        while (parent[root] != root) {
            root = parent[root];
        }
        int on = pixel;
        while (parent[on] != root) {
            int next = parent[on];
            parent[on] = root;
            on = next;
        }
        return root;
    }

    private List<Mat> masks(Mat thing, MatScope scope) {
        byte[] inside = new byte[thing.rows() * thing.cols()];
        thing.get(0, 0, inside);
        Map<Integer, byte[]> parts = new LinkedHashMap<>();
        for (int i = 0; i < inside.length; i++) {
            int pixel = (i / thing.cols() + 1) * columns + i % thing.cols() + 1;
            if (inside[i] != 0 && parent[pixel] >= 0) {
                parts.computeIfAbsent(root(pixel), any -> new byte[inside.length])[i] = inside[i];
            }
        }
        List<Mat> masks = new ArrayList<>();
        for (byte[] part : parts.values()) {
            Mat mask = scope.mat(thing.rows(), thing.cols(), CvType.CV_8UC1);
            mask.put(0, 0, part);
            masks.add(mask);
        }
        return masks;
    }
}
