package io.huoyan.core.catalog;

import io.huoyan.core.catalog.Standard.GroupKind;
import io.huoyan.core.catalog.Standard.GroupRule;
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
    private static final double GUARD_FACTOR_DEFAULT = 1.65;
    private static final Map<String, Kind> KINDS = Map.of(
            "notPermitted", Kind.NOT_PERMITTED,
            "atMost", Kind.AT_MOST,
            "atLeast", Kind.AT_LEAST,
            "notJudgeable", Kind.NOT_JUDGEABLE,
            "informative", Kind.INFORMATIVE);

    private static final Map<String, GroupKind> GROUP_KINDS = Map.of(
            "noTwoNeighbours", GroupKind.NO_TWO_NEIGHBOURS,
            "notFirstOrLast", GroupKind.NOT_FIRST_OR_LAST,
            "atMostBad", GroupKind.AT_MOST_BAD);

    /** The class that a missing weld is. */
    static final DefectClass MISSING = new DefectClass("PLANT", "MISSING");

    /** The class of what the network names but the catalog does not. */
    static final DefectClass UNKNOWN = new DefectClass("PLANT", "UNKNOWN");

    private static final Range GROUP_COUNT = Range.of(0, 1000);
    private static final Range PER_LENGTH_MM = Range.of(1, 10_000);

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
        Optional<String> version = file.has("version") ? file.text("version") : Optional.of(Standard.VERSION_DEFAULT);
        file.allow("version");
        Optional<Scope> scope = file.section("scope").flatMap(this::scope);
        double guardFactor = file.numberOr("guardFactor", GUARD_FACTOR, GUARD_FACTOR_DEFAULT);
        file.allow("guardFactor");
        List<Rule> rules = rules(file.sections("rules"), scope);
        List<GroupRule> groupRules = file.has("groupRules")
                ? file.sections("groupRules").stream()
                        .map(this::groupRule)
                        .flatMap(Optional::stream)
                        .toList()
                : List.of();
        file.allow("groupRules");
        if (file.has("rules") && rules.isEmpty() && faults.count() == before) {
            faults.add(file.place("rules"), "standard has 0 rules; allowed are 1 and more");
        }
        file.end();
        if (faults.count() == before) {
            standards.put(
                    id.orElseThrow(),
                    new Standard(
                            id.orElseThrow(),
                            title.orElseThrow(),
                            version.orElseThrow(),
                            scope.orElseThrow(),
                            guardFactor,
                            rules,
                            groupRules));
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

    /** Whether {@code defects.yaml} has a class. */
    boolean isClass(DefectClass name) {
        return classes.isDefined(name);
    }

    private Optional<GroupRule> groupRule(YamlSection section) {
        int before = faults.count();
        Optional<String> clause = section.text("clause");
        Optional<GroupKind> kind = section.choice("kind", GROUP_KINDS);
        Optional<Integer> count = Optional.empty();
        if (kind.filter(GroupKind.AT_MOST_BAD::equals).isPresent()) {
            count = section.integer("count", GROUP_COUNT);
        } else if (section.has("count")) {
            faults.add(section.place("count"), "count is given; allowed only with kind atMostBad");
        }
        section.allow("count");
        section.end();
        return faults.count() == before
                ? Optional.of(new GroupRule(clause.orElseThrow(), kind.orElseThrow(), count.orElse(0)))
                : Optional.empty();
    }

    private List<Rule> rules(List<YamlSection> sections, Optional<Scope> scope) {
        List<Rule> rules = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (YamlSection section : sections) {
            rule(section, scope).ifPresent(rule -> {
                if (!seen.add(rule.subject() + " " + rule.quantity() + " " + rule.kind() + " " + rule.perLengthMm())) {
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

    private Optional<Rule> rule(YamlSection section, Optional<Scope> scope) {
        int before = faults.count();
        Optional<String> clause = section.text("clause");
        Optional<DefectClass> subject = section.read("subject", DefectClass::parse);
        subject.ifPresent(s -> classes.refer(s, section.place("subject")));
        Optional<Kind> kind = section.choice("kind", KINDS);
        kind.ifPresent(k -> checkMissing(section, subject, k));
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
            String limited = quantity.orElse("");
            limit = section.section("limit").flatMap(s -> new LimitReader(faults, limited, scope).read(s));
            if (!mayMeasure) {
                faults.add(
                        section.place("limit"),
                        "limit is given; allowed only with kind atMost, atLeast or informative");
            }
        }
        section.allow("limit");
        Optional<Double> perLengthMm = perLengthMm(section, quantity.orElse(""), kind);
        section.end();
        return faults.count() == before
                ? Optional.of(new Rule(
                        clause.orElseThrow(),
                        subject.orElseThrow(),
                        quantity.orElse(""),
                        kind.orElseThrow(),
                        limit,
                        perLengthMm))
                : Optional.empty();
    }

    private void checkMissing(YamlSection section, Optional<DefectClass> subject, Kind kind) {
        if (subject.filter(MISSING::equals).isPresent() && kind != Kind.NOT_PERMITTED && kind != Kind.NOT_JUDGEABLE) {
            faults.add(
                    section.place("kind"),
                    "kind is " + section.text("kind").orElseThrow() + "; allowed for " + MISSING
                            + " are notPermitted and notJudgeable: no weld that is not there is OK");
        }
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

    /** How long a part of the seam a number or a sum is of; and whether the quantity can be limited that way. */
    private Optional<Double> perLengthMm(YamlSection section, String quantity, Optional<Kind> kind) {
        boolean isAlongSeam = MeasurandNames.isAlongSeam(quantity);
        Optional<Double> perLengthMm = Optional.empty();
        if (isAlongSeam) {
            perLengthMm = section.number("perLengthMm", PER_LENGTH_MM);
        } else if (section.has("perLengthMm")) {
            faults.add(
                    section.place("perLengthMm"),
                    "perLengthMm is given; allowed only with quantity DEFECT_COUNT or DEFECT_LENGTH_SUM");
        }
        section.allow("perLengthMm");
        boolean isAtLeast = kind.filter(Kind.AT_LEAST::equals).isPresent();
        if (isAtLeast && (isAlongSeam || quantity.equals("DEFECT_CLUSTER_LENGTH"))) {
            faults.add(section.place("kind"), "kind is atLeast; allowed for " + quantity + " is atMost");
        }
        if (kind.filter(Kind.AT_MOST::equals).isPresent() && quantity.equals("DEFECT_SPACING")) {
            faults.add(section.place("kind"), "kind is atMost; allowed for " + quantity + " is atLeast");
        }
        return perLengthMm;
    }
}
