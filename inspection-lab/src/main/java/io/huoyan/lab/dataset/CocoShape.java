package io.huoyan.lab.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import io.huoyan.core.domain.PixelPoint;
import java.util.ArrayList;
import java.util.List;

/**
 * The shape that one annotation tells. Polygons and run lengths are taken as an outline where {@link ThingOutline} says
 * that one tells the thing well, else as the {@code bbox}, or, where there is none, as the box around all parts. A
 * crowd in run lengths, which is no single thing, is always a box.
 */
final class CocoShape {
    /** Labelling tools round; a hair outside the picture is moved to its edge. Share of a side. */
    private static final double OUTSIDE_TOLERANCE = 0.002;

    private static final String SEGMENTATION = "segmentation";
    private static final String BOX = "bbox";

    private final CocoElement annotation;
    private final double width;
    private final double height;

    /**
     * @param width of the picture, pixels
     * @param height of the picture, pixels
     */
    CocoShape(CocoElement annotation, double width, double height) {
        this.annotation = annotation;
        this.width = width;
        this.height = height;
    }

    LabelledShape read(String className) {
        boolean isCrowd = annotation.flag("iscrowd");
        boolean isMask = annotation.member(SEGMENTATION).isObject();
        if (isMask && isCrowd && annotation.tells(BOX)) {
            return new LabelledShape(className, true, true, box());
        }
        ThingOutline told = isMask ? mask() : polygons();
        if (told.outline().isPresent() && !(isMask && isCrowd)) {
            return new LabelledShape(className, false, isCrowd, told.outline().get());
        }
        if (annotation.tells(BOX)) {
            return new LabelledShape(className, true, isCrowd, box());
        }
        List<PixelPoint> around = told.bounds()
                .filter(Bounds::hasExtent)
                .map(Bounds::corners)
                .orElseThrow(() -> annotation.fault("has neither a polygon nor a bbox of 4 numbers"));
        return new LabelledShape(className, true, isCrowd, around);
    }

    private ThingOutline polygons() {
        JsonNode segmentation = annotation.member(SEGMENTATION);
        if (annotation.tells(SEGMENTATION) && !segmentation.isArray()) {
            throw annotation.fault("segmentation is " + segmentation + "; needed are polygons or run lengths");
        }
        // Some tools leave out the list around the only one.
        if (!segmentation.isEmpty() && !segmentation.get(0).isArray()) {
            return ThingOutline.ofPolygons(List.of(polygon(segmentation, SEGMENTATION)));
        }
        List<List<PixelPoint>> polygons = new ArrayList<>();
        for (int i = 0; i < segmentation.size(); i++) {
            polygons.add(polygon(segmentation.get(i), SEGMENTATION + "[" + i + "]"));
        }
        return ThingOutline.ofPolygons(polygons);
    }

    private List<PixelPoint> polygon(JsonNode list, String path) {
        if (!list.isArray()) {
            throw annotation.fault(path + " is " + list + "; needed is a polygon, a list of numbers");
        }
        double[] numbers = annotation.numbers(list, path);
        if (numbers.length % 2 != 0) {
            throw annotation.fault(path + " has " + numbers.length + " numbers; needed is x and y of each corner");
        }
        List<PixelPoint> corners = new ArrayList<>();
        for (int i = 0; i < numbers.length; i += 2) {
            corners.add(inside(numbers[i], numbers[i + 1]));
        }
        return corners;
    }

    private ThingOutline mask() {
        ThingOutline pixels;
        try {
            pixels = MaskOutline.of(
                    RunLengthMask.of(annotation.member(SEGMENTATION), (int) Math.rint(width), (int) Math.rint(height)));
        } catch (IllegalArgumentException e) {
            throw annotation.fault(String.valueOf(e.getMessage()));
        }
        return new ThingOutline(
                pixels.outline().map(this::inside),
                pixels.bounds().map(bounds -> Bounds.around(inside(bounds.corners()))));
    }

    private List<PixelPoint> box() {
        JsonNode list = annotation.member(BOX);
        if (!list.isArray() || list.size() != 4) {
            throw annotation.fault("bbox is " + list + "; needed are 4 numbers");
        }
        double[] numbers = annotation.numbers(list, BOX);
        String sides = "bbox is " + list.get(2) + " × " + list.get(3) + " px; allowed are sides above 0";
        if (!(numbers[2] > 0 && numbers[3] > 0)) {
            throw annotation.fault(sides);
        }
        Bounds told = new Bounds(numbers[0], numbers[1], numbers[0] + numbers[2], numbers[1] + numbers[3]);
        Bounds bounds = Bounds.around(inside(told.corners()));
        if (!bounds.hasExtent()) {
            throw annotation.fault(sides + " within the picture");
        }
        return bounds.corners();
    }

    private List<PixelPoint> inside(List<PixelPoint> corners) {
        return corners.stream().map(corner -> inside(corner.x(), corner.y())).toList();
    }

    private PixelPoint inside(double x, double y) {
        double shareX = x / width;
        double shareY = y / height;
        double insideX = Math.min(1, Math.max(0, shareX));
        double insideY = Math.min(1, Math.max(0, shareY));
        if (!(Math.abs(insideX - shareX) <= OUTSIDE_TOLERANCE && Math.abs(insideY - shareY) <= OUTSIDE_TOLERANCE)) {
            throw annotation.fault(
                    "corner (" + x + ", " + y + ") lies outside the picture of " + width + "×" + height + " px");
        }
        return new PixelPoint(insideX, insideY);
    }
}
