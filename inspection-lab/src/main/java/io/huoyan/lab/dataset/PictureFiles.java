package io.huoyan.lab.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists what lies in folders, by name. */
public final class PictureFiles {
    private static final List<String> ENDINGS = List.of("jpg", "jpeg", "png", "bmp", "tif", "tiff");

    private static final List<String> UNREAD = List.of("webp", "avif", "heic", "heif", "jp2");
    private static final int LISTED_MAX = 1_000_000;

    private PictureFiles() {}

    /** The picture files directly in a folder. */
    public static List<Path> in(Path folder) {
        return list(folder).stream()
                .filter(file -> ENDINGS.contains(ending(file)) && Files.isRegularFile(file))
                .toList();
    }

    /**
     * A picture of a kind that is not read would be missing without a word.
     *
     * @throws DatasetException naming the first that has no twin of a kind that is read
     */
    static void refuseUnread(Path folder) {
        Set<String> read = in(folder).stream().map(PictureFiles::stem).collect(Collectors.toSet());
        list(folder).stream()
                .filter(file -> UNREAD.contains(ending(file)) && !read.contains(stem(file)))
                .findFirst()
                .ifPresent(file -> {
                    throw new DatasetException(file + ": pictures of kind ." + ending(file)
                            + " are not read; save it as one of " + endings() + ", or take it away");
                });
    }

    /** How a picture's name may end, in words. */
    static String endings() {
        return String.join(", ", ENDINGS);
    }

    /** The folders directly in a folder. */
    static List<Path> foldersIn(Path folder) {
        return list(folder).stream().filter(Files::isDirectory).toList();
    }

    /** The files of one ending directly in a folder. */
    static List<Path> withEnding(Path folder, String ending) {
        return entriesWithEnding(folder, ending).stream()
                .filter(Files::isRegularFile)
                .toList();
    }

    /**
     * A picture that was cut off may decode to grey below some row without a word, and would be taken for whole.
     *
     * @throws DatasetException naming the file, if it is damaged or cannot be read
     */
    public static void refuseDamaged(Path file) {
        try {
            LoosePicture.damage(file).ifPresent(damage -> {
                throw new DatasetException(file + ": " + damage);
            });
        } catch (IOException e) {
            throw new DatasetException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whatever has a name of one ending: files, folders, links to nothing. */
    static List<Path> entriesWithEnding(Path folder, String ending) {
        return list(folder).stream().filter(file -> ending(file).equals(ending)).toList();
    }

    static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** Path below a folder, with slashes. */
    static String below(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /** What its name ends in, in small letters, without the dot. */
    static String ending(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        if (!Files.isReadable(folder) || !Files.isExecutable(folder)) {
            throw new DatasetException(folder + ": cannot be read; this user may not look into it");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.limit(LISTED_MAX)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        } catch (IOException e) {
            throw new DatasetException(folder + ": cannot be listed: " + e.getMessage(), e);
        }
    }
}
