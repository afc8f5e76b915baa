package io.huoyan.lab.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A JSON file with {@code images}, {@code annotations} and {@code categories}, in the folder or its
 * {@code annotations/}; the pictures lie beside it, in {@code images/} or in a folder of the part's name.
 */
final class CocoFormat implements SetFormat {
    /** Folder of its files, beside the pictures. */
    static final String ANNOTATIONS = "annotations";

    private static final Set<String> PARTS = Set.of("train", "val", "valid", "test");
    private static final List<String> PICTURE_FOLDERS = List.of("images", "train", "val", "valid", "test");

    @Override
    public Optional<Content> read(Path directory, Optional<String> part) {
        List<Path> chosen = new ArrayList<>();
        for (Path file : files(directory)) {
            List<String> missing = CocoFile.missing(file);
            if (missing.isEmpty()) {
                chosen.add(file);
            } else if (liesBesidePictures(directory, file)) {
                throw new DatasetException(file + ": lies beside pictures and is no COCO file: has no "
                        + String.join(", ", missing) + "; mend it, or take it away if it tells nothing of them");
            }
        }
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CocoLabels(new CocoFile(ofPart(directory, chosen, part)), directory).read());
    }

    @Override
    public List<String> parts(Path directory) {
        return partsOf(files(directory).stream()
                .filter(file -> CocoFile.missing(file).isEmpty())
                .toList());
    }

    private static List<Path> files(Path directory) {
        List<Path> files = new ArrayList<>(PictureFiles.withEnding(directory, "json"));
        files.addAll(PictureFiles.withEnding(directory.resolve(ANNOTATIONS), "json"));
        return files;
    }

    /** A file alone is a part only if its name says of which. */
    private static List<String> partsOf(List<Path> files) {
        if (files.size() > 1) {
            return files.stream().map(PictureFiles::stem).toList();
        }
        return files.stream()
                .flatMap(file -> Stream.of(PictureFiles.stem(file).split("[^A-Za-z]+")))
                .filter(PARTS::contains)
                .toList();
    }

    private static Path ofPart(Path directory, List<Path> files, Optional<String> part) {
        if (files.size() == 1) {
            List<String> parts = partsOf(files);
            boolean isNamed = part.isEmpty()
                    || parts.contains(part.get())
                    || PictureFiles.stem(files.get(0)).contains(part.get());
            if (!isNamed && !parts.isEmpty()) {
                throw new DatasetException(directory + ": has no part '" + part.get() + "'; it has " + parts);
            }
            return files.get(0);
        }
        List<String> wanted = part.map(List::of).orElse(List.of("val", "test"));
        for (String name : wanted) {
            for (Path file : files) {
                if (PictureFiles.stem(file).contains(name)) {
                    return file;
                }
            }
        }
        throw new DatasetException(directory + ": has " + files.size() + " COCO files, none of part " + wanted
                + "; name one with --part: " + partsOf(files));
    }

    /** A file that may have been meant to tell what is in them. */
    private static boolean liesBesidePictures(Path directory, Path file) {
        boolean isOfAnnotations = !directory.equals(file.getParent());
        return isOfAnnotations
                || Stream.concat(Stream.of(""), PICTURE_FOLDERS.stream())
                        .anyMatch(folder ->
                                !PictureFiles.in(directory.resolve(folder)).isEmpty());
    }
}
