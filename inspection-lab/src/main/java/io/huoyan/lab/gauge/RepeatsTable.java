package io.huoyan.lab.gauge;

import io.huoyan.core.measure.Measurand;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a table of values that a camera took; its columns are in docs/metrology.md. */
final class RepeatsTable {
    private static final List<String> COLUMNS = List.of("part", "mount", "trial", "measurand", "value");
    private static final List<String> OPTIONAL = List.of("reference", "u", "limit", "verdict");
    private static final int BYTES_MAX = 16 << 20;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String NUMBER = "[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?";
    private static final Pattern LIMIT = Pattern.compile("(<=|>=)\\s*(" + NUMBER + ")");

    private final Path file;
    private final List<Value> values = new ArrayList<>();

    /** The line of each value, by what it is the value of. */
    private final Map<Key, Integer> lines = new HashMap<>();

    /** The row that first told what is true of a part. */
    private final Map<Truth, Known> references = new HashMap<>();

    private RepeatsTable(Path file) {
        this.file = file;
    }

    /** What was said of a part. */
    enum Call {
        OK,
        NOK,
        REVIEW
    }

    /** What a value may be, in its unit. */
    record Limit(boolean isUpper, double value) {
        boolean isKeptBy(double measured) {
            return isUpper ? measured <= value : measured >= value;
        }
    }

    /** One row. Values in mm, mm² or shares, as the measurand has them. */
    record Value(
            String part,
            String mount,
            String trial,
            Measurand measurand,
            double value,
            Optional<Double> reference,
            Optional<Double> standardUncertainty,
            Optional<Limit> limit,
            Optional<Call> verdict) {}

    /** What no two rows may share: a value that is there twice is no repeat. */
    private record Key(String part, String mount, String trial, Measurand measurand) {}

    private record Truth(String part, Measurand measurand) {}

    private record Known(double reference, int line) {}

    /** @throws IllegalArgumentException with the file, the line and what is wrong in it */
    static List<Value> read(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > BYTES_MAX) {
            throw new IllegalArgumentException(
                    file + " is no table of repeats; allowed is a file of up to " + BYTES_MAX + " bytes");
        }
        RepeatsTable table = new RepeatsTable(file);
        try {
            table.read(Files.readAllLines(file));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    file + " is not text in UTF-8; save it as UTF-8 (spreadsheets: CSV UTF-8)", e);
        }
        return List.copyOf(table.values);
    }

    private void read(List<String> lines) {
        List<String> header = List.of();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (i == 0 && line.startsWith(BYTE_ORDER_MARK)) {
                line = line.substring(BYTE_ORDER_MARK.length()).strip();
            }
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            List<String> cells =
                    Arrays.stream(line.split(",", -1)).map(String::strip).toList();
            if (header.isEmpty()) {
                header = cells;
                checkHeader(header, i + 1);
            } else if (cells.size() != header.size()) {
                throw wrong(i + 1, "row has " + cells.size() + " cells; allowed are " + header.size());
            } else {
                Map<String, String> row = new HashMap<>();
                for (int k = 0; k < cells.size(); k++) {
                    row.put(header.get(k), cells.get(k));
                }
                add(value(row, i + 1), i + 1);
            }
        }
        if (values.isEmpty()) {
            throw wrong(1, "table has 0 rows; allowed are 1 and more below a header of " + COLUMNS);
        }
    }

    private void add(Value v, int line) {
        Integer before = lines.putIfAbsent(new Key(v.part(), v.mount(), v.trial(), v.measurand()), line);
        if (before != null) {
            throw wrong(
                    line,
                    v.measurand() + " of part " + v.part() + ", mount " + v.mount() + ", trial " + v.trial()
                            + " is in line " + before + " already; allowed is one row for each");
        }
        v.reference().ifPresent(reference -> {
            Known known =
                    references.computeIfAbsent(new Truth(v.part(), v.measurand()), any -> new Known(reference, line));
            if (known.reference() != reference) {
                throw wrong(
                        line,
                        "reference is " + reference + ", that of part " + v.part() + " in line " + known.line() + " is "
                                + known.reference() + "; allowed is one for a part's " + v.measurand());
            }
        });
        values.add(v);
    }

    private void checkHeader(List<String> header, int line) {
        for (String separator : List.of(";", "\t")) {
            if (header.size() == 1 && header.get(0).contains(separator)) {
                throw wrong(
                        line,
                        "cells are separated by " + (separator.equals("\t") ? "tabs" : "'" + separator + "'")
                                + "; allowed is ',', with '.' in numbers");
            }
        }
        for (String column : COLUMNS) {
            if (!header.contains(column)) {
                throw wrong(
                        line,
                        "column " + column + " is missing; allowed are " + COLUMNS + " and, if known, " + OPTIONAL);
            }
        }
        for (String column : header) {
            if (!COLUMNS.contains(column) && !OPTIONAL.contains(column)) {
                throw wrong(line, "column is " + column + "; allowed are " + COLUMNS + " and, if known, " + OPTIONAL);
            }
        }
    }

    private Value value(Map<String, String> row, int line) {
        String name = row.getOrDefault("measurand", "");
        Measurand measurand = Arrays.stream(Measurand.values())
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        wrong(line, "measurand is '" + name + "'; allowed are " + Arrays.toString(Measurand.values())));
        Optional<Double> u = number(row, "u", line);
        if (u.isPresent() && !(u.get() > 0)) {
            throw wrong(line, "u is " + u.get() + "; allowed is above 0, a standard uncertainty");
        }
        return new Value(
                row.getOrDefault("part", ""),
                row.getOrDefault("mount", ""),
                row.getOrDefault("trial", ""),
                measurand,
                number(row, "value", line).orElseThrow(() -> wrong(line, "value is empty; allowed is a number")),
                number(row, "reference", line),
                u,
                limit(row, line),
                verdict(row, line));
    }

    private Optional<Limit> limit(Map<String, String> row, int line) {
        String text = row.getOrDefault("limit", "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher limit = LIMIT.matcher(text);
        if (!limit.matches()) {
            throw wrong(line, "limit is '" + text + "'; allowed is <= or >= and a number, for example <=0.5");
        }
        return Optional.of(new Limit(limit.group(1).equals("<="), Double.parseDouble(limit.group(2))));
    }

    private Optional<Call> verdict(Map<String, String> row, int line) {
        String text = row.getOrDefault("verdict", "").toUpperCase(Locale.ROOT);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (row.getOrDefault("limit", "").isEmpty()
                || row.getOrDefault("reference", "").isEmpty()) {
            throw wrong(
                    line, "verdict is '" + text + "' without limit and reference; allowed is one that they can prove");
        }
        return Optional.of(Arrays.stream(Call.values())
                .filter(call -> call.name().equals(text))
                .findFirst()
                .orElseThrow(
                        () -> wrong(line, "verdict is '" + text + "'; allowed are " + Arrays.toString(Call.values()))));
    }

    private Optional<Double> number(Map<String, String> row, String column, int line) {
        String text = row.getOrDefault(column, "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches(NUMBER)) {
            throw wrong(line, column + " is '" + text + "'; allowed is a number, in mm, mm2 or 1");
        }
        return Optional.of(Double.parseDouble(text));
    }

    private IllegalArgumentException wrong(int line, String what) {
        return new IllegalArgumentException(file + ":" + line + ": " + what);
    }
}
