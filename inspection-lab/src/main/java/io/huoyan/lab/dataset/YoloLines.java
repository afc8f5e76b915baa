package io.huoyan.lab.dataset;

import io.huoyan.core.domain.PixelPoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One label file in the YOLO format: a line is {@code class x y x y …} (a polygon of three points or more) or
 * {@code class centreX centreY width height} (a box), all as shares of the picture's sides.
 */
final class YoloLines {
    private static final int BOX_FIELDS = 5;
    private static final int POLYGON_FIELDS_MIN = 7;
    private static final int SHAPES_MAX = 10_000;
    private static final Pattern ROW = Pattern.compile("[0-9]++(\\s++[-+0-9.eE]++){4,}+");
    /** UTF-8's byte order mark, its bytes read as letters. */
    private static final String BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

    private static final int BLANK_LINES_MAX = 1000;

    /** Labelling tools round; a hair outside the picture is moved to its edge. */
    private static final double OUTSIDE_TOLERANCE = 0.002;

    private final Path file;
    private final List<String> classes;

    /** @param classes name of each class number */
    YoloLines(Path file, List<String> classes) {
        this.file = file;
        this.classes = classes;
    }

    /** Whether a text file is one, as far as its first line tells: a row of numbers. */
    static boolean isOne(Path file) {
        // Whatever its letters are coded in, digits are the same.
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            String line = lines.readLine();
            for (int i = 0; i < BLANK_LINES_MAX && line != null && bare(line).isEmpty(); i++) {
                line = lines.readLine();
            }
            return line != null && ROW.matcher(bare(line)).matches();
        } catch (IOException e) {
            throw new DatasetException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static String bare(String line) {
        return (line.startsWith(BYTE_ORDER_MARK) ? line.substring(BYTE_ORDER_MARK.length()) : line).strip();
    }

    List<LabelledShape> read() {
        List<String> lines = TextLines.of(file);
        if (lines.size() > SHAPES_MAX) {
            throw new DatasetException(file + ": has " + lines.size() + " lines; allowed are at most " + SHAPES_MAX);
        }
        List<LabelledShape> shapes = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty()) {
                shapes.add(shape(line.split("\\s+"), i + 1));
            }
        }
        return shapes;
    }

    private LabelledShape shape(String[] fields, int line) {
        boolean isBox = fields.length == BOX_FIELDS;
        if (!isBox && (fields.length < POLYGON_FIELDS_MIN || fields.length % 2 == 0)) {
            throw fault(
                    line,
                    "has " + fields.length + " fields; allowed are " + BOX_FIELDS + " (a box) or an odd number from "
                            + POLYGON_FIELDS_MIN + " (a polygon)");
        }
        String className = className(fields[0], line);
        double[] values = new double[fields.length - 1];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(fields[i + 1], line);
        }
        List<PixelPoint> corners = new ArrayList<>();
        if (isBox) {
            if (!(values[2] > 0 && values[3] > 0)) {
                throw fault(line, "box is " + values[2] + " × " + values[3] + "; allowed are sides above 0");
            }
            double left = values[0] - values[2] / 2;
            double top = values[1] - values[3] / 2;
            corners.add(inside(left, top, line));
            corners.add(inside(left + values[2], top, line));
            corners.add(inside(left + values[2], top + values[3], line));
            corners.add(inside(left, top + values[3], line));
        } else {
            for (int i = 0; i < values.length; i += 2) {
                corners.add(inside(values[i], values[i + 1], line));
            }
        }
        LabelledShape shape = new LabelledShape(className, isBox, false, corners);
        if (!shape.hasExtent()) {
            Bounds bounds = Bounds.around(corners);
            throw fault(
                    line,
                    (isBox ? "box" : "polygon") + " is " + bounds.width() + " × " + bounds.height()
                            + "; allowed are sides above 0");
        }
        return shape;
    }

    private String className(String field, int line) {
        double number = number(field, line);
        if (number != Math.rint(number) || number < 0 || number >= classes.size()) {
            throw fault(line, "class is '" + field + "'; allowed is 0 to " + (classes.size() - 1));
        }
        return classes.get((int) number);
    }

    private double number(String field, int line) {
        double value = DecimalNumber.is(field) ? Double.parseDouble(field) : Double.NaN;
        if (!Double.isFinite(value)) {
            throw fault(line, "'" + field + "' is no finite decimal number");
        }
        return value;
    }

    private PixelPoint inside(double x, double y, int line) {
        double shareX = Math.min(1, Math.max(0, x));
        double shareY = Math.min(1, Math.max(0, y));
        if (Math.abs(shareX - x) > OUTSIDE_TOLERANCE || Math.abs(shareY - y) > OUTSIDE_TOLERANCE) {
            throw fault(line, "corner (" + x + ", " + y + ") lies outside the picture; allowed is 0 to 1");
        }
        return new PixelPoint(shareX, shareY);
    }

    private DatasetException fault(int line, String what) {
        return new DatasetException(file + ":" + line + ": " + what);
    }
}
