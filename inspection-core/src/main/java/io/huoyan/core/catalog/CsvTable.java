package io.huoyan.core.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A table as comma-separated values (RFC 4180, but a row is one line): the first row names the columns; empty lines and
 * lines that begin with {@code #} are left out. Faults of a cell name its line and column.
 */
final class CsvTable {
    private static final char QUOTE = '"';

    private final List<Row> rows = new ArrayList<>();

    private CsvTable() {}

    /** One row: its cells by column name, trimmed. */
    record Row(Place place, Map<String, String> cells, List<String> columns) {
        /** The cell, {@code ""} where it is empty. */
        String cell(String column) {
            return cells.getOrDefault(column, "");
        }

        /** The cell as messages name it, e.g. {@code column 5 (material)}. */
        String named(String column) {
            return "column " + (columns.indexOf(column) + 1) + " (" + column + ")";
        }
    }

    /**
     * @param columns that must be there
     * @param optional that may be there
     */
    static CsvTable parse(String file, String text, List<String> columns, List<String> optional, Faults faults) {
        CsvTable table = new CsvTable();
        List<String> header = List.of();
        int line = 0;
        for (String content : text.lines().toList()) {
            line++;
            String bare = line == 1 && content.startsWith("\uFEFF") ? content.substring(1) : content;
            if (bare.isBlank() || bare.startsWith("#")) {
                continue;
            }
            Place place = new Place(file, line);
            List<String> cells = cells(bare, place, faults);
            if (header.isEmpty()) {
                header = cells;
                if (!isHeader(header, columns, optional, place, faults)) {
                    return new CsvTable();
                }
            } else if (cells.size() != header.size()) {
                faults.add(place, "row has " + cells.size() + " cells; allowed are " + header.size());
            } else {
                table.rows.add(row(place, header, cells));
            }
        }
        if (header.isEmpty()) {
            faults.add(new Place(file, 1), "table has no header row; allowed is " + String.join(",", columns));
        }
        return table;
    }

    List<Row> rows() {
        return rows;
    }

    private static Row row(Place place, List<String> header, List<String> cells) {
        Map<String, String> byColumn = new HashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            byColumn.put(header.get(i), cells.get(i));
        }
        return new Row(place, byColumn, header);
    }

    private static boolean isHeader(
            List<String> header, List<String> columns, List<String> optional, Place place, Faults faults) {
        int before = faults.count();
        List<String> allowed =
                Stream.concat(columns.stream(), optional.stream()).toList();
        for (int i = 0; i < header.size(); i++) {
            if (!allowed.contains(header.get(i))) {
                faults.add(place, "column " + (i + 1) + " is " + header.get(i) + "; allowed are " + allowed);
            } else if (header.indexOf(header.get(i)) != i) {
                faults.add(place, "column " + (i + 1) + " is " + header.get(i) + " again; allowed is once");
            }
        }
        for (String column : columns) {
            if (!header.contains(column)) {
                faults.add(place, "column " + column + " is missing");
            }
        }
        return faults.count() == before;
    }

    private static List<String> cells(String line, Place place, Faults faults) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == QUOTE && isQuoted && i + 1 < line.length() && line.charAt(i + 1) == QUOTE) {
                cell.append(c);
                i++;
            } else if (c == QUOTE) {
                isQuoted = !isQuoted;
            } else if (c == ',' && !isQuoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        if (isQuoted) {
            faults.add(place, "column " + (cells.size() + 1) + " has a quote that does not end in its line");
        }
        cells.add(cell.toString().strip());
        return cells;
    }
}
