package io.huoyan.core.infer;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.locate.WeldPatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/**
 * Things made of probability maps. Touching things of one label are one, since sizes are limited for the whole; of
 * pores, which are counted, it is said as how many they count.
 */
public final class Instances {
    /** Most things of one label that one patch gives; the smallest beyond are left out. */
    public static final int PER_LABEL_MAX = 500;

    private static final int EIGHT_NEIGHBOURS = 8;

    /** Labels of small round things; a seam or a crack with a neck is still one. */
    private static final Set<String> COUNTED_APART = Set.of("pore");

    private Instances() {}

    /**
     * The connected things of every label: pixels with a probability of at least the label's threshold that touch each
     * other at a side or a corner, if they are at least the label's minimum area.
     *
     * @param thresholdOverrides label → probability; labels not named keep the model's own
     * @param patch where the maps were made; maps its pixels to the original picture
     * @param scope owner of the native memory used on the way; nothing native is returned
     * @return outlines and areas in pixels of the original picture; label by label, large things first
     * @throws IllegalArgumentException if the maps are not of this patch and model, or an override names no label
     */
    public static List<Detection> of(
            ProbabilityMaps maps,
            ModelDescription model,
            Map<String, Double> thresholdOverrides,
            WeldPatch patch,
            MatScope scope) {
        check(maps, model, thresholdOverrides, patch);
        List<Detection> detections = new ArrayList<>();
        for (int label = 0; label < maps.labels(); label++) {
            String name = model.labels().get(label);
            double threshold =
                    thresholdOverrides.getOrDefault(name, model.thresholds().getOrDefault(name, 0.5));
            double minimumArea = model.minimumAreas().getOrDefault(name, 0.0);
            Mat probability = plane(maps, label, scope);
            Mat mask = scope.mat();
            Core.compare(probability, Scalar.all(threshold), mask, Core.CMP_GE);
            if (Core.countNonZero(mask) > 0) {
                detections.addAll(things(name, probability, mask, minimumArea, patch, scope));
            }
        }
        return detections;
    }

    /**
     * Overlapping things of one label made one: what two overlapping patches of a seam both saw. The union's score is
     * the highest of them, and so is the number it counts as.
     */
    public static List<Detection> merged(List<Detection> detections) {
        return OverlapMerge.merged(detections);
    }

    private static void check(
            ProbabilityMaps maps, ModelDescription model, Map<String, Double> thresholdOverrides, WeldPatch patch) {
        if (maps.labels() != model.labels().size()
                || maps.height() != patch.pixels().rows()
                || maps.width() != patch.pixels().cols()) {
            throw new IllegalArgumentException("maps are " + maps.labels() + " labels × " + maps.height() + " × "
                    + maps.width() + "; the model has " + model.labels().size() + " labels and the patch is "
                    + patch.pixels().rows() + " × " + patch.pixels().cols());
        }
        for (String label : thresholdOverrides.keySet()) {
            if (!model.labels().contains(label)) {
                throw new IllegalArgumentException("threshold is given for label '" + label + "'; model " + model.id()
                        + " " + model.version() + " has " + String.join(", ", model.labels()));
            }
        }
    }

    private static Mat plane(ProbabilityMaps maps, int label, MatScope scope) {
        Mat plane = scope.mat(maps.height(), maps.width(), CvType.CV_32FC1);
        int size = maps.height() * maps.width();
        float[] values = new float[size];
        System.arraycopy(maps.probability(), label * size, values, 0, size);
        plane.put(0, 0, values);
        return plane;
    }

    private static List<Detection> things(
            String label, Mat probability, Mat mask, double minimumArea, WeldPatch patch, MatScope scope) {
        Mat numbers = scope.mat();
        Mat statistics = scope.mat();
        Mat centroids = scope.mat();
        int count = Imgproc.connectedComponentsWithStats(
                mask, numbers, statistics, centroids, EIGHT_NEIGHBOURS, CvType.CV_32S);
        List<Component> components = new ArrayList<>();
        for (int number = 1; number < count; number++) {
            Component component = Component.of(number, statistics);
            if (component.area() >= minimumArea) {
                components.add(component);
            }
        }
        components.sort(Comparator.comparingInt(Component::area).reversed());
        List<Detection> things = new ArrayList<>();
        for (Component component : components.subList(0, Math.min(PER_LABEL_MAX, components.size()))) {
            things.add(component.detection(label, probability, numbers, minimumArea, patch, scope));
        }
        return things;
    }

    /**
     * @param number its number among the components of one label
     * @param area patch pixels²
     * @param box where it lies in the patch
     */
    private record Component(int number, int area, Rect box) {
        static Component of(int number, Mat statistics) {
            int[] row = new int[Imgproc.CC_STAT_MAX];
            statistics.get(number, 0, row);
            return new Component(
                    number,
                    row[Imgproc.CC_STAT_AREA],
                    new Rect(
                            row[Imgproc.CC_STAT_LEFT],
                            row[Imgproc.CC_STAT_TOP],
                            row[Imgproc.CC_STAT_WIDTH],
                            row[Imgproc.CC_STAT_HEIGHT]));
        }

        Detection detection(
                String label, Mat probability, Mat numbers, double minimumArea, WeldPatch patch, MatScope scope) {
            Mat own = scope.mat();
            Core.compare(scope.own(numbers.submat(box)), Scalar.all(number), own, Core.CMP_EQ);
            int parts = COUNTED_APART.contains(label)
                    ? TouchingParts.of(own, minimumArea, scope).size()
                    : 1;
            double score = Core.minMaxLoc(scope.own(probability.submat(box)), own).maxVal;
            List<PixelPoint> outline = new ArrayList<>();
            for (Point point : outerContour(own, scope)) {
                outline.add(patch.toOriginal(point.x + box.x, point.y + box.y));
            }
            var centre = new PixelPoint(box.x + (box.width - 1) / 2.0, box.y + (box.height - 1) / 2.0);
            double originalPerPatch = patch.patchToPixel().mmPerPixel(centre);
            return new Detection(label, score, outline, area * originalPerPatch * originalPerPatch, parts);
        }
    }

    /** The longest contour around a mask's things. */
    static List<Point> outerContour(Mat mask, MatScope scope) {
        List<MatOfPoint> contours = new ArrayList<>();
        Mat hierarchy = scope.mat();
        Imgproc.findContours(mask, contours, hierarchy, Imgproc.RETR_EXTERNAL, Imgproc.CHAIN_APPROX_SIMPLE);
        List<Point> longest = List.of();
        double largest = -1;
        for (MatOfPoint contour : contours) {
            scope.own(contour);
            double area = Imgproc.contourArea(contour);
            if (area > largest) {
                largest = area;
                longest = contour.toList();
            }
        }
        return longest;
    }
}
