package io.huoyan.lab.synth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads what is to be rendered from a YAML mapping: lists of welds, materials, lights and defects, shares, and ranges
 * by the keys of {@link Quantity}, each a number or a list of two. What is not there stays as published.
 */
public final class StudioFile {
    private static final int BYTES_MAX = 65_536;
    private static final List<String> KEYS = List.of(
            "sidePx",
            "welds",
            "materials",
            "lights",
            "defects",
            "goodShare",
            "curvedShare",
            "colourShare",
            "jpegQuality");

    private final Path file;
    private final Map<?, ?> values;

    private StudioFile(Path file, Map<?, ?> values) {
        this.file = file;
        this.values = values;
    }

    /** @throws IllegalArgumentException with the file, the key and what is allowed */
    public static StudioPlan read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(file + " does not exist; needed is a YAML file");
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
        try {
            return new StudioFile(file, mapping).plan();
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            throw new IllegalArgumentException(
                    message.startsWith(file.toString()) ? message : file + ": " + message, e);
        }
    }

    private StudioPlan plan() {
        Map<Quantity, Range> ranges = new EnumMap<>(Quantity.class);
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            String key = String.valueOf(entry.getKey());
            if (!KEYS.contains(key)) {
                Quantity quantity = Quantity.of(key)
                        .orElseThrow(() -> new IllegalArgumentException(
                                file + " has an unknown key " + key + "; allowed are " + allKeys()));
                ranges.put(quantity, range(key, entry.getValue()));
            }
        }
        StudioPlan usual = StudioPlan.everything((int) number("sidePx", StudioPlan.SIDE_USUAL_PX));
        List<DefectKind> defects = choices("defects", DefectKind.class, usual.defects());
        double goodShare = number("goodShare", usual.goodShare());
        return new StudioPlan(
                usual.sidePx(),
                choices("welds", WeldKind.class, StudioPlan.weldsFor(defects, goodShare)),
                choices("materials", Material.class, usual.materials()),
                choices("lights", LightKind.class, usual.lights()),
                defects,
                goodShare,
                number("curvedShare", usual.curvedShare()),
                number("colourShare", usual.colourShare()),
                (int) number("jpegQuality", usual.jpegQuality()),
                ranges);
    }

    private static List<String> allKeys() {
        List<String> keys = new ArrayList<>(KEYS);
        Arrays.stream(Quantity.values()).map(Quantity::key).forEach(keys::add);
        return keys;
    }

    private double number(String key, double absent) {
        Object value = values.get(key);
        if (value == null) {
            return absent;
        }
        if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException(file + ": " + key + " is " + value + "; allowed is a number");
    }

    private <E extends Enum<E>> List<E> choices(String key, Class<E> type, List<E> absent) {
        Object value = values.get(key);
        if (value == null) {
            return absent;
        }
        List<?> names = value instanceof List<?> list ? list : List.of(value);
        List<E> chosen = new ArrayList<>();
        for (Object name : names) {
            chosen.add(Choice.of(key, String.valueOf(name), type));
        }
        return chosen;
    }

    private Range range(String key, Object value) {
        if (value instanceof Number number) {
            return new Range(number.doubleValue(), number.doubleValue());
        }
        if (value instanceof List<?> list
                && list.size() == 2
                && list.get(0) instanceof Number from
                && list.get(1) instanceof Number to) {
            return new Range(from.doubleValue(), to.doubleValue());
        }
        throw new IllegalArgumentException(
                file + ": " + key + " is " + value + "; allowed is a number or a list of two");
    }
}
