package io.huoyan.core.catalog;

import io.huoyan.core.catalog.Standard.Limit;
import java.util.List;
import java.util.Optional;

/** Reads the limit of a rule: lengths by a formula, areas, shares and numbers as they are. */
final class LimitReader {
    private static final Range LIMIT_MM = Range.of(-1000, 1000);
    private static final Range LIMIT_SHARE = Range.of(-100, 100);
    private static final Range AREA_MM2 = Range.above(0, 100_000);
    private static final Range SHARE = Range.above(0, 1);
    private static final Range COUNT = Range.of(1, 1000);

    private final Faults faults;
    private final String quantity;

    /** @param quantity that is limited; empty if that is not known */
    LimitReader(Faults faults, String quantity) {
        this.faults = faults;
        this.quantity = quantity;
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
        return value.map(v -> new Limit(v, 0, 0, 0, Optional.empty()));
    }

    private Optional<Limit> length(YamlSection section) {
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
