package io.huoyan.lab.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The groups of a set's pictures as {@code groups.csv} ({@code file,group}, files below the csv's own folder) has them;
 * a picture it does not name is a group of its own.
 */
final class SourceGroups {
    static final String FILE = "groups.csv";
    private static final int FOLDERS_UP_MAX = 2;
    private static final String HEAD = "file,group";

    private final Path folder;
    private final Map<String, String> groups;

    private SourceGroups(Path folder, Map<String, String> groups) {
        this.folder = folder;
        this.groups = groups;
    }

    /** Of the {@code groups.csv} in a folder or at most two above it. */
    static SourceGroups near(Path directory) {
        Path folder = directory.toAbsolutePath().normalize();
        Path start = folder;
        for (int up = 0; up <= FOLDERS_UP_MAX && folder != null; up++) {
            if (Files.isRegularFile(folder.resolve(FILE))) {
                return new SourceGroups(folder, read(folder.resolve(FILE)));
            }
            folder = folder.getParent();
        }
        return new SourceGroups(start, Map.of());
    }

    String of(Path image) {
        String name = PictureFiles.below(folder, image.toAbsolutePath().normalize());
        String group = groups.get(name);
        return group == null ? name : group;
    }

    void refuseIfOfOthers(List<Path> images) {
        List<String> names = images.stream()
                .map(image -> PictureFiles.below(folder, image.toAbsolutePath().normalize()))
                .toList();
        boolean isOfOtherParts = groups.keySet().stream().anyMatch(name -> Files.exists(folder.resolve(name)));
        if (!groups.isEmpty() && !isOfOtherParts && names.stream().noneMatch(groups::containsKey)) {
            throw new DatasetException(folder.resolve(FILE) + ": names none of the " + names.size()
                    + " pictures, nor any other that is there; it would have to name them as '" + names.get(0)
                    + "', from its own folder on");
        }
    }

    private static Map<String, String> read(Path file) {
        List<String> lines = TextLines.of(file);
        if (lines.isEmpty() || !lines.get(0).strip().equals(HEAD)) {
            throw new DatasetException(
                    file + ":1: is '" + (lines.isEmpty() ? "" : lines.get(0)) + "'; needed is '" + HEAD + "'");
        }
        Map<String, String> groups = new HashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            String[] fields = lines.get(i).split(",", -1);
            if (fields.length != 2) {
                throw new DatasetException(file + ":" + (i + 1) + ": has " + fields.length + " fields; needed are 2");
            }
            groups.put(fields[0].strip(), fields[1].strip());
        }
        return groups;
    }
}
