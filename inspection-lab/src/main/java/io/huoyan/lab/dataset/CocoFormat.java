package io.huoyan.lab.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A JSON file with {@code images}, {@code annotations} and {@code categories}, in the folder or its
 * {@code annotations/}; the pictures lie beside it, in {@code images/} or in a folder of the part's name. Or a folder
 * per part, with such a file beside the pictures in each.
 */
final class CocoFormat implements SetFormat {
    /** Folder of its files, beside the pictures. */
    static final String ANNOTATIONS = "annotations";

    private static final List<String> PARTS_IN_ORDER = List.of("val", "valid", "test", "train");
    private static final Set<String> PARTS = Set.copyOf(PARTS_IN_ORDER);
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
            return ofFolders(directory, part);
        }
        return Optional.of(new CocoLabels(new CocoFile(ofPart(directory, chosen, part)), directory).read());
    }

    /** A folder per part, each with its pictures and its file. */
    private Optional<Content> ofFolders(Path directory, Optional<String> part) {
        List<String> parts = folders(directory);
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        String chosen = part.orElseGet(() ->
                PARTS_IN_ORDER.stream().filter(parts::contains).findFirst().orElse(""));
        if (!parts.contains(chosen)) {
            throw new DatasetException(directory
                    + (part.isPresent() ? ": has no part '" + chosen + "'; it has " : ": name one with --part: ")
                    + parts);
        }
        Path file = cocoFilesIn(directory.resolve(chosen)).get(0);
        return Optional.of(new CocoLabels(new CocoFile(file), directory).read());
    }

    private static List<String> folders(Path directory) {
        return PictureFiles.foldersIn(directory).stream()
                .filter(folder -> !String.valueOf(folder.getFileName()).equals(ANNOTATIONS))
                .filter(folder -> cocoFilesIn(folder).size() == 1)
                .map(folder -> String.valueOf(folder.getFileName()))
                .toList();
    }

    private static List<Path> cocoFilesIn(Path folder) {
        return PictureFiles.withEnding(folder, "json").stream()
                .filter(file -> CocoFile.missing(file).isEmpty())
                .toList();
    }

    @Override
    public List<String> parts(Path directory) {
        List<Path> here = files(directory).stream()
                .filter(file -> CocoFile.missing(file).isEmpty())
                .toList();
        return here.isEmpty() ? folders(directory) : partsOf(here);
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
