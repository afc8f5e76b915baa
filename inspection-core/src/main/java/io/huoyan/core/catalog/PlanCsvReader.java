package io.huoyan.core.catalog;

import io.huoyan.core.catalog.Weld.SafetyClass;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.WeldId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads {@code plans/*.csv}: a plan as a weld list, its variant the file's name. */
final class PlanCsvReader {
    private static final List<String> COLUMNS = List.of(
            "id",
            "station",
            "views",
            "process",
            "material",
            "sheetStackMm",
            "safetyClass",
            "standard",
            "kind",
            "widthMm",
            "path");
    /** Welds of a plan with the same group are neighbours; a spot weld may have an edge of its sheet beside it. */
    private static final String GROUP = "group";

    private static final String SHEET_EDGE = "sheetEdge";
    private static final String SPOT = "spot";
    private static final String SEAM = "seam";

    private final Faults faults;
    private final PlanRules rules;

    PlanCsvReader(Faults faults, PlanRules rules) {
        this.faults = faults;
        this.rules = rules;
    }

    /** @param variantName the file's name without its ending */
    void read(String file, String variantName, String text) {
        VariantId variant;
        try {
            variant = new VariantId(variantName);
        } catch (IllegalArgumentException e) {
            faults.add(Place.of(file), "file's name: " + e.getMessage());
            return;
        }
        PlanRules.Draft draft = rules.new Draft(variant, Place.of(file));
        CsvTable.parse(file, text, COLUMNS, List.of(GROUP, SHEET_EDGE), faults)
                .rows()
                .forEach(row -> weld(row, draft));
        draft.end(Place.of(file));
    }

    private void weld(CsvTable.Row row, PlanRules.Draft draft) {
        int before = faults.count();
        Optional<WeldId> id = read(row, "id", WeldId::new);
        id.ifPresent(i -> draft.name(i, row.place()));
        Optional<StationId> station = read(row, "station", StationId::new);
        List<ViewId> views = readAll(row, "views", ViewId::new);
        Optional<String> process = read(row, "process", DefectsReader::process);
        Optional<String> material = read(row, "material", text -> text);
        List<Double> sheetStackMm =
                readAll(row, "sheetStackMm", text -> number("sheet thickness", text, PlanYamlReader.THICKNESS_MM));
        Optional<SafetyClass> safetyClass = read(row, "safetyClass", PlanCsvReader::safetyClass);
        Optional<String> standard = read(row, "standard", text -> text);
        Optional<WeldGeometry> geometry = geometry(row);
        if (faults.count() == before) {
            Weld weld = new Weld(
                    id.orElseThrow(),
                    station.orElseThrow(),
                    views,
                    process.orElseThrow(),
                    material.orElseThrow(),
                    sheetStackMm,
                    safetyClass.orElseThrow(),
                    geometry.orElseThrow(),
                    standard.orElseThrow(),
                    row.cell(GROUP).isEmpty() ? Optional.empty() : Optional.of(row.cell(GROUP)));
            draft.add(weld, key -> row.place());
        }
    }

    private Optional<WeldGeometry> geometry(CsvTable.Row row) {
        int before = faults.count();
        Optional<String> kind = read(row, "kind", PlanCsvReader::kind);
        Optional<Double> widthMm = read(row, "widthMm", text -> number("width", text, PlanYamlReader.WIDTH_MM));
        List<MmPoint> path = readAll(row, "path", PlanCsvReader::point);
        boolean hasEdge = !row.cell(SHEET_EDGE).isEmpty();
        List<MmPoint> edge = hasEdge ? readAll(row, SHEET_EDGE, PlanCsvReader::point) : List.of();
        if (faults.count() != before) {
            return Optional.empty();
        }
        if (kind.orElseThrow().equals(SEAM)) {
            if (hasEdge) {
                faults.add(row.place(), row.named(SHEET_EDGE) + " is of a seam; allowed is an edge of a spot's sheet");
                return Optional.empty();
            }
            return PlanYamlReader.seam(path, widthMm.orElseThrow(), row.place(), faults);
        }
        if (path.size() != 1) {
            faults.add(
                    row.place(),
                    row.named("path") + " has " + path.size() + " points; allowed for a spot is 1, its centre");
            return Optional.empty();
        }
        if (hasEdge && !PlanYamlReader.isLine(edge, SHEET_EDGE, "a sheet's edge", row.place(), faults)) {
            return Optional.empty();
        }
        return Optional.of(new WeldGeometry.Spot(path.get(0), widthMm.orElseThrow(), edge));
    }

    private <T> Optional<T> read(CsvTable.Row row, String column, Function<String, T> reader) {
        String text = row.cell(column);
        if (text.isEmpty()) {
            faults.add(row.place(), row.named(column) + " is empty; allowed is a value");
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(text));
        } catch (IllegalArgumentException e) {
            faults.add(row.place(), row.named(column) + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** A cell of several values with ';' between. */
    private <T> List<T> readAll(CsvTable.Row row, String column, Function<String, T> reader) {
        return read(row, column, text -> {
                    List<T> all = new ArrayList<>();
                    Arrays.stream(text.split(";", -1))
                            .map(String::strip)
                            .map(reader)
                            .forEach(all::add);
                    return all;
                })
                .orElse(List.of());
    }

    private static String kind(String text) {
        if (!text.equals(SPOT) && !text.equals(SEAM)) {
            throw new IllegalArgumentException("kind is '" + text + "'; allowed are " + SEAM + ", " + SPOT);
        }
        return text;
    }

    private static SafetyClass safetyClass(String text) {
        SafetyClass safetyClass = PlanYamlReader.SAFETY_CLASSES.get(text);
        if (safetyClass == null) {
            throw new IllegalArgumentException("safetyClass is '" + text + "'; allowed are A, B, C");
        }
        return safetyClass;
    }

    private static MmPoint point(String text) {
        String[] numbers = text.split("\\s+", -1);
        if (numbers.length != 2) {
            throw new IllegalArgumentException("point is '" + text + "'; allowed are two numbers, x y");
        }
        return new MmPoint(
                number("x", numbers[0], PlanYamlReader.PLACE_MM), number("y", numbers[1], PlanYamlReader.PLACE_MM));
    }

    private static double number(String what, String text, Range range) {
        double value =
                text.matches("[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?") ? Double.parseDouble(text) : Double.NaN;
        if (!range.holds(value)) {
            throw new IllegalArgumentException(what + " is '" + text + "'; allowed are numbers " + range);
        }
        return value;
    }
}
