package io.huoyan.core.infer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads {@code model.yaml}; the first fault is reported with file and line. */
final class ModelYaml {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern LABEL = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final int LABELS_MAX = 64;
    private static final int BASE_WIDTH_MAX = 256;
    private static final int SIDE_MULTIPLE_MAX_PX = 256;

    /** Side of a square, in widths of the narrowest weld: the smallest flaw that counts may not be larger. */
    private static final double SMALLEST_FLAW_WIDTHS_MAX = 0.25;

    /** A weld that is too small to count is missing, which is no OK. */
    private static final double WELD_AREA_MAX_PX = 1e6;

    private static final Set<String> WELDS = Set.of("seam", "spot");

    private static final double PIXELS_PER_WELD_WIDTH_MAX = 1000;

    private final Path file;

    private ModelYaml(Path file) {
        this.file = file;
    }

    static ModelFolder read(Path directory, String id, String version) {
        return new ModelYaml(directory.resolve(ModelFolder.DESCRIPTION_FILE)).read(id, version);
    }

    private ModelFolder read(String id, String version) {
        Node root = compose();
        Map<String, Node> top = mapping(
                root,
                List.of(
                        "architecture",
                        "baseWidth",
                        "tensorsSha256",
                        "labels",
                        "pixelsPerWeldWidthMin",
                        "pixelsPerWeldWidthMax",
                        "sideMultiplePx"),
                List.of("things", "photographs", "wholePictures"));
        String sha256 = text(top, "tensorsSha256");
        if (!SHA256.matcher(sha256).matches()) {
            throw fault(top, "tensorsSha256", sha256, "64 lower-case hex digits");
        }
        double scaleMin = number(top, "pixelsPerWeldWidthMin", 1, PIXELS_PER_WELD_WIDTH_MAX);
        double scaleMax = number(top, "pixelsPerWeldWidthMax", scaleMin, PIXELS_PER_WELD_WIDTH_MAX);
        List<String> labels = new ArrayList<>();
        Map<String, Double> thresholds = new LinkedHashMap<>();
        Map<String, Double> minimumAreas = new LinkedHashMap<>();
        double sideMax = SMALLEST_FLAW_WIDTHS_MAX * scaleMin;
        readLabels(valueOf(top, "labels"), sideMax * sideMax, labels, thresholds, minimumAreas);
        var model = new ModelDescription(
                id,
                version,
                sha256,
                "fp32",
                labels,
                thresholds,
                minimumAreas,
                scaleMin,
                scaleMax,
                integer(top, "sideMultiplePx", 1, SIDE_MULTIPLE_MAX_PX),
                readThings(top),
                readWholeSize(top));
        Path directory = file.getParent();
        return new ModelFolder(
                directory == null ? Path.of("") : directory,
                text(top, "architecture"),
                integer(top, "baseWidth", 1, BASE_WIDTH_MAX),
                model,
                readPhotographs(top, model.things()));
    }

    /** @param flawAreaMax of the smallest flaw that counts, patch pixels² */
    private void readLabels(
            Node node,
            double flawAreaMax,
            List<String> labels,
            Map<String, Double> thresholds,
            Map<String, Double> minimumAreas) {
        if (!(node instanceof SequenceNode sequence)
                || sequence.getValue().isEmpty()
                || sequence.getValue().size() > LABELS_MAX) {
            throw fault(node, "labels is no list of labels; allowed are 1 to " + LABELS_MAX);
        }
        for (Node entry : sequence.getValue()) {
            Map<String, Node> label = mapping(entry, List.of("name", "threshold", "minimumAreaPx"), List.of());
            String name = text(label, "name");
            if (!LABEL.matcher(name).matches() || thresholds.containsKey(name)) {
                throw fault(label, "name", name, "lower-case letters, digits and hyphens, each name once");
            }
            labels.add(name);
            thresholds.put(name, number(label, "threshold", 0, ModelDescription.THRESHOLD_MAX));
            minimumAreas.put(
                    name, number(label, "minimumAreaPx", 0, WELDS.contains(name) ? WELD_AREA_MAX_PX : flawAreaMax));
        }
    }

    private List<ThingLabel> readThings(Map<String, Node> top) {
        List<ThingLabel> things = new ArrayList<>();
        if (!top.containsKey("things")) {
            return things;
        }
        Node node = valueOf(top, "things");
        if (!(node instanceof SequenceNode sequence)
                || sequence.getValue().isEmpty()
                || sequence.getValue().size() > LABELS_MAX) {
            throw fault(node, "things is no list of things; allowed are 1 to " + LABELS_MAX);
        }
        for (Node entry : sequence.getValue()) {
            Map<String, Node> thing = mapping(entry, List.of("name", "isWeld"), List.of());
            String name = text(thing, "name");
            if (!LABEL.matcher(name).matches()
                    || things.stream().anyMatch(other -> other.name().equals(name))) {
                throw fault(thing, "name", name, "lower-case letters, digits and hyphens, each name once");
            }
            String isWeld = text(thing, "isWeld");
            if (!isWeld.equals("true") && !isWeld.equals("false")) {
                throw fault(thing, "isWeld", isWeld, "true or false");
            }
            things.add(new ThingLabel(name, isWeld.equals("true")));
        }
        return things;
    }

    private Set<String> readPhotographs(Map<String, Node> top, List<ThingLabel> things) {
        Set<String> names = new LinkedHashSet<>();
        if (!top.containsKey("photographs")) {
            return names;
        }
        Node node = valueOf(top, "photographs");
        if (!(node instanceof SequenceNode sequence)) {
            throw fault(node, "photographs is no list of the names of things");
        }
        List<String> known = things.stream().map(ThingLabel::name).toList();
        for (Node entry : sequence.getValue()) {
            String name = entry instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (!known.contains(name) || !names.add(name)) {
                throw fault(entry, "photographs has '" + name + "'; allowed is each of " + known + " once");
            }
        }
        return names;
    }

    private WholeSize readWholeSize(Map<String, Node> top) {
        if (!top.containsKey("wholePictures")) {
            return WholeSize.LONG_SIDE;
        }
        String word = text(top, "wholePictures");
        return WholeSize.of(word)
                .orElseThrow(() -> fault(
                        top,
                        "wholePictures",
                        word,
                        Arrays.stream(WholeSize.values()).map(WholeSize::word).collect(Collectors.joining(" or "))));
    }

    private Node compose() {
        try {
            String yaml = Files.readString(file);
            return new Compose(LoadSettings.builder().setUseMarks(true).build())
                    .composeString(yaml)
                    .orElseThrow(() -> new ModelFolderException(file + ":1: is empty; a model description is needed"));
        } catch (NoSuchFileException e) {
            throw new ModelFolderException(file + ": the model's description is missing", e);
        } catch (IOException e) {
            throw new ModelFolderException(file + ": cannot be read: " + e.getMessage(), e);
        } catch (YamlEngineException e) {
            throw new ModelFolderException(file + ": is no YAML: " + e.getMessage(), e);
        }
    }

    /** Every name must be there, those of the second list may be, and no other. */
    private Map<String, Node> mapping(Node node, List<String> names, List<String> optional) {
        if (!(node instanceof MappingNode mapping)) {
            throw fault(node, "is no mapping; needed are " + String.join(", ", names));
        }
        Map<String, Node> values = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
            boolean isKnown = names.contains(key) || optional.contains(key);
            if (!isKnown || values.put(key, tuple.getValueNode()) != null) {
                throw fault(
                        tuple.getKeyNode(),
                        "key '" + key + "' is unknown or given twice; allowed are "
                                + Stream.concat(names.stream(), optional.stream())
                                        .collect(Collectors.joining(", ")));
            }
        }
        for (String name : names) {
            if (!values.containsKey(name)) {
                throw fault(node, name + " is missing");
            }
        }
        return values;
    }

    private Node valueOf(Map<String, Node> mapping, String key) {
        Node node = mapping.get(key);
        if (node == null) {
            throw new IllegalStateException(key + " was not asked for");
        }
        return node;
    }

    private String text(Map<String, Node> mapping, String key) {
        Node node = valueOf(mapping, key);
        if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            throw fault(node, key + " is no text");
        }
        return scalar.getValue();
    }

    private double number(Map<String, Node> mapping, String key, double min, double max) {
        String text = text(mapping, key);
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw fault(mapping, key, text, "a number from " + min + " to " + max);
        }
        if (!(value >= min && value <= max)) {
            throw fault(mapping, key, text, "a number from " + min + " to " + max);
        }
        return value;
    }

    private int integer(Map<String, Node> mapping, String key, int min, int max) {
        double value = number(mapping, key, min, max);
        if (value != Math.rint(value)) {
            throw fault(mapping, key, text(mapping, key), "a whole number from " + min + " to " + max);
        }
        return (int) value;
    }

    private ModelFolderException fault(Map<String, Node> mapping, String key, String actual, String allowed) {
        return fault(mapping.get(key), key + " is '" + actual + "'; allowed is " + allowed);
    }

    private ModelFolderException fault(@Nullable Node node, String what) {
        int line = node == null
                ? 1
                : node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        return new ModelFolderException(file + ":" + line + ": " + what);
    }
}
