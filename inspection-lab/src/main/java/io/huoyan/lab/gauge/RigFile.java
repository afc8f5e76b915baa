package io.huoyan.lab.gauge;

import io.huoyan.lab.synth.Rig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

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
    private final Map<String, Object> values;

    private RigFile(Path file, Map<String, Object> values) {
        this.file = file;
        this.values = values;
    }

    /**
     * A rig that ships, by its name, or the one of a file.
     *
     * @throws IllegalArgumentException with the file and what is wrong in it
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
            throw new IllegalArgumentException(
                    "rig is " + file + "; allowed are flat, plain, coarse, hard, or a YAML file that exists");
        }
        if (Files.size(file) > BYTES_MAX) {
            throw new IllegalArgumentException(file + " has " + Files.size(file) + " bytes; allowed are " + BYTES_MAX);
        }
        Object root;
        try {
            root = new Load(LoadSettings.builder().setLabel(file.toString()).build())
                    .loadFromString(Files.readString(file));
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(file + " is not readable as YAML: " + e.getMessage(), e);
        }
        if (!(root instanceof Map<?, ?> mapping)) {
            throw new IllegalArgumentException(file + " is not a YAML mapping; allowed is one mapping, key: value");
        }
        Map<String, Object> values = new TreeMap<>();
        mapping.forEach((key, value) -> values.put(String.valueOf(key), value));
        List<String> unknown = new ArrayList<>(values.keySet());
        unknown.removeAll(KEYS);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(file + " has unknown keys " + unknown + "; allowed are " + KEYS);
        }
        return new RigFile(file, values).rig();
    }

    private Rig rig() {
        List<Double> blur = range("blurPx", List.of(0.5, 0.9));
        List<Double> highlight = range("highlight", List.of(0.0, 1.2));
        try {
            return new Rig(
                    String.valueOf(values.getOrDefault("name", file.getFileName())),
                    number("pixelMm", Double.NaN),
                    number("cameraHeightMm", Double.NaN),
                    number("heightMm", 0),
                    number("tiltDeg", 0),
                    number("distortionK1", 0),
                    blur.get(0),
                    blur.get(1),
                    number("motionPx", 0),
                    number("noiseFactor", 1),
                    !Boolean.FALSE.equals(values.get("ripple")),
                    highlight.get(0),
                    highlight.get(1),
                    (int) number("fiducials", 4));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private double number(String key, double absent) {
        Object value = values.get(key);
        if (value == null && !Double.isNaN(absent)) {
            return absent;
        }
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException(file + ": " + key + " is " + value + "; allowed is a number");
    }

    private List<Double> range(String key, List<Double> absent) {
        Object value = values.get(key);
        if (value == null) {
            return absent;
        }
        if (value instanceof Number number) {
            return List.of(number.doubleValue(), number.doubleValue());
        }
        if (value instanceof List<?> list
                && list.size() == 2
                && list.get(0) instanceof Number from
                && list.get(1) instanceof Number to) {
            return List.of(from.doubleValue(), to.doubleValue());
        }
        throw new IllegalArgumentException(
                file + ": " + key + " is " + value + "; allowed is a number or a list of two");
    }
}
