package io.huoyan.server.app;

import io.huoyan.server.doors.Secret;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * One mapping of a configuration file, read key by key. Faults are collected, not thrown, so that all are told at once;
 * what was never asked for is an unknown key.
 */
final class SettingsNode {
    private final String file;
    private final String place;
    private final List<String> faults;
    private final Map<String, Node> values = new TreeMap<>();
    private final Map<String, Integer> lines = new TreeMap<>();
    private final Set<String> asked = new HashSet<>();

    SettingsNode(String file, String place, @Nullable Node node, List<String> faults) {
        this.file = file;
        this.place = place;
        this.faults = faults;
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                lines.put(key, line(tuple.getKeyNode()));
                if (values.put(key, tuple.getValueNode()) != null) {
                    fault(key, "is given twice");
                }
            }
        } else if (node != null) {
            faults.add(file + ":" + line(node) + ": " + (place.isEmpty() ? "the file" : place)
                    + " must be a mapping of keys to values");
        }
    }

    SettingsNode child(String key) {
        asked.add(key);
        return new SettingsNode(file, path(key), values.get(key), faults);
    }

    String text(String key, String otherwise) {
        return optionalText(key).orElse(otherwise);
    }

    Optional<String> optionalText(String key) {
        asked.add(key);
        Node node = values.get(key);
        if (node == null) {
            return Optional.empty();
        }
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return Optional.of(scalar.getValue());
        }
        fault(key, "must be a text that is not empty");
        return Optional.empty();
    }

    /** A text that becomes a topic level. */
    String identifier(String key, String otherwise) {
        String text = text(key, otherwise);
        if (text.matches("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")) {
            return text;
        }
        fault(
                key,
                "is " + text + "; allowed are 1 to 64 characters of A-Z a-z 0-9 . _ : -, the first a letter or digit");
        return otherwise;
    }

    /** A path; a relative one is taken from {@code folder}. */
    Path path(String key, Path otherwise, Path folder) {
        return optionalText(key).map(folder::resolve).orElse(otherwise);
    }

    Optional<Path> optionalFile(String key, Path folder) {
        return optionalText(key).map(folder::resolve);
    }

    /** A secret: a file, a relative one taken from {@code folder}, or {@code env:NAME}. */
    Optional<Secret> optionalSecret(String key, Path folder) {
        Optional<String> text = optionalText(key);
        try {
            return text.map(given -> Secret.of(given, folder));
        } catch (IllegalArgumentException e) {
            fault(key, "is " + e.getMessage());
            return Optional.empty();
        }
    }

    long integer(String key, long otherwise, long min, long max) {
        Optional<String> text = optionalText(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text.get().replace("_", ""));
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // falls through to the one message for both cases
        }
        fault(key, "is " + text.get() + "; allowed is a whole number from " + min + " to " + max);
        return otherwise;
    }

    /** Notes every key that nobody asked for. Called once, after the last question. */
    void refuseUnknownKeys() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                fault(
                        key,
                        "is not known here; known are "
                                + String.join(", ", asked.stream().sorted().toList()));
            }
        }
    }

    void fault(String key, String what) {
        faults.add(file + ":" + lines.getOrDefault(key, 1) + ": " + path(key) + " " + what);
    }

    private String path(String key) {
        return place.isEmpty() ? key : place + "." + key;
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
