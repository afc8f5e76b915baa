package io.huoyan.lab.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pictures in {@code images/} with a text file each in {@code labels/}, or both side by side; the names of the classes
 * in {@code data.yaml} or {@code classes.txt} of the folder or of one above it. A picture without a text file shows
 * nothing, as the format has it, but a set without any is refused, and so is a text file with labels of a picture that
 * is not there.
 */
final class YoloFormat implements SetFormat {
    private static final String IMAGES = "images";
    private static final String LABELS = "labels";
    private static final String TEXT = "txt";
    private static final List<String> PARTS = List.of("val", "valid", "test", "train");

    /** Where the pictures and the labels of a part lie. */
    private record Folders(Path images, Path labels) {}

    @Override
    public Optional<Content> read(Path directory, Optional<String> part) {
        Optional<Folders> folders = folders(directory, part);
        Optional<Path> names = ClassList.near(directory);
        if (folders.isEmpty()
                || (!Files.isDirectory(folders.get().labels())
                        && (names.isEmpty() || Files.isDirectory(directory.resolve(CocoFormat.ANNOTATIONS))))) {
            return Optional.empty();
        }
        if (names.isEmpty()) {
            throw new DatasetException(directory
                    + ": has no data.yaml or classes.txt with the names of the classes, nor has a folder above it");
        }
        List<String> classes = ClassList.read(names.get());
        return Optional.of(new Content(classes, samples(directory, folders.get(), classes)));
    }

    @Override
    public List<String> parts(Path directory) {
        Set<String> names = new LinkedHashSet<>(PARTS);
        Stream.of(directory, directory.resolve(IMAGES))
                .flatMap(folder -> PictureFiles.foldersIn(folder).stream())
                .forEach(folder -> names.add(String.valueOf(folder.getFileName())));
        // Pictures in folders of another layout, or in one of a file server's, have names too.
        return names.stream()
                .filter(name -> inPart(directory, name)
                        .filter(folders -> Files.isDirectory(folders.labels()))
                        .isPresent())
                .toList();
    }

    private static List<Sample> samples(Path directory, Folders folders, List<String> classes) {
        SourceGroups groups = SourceGroups.near(directory);
        Map<String, Path> texts = texts(folders.labels());
        List<Sample> samples = new ArrayList<>();
        int labelled = 0;
        PictureFiles.refuseUnread(folders.images());
        for (Path image : PictureFiles.in(folders.images())) {
            Path labels = texts.get(PictureFiles.stem(image));
            List<LabelledShape> shapes = List.of();
            if (labels != null) {
                labelled++;
                refuseUnreadable(labels, image);
                shapes = new YoloLines(labels, classes).read();
            }
            samples.add(new Sample(
                    image,
                    PictureFiles.below(directory, image),
                    groups.of(image),
                    Optional.empty(),
                    labels != null,
                    shapes,
                    Optional.empty()));
        }
        if (labelled == 0 && !samples.isEmpty()) {
            throw new DatasetException(
                    folders.labels() + ": has no label file (.txt) for any of " + samples.size() + " pictures");
        }
        refuseLabelsWithoutPicture(folders, texts);
        return samples;
    }

    /**
     * What is called as a text file, by their pictures' names; {@code a.TXT} is one as well as {@code a.txt}, but both
     * are one too many.
     */
    private static Map<String, Path> texts(Path folder) {
        Map<String, Path> texts = new LinkedHashMap<>();
        for (Path file : PictureFiles.entriesWithEnding(folder, TEXT)) {
            Path other = texts.put(PictureFiles.stem(file), file);
            if (other != null) {
                throw new DatasetException(
                        file + ": labels the picture that " + other.getFileName() + " labels too; one of them must go");
            }
        }
        return texts;
    }

    /** A picture whose labels cannot be read would pass for one that shows nothing. */
    static void refuseUnreadable(Path labels, Path image) {
        if (!Files.isRegularFile(labels) || !Files.isReadable(labels)) {
            throw new DatasetException(labels + ": is no file that can be read; it stands where the labels of "
                    + image.getFileName() + " belong");
        }
    }

    /** Other texts may lie there, and an empty one labels nothing. */
    private static void refuseLabelsWithoutPicture(Folders folders, Map<String, Path> texts) {
        Set<String> pictures = PictureFiles.in(folders.images()).stream()
                .map(PictureFiles::stem)
                .collect(Collectors.toSet());
        texts.forEach((name, file) -> {
            if (!pictures.contains(name) && Files.isRegularFile(file) && YoloLines.isOne(file)) {
                throw new DatasetException(file + ": labels a picture that is not there; " + folders.images()
                        + " has none of its name that ends in " + PictureFiles.endings());
            }
        });
    }

    private Optional<Folders> folders(Path directory, Optional<String> part) {
        if (part.isPresent()) {
            Optional<Folders> found = inPart(directory, part.get());
            List<String> parts = here(directory).isPresent() ? List.of() : parts(directory);
            if (found.isEmpty() && !parts.isEmpty() && ClassList.near(directory).isPresent()) {
                throw new DatasetException(directory + ": has no part '" + part.get() + "'; it has " + parts);
            }
            return found.isPresent() ? found : here(directory);
        }
        Optional<Folders> here = here(directory);
        if (here.isPresent()) {
            return here;
        }
        Optional<Folders> usual = PARTS.stream()
                .map(name -> inPart(directory, name))
                .flatMap(Optional::stream)
                .findFirst();
        List<String> parts = usual.isPresent() ? List.of() : parts(directory);
        if (!parts.isEmpty() && ClassList.in(directory).isPresent()) {
            throw new DatasetException(directory + ": has parts of its own names, " + parts + "; say which (--part)");
        }
        return usual;
    }

    /** {@code part/images} and {@code part/labels}, or {@code images/part} and {@code labels/part}. */
    private static Optional<Folders> inPart(Path directory, String part) {
        Path own = directory.resolve(part);
        if (Files.isDirectory(own.resolve(IMAGES))) {
            return Optional.of(new Folders(own.resolve(IMAGES), own.resolve(LABELS)));
        }
        Path images = directory.resolve(IMAGES).resolve(part);
        if (Files.isDirectory(images)) {
            return Optional.of(new Folders(images, directory.resolve(LABELS).resolve(part)));
        }
        return Optional.empty();
    }

    private static Optional<Folders> here(Path directory) {
        Path images = directory.resolve(IMAGES);
        if (Files.isDirectory(images) && !PictureFiles.in(images).isEmpty()) {
            return Optional.of(new Folders(images, directory.resolve(LABELS)));
        }
        Set<String> texts = PictureFiles.withEnding(directory, TEXT).stream()
                .map(PictureFiles::stem)
                .collect(Collectors.toSet());
        boolean sideBySide =
                PictureFiles.in(directory).stream().anyMatch(image -> texts.contains(PictureFiles.stem(image)));
        return sideBySide ? Optional.of(new Folders(directory, directory)) : Optional.empty();
    }
}
