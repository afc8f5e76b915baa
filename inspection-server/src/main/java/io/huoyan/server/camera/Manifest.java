package io.huoyan.server.camera;

import io.huoyan.proto.v1.Encoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The list of a folder's pictures: {@code manifest.csv} with a header line and the columns
 * {@code file,camera,station,view,vehicle,isVin,variant,visit,frameNumber,encoding,widthPx,heightPx,light}, in any
 * order; others are allowed and ignored. Files are named from the folder on. No value holds a comma or a quote.
 */
record Manifest(List<Row> rows) {
    static final String FILE_NAME = "manifest.csv";
    private static final List<String> COLUMNS = List.of(
            "file",
            "camera",
            "station",
            "view",
            "vehicle",
            "isVin",
            "variant",
            "visit",
            "frameNumber",
            "encoding",
            "widthPx",
            "heightPx",
            "light");

    Manifest {
        rows = List.copyOf(rows);
    }

    /** One picture. */
    record Row(
            Path file,
            String camera,
            String station,
            String view,
            String vehicle,
            boolean isVin,
            String variant,
            String visit,
            long frameNumber,
            Encoding encoding,
            int widthPx,
            int heightPx,
            int light) {}

    /**
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if lines are at fault; the message names all of them, one per line
     */
    static Manifest load(Path folder) throws IOException {
        Path file = folder.resolve(FILE_NAME);
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        List<String> header = lines.isEmpty() ? List.of() : cells(lines.get(0));
        List<String> missing =
                COLUMNS.stream().filter(column -> !header.contains(column)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(file + ":1: columns " + missing + " are missing; needed are " + COLUMNS);
        }
        List<Row> rows = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                try {
                    rows.add(row(folder, header, cells(lines.get(i))));
                } catch (IllegalArgumentException e) {
                    faults.add(file + ":" + (i + 1) + ": " + e.getMessage());
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", faults));
        }
        return new Manifest(rows);
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        for (String cell : line.split(",", -1)) {
            cells.add(cell.strip());
        }
        return cells;
    }

    private static Row row(Path folder, List<String> header, List<String> cells) {
        if (cells.size() != header.size()) {
            throw new IllegalArgumentException("line has " + cells.size() + " values; allowed are " + header.size());
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            values.put(header.get(i), cells.get(i));
        }
        return new Row(
                picture(folder, value(values, "file")),
                value(values, "camera"),
                value(values, "station"),
                value(values, "view"),
                value(values, "vehicle"),
                truth("isVin", value(values, "isVin")),
                value(values, "variant"),
                value(values, "visit"),
                number("frameNumber", value(values, "frameNumber")),
                encoding(value(values, "encoding")),
                (int) number("widthPx", value(values, "widthPx")),
                (int) number("heightPx", value(values, "heightPx")),
                (int) number("light", value(values, "light")));
    }

    private static String value(Map<String, String> values, String column) {
        String value = values.getOrDefault(column, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException(column + " is empty; allowed is a value");
        }
        return value;
    }

    private static Path picture(Path folder, String name) {
        Path root = folder.toAbsolutePath().normalize();
        Path file = root.resolve(name).normalize();
        if (!file.startsWith(root)) {
            throw new IllegalArgumentException("file is '" + name + "'; allowed are files inside the folder");
        }
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("file is '" + name + "'; there is no such file");
        }
        return file;
    }

    private static boolean truth(String column, String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(column + " is '" + value + "'; allowed are true and false");
        };
    }

    private static long number(String column, String value) {
        try {
            long number = Long.parseLong(value);
            if (number >= 0 && (number <= Integer.MAX_VALUE || column.equals("frameNumber"))) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(column + " is '" + value + "'; allowed is a whole number, 0 or more", e);
        }
        throw new IllegalArgumentException(column + " is " + value + "; allowed is 0 to " + Integer.MAX_VALUE);
    }

    private static Encoding encoding(String value) {
        return switch (value.toUpperCase(Locale.ROOT)) {
            case "JPEG", "JPG" -> Encoding.ENCODING_JPEG;
            case "PNG" -> Encoding.ENCODING_PNG;
            default -> throw new IllegalArgumentException("encoding is '" + value + "'; allowed are JPEG and PNG");
        };
    }
}
