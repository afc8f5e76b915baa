package io.huoyan.lab.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Good pictures to teach from. */
public final class GoodFiles {
    private static final List<String> FOLDERS = List.of("good", "ok", "train/good", "train/ok");
    private static final String IMAGES = "images";

    private GoodFiles() {}

    /**
     * The pictures of a folder, by name; if it has none itself, those of its {@code good}, {@code ok},
     * {@code train/good}, {@code train/ok} or {@code images}.
     *
     * @throws DatasetException if there is none, one is of a kind that is not read, or labels beside them mark a flaw
     *     in one
     */
    public static List<Path> in(Path directory) {
        Path folder = folder(directory);
        MarkedFlaws.refuse(folder);
        return PictureFiles.in(folder);
    }

    /**
     * The pictures of the same folder, whatever their labels say: what a model was shown has flaws too.
     *
     * @throws DatasetException if there is none, or one is of a kind that is not read
     */
    public static List<Path> shownIn(Path directory) {
        return PictureFiles.in(folder(directory));
    }

    private static Path folder(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new DatasetException(directory + ": is no folder");
        }
        List<Path> folders = Stream.of(
                        Stream.of(directory),
                        FOLDERS.stream().map(directory::resolve),
                        Stream.of(directory.resolve(IMAGES)))
                .flatMap(some -> some)
                .toList();
        for (Path folder : folders) {
            PictureFiles.refuseUnread(folder);
            if (!PictureFiles.in(folder).isEmpty()) {
                return folder;
            }
        }
        throw new DatasetException(
                directory + ": has 0 good pictures, nor have its folders " + FOLDERS + " and " + IMAGES);
    }
}
