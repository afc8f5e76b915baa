package io.huoyan.lab.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Flaws that labels mark in the pictures of one folder. YOLO's labels are looked for beside the pictures, in
 * {@code labels/} below them, and in {@code labels/} in place of {@code images/}; COCO's in JSON files beside the
 * pictures, in {@code annotations/}, and above folders of such names as {@code images} and {@code train}. Labels of
 * other pictures say nothing of these.
 */
final class MarkedFlaws {
    private static final String IMAGES = "images";
    private static final String LABELS = "labels";
    /** Besides those that are called good. */
    private static final String FOLDERS_OF_SETS = IMAGES + "|(train|val|valid|test)[0-9]*";

    private static final int FOLDERS_UP_MAX = 2;

    private final Path folder;
    private final Map<String, Path> pictures = new TreeMap<>();
    private final Map<Path, String> found = new LinkedHashMap<>();

    private MarkedFlaws(Path folder) {
        this.folder = folder;
        PictureFiles.in(folder).forEach(picture -> pictures.put(String.valueOf(picture.getFileName()), picture));
    }

    /** @throws DatasetException naming a picture, its flaw and where it is labelled; or if labels have a fault */
    static void refuse(Path folder) {
        Path named = folder.toAbsolutePath().normalize();
        new MarkedFlaws(named).refuse();
        try {
            Path linked = named.toRealPath();
            if (!linked.equals(named)) {
                new MarkedFlaws(linked).refuse();
            }
        } catch (IOException e) {
            throw new DatasetException(named + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private void refuse() {
        labelFolders().forEach(this::ofTexts);
        cocoFiles().forEach(this::ofCoco);
        found.entrySet().stream().findFirst().ifPresent(first -> {
            throw new DatasetException(first.getKey() + ": is labelled as " + first.getValue() + "; by their labels "
                    + found.size() + " of " + pictures.size() + " pictures are, or may be, flawed. To teach good ones,"
                    + " put them alone into a folder, without labels");
        });
    }

    private Set<Path> labelFolders() {
        Set<Path> folders = new LinkedHashSet<>(List.of(folder, folder.resolve(LABELS)));
        for (int up = 0; up < Math.min(FOLDERS_UP_MAX, folder.getNameCount()); up++) {
            int images = folder.getNameCount() - 1 - up;
            Path set = folder;
            for (int i = 0; i <= up && set != null; i++) {
                set = set.getParent();
            }
            if (set != null && folder.getName(images).toString().equals(IMAGES)) {
                Path labels = set.resolve(LABELS);
                folders.add(up == 0 ? labels : labels.resolve(folder.subpath(images + 1, folder.getNameCount())));
            }
        }
        return folders;
    }

    private void ofTexts(Path labels) {
        Map<String, Path> byStem = new HashMap<>();
        pictures.values().forEach(picture -> byStem.put(PictureFiles.stem(picture), picture));
        Optional<List<String>> classes = Optional.empty();
        for (Path text : PictureFiles.entriesWithEnding(labels, "txt")) {
            Path picture = byStem.get(PictureFiles.stem(text));
            if (picture != null) {
                YoloFormat.refuseUnreadable(text, picture);
            }
            // Beside pictures texts may tell anything.
            boolean isRow = picture != null && YoloLines.isOne(text);
            if (picture == null || (!isRow && labels.equals(folder))) {
                continue;
            }
            if (classes.isEmpty()) {
                classes = ClassList.near(labels).map(ClassList::read);
            }
            if (classes.isEmpty() && isRow) {
                found.put(picture, "a class without a name (" + text + ", without a data.yaml or classes.txt)");
            } else if (classes.isPresent()) {
                List<String> marked = new YoloLines(text, classes.get())
                        .read().stream().map(LabelledShape::className).toList();
                add(picture, classes.get(), marked, text.toString());
            }
        }
    }

    private List<Path> cocoFiles() {
        List<Path> files = new ArrayList<>();
        Path root = folder;
        for (int up = 0; up <= FOLDERS_UP_MAX && root != null; up++) {
            files.addAll(PictureFiles.withEnding(root, "json"));
            files.addAll(PictureFiles.withEnding(root.resolve(CocoFormat.ANNOTATIONS), "json"));
            String name = String.valueOf(root.getFileName());
            boolean isOfSet = name.matches(FOLDERS_OF_SETS) || ClassNames.isGood(name);
            root = isOfSet ? root.getParent() : null;
        }
        return files.stream().filter(file -> CocoFile.missing(file).isEmpty()).toList();
    }

    private void ofCoco(Path path) {
        CocoFile file = new CocoFile(path);
        Map<Long, String> classes = new LinkedHashMap<>();
        file.each(
                "categories",
                category -> classes.put(
                        category.whole("id"), category.member("name").asText("")));
        Map<Long, Path> byId = new LinkedHashMap<>();
        file.each("images", image -> picture(image.member("file_name").asText(""), path)
                .ifPresent(picture -> byId.put(image.whole("id"), picture)));
        file.each("annotations", annotation -> {
            Path picture = byId.get(annotation.whole("image_id"));
            if (picture != null) {
                String marked = classes.get(annotation.whole("category_id"));
                if (marked == null) {
                    throw annotation.fault(
                            "category_id is " + annotation.member("category_id") + "; known are " + classes.keySet());
                }
                add(
                        picture,
                        List.copyOf(classes.values()),
                        List.of(marked),
                        path + ":" + annotation.line() + ": " + annotation.name());
            }
        });
    }

    /**
     * Of a file above the pictures the folders that a name tells count too, if there is such a file; else they may be
     * those of another machine, or of the place where it was labelled.
     */
    private Optional<Path> picture(String name, Path coco) {
        Path told = Path.of(name.replace('\\', '/')).normalize();
        Path beside = Objects.requireNonNull(coco.getParent());
        boolean isElsewhere =
                Stream.of(beside, beside.resolveSibling(".")).anyMatch(root -> Files.isRegularFile(root.resolve(told)));
        boolean isNameAlone = coco.startsWith(folder) || told.isAbsolute() || told.startsWith("..") || !isElsewhere;
        return Optional.ofNullable(pictures.get(String.valueOf(told.getFileName())))
                .filter(picture -> isNameAlone || picture.endsWith(told));
    }

    private void add(Path picture, List<String> classes, List<String> marked, String where) {
        if (LabelledSet.truth(classes, marked, true) == LabelledSet.Truth.BAD) {
            String flaw =
                    marked.stream().filter(ClassNames::marksDefects).findFirst().orElseThrow();
            found.putIfAbsent(picture, "'" + flaw + "' (" + where + ")");
        }
    }
}
