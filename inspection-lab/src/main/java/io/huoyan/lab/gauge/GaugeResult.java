package io.huoyan.lab.gauge;

import io.huoyan.core.measure.Measurand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the studies of a rig found.
 *
 * @param rig which, or the table of what was recorded
 * @param circumstances in words
 * @param eye what said which edge is meant
 * @param seed of the first picture
 * @param features welds that were measured
 * @param asked welds that there were to measure
 * @param readings every value taken in a fresh pose
 * @param study of the readings
 * @param decisions on limits near the truth; empty without readings
 * @param master repeats
 * @param grr of the remounted series
 * @param attributes of the same series
 * @param series what the capability is over, and of which parts
 */
public record GaugeResult(
        String rig,
        String circumstances,
        String eye,
        long seed,
        int features,
        int asked,
        List<Reading> readings,
        FeatureStudy study,
        Optional<DecisionStudy> decisions,
        Map<Measurand, Repeatability> master,
        Map<Measurand, GrrAnova> grr,
        Map<Measurand, AttributeStudy> attributes,
        Series series) {
    /**
     * Mean seam width, spot diameter, position and length: the figures at the top are the worst of these. Least and
     * largest width stand in the table.
     */
    static final Set<Measurand> HEADLINE = Set.of(
            Measurand.SEAM_WIDTH_MEAN,
            Measurand.SPOT_DIAMETER,
            Measurand.SEAM_OFFSET,
            Measurand.SPOT_OFFSET,
            Measurand.SEAM_LENGTH);

    /** Members at the top of the JSON, in their order. */
    public static final List<String> TOP = List.of(
            "features", "biasMm", "expandedUncertaintyMm", "coverage", "sharpness", "grrPercent", "cg", "cgk", "ndc");

    /**
     * What capability is over.
     *
     * @param toleranceMm T, full width
     * @param how the series was taken, in words
     * @param parts that entered, of recorded values
     */
    record Series(double toleranceMm, String how, Map<Measurand, SeriesParts> parts) {
        Series {
            EnumMap<Measurand, SeriesParts> copy = new EnumMap<>(Measurand.class);
            copy.putAll(parts);
            parts = copy;
        }
    }

    private static final double IDEAL_COVERAGE = 0.95;

    public GaugeResult {
        readings = List.copyOf(readings);
        master = Map.copyOf(master);
        grr = Map.copyOf(grr);
        attributes = Map.copyOf(attributes);
    }

    /**
     * The members of the JSON, in their order; the figures at the top are the worst of {@link #HEADLINE}. A figure that
     * recorded values do not tell is not there.
     */
    public Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("features", features);
        if (!headline(study.byMeasurand()).isEmpty()) {
            members.put("biasMm", worst(f -> Math.abs(f.biasMm())));
            members.put("expandedUncertaintyMm", worst(FeatureStudy.Figures::expandedUncertaintyMm));
            members.put("coverage", coverage());
            headline(study.byMeasurand()).values().stream()
                    .mapToDouble(FeatureStudy.Figures::sharpness)
                    .filter(sharpness -> !Double.isNaN(sharpness))
                    .max()
                    .ifPresent(sharpness -> members.put("sharpness", rounded(sharpness)));
        }
        if (!headline(grr).isEmpty()) {
            members.put("grrPercent", largest(grr, GrrAnova::grrPercent));
        }
        if (!headline(master).isEmpty()) {
            members.put("cg", smallest(master, Repeatability::cg));
            members.put("cgk", smallest(master, Repeatability::cgk));
        }
        if (!headline(grr).isEmpty()) {
            members.put("ndc", (int) smallest(grr, GrrAnova::ndc));
        }
        members.put("rig", rig);
        members.put("seed", seed);
        members.put("eye", eye);
        members.put("asked", asked);
        members.put("toleranceMm", series.toleranceMm());
        Map<String, Object> byName = new LinkedHashMap<>();
        for (Measurand measurand : Measurand.values()) {
            Map<String, Object> one = new LinkedHashMap<>();
            Optional.ofNullable(study.byMeasurand().get(measurand))
                    .ifPresent(figures -> one.putAll(members(measurand, figures)));
            one.putAll(capability(measurand));
            if (!one.isEmpty()) {
                byName.put(measurand.name(), one);
            }
        }
        members.put("measurands", byName);
        decisions.ifPresent(near -> members.put("decisions", members(near)));
        return members;
    }

    /** {@link #members()}, with null for each figure of the top that this study was to tell and does not. */
    public Map<String, @Nullable Object> membersWithNulls() {
        Map<String, Object> told = members();
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        TOP.forEach(figure -> members.put(figure, told.get(figure)));
        members.putAll(told);
        return members;
    }

    private Map<String, Object> members(Measurand measurand, FeatureStudy.Figures figures) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("count", figures.count());
        one.put("unit", unit(measurand));
        one.put("biasMm", rounded(figures.biasMm()));
        one.put("rmsMm", rounded(figures.rmsMm()));
        one.put("error95Mm", rounded(figures.error95Mm()));
        one.put("expandedUncertaintyMm", rounded(figures.expandedUncertaintyMm()));
        one.put("statedExpandedMm", rounded(figures.statedExpandedMm()));
        one.put("halfWidth95Mm", rounded(figures.halfWidth95Mm()));
        one.put("coverage", rounded(figures.coverage()));
        putKnown(one, "sharpness", figures.sharpness());
        one.put("linearitySlope", rounded(figures.slope()));
        one.put("linearityInterceptMm", rounded(figures.intercept()));
        return one;
    }

    private Map<String, Object> capability(Measurand measurand) {
        Map<String, Object> one = new LinkedHashMap<>();
        if (master.containsKey(measurand)) {
            one.put("cg", rounded(master.get(measurand).cg()));
            one.put("cgk", rounded(master.get(measurand).cgk()));
            one.put("masterBiasMm", rounded(master.get(measurand).biasMm()));
        }
        if (grr.containsKey(measurand)) {
            one.put("grrPercent", rounded(grr.get(measurand).grrPercent()));
            one.put("ndc", grr.get(measurand).ndc());
        }
        if (attributes.containsKey(measurand)) {
            AttributeStudy study = attributes.get(measurand);
            putKnown(one, "kappa", study.kappa());
            putKnown(one, "missRate", study.missRate());
            putKnown(one, "falseAlarmRate", study.falseAlarmRate());
            one.put("attributeDecisions", study.decisions());
            one.put("attributeReviews", study.reviews());
        }
        if (series.parts().containsKey(measurand)) {
            one.put("grrParts", series.parts().get(measurand).entered().size());
            one.put("grrPartsLeftOut", series.parts().get(measurand).leftOut());
        }
        return one;
    }

    /**
     * Which recorded parts entered the analysis of variance, a sentence for each measurand of which parts were taken.
     */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        series.parts().forEach((measurand, parts) -> notes.add(measurand + ": " + parts.note()));
        return notes;
    }

    /** Symbol of the unit that a measurand's figures are in, whatever their names end in. */
    String unit(Measurand measurand) {
        return readings.stream()
                .filter(r -> r.measurand() == measurand)
                .findFirst()
                .map(r -> r.measured().unit().symbol())
                .orElse("");
    }

    private static Map<String, Object> members(DecisionStudy decisions) {
        Map<String, Object> near = new LinkedHashMap<>();
        putKnown(near, "wrongOk", decisions.wrongOk());
        putKnown(near, "wrongNok", decisions.wrongNok());
        putKnown(near, "review", decisions.review());
        putKnown(near, "acceptedAtLimit", decisions.acceptedAtLimit());
        putKnown(near, "rejectedAtLimit", decisions.rejectedAtLimit());
        return near;
    }

    /** A share of nothing is not told. */
    private static void putKnown(Map<String, Object> members, String name, double share) {
        if (!Double.isNaN(share)) {
            members.put(name, rounded(share));
        }
    }

    private double worst(ToDoubleFunction<FeatureStudy.Figures> figure) {
        return largest(study.byMeasurand(), figure);
    }

    private double coverage() {
        return rounded(headline(study.byMeasurand()).values().stream()
                .map(FeatureStudy.Figures::coverage)
                .max(Comparator.comparingDouble(c -> Math.abs(c - IDEAL_COVERAGE)))
                .orElse(0.0));
    }

    private static <T> Map<Measurand, T> headline(Map<Measurand, T> all) {
        Map<Measurand, T> headline = new EnumMap<>(Measurand.class);
        all.forEach((measurand, value) -> {
            if (HEADLINE.contains(measurand)) {
                headline.put(measurand, value);
            }
        });
        return headline;
    }

    private static <T> double largest(Map<Measurand, T> all, ToDoubleFunction<T> figure) {
        return rounded(headline(all).values().stream().mapToDouble(figure).max().orElse(Double.MAX_VALUE));
    }

    private static <T> double smallest(Map<Measurand, T> all, ToDoubleFunction<T> figure) {
        return rounded(headline(all).values().stream().mapToDouble(figure).min().orElse(0));
    }

    private static double rounded(double value) {
        return Math.round(value * 1e5) / 1e5;
    }
}
