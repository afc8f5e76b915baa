package io.huoyan.core.catalog;

import io.huoyan.core.catalog.Weld.SafetyClass;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.WeldId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code plans/*.yaml}. */
final class PlanYamlReader {
    static final Range THICKNESS_MM = Range.above(0, 100);
    static final Range WIDTH_MM = Range.above(0, 1000);
    static final Range PLACE_MM = Range.of(-100_000, 100_000);
    static final Map<String, SafetyClass> SAFETY_CLASSES =
            Map.of("A", SafetyClass.A, "B", SafetyClass.B, "C", SafetyClass.C);

    private final Faults faults;
    private final PlanRules rules;

    PlanYamlReader(Faults faults, PlanRules rules) {
        this.faults = faults;
        this.rules = rules;
    }

    void read(YamlSection file) {
        Optional<VariantId> variant = file.read("variant", VariantId::new);
        List<YamlSection> welds = file.sections("welds");
        file.end();
        if (variant.isPresent()) {
            PlanRules.Draft draft = rules.new Draft(variant.get(), file.place("variant"));
            welds.forEach(section -> weld(section, draft));
            draft.end(file.place("welds"));
        }
    }

    private void weld(YamlSection section, PlanRules.Draft draft) {
        int before = faults.count();
        Optional<WeldId> id = section.read("id", WeldId::new);
        id.ifPresent(i -> draft.name(i, section.place("id")));
        Optional<StationId> station = section.read("station", StationId::new);
        List<ViewId> views = section.readAll("views", ViewId::new);
        Optional<String> process = section.read("process", DefectsReader::process);
        Optional<String> material = section.text("material");
        List<Double> sheetStackMm = section.numbers("sheetStackMm", THICKNESS_MM);
        Optional<SafetyClass> safetyClass = section.choice("safetyClass", SAFETY_CLASSES);
        Optional<String> standard = section.text("standard");
        Optional<WeldGeometry> geometry = geometry(section);
        Optional<String> group = section.has("group") ? section.text("group") : Optional.empty();
        section.allow("group");
        section.end();
        if (section.has("views") && views.isEmpty() && faults.count() == before) {
            faults.add(section.place("views"), "weld has 0 views; allowed are 1 and more");
        }
        if (section.has("sheetStackMm") && sheetStackMm.isEmpty() && faults.count() == before) {
            faults.add(section.place("sheetStackMm"), "weld has 0 sheets; allowed are 1 and more");
        }
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
                    group);
            draft.add(weld, key -> section.place(key.equals("path") ? geometryKey(section) : key));
        }
    }

    private static String geometryKey(YamlSection section) {
        return section.has("spot") ? "spot" : "seam";
    }

    private Optional<WeldGeometry> geometry(YamlSection section) {
        boolean isSpot = section.has("spot");
        if (isSpot == section.has("seam")) {
            faults.add(
                    section.place(), "weld has " + (isSpot ? "spot and seam" : "no spot or seam") + "; allowed is one");
            section.allow("spot");
            section.allow("seam");
            return Optional.empty();
        }
        section.allow(isSpot ? "seam" : "spot");
        return isSpot
                ? section.section("spot").flatMap(this::spot)
                : section.section("seam").flatMap(this::seam);
    }

    private Optional<WeldGeometry> spot(YamlSection section) {
        Optional<Double> x = section.number("xMm", PLACE_MM);
        Optional<Double> y = section.number("yMm", PLACE_MM);
        Optional<Double> diameter = section.number("diameterMm", WIDTH_MM);
        int before = faults.count();
        List<MmPoint> edge = section.has("sheetEdge") ? polyline(section, "sheetEdge", "a sheet's edge") : List.of();
        section.allow("sheetEdge");
        section.end();
        if (x.isEmpty() || y.isEmpty() || diameter.isEmpty() || faults.count() != before) {
            return Optional.empty();
        }
        return Optional.of(new WeldGeometry.Spot(new MmPoint(x.get(), y.get()), diameter.get(), edge));
    }

    /** Empty after a fault. */
    private List<MmPoint> polyline(YamlSection section, String key, String what) {
        int before = faults.count();
        List<List<Double>> rows = section.numberRows(key, PLACE_MM);
        for (List<Double> row : rows) {
            if (row.size() != 2 && faults.count() == before) {
                faults.add(
                        section.place(key),
                        key + " has a point of " + row.size() + " numbers; allowed are two, [x, y]");
            }
        }
        if (faults.count() != before) {
            return List.of();
        }
        List<MmPoint> points =
                rows.stream().map(row -> new MmPoint(row.get(0), row.get(1))).toList();
        return isLine(points, key, what, section.place(key), faults) ? points : List.of();
    }

    /** Whether points are a polyline; a fault if not. */
    static boolean isLine(List<MmPoint> points, String name, String what, Place place, Faults faults) {
        if (points.size() < 2) {
            faults.add(place, name + " has " + points.size() + " points; allowed for " + what + " are 2 and more");
            return false;
        }
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).equals(points.get(i - 1))) {
                faults.add(
                        place,
                        name + " has the point " + Places.shown(points.get(i)) + " twice in a row; allowed is once");
                return false;
            }
        }
        return true;
    }

    private Optional<WeldGeometry> seam(YamlSection section) {
        int before = faults.count();
        Optional<Double> width = section.number("widthMm", WIDTH_MM);
        List<MmPoint> path = polyline(section, "path", "a seam");
        section.end();
        return faults.count() != before
                ? Optional.empty()
                : Optional.of(new WeldGeometry.Seam(path, width.orElseThrow()));
    }

    /** A seam, or a fault where its path is none. */
    static Optional<WeldGeometry> seam(List<MmPoint> path, double widthMm, Place place, Faults faults) {
        return isLine(path, "path", "a seam", place, faults)
                ? Optional.of(new WeldGeometry.Seam(path, widthMm))
                : Optional.empty();
    }
}
