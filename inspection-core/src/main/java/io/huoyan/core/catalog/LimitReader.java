package io.huoyan.core.catalog;

import io.huoyan.core.catalog.Standard.Limit;
import io.huoyan.core.catalog.Standard.Scope;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** Reads the limit of a rule: lengths by a formula, areas, shares and numbers as they are. */
final class LimitReader {
    private static final Range LIMIT_MM = Range.of(-1000, 1000);
    private static final Range MAX_MM = Range.above(0, 1000);
    private static final Range LIMIT_SHARE = Range.of(-100, 100);
    private static final Range AREA_MM2 = Range.above(0, 100_000);
    private static final Range SHARE = Range.above(0, 1);
    private static final Range COUNT = Range.of(1, 1000);

    private static final List<String> TERMS =
            List.of("constantMm", "perThickness", "perRootThickness", "perNominalWidth", "perNominalLength");

    private final Faults faults;
    private final String quantity;
    private final Optional<Scope> scope;

    /**
     * @param quantity that is limited; empty if that is not known
     * @param scope of the standard; empty if that is not known
     */
    LimitReader(Faults faults, String quantity, Optional<Scope> scope) {
        this.faults = faults;
        this.quantity = quantity;
        this.scope = scope;
    }

    Optional<Limit> read(YamlSection section) {
        return switch (quantity) {
            case "DEFECT_AREA" -> constant(section, section.number("constantMm2", AREA_MM2));
            case "SPOT_OVALITY" -> constant(section, section.number("share", SHARE));
            case "DEFECT_COUNT" ->
                constant(section, section.integer("count", COUNT).map(Integer::doubleValue));
            default -> length(section);
        };
    }

    private static Optional<Limit> constant(YamlSection section, Optional<Double> value) {
        section.end();
        return value.map(Limit::constant);
    }

    private Optional<Limit> length(YamlSection section) {
        int before = faults.count();
        Limit limit = new Limit(
                section.numberOr("constantMm", LIMIT_MM, 0),
                section.numberOr("perThickness", LIMIT_SHARE, 0),
                section.numberOr("perRootThickness", LIMIT_SHARE, 0),
                section.numberOr("perNominalWidth", LIMIT_SHARE, 0),
                section.numberOr("perNominalLength", LIMIT_SHARE, 0),
                section.has("maxMm") ? section.number("maxMm", MAX_MM) : Optional.empty());
        TERMS.forEach(section::allow);
        section.allow("maxMm");
        section.end();
        if (faults.count() == before && TERMS.stream().noneMatch(section::has)) {
            faults.add(section.place(), "limit is 0 for every weld; allowed is one of " + String.join(", ", TERMS));
        } else if (faults.count() == before) {
            scope.ifPresent(s -> checkAboveNothing(section.place(), limit, s));
        }
        return faults.count() == before ? Optional.of(limit) : Optional.empty();
    }

    /**
     * A limit that only widths and lengths of welds make more than nothing is checked weld by weld; any other must be
     * above 0 for every thickness that its standard covers.
     */
    private void checkAboveNothing(Place place, Limit limit, Scope covered) {
        if (limit.perNominalWidth() > 0 || limit.perNominalLength() > 0) {
            return;
        }
        // Least at an end of the range, or where the slope over √t is 0.
        double turn = Math.pow(limit.perRootThickness() / (2 * limit.perThickness()), 2);
        DoubleStream.of(covered.thicknessMinMm(), covered.thicknessMaxMm(), turn)
                .filter(t -> t >= covered.thicknessMinMm() && t <= covered.thicknessMaxMm())
                .filter(t -> !(limit.ofMm(t, 0, 0) > 0))
                .findFirst()
                .ifPresent(t -> faults.add(
                        place,
                        "limit is " + limit.ofMm(t, 0, 0) + " mm or less at a thickness of " + t
                                + " mm; allowed is above 0 over the scope, " + covered.thicknessMinMm() + " to "
                                + covered.thicknessMaxMm() + " mm"));
    }
}
