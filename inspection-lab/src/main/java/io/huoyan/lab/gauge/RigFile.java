package io.huoyan.lab.gauge;

import io.huoyan.lab.synth.Rig;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads a plant's rig: a YAML mapping whose keys and ranges are in docs/metrology.md. */
public final class RigFile {
    private static final int BYTES_MAX = 65_536;
    private static final List<String> KEYS = List.of(
            "name",
            "pixelMm",
            "cameraHeightMm",
            "heightMm",
            "tiltDeg",
            "distortionK1",
            "blurPx",
            "motionPx",
            "noiseFactor",
            "ripple",
            "highlight",
            "fiducials");

    private final Path file;
    private final Map<String, Object> values = new TreeMap<>();

    /** The line of each key, from 1. */
    private final Map<String, Integer> lines = new HashMap<>();

    private RigFile(Path file) {
        this.file = file;
    }

    /**
     * A rig that ships, by its name, or the one of a file.
     *
     * @throws IllegalArgumentException with the file, the line where it is known, and what is wrong in it
     */
    public static Rig read(String nameOrFile) throws IOException {
        return switch (nameOrFile) {
            case "flat" -> Rig.flat();
            case "plain" -> Rig.plain();
            case "coarse" -> Rig.coarse();
            case "hard" -> Rig.hard();
            default -> ofFile(Path.of(nameOrFile));
        };
    }

    private static Rig ofFile(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("rig is " + file
                    + "; allowed are flat, plain, coarse, hard, or a YAML file or a table (.csv) that exists");
        }
        if (Files.size(file) > BYTES_MAX) {
            throw new IllegalArgumentException(file + " has " + Files.size(file) + " bytes; allowed are " + BYTES_MAX);
        }
        RigFile read = new RigFile(file);
        read.parse(text(file));
        List<String> unknown = new ArrayList<>(read.values.keySet());
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(file + " has unknown keys " + unknown + "; allowed are " + KEYS);
        }
        return read.rig();
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + " is not text in UTF-8; save it as UTF-8", e);
        }
    }

    private void parse(String text) {
        LoadSettings settings = LoadSettings.builder().setLabel(file.toString()).build();
        Object root;
        try {
            root = new Load(settings).loadFromString(text);
            new Compose(settings)
                    .composeString(text)
                    .filter(MappingNode.class::isInstance)
                    .map(MappingNode.class::cast)
                    .ifPresent(mapping -> mapping.getValue().forEach(this::noteLine));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            throw new IllegalArgumentException(file + ":" + line + ": not readable as YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(file + " is not readable as YAML: " + e.getMessage(), e);
        }
        if (!(root instanceof Map<?, ?> mapping)) {
            throw new IllegalArgumentException(file
                    + " is not a YAML mapping; allowed is one mapping, key: value, or a table by the name of .csv");
        }
        mapping.forEach((key, value) -> values.put(String.valueOf(key), value));
    }

    private void noteLine(NodeTuple entry) {
        if (entry.getKeyNode() instanceof ScalarNode key) {
            key.getStartMark().ifPresent(mark -> lines.put(key.getValue(), mark.getLine() + 1));
        }
    }

    private Rig rig() {
        List<Double> blur = range("blurPx", List.of(0.5, 0.9));
        List<Double> highlight = range("highlight", List.of(0.0, 1.2));
        double pixelMm = number("pixelMm");
        double cameraHeightMm = number("cameraHeightMm");
        double heightMm = number("heightMm", 0);
        double tiltDeg = number("tiltDeg", 0);
        double distortionK1 = number("distortionK1", 0);
        double motionPx = number("motionPx", 0);
        double noiseFactor = number("noiseFactor", 1);
        boolean hasRipple = yesOrNo("ripple", true);
        int fiducials = whole("fiducials", 4);
        try {
            return new Rig(
                    name(),
                    pixelMm,
                    cameraHeightMm,
                    heightMm,
                    tiltDeg,
                    distortionK1,
                    blur.get(0),
                    blur.get(1),
                    motionPx,
                    noiseFactor,
                    hasRipple,
                    highlight.get(0),
                    highlight.get(1),
                    fiducials);
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw wrong(message.split(" ", 2)[0], message);
        }
    }

    private String name() {
        if (!values.containsKey("name")) {
            return String.valueOf(file.getFileName());
        }
        Object name = values.get("name");
        if (name == null || name instanceof Map || name instanceof List) {
            throw wrong("name", "name is " + said(name) + "; allowed is a word");
        }
        return name.toString();
    }

    private IllegalArgumentException wrong(String key, String what) {
        Integer line = lines.get(key);
        return new IllegalArgumentException(file + (line == null ? ": " : ":" + line + ": ") + what);
    }

    private double number(String key) {
        if (!values.containsKey(key)) {
            throw wrong(key, "key " + key + " is missing; needed is a number");
        }
        return number(key, Double.NaN);
    }

    private double number(String key, double absent) {
        if (!values.containsKey(key)) {
            return absent;
        }
        return number(key, values.get(key), "a number");
    }

    private double number(String key, @Nullable Object value, String allowed) {
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw wrong(key, key + " is " + said(values.get(key)) + "; allowed is " + allowed);
    }

    private int whole(String key, int absent) {
        double value = number(key, absent);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw wrong(key, key + " is " + said(values.get(key)) + "; allowed is a whole number");
        }
        return (int) value;
    }

    /** Words of YAML 1.1 too, which many editors and people still write. */
    private boolean yesOrNo(String key, boolean absent) {
        if (!values.containsKey(key)) {
            return absent;
        }
        return switch (String.valueOf(values.get(key)).toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> throw wrong(key, key + " is " + said(values.get(key)) + "; allowed are true and false");
        };
    }

    private List<Double> range(String key, List<Double> absent) {
        if (!values.containsKey(key)) {
            return absent;
        }
        String allowed = "a number or a list of two";
        Object value = values.get(key);
        if (value instanceof List<?> list && list.size() == 2) {
            return List.of(number(key, list.get(0), allowed), number(key, list.get(1), allowed));
        }
        double one = number(key, value, allowed);
        return List.of(one, one);
    }

    private static String said(@Nullable Object value) {
        return value == null ? "empty" : value.toString();
    }
}
