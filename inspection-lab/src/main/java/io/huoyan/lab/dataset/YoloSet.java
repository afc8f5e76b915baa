package io.huoyan.lab.dataset;

import io.huoyan.lab.synth.Label;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of photographs with labels in the YOLO format: {@code data.yaml} with {@code names: {0: …, 1: …}},
 * {@code <part>/images/*.jpg|png}, {@code <part>/labels/<same name>.txt}, and {@code groups.csv} ({@code file,group}),
 * whose groups hold pictures of one source, never to be parted between training and validation.
 */
public final class YoloSet {
    /** Largest number of pictures read from one part. */
    static final int PICTURES_MAX = 100_000;

    private static final Pattern NAMES = Pattern.compile("^names:\\s*\\{(.*)}\\s*$");
    private static final Pattern NAME = Pattern.compile("\\s*(\\d+)\\s*:\\s*['\"]?([^,'\"]+?)['\"]?\\s*(?:,|$)");

    /**
     * @param file path below the set's folder
     * @param group number of its source
     */
    public record Entry(String file, String group) {}

    private final Path directory;
    private final List<Label> classes;
    private final Map<String, String> groups;

    private YoloSet(Path directory, List<Label> classes, Map<String, String> groups) {
        this.directory = directory;
        this.classes = List.copyOf(classes);
        this.groups = Map.copyOf(groups);
    }

    /**
     * Reads the set's description, not yet its pictures.
     *
     * @throws DatasetException if the folder is none, a class is unknown or a line is wrong
     */
    public static YoloSet open(Path directory) {
        return new YoloSet(directory, readClasses(directory.resolve("data.yaml")), readGroups(directory));
    }

    /** Bits of the labels that this set's classes mean. */
    public byte knownLabels() {
        int bits = 0;
        for (Label label : classes) {
            bits |= label.bit();
        }
        return (byte) bits;
    }

    /**
     * The pictures of one part, {@code train} or {@code val}, by name.
     *
     * @throws DatasetException if there are none, or one has no group
     */
    public List<Entry> entries(String part) {
        Path images = directory.resolve(part).resolve("images");
        List<Entry> entries = new ArrayList<>();
        for (Path image : list(images)) {
            String file = part + "/images/" + image.getFileName();
            String group = groups.get(file);
            if (group == null) {
                throw new DatasetException(directory.resolve("groups.csv") + ": has no line for " + file
                        + "; every picture needs the group of its source");
            }
            entries.add(new Entry(file, group));
        }
        if (entries.isEmpty() || entries.size() > PICTURES_MAX) {
            throw new DatasetException(
                    images + ": has " + entries.size() + " pictures (.jpg, .png); allowed are 1 to " + PICTURES_MAX);
        }
        return entries;
    }

    /**
     * Reads one picture with its truth, made smaller (never larger) so that its weld is at most as wide as asked.
     *
     * @param pixelsPerWeldWidthMax widest weld wanted, pixels; a picture without a seam keeps its size
     * @throws DatasetException if the picture or a line of its labels is wrong
     */
    public LabelledPicture read(Entry entry, double pixelsPerWeldWidthMax) {
        Path image = directory.resolve(entry.file());
        Path labels =
                directory.resolve(entry.file().replace("/images/", "/labels/").replaceFirst("\\.[A-Za-z]+$", ".txt"));
        List<YoloLabels.Shape> shapes = new YoloLabels(labels, classes).read();
        return new PhotographReader(image, shapes, knownLabels()).read(pixelsPerWeldWidthMax);
    }

    private static List<Path> list(Path images) {
        if (!Files.isDirectory(images)) {
            throw new DatasetException(images + ": is no folder");
        }
        try (Stream<Path> files = Files.list(images)) {
            return files.filter(file -> file.toString().matches(".*\\.(jpg|jpeg|png)"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new DatasetException(images + ": cannot be listed: " + e.getMessage(), e);
        }
    }

    private static List<Label> readClasses(Path file) {
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            Matcher names = NAMES.matcher(lines.get(i));
            if (names.matches()) {
                return classes(names.group(1), file + ":" + (i + 1));
            }
        }
        throw new DatasetException(file + ": has no line 'names: {0: …, 1: …}'");
    }

    private static List<Label> classes(String names, String where) {
        List<Label> classes = new ArrayList<>();
        Matcher name = NAME.matcher(names);
        while (name.find()) {
            if (!name.group(1).equals(Integer.toString(classes.size()))) {
                throw new DatasetException(where + ": class number is " + name.group(1) + "; allowed is "
                        + classes.size() + ", numbers go up from 0");
            }
            Optional<Label> label = ClassMapping.of(name.group(2));
            classes.add(label.orElseThrow(() -> new DatasetException(where + ": class '" + name.group(2)
                    + "' is unknown; known are " + String.join(", ", ClassMapping.names()))));
        }
        if (classes.isEmpty()) {
            throw new DatasetException(where + ": names no class");
        }
        return classes;
    }

    private static Map<String, String> readGroups(Path directory) {
        Path file = directory.resolve("groups.csv");
        List<String> lines = lines(file);
        if (lines.isEmpty() || !lines.get(0).equals("file,group")) {
            throw new DatasetException(
                    file + ":1: is '" + (lines.isEmpty() ? "" : lines.get(0)) + "'; needed is 'file,group'");
        }
        Map<String, String> groups = new HashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            String[] fields = lines.get(i).split(",", -1);
            if (fields.length != 2) {
                throw new DatasetException(file + ":" + (i + 1) + ": has " + fields.length + " fields; needed are 2");
            }
            groups.put(fields[0], fields[1]);
        }
        return groups;
    }

    private static List<String> lines(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DatasetException(file + ": is missing");
        }
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new DatasetException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
