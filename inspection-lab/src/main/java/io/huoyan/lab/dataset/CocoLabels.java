package io.huoyan.lab.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import io.huoyan.core.domain.PixelPoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The labels of one COCO file. Of a segmentation in polygons the longest counts, of one in run lengths the outline; of
 * a crowd in run lengths, which is no single thing, the box.
 */
final class CocoLabels {
    /** Labelling tools round; a hair outside the picture is moved to its edge. Share of a side. */
    private static final double OUTSIDE_TOLERANCE = 0.002;

    private static final int POLYGON_NUMBERS_MIN = 6;

    private final Path file;
    private final JsonNode root;
    private final Path directory;

    private record Picture(Path path, double width, double height, List<LabelledShape> shapes) {}

    CocoLabels(Path file, JsonNode root, Path directory) {
        this.file = file;
        this.root = root;
        this.directory = directory;
    }

    SetFormat.Content read() {
        Map<Long, String> categories = categories();
        Map<Long, Picture> pictures = pictures();
        int number = 0;
        for (JsonNode annotation : list("annotations")) {
            String where = "annotations[" + number++ + "]";
            Picture picture = pictures.get(whole(annotation, "image_id", where));
            if (picture == null) {
                throw fault(where, "image_id is " + annotation.path("image_id") + "; no picture has it");
            }
            String category = categories.get(whole(annotation, "category_id", where));
            if (category == null) {
                throw fault(
                        where,
                        "category_id is " + annotation.path("category_id") + "; known are " + categories.keySet());
            }
            picture.shapes().add(shape(annotation, category, picture, where));
        }
        SourceGroups groups = SourceGroups.near(directory);
        List<Sample> samples = new ArrayList<>();
        for (Picture picture : pictures.values()) {
            samples.add(new Sample(
                    picture.path(),
                    PictureFiles.below(directory, picture.path()),
                    groups.of(picture.path()),
                    Optional.empty(),
                    picture.shapes(),
                    Optional.empty()));
        }
        return new SetFormat.Content(List.copyOf(categories.values()), samples);
    }

    private Map<Long, String> categories() {
        Map<Long, String> categories = new LinkedHashMap<>();
        int number = 0;
        for (JsonNode category : list("categories")) {
            String where = "categories[" + number++ + "]";
            String name = category.path("name").asText("");
            if (name.isBlank() || categories.put(whole(category, "id", where), name) != null) {
                throw fault(where, "has no name, or an id that another has");
            }
        }
        return categories;
    }

    private Map<Long, Picture> pictures() {
        Map<Long, Picture> pictures = new LinkedHashMap<>();
        Map<Path, String> places = new HashMap<>();
        int number = 0;
        for (JsonNode image : list("images")) {
            String where = "images[" + number++ + "]";
            double width = image.path("width").asDouble(0);
            double height = image.path("height").asDouble(0);
            if (!(width >= 1 && height >= 1)) {
                throw fault(where, "width and height are " + width + " and " + height + "; needed are 1 or more");
            }
            Path path = place(image.path("file_name").asText(""), where);
            refuseOtherSize(path, width, height, where);
            String other = places.put(path, where);
            if (other != null) {
                throw fault(where, "file_name is that of " + other + " too");
            }
            if (pictures.put(whole(image, "id", where), new Picture(path, width, height, new ArrayList<>())) != null) {
                throw fault(where, "has an id that another has");
            }
        }
        return pictures;
    }

    /** A picture that cannot be read is not held against it: whoever looks at it says so. */
    private void refuseOtherSize(Path picture, double width, double height, String where) {
        Optional<PictureSize> size = PictureSize.read(picture);
        if (size.isPresent() && !size.get().is(width, height)) {
            throw fault(
                    where,
                    "is " + width + "×" + height + " px; its picture " + picture + " is "
                            + size.get().widthPx() + "×" + size.get().heightPx() + " px");
        }
    }

    private Path place(String name, String where) {
        Path inside = Path.of(name).normalize();
        if (name.isBlank() || inside.isAbsolute() || inside.startsWith("..")) {
            throw fault(where, "file_name is '" + name + "'; allowed is a file below the set's folder");
        }
        Path beside = file.toAbsolutePath().getParent();
        List<Path> folders = new ArrayList<>(List.of(directory, directory.resolve("images")));
        if (beside != null) {
            folders.add(beside);
        }
        folders.addAll(PictureFiles.foldersIn(directory));
        folders.addAll(PictureFiles.foldersIn(directory.resolve("images")));
        for (Path folder : folders) {
            if (Files.isRegularFile(folder.resolve(inside))) {
                return folder.resolve(inside);
            }
        }
        throw fault(where, "file_name is '" + name + "'; there is no such picture below " + directory);
    }

    private LabelledShape shape(JsonNode annotation, String category, Picture picture, String where) {
        boolean isCrowd = annotation.path("iscrowd").asInt(0) != 0;
        JsonNode longest = null;
        for (JsonNode polygon : annotation.path("segmentation")) {
            if (polygon.isArray()
                    && polygon.size() >= POLYGON_NUMBERS_MIN
                    && (longest == null || polygon.size() > longest.size())) {
                longest = polygon;
            }
        }
        List<PixelPoint> corners = new ArrayList<>();
        if (longest != null) {
            for (int i = 0; i + 1 < longest.size(); i += 2) {
                corners.add(inside(longest.get(i).asDouble(), longest.get(i + 1).asDouble(), picture, where));
            }
            return new LabelledShape(category, false, isCrowd, corners);
        }
        if (annotation.path("segmentation").isObject() && !isCrowd) {
            outline(annotation.path("segmentation"), picture, where)
                    .forEach(corner -> corners.add(inside(corner.x(), corner.y(), picture, where)));
            return new LabelledShape(category, false, false, corners);
        }
        JsonNode box = annotation.path("bbox");
        if (box.size() != 4) {
            throw fault(where, "has neither a polygon nor a bbox of 4 numbers");
        }
        if (!(box.get(2).asDouble() > 0 && box.get(3).asDouble() > 0)) {
            throw fault(where, "bbox is " + box.get(2) + " × " + box.get(3) + " px; allowed are sides above 0");
        }
        double left = box.get(0).asDouble();
        double top = box.get(1).asDouble();
        double right = left + box.get(2).asDouble();
        double bottom = top + box.get(3).asDouble();
        corners.add(inside(left, top, picture, where));
        corners.add(inside(right, top, picture, where));
        corners.add(inside(right, bottom, picture, where));
        corners.add(inside(left, bottom, picture, where));
        return new LabelledShape(category, true, isCrowd, corners);
    }

    private List<PixelPoint> outline(JsonNode runLengths, Picture picture, String where) {
        try {
            return MaskOutline.of(
                    RunLengthMask.of(runLengths, (int) Math.rint(picture.width()), (int) Math.rint(picture.height())));
        } catch (IllegalArgumentException e) {
            throw fault(where, String.valueOf(e.getMessage()));
        }
    }

    private PixelPoint inside(double x, double y, Picture picture, String where) {
        double shareX = x / picture.width();
        double shareY = y / picture.height();
        double insideX = Math.min(1, Math.max(0, shareX));
        double insideY = Math.min(1, Math.max(0, shareY));
        if (!(Math.abs(insideX - shareX) <= OUTSIDE_TOLERANCE && Math.abs(insideY - shareY) <= OUTSIDE_TOLERANCE)) {
            throw fault(
                    where,
                    "corner (" + x + ", " + y + ") lies outside the picture of " + picture.width() + "×"
                            + picture.height() + " px");
        }
        return new PixelPoint(insideX, insideY);
    }

    private Iterable<JsonNode> list(String name) {
        JsonNode list = root.path(name);
        if (!list.isArray()) {
            throw new DatasetException(file + ": " + name + " is no list");
        }
        return list;
    }

    private long whole(JsonNode node, String name, String where) {
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber()) {
            throw fault(where, name + " is " + value + "; needed is a whole number");
        }
        return value.asLong();
    }

    private DatasetException fault(String where, String what) {
        return new DatasetException(file + ": " + where + ": " + what);
    }
}
