package io.huoyan.lab.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder per class. With masks it is a set as MVTec AD has them: {@code test/<class>/<name>} and
 * {@code ground_truth/<class>/<name>_mask.png}, or {@code val/} and {@code val-masks/}.
 */
final class FolderFormat implements SetFormat {
    private static final List<String> PARTS = List.of("val", "valid", "test");
    private static final List<String> MASK_FOLDERS = List.of("ground_truth", "masks");
    private static final List<String> MASK_ENDINGS = List.of(".png", "_mask.png", "-mask.png", ".bmp");

    private final boolean hasMasks;

    FolderFormat(boolean hasMasks) {
        this.hasMasks = hasMasks;
    }

    @Override
    public Optional<Content> read(Path directory, Optional<String> part) {
        part.ifPresent(name -> refuseUnknownPart(directory, name));
        Path root = root(directory, part);
        Optional<Path> masks = masks(root);
        if (masks.isPresent() != hasMasks) {
            return Optional.empty();
        }
        List<String> classes = new ArrayList<>();
        List<Sample> samples = new ArrayList<>();
        SourceGroups groups = SourceGroups.near(directory);
        for (Path folder : classFolders(root)) {
            String name = String.valueOf(folder.getFileName());
            PictureFiles.refuseUnread(folder);
            List<Path> images = PictureFiles.in(folder);
            if (!images.isEmpty()) {
                classes.add(name);
            }
            for (Path image : images) {
                samples.add(new Sample(
                        image,
                        PictureFiles.below(directory, image),
                        groups.of(image),
                        Optional.of(name),
                        !ClassNames.isUnlabelled(name),
                        List.of(),
                        masks.flatMap(m -> mask(m.resolve(name), image))));
            }
        }
        if (classes.size() == 1 && !hasMasks) {
            refuseOneOfUnknownGoodness(root, classes.get(0));
        }
        return samples.isEmpty() ? Optional.empty() : Optional.of(new Content(classes, samples));
    }

    /** All pictures would be called bad only because their folder is not called good. */
    private static void refuseOneOfUnknownGoodness(Path root, String name) {
        if (!ClassNames.isGood(name)
                && !ClassNames.isUnlabelled(name)
                && !ClassNames.isBad(name)
                && !(ClassMapping.of(name).isPresent() && ClassNames.marksDefects(name))) {
            throw new DatasetException(root + ": its pictures have no labels, and '" + name
                    + "', the only folder of pictures, says neither good nor bad; name the folder good, bad or"
                    + " unlabelled, or put a folder per class there");
        }
    }

    @Override
    public List<String> parts(Path directory) {
        return Stream.concat(
                        PARTS.stream(),
                        PictureFiles.foldersIn(directory).stream().map(folder -> String.valueOf(folder.getFileName())))
                .distinct()
                .filter(name -> !isOfMasks(name))
                .filter(name -> PictureFiles.foldersIn(directory.resolve(name)).stream()
                        .anyMatch(folder -> !PictureFiles.in(folder).isEmpty()))
                .toList();
    }

    private static boolean isOfMasks(String folder) {
        return MASK_FOLDERS.contains(folder) || folder.endsWith("-masks") || folder.endsWith("_masks");
    }

    private void refuseUnknownPart(Path directory, String part) {
        List<String> parts = parts(directory);
        if (!parts.isEmpty() && !Files.isDirectory(directory.resolve(part))) {
            throw new DatasetException(directory + ": has no part '" + part + "'; it has " + parts);
        }
    }

    private static Path root(Path directory, Optional<String> part) {
        if (part.isPresent() && Files.isDirectory(directory.resolve(part.get()))) {
            return directory.resolve(part.get());
        }
        return PARTS.stream()
                .map(directory::resolve)
                .filter(folder -> !PictureFiles.foldersIn(folder).isEmpty())
                .findFirst()
                .orElse(directory);
    }

    /** The folders below; the folder itself, if it is one class. */
    private static List<Path> classFolders(Path root) {
        List<Path> folders = PictureFiles.foldersIn(root).stream()
                .filter(folder -> !PictureFiles.in(folder).isEmpty())
                .toList();
        Path itself = root.toAbsolutePath().normalize();
        return folders.isEmpty() ? List.of(itself) : folders;
    }

    private static Optional<Path> masks(Path root) {
        Path absolute = root.toAbsolutePath().normalize();
        String name = String.valueOf(absolute.getFileName());
        return List.of("ground_truth", name + "-masks", name + "_masks", "masks").stream()
                .map(absolute::resolveSibling)
                .filter(Files::isDirectory)
                .findFirst();
    }

    private static Optional<Path> mask(Path folder, Path image) {
        return MASK_ENDINGS.stream()
                .map(ending -> folder.resolve(PictureFiles.stem(image) + ending))
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
