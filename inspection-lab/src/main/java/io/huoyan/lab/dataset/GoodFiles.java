package io.huoyan.lab.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Good pictures to teach from. */
public final class GoodFiles {
    private static final List<String> FOLDERS = List.of("good", "ok", "train/good", "train/ok");

    private GoodFiles() {}

    /**
     * The pictures of a folder, by name; if it has none itself, those of its {@code good}, {@code ok},
     * {@code train/good} or {@code images}.
     *
     * @throws DatasetException if there is none
     */
    public static List<Path> in(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new DatasetException(directory + ": is no folder");
        }
        List<Path> own = PictureFiles.in(directory);
        if (!own.isEmpty()) {
            return own;
        }
        for (String folder : FOLDERS) {
            List<Path> files = PictureFiles.in(directory.resolve(folder));
            if (!files.isEmpty()) {
                return files;
            }
        }
        List<Path> images = PictureFiles.in(directory.resolve("images"));
        if (images.isEmpty()) {
            throw new DatasetException(directory + ": has 0 good pictures, nor have its folders " + FOLDERS);
        }
        return images;
    }
}
