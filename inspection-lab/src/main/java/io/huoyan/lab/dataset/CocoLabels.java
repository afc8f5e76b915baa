package io.huoyan.lab.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The labels of one COCO file. */
final class CocoLabels {
    private final CocoFile file;
    private final Path directory;

    private record Picture(Path path, double width, double height, List<LabelledShape> shapes) {}

    CocoLabels(CocoFile file, Path directory) {
        this.file = file;
        this.directory = directory;
    }

    SetFormat.Content read() {
        Map<Long, String> categories = categories();
        Map<Long, Picture> pictures = pictures();
        file.each("annotations", annotation -> {
            Picture picture = pictures.get(annotation.whole("image_id"));
            if (picture == null) {
                throw annotation.fault("image_id is " + annotation.member("image_id") + "; no picture has it");
            }
            String category = categories.get(annotation.whole("category_id"));
            if (category == null) {
                throw annotation.fault(
                        "category_id is " + annotation.member("category_id") + "; known are " + categories.keySet());
            }
            picture.shapes().add(new CocoShape(annotation, picture.width(), picture.height()).read(category));
        });
        SourceGroups groups = SourceGroups.near(directory);
        List<Sample> samples = new ArrayList<>();
        for (Picture picture : pictures.values()) {
            samples.add(new Sample(
                    picture.path(),
                    PictureFiles.below(directory, picture.path()),
                    groups.of(picture.path()),
                    Optional.empty(),
                    true,
                    picture.shapes(),
                    Optional.empty()));
        }
        return new SetFormat.Content(categories.values().stream().distinct().toList(), samples);
    }

    /** Two of one name are one class: some tools write a category above all others, which may have a class's name. */
    private Map<Long, String> categories() {
        Map<Long, String> categories = new LinkedHashMap<>();
        file.each("categories", category -> {
            String name = category.member("name").asText("");
            if (name.isBlank() || categories.put(category.whole("id"), name) != null) {
                throw category.fault("has no name, or an id that another has");
            }
        });
        return categories;
    }

    private Map<Long, Picture> pictures() {
        Map<Long, Picture> pictures = new LinkedHashMap<>();
        Map<Path, String> places = new HashMap<>();
        file.each("images", image -> {
            double width = image.number("width");
            double height = image.number("height");
            if (!(width >= 1 && height >= 1)) {
                throw image.fault("width and height are " + width + " and " + height + "; needed are 1 or more");
            }
            Path path = place(image);
            refuseOtherSize(path, width, height, image);
            String other = places.put(path, image.name());
            if (other != null) {
                throw image.fault("file_name is that of " + other + " too");
            }
            if (pictures.put(image.whole("id"), new Picture(path, width, height, new ArrayList<>())) != null) {
                throw image.fault("has an id that another has");
            }
        });
        return pictures;
    }

    /** A picture that cannot be read is not held against it: whoever looks at it says so. */
    private static void refuseOtherSize(Path picture, double width, double height, CocoElement image) {
        Optional<PictureSize> size = PictureSize.read(picture);
        if (size.isPresent() && !size.get().is(width, height)) {
            throw image.fault("is " + width + "×" + height + " px; its picture " + picture + " is " + size.get());
        }
    }

    private Path place(CocoElement image) {
        String name = image.member("file_name").asText("");
        Path inside = Path.of(name).normalize();
        if (name.isBlank() || inside.isAbsolute() || inside.startsWith("..")) {
            throw image.fault("file_name is '" + name + "'; allowed is a file below the set's folder");
        }
        Path beside = file.path().toAbsolutePath().getParent();
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
        throw image.fault("file_name is '" + name + "'; there is no such picture below " + directory);
    }
}
