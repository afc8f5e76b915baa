package io.huoyan.core.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One mapping of a YAML file. Each value is asked for once, with its type and range; what is missing or wrong is noted
 * as a fault at its line and comes back empty, and {@link #end} notes the keys that nobody asked for.
 */
final class YamlSection {
    private final String file;
    private final Faults faults;
    private final Place place;
    private final Map<String, Node> values = new HashMap<>();
    private final Map<String, Place> keys = new HashMap<>();
    private final List<String> asked = new ArrayList<>();

    private YamlSection(String file, MappingNode node, Faults faults) {
        this.file = file;
        this.faults = faults;
        this.place = place(node);
        for (NodeTuple tuple : node.getValue()) {
            Place at = place(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                faults.add(at, "key is not a word; allowed are plain keys");
            } else if (values.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
                faults.add(at, "key " + key.getValue() + " is given twice; allowed is once");
            } else {
                keys.put(key.getValue(), at);
            }
        }
    }

    /** The mapping that a whole file is; empty, with a fault noted, where the text is not one YAML mapping. */
    static Optional<YamlSection> parse(String file, String text, int codePointLimit, Faults faults) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(codePointLimit)
                .build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isPresent() && root.get() instanceof MappingNode mapping) {
                return Optional.of(new YamlSection(file, mapping, faults));
            }
            faults.add(new Place(file, 1), "file is not a YAML mapping; allowed is one mapping, key: value");
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark();
            faults.add(
                    new Place(file, mark.map(Mark::getLine).orElse(0) + 1), "not readable as YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            faults.add(Place.of(file), "not readable as YAML: " + firstLine(e));
        }
        return Optional.empty();
    }

    private static String firstLine(YamlEngineException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** Where this mapping begins. */
    Place place() {
        return place;
    }

    /** Where a key is, or where the mapping begins if it is not there. */
    Place place(String key) {
        return keys.getOrDefault(key, place);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    Optional<String> text(String key) {
        return value(key).flatMap(node -> text(key, node));
    }

    /** A text that is read into something; what the reading refuses with an IllegalArgumentException is a fault. */
    <T> Optional<T> read(String key, Function<String, T> reader) {
        return text(key).flatMap(text -> read(place(key), text, reader));
    }

    <T> List<T> readAll(String key, Function<String, T> reader) {
        List<T> all = new ArrayList<>();
        for (Node node : list(key)) {
            text(key, node).flatMap(text -> read(place(node), text, reader)).ifPresent(all::add);
        }
        return all;
    }

    private <T> Optional<T> read(Place at, String text, Function<String, T> reader) {
        try {
            return Optional.of(reader.apply(text));
        } catch (IllegalArgumentException e) {
            faults.add(at, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    <T> Optional<T> choice(String key, Map<String, T> allowed) {
        Optional<String> text = text(key);
        if (text.isPresent() && !allowed.containsKey(text.get())) {
            faults.add(
                    place(key),
                    key + " is " + text.get() + "; allowed are "
                            + allowed.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        return text.map(allowed::get);
    }

    Optional<Double> number(String key, Range range) {
        return value(key).flatMap(node -> number(key, node, range));
    }

    double numberOr(String key, Range range, double absent) {
        return has(key) ? number(key, range).orElse(absent) : absent;
    }

    Optional<Integer> integer(String key, Range range) {
        Optional<Double> number = number(key, range);
        if (number.isPresent() && number.get() != Math.rint(number.get())) {
            faults.add(place(key), key + " is " + number.get() + "; allowed are whole numbers, " + range);
            return Optional.empty();
        }
        return number.map(Double::intValue);
    }

    List<Double> numbers(String key, Range range) {
        List<Double> numbers = new ArrayList<>();
        for (Node node : list(key)) {
            number(key, node, range).ifPresent(numbers::add);
        }
        return numbers;
    }

    /** Rows of numbers, e.g. points. */
    List<List<Double>> numberRows(String key, Range range) {
        List<List<Double>> rows = new ArrayList<>();
        for (Node row : list(key)) {
            List<Double> numbers = new ArrayList<>();
            if (row instanceof SequenceNode sequence) {
                sequence.getValue().forEach(node -> number(key, node, range).ifPresent(numbers::add));
            } else {
                faults.add(place(row), key + " holds " + shown(row) + "; allowed are lists of numbers");
            }
            rows.add(numbers);
        }
        return rows;
    }

    /** A mapping of names to numbers. */
    Map<String, Double> numbersByName(String key, Range range) {
        Map<String, Double> numbers = new HashMap<>();
        section(key).ifPresent(section -> {
            for (String name : List.copyOf(section.values.keySet())) {
                section.number(name, range).ifPresent(number -> numbers.put(name, number));
            }
        });
        return numbers;
    }

    Optional<YamlSection> section(String key) {
        return value(key).flatMap(this::section);
    }

    List<YamlSection> sections(String key) {
        List<YamlSection> sections = new ArrayList<>();
        for (Node node : list(key)) {
            section(node).ifPresent(sections::add);
        }
        return sections;
    }

    /** Notes the keys that nobody asked for. */
    void end() {
        for (Map.Entry<String, Place> key : keys.entrySet()) {
            if (!asked.contains(key.getKey())) {
                faults.add(
                        key.getValue(),
                        "key " + key.getKey() + " is unknown; allowed are "
                                + asked.stream().sorted().distinct().collect(Collectors.joining(", ")));
            }
        }
    }

    /** Says that a key is allowed though nobody needs it here. */
    void allow(String key) {
        asked.add(key);
    }

    private Optional<Node> value(String key) {
        asked.add(key);
        Node node = values.get(key);
        if (node == null) {
            faults.add(place, "key " + key + " is missing");
        }
        return Optional.ofNullable(node);
    }

    private List<Node> list(String key) {
        Optional<Node> node = value(key);
        if (node.isEmpty()) {
            return List.of();
        }
        if (node.get() instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        faults.add(place(key), key + " is " + shown(node.get()) + "; allowed is a list");
        return List.of();
    }

    private Optional<YamlSection> section(Node node) {
        if (node instanceof MappingNode mapping) {
            return Optional.of(new YamlSection(file, mapping, faults));
        }
        faults.add(place(node), "value is " + shown(node) + "; allowed is a mapping, key: value");
        return Optional.empty();
    }

    private Optional<String> text(String key, Node node) {
        if (node instanceof ScalarNode scalar
                && !node.getTag().equals(Tag.NULL)
                && !node.getTag().equals(Tag.BOOL)
                && !scalar.getValue().isBlank()) {
            return Optional.of(scalar.getValue());
        }
        faults.add(place(node), key + " is " + shown(node) + "; allowed is a text");
        return Optional.empty();
    }

    private Optional<Double> number(String key, Node node, Range range) {
        boolean isNumber = node.getTag().equals(Tag.INT) || node.getTag().equals(Tag.FLOAT);
        if (isNumber && node instanceof ScalarNode scalar) {
            double value = finite(scalar.getValue());
            if (range.holds(value)) {
                return Optional.of(value);
            }
        }
        faults.add(place(node), key + " is " + shown(node) + "; allowed are numbers " + range);
        return Optional.empty();
    }

    private static double finite(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private Place place(Node node) {
        return new Place(file, node.getStartMark().map(Mark::getLine).orElse(-1) + 1);
    }

    private static String shown(Node node) {
        if (node instanceof ScalarNode scalar) {
            return node.getTag().equals(Tag.STR) ? "'" + scalar.getValue() + "'" : scalar.getValue();
        }
        return node instanceof SequenceNode ? "a list" : "a mapping";
    }
}
