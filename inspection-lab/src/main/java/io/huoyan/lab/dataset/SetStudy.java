package io.huoyan.lab.dataset;

import io.huoyan.core.infer.ModelFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a labelled set holds, which of its pictures have one source, and its hash.
 *
 * @param set the labelled pictures
 * @param groups number of its source for each picture, in the set's order: pictures of one {@code groups.csv} group, or
 *     that look alike, directly or through others
 * @param alike pairs of pictures of different given groups that look alike
 * @param sha256 of names, pictures, masks and shapes, in the set's order
 */
public record SetStudy(LabelledSet set, List<Integer> groups, List<Alike> alike, String sha256) {
    /** Pictures whose hashes differ in at most so many of 64 bits look alike. */
    public static final int ALIKE_BITS_MAX = 6;

    /** Two pictures that look alike. */
    public record Alike(String first, String second, int bits) {}

    public SetStudy {
        groups = List.copyOf(groups);
        alike = List.copyOf(alike);
    }

    /**
     * Looks at every picture.
     *
     * @throws DatasetException if one cannot be read
     */
    public static SetStudy of(LabelledSet set) {
        int count = set.samples().size();
        long[] hashes = new long[count];
        for (int i = 0; i < count; i++) {
            hashes[i] = PictureHash.of(set.samples().get(i).image());
        }
        Sources sources = new Sources(count);
        Map<String, Integer> firstOfGroup = new HashMap<>();
        List<Alike> alike = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Sample sample = set.samples().get(i);
            Integer first = firstOfGroup.putIfAbsent(sample.group(), i);
            if (first != null) {
                sources.join(first, i);
            }
            for (int j = 0; j < i; j++) {
                int bits = PictureHash.distance(hashes[i], hashes[j]);
                if (bits <= ALIKE_BITS_MAX) {
                    sources.join(i, j);
                    Sample other = set.samples().get(j);
                    if (!other.group().equals(sample.group())) {
                        alike.add(new Alike(other.name(), sample.name(), bits));
                    }
                }
            }
        }
        return new SetStudy(set, sources.numbers(), alike, hash(set));
    }

    /** Joined numbers, by the root of each. */
    private static final class Sources {
        private final int[] parent;

        Sources(int count) {
            parent = new int[count];
            for (int i = 0; i < count; i++) {
                parent[i] = i;
            }
        }

        void join(int a, int b) {
            parent[root(a)] = root(b);
        }

        private int root(int of) {
            int root = of;
            while (parent[root] != root) {
                parent[root] = parent[parent[root]];
                root = parent[root];
            }
            return root;
        }

        List<Integer> numbers() {
            Map<Integer, Integer> numbers = new HashMap<>();
            List<Integer> all = new ArrayList<>();
            for (int i = 0; i < parent.length; i++) {
                int next = numbers.size();
                all.add(numbers.computeIfAbsent(root(i), any -> next));
            }
            return all;
        }
    }

    private static String hash(LabelledSet set) {
        StringBuilder lines = new StringBuilder();
        for (Sample sample : set.samples()) {
            lines.append(sample.name()).append(' ').append(hash(sample.image()));
            sample.mask().ifPresent(mask -> lines.append(' ').append(hash(mask)));
            sample.folderClass().ifPresent(name -> lines.append(' ').append(name));
            sample.shapes().forEach(shape -> lines.append(' ').append(shape));
            lines.append(sample.isLabelled() ? "" : " no labels");
            lines.append('\n');
        }
        return ModelFolder.sha256(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(Path file) {
        try {
            return ModelFolder.sha256(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new DatasetException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Number of sources. */
    public int sources() {
        return (int) groups.stream().distinct().count();
    }

    /** Per class, labelled things (in folders per class: none), pictures and sources that show it. */
    public Map<String, int[]> counts() {
        Map<String, int[]> counts = new LinkedHashMap<>();
        for (String name : set.classes()) {
            int things = 0;
            int pictures = 0;
            Map<Integer, Boolean> sources = new TreeMap<>();
            for (int i = 0; i < set.samples().size(); i++) {
                Sample sample = set.samples().get(i);
                int own = (int) sample.shapes().stream()
                        .filter(shape -> shape.className().equals(name))
                        .count();
                things += own;
                if (own > 0 || sample.folderClass().map(name::equals).orElse(false)) {
                    pictures++;
                    sources.put(groups.get(i), true);
                }
            }
            counts.put(name, new int[] {things, pictures, sources.size()});
        }
        return counts;
    }

    /** A page about the set, in Markdown. */
    public String card() {
        StringBuilder card = new StringBuilder("# Data set " + set.directory().getFileName() + "\n\n");
        card.append("- format: ").append(set.format()).append('\n');
        card.append("- pictures: ").append(set.samples().size()).append(" from ");
        card.append(sources()).append(" sources (groups.csv and look-alikes joined)\n");
        card.append("- sha256 of pictures and labels: `").append(sha256).append("`\n");
        card.append("- licence: to be written by whoever brings the set\n\n");
        card.append("| class | things | pictures | sources |\n|---|---|---|---|\n");
        counts().forEach((name, c) -> card.append("| " + name + " | " + c[0] + " | " + c[1] + " | " + c[2] + " |\n"));
        if (!alike.isEmpty()) {
            card.append("\nPictures of different given groups that look alike:\n\n");
            alike.forEach(pair -> card.append(
                    "- " + pair.first() + " and " + pair.second() + " (" + pair.bits() + " of 64 bits differ)\n"));
        }
        return card.toString();
    }
}
