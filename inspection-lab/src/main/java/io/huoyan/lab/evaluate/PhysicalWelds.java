package io.huoyan.lab.evaluate;

import io.huoyan.core.infer.ModelFolder;
import io.huoyan.lab.dataset.LabelledSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which pictures show one physical weld: those of one group of the set, and those whose files are the same to the byte,
 * whatever their names and groups. Copies are no further witnesses. Pictures that could not be inspected, and those of
 * which nothing is known, belong to their group alone: files without content are all the same.
 */
final class PhysicalWelds {
    private final Map<String, String> parents = new HashMap<>();

    private PhysicalWelds() {}

    /** The pictures of each weld, in the order of their first. */
    static List<List<PictureResult>> of(List<PictureResult> pictures) {
        PhysicalWelds welds = new PhysicalWelds();
        Map<Long, List<PictureResult>> bySize = new HashMap<>();
        for (PictureResult picture : pictures) {
            long bytes = isWitness(picture) ? size(picture.sample().image()) : -1;
            if (bytes >= 0) {
                bySize.computeIfAbsent(bytes, any -> new ArrayList<>()).add(picture);
            }
        }
        bySize.values().stream().filter(alike -> alike.size() > 1).forEach(welds::joinCopies);
        Map<String, List<PictureResult>> byWeld = new LinkedHashMap<>();
        for (PictureResult picture : pictures) {
            byWeld.computeIfAbsent(welds.root(picture.sample().group()), any -> new ArrayList<>())
                    .add(picture);
        }
        return List.copyOf(byWeld.values());
    }

    private static boolean isWitness(PictureResult picture) {
        return !picture.exam().hasFailed() && picture.truth() != LabelledSet.Truth.UNKNOWN;
    }

    private void joinCopies(List<PictureResult> pictures) {
        Map<String, String> groupOfContent = new HashMap<>();
        for (PictureResult picture : pictures) {
            String group = picture.sample().group();
            String first = groupOfContent.putIfAbsent(hash(picture.sample().image()), group);
            if (first != null) {
                parents.put(root(group), root(first));
            }
        }
    }

    private String root(String group) {
        String root = group;
        while (!parents.getOrDefault(root, root).equals(root)) {
            root = parents.getOrDefault(root, root);
        }
        return root;
    }

    /** −1 where there is none: stored results may be of pictures that are gone. */
    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            return -1;
        }
    }

    private static String hash(Path file) {
        try {
            return ModelFolder.sha256(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            return "unreadable " + file;
        }
    }
}
