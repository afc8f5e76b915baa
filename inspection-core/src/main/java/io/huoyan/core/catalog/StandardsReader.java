package io.huoyan.core.catalog;

import io.huoyan.core.catalog.Standard.Kind;
import io.huoyan.core.catalog.Standard.Limit;
import io.huoyan.core.catalog.Standard.Rule;
import io.huoyan.core.catalog.Standard.Scope;
import io.huoyan.core.domain.DefectClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code standards/*.yaml}. */
final class StandardsReader {
    private static final Range THICKNESS_MM = Range.above(0, 100);
    private static final Range GUARD_FACTOR = Range.of(0, 5);
    private static final Range LIMIT_MM = Range.of(-1000, 1000);
    private static final Range LIMIT_SHARE = Range.of(-100, 100);
    private static final double GUARD_FACTOR_DEFAULT = 1.65;
    private static final Map<String, Kind> KINDS = Map.of(
            "notPermitted", Kind.NOT_PERMITTED,
            "atMost", Kind.AT_MOST,
            "atLeast", Kind.AT_LEAST,
            "notJudgeable", Kind.NOT_JUDGEABLE,
            "informative", Kind.INFORMATIVE);

    private final Faults faults;
    private final Names<DefectClass> classes;
    private final DefectNames defects;
    private final Names<String> ids;
    private final Map<String, Standard> standards = new HashMap<>();

    StandardsReader(Faults faults, Names<DefectClass> classes, DefectNames defects) {
        this.faults = faults;
        this.classes = classes;
        this.defects = defects;
        this.ids = new Names<>("standard", faults);
    }

    void read(YamlSection file) {
        int before = faults.count();
        Optional<String> id = file.text("id");
        id.ifPresent(i -> ids.define(i, file.place("id")));
        Optional<String> title = file.text("title");
        Optional<Scope> scope = file.section("scope").flatMap(this::scope);
        double guardFactor = file.numberOr("guardFactor", GUARD_FACTOR, GUARD_FACTOR_DEFAULT);
        file.allow("guardFactor");
        List<Rule> rules = rules(file.sections("rules"));
        if (file.has("rules") && rules.isEmpty() && faults.count() == before) {
            faults.add(file.place("rules"), "standard has 0 rules; allowed are 1 and more");
        }
        file.end();
        if (faults.count() == before) {
            standards.put(
                    id.orElseThrow(),
                    new Standard(id.orElseThrow(), title.orElseThrow(), scope.orElseThrow(), guardFactor, rules));
        }
    }

    Names<String> ids() {
        return ids;
    }

    Map<String, Standard> standards() {
        return standards;
    }

    private Optional<Scope> scope(YamlSection section) {
        int before = faults.count();
        List<String> processes = section.readAll("processes", DefectsReader::process);
        List<String> materials = section.readAll("materials", text -> text);
        Optional<Double> min = section.number("thicknessMinMm", THICKNESS_MM);
        Optional<Double> max = section.number("thicknessMaxMm", THICKNESS_MM);
        section.end();
        if (min.isPresent() && max.isPresent() && min.get() > max.get()) {
            faults.add(
                    section.place("thicknessMaxMm"),
                    "thicknessMaxMm is " + max.get() + "; allowed are " + min.get() + " (thicknessMinMm) and more");
        }
        return faults.count() == before
                ? Optional.of(new Scope(processes, materials, min.orElseThrow(), max.orElseThrow()))
                : Optional.empty();
    }

    private List<Rule> rules(List<YamlSection> sections) {
        List<Rule> rules = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (YamlSection section : sections) {
            rule(section).ifPresent(rule -> {
                if (!seen.add(rule.subject() + " " + rule.quantity() + " " + rule.kind())) {
                    faults.add(
                            section.place(),
                            "rule for " + rule.subject()
                                    + " of the same kind and quantity is given twice; allowed is once");
                }
                rules.add(rule);
            });
        }
        return rules;
    }

    private Optional<Rule> rule(YamlSection section) {
        int before = faults.count();
        Optional<String> clause = section.text("clause");
        Optional<DefectClass> subject = section.read("subject", DefectClass::parse);
        subject.ifPresent(s -> classes.refer(s, section.place("subject")));
        Optional<Kind> kind = section.choice("kind", KINDS);
        boolean compares =
                kind.filter(k -> k == Kind.AT_MOST || k == Kind.AT_LEAST).isPresent();
        boolean mayMeasure = compares || kind.isEmpty() || kind.get() == Kind.INFORMATIVE;
        Optional<String> quantity = Optional.empty();
        if (compares || section.has("quantity")) {
            quantity = section.text("quantity");
            quantity.ifPresent(q -> checkQuantity(section, q, subject, mayMeasure));
        }
        section.allow("quantity");
        Optional<Limit> limit = Optional.empty();
        if (compares || section.has("limit")) {
            limit = section.section("limit").flatMap(this::limit);
            if (!mayMeasure) {
                faults.add(
                        section.place("limit"),
                        "limit is given; allowed only with kind atMost, atLeast or informative");
            }
        }
        section.allow("limit");
        section.end();
        return faults.count() == before
                ? Optional.of(new Rule(
                        clause.orElseThrow(), subject.orElseThrow(), quantity.orElse(""), kind.orElseThrow(), limit))
                : Optional.empty();
    }

    private void checkQuantity(
            YamlSection section, String quantity, Optional<DefectClass> subject, boolean mayMeasure) {
        Place place = section.place("quantity");
        if (!mayMeasure) {
            faults.add(place, "quantity is given; allowed only with kind atMost, atLeast or informative");
        } else if (!MeasurandNames.ALL.contains(quantity)) {
            faults.add(
                    place,
                    "quantity is " + quantity + "; allowed are "
                            + MeasurandNames.ALL.stream().sorted().toList());
        } else if (subject.flatMap(defects::named).isPresent()) {
            DefectNames.Entry entry = subject.flatMap(defects::named).orElseThrow();
            boolean isSeen = entry.modelLabel().isPresent();
            if (isSeen != MeasurandNames.isOfSeenDefect(quantity)) {
                faults.add(
                        place,
                        "quantity is " + quantity + "; allowed for " + entry.defectClass()
                                + (isSeen
                                        ? ", which the network sees, are those of a defect, DEFECT_…"
                                        : ", which has no modelLabel, are those of the weld, SEAM_… and SPOT_…"));
            }
        }
    }

    private Optional<Limit> limit(YamlSection section) {
        int before = faults.count();
        double constantMm = section.numberOr("constantMm", LIMIT_MM, 0);
        double perThickness = section.numberOr("perThickness", LIMIT_SHARE, 0);
        double perWidth = section.numberOr("perNominalWidth", LIMIT_SHARE, 0);
        double perLength = section.numberOr("perNominalLength", LIMIT_SHARE, 0);
        Optional<Double> maxMm = section.has("maxMm") ? section.number("maxMm", LIMIT_MM) : Optional.empty();
        List.of("constantMm", "perThickness", "perNominalWidth", "perNominalLength", "maxMm")
                .forEach(section::allow);
        section.end();
        if (faults.count() == before && constantMm == 0 && perThickness == 0 && perWidth == 0 && perLength == 0) {
            faults.add(
                    section.place(),
                    "limit is 0 for every weld; allowed is one of constantMm, perThickness, perNominalWidth,"
                            + " perNominalLength that is not 0");
        }
        return faults.count() == before
                ? Optional.of(new Limit(constantMm, perThickness, perWidth, perLength, maxMm))
                : Optional.empty();
    }
}
