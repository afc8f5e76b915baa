package io.huoyan.core.catalog;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A rule that no picture of a catalog's cameras can answer, told to people when the catalog is taken up.
 *
 * @param standard id of the sheet
 * @param rule of it
 * @param isOfSheet the sheet says so itself ({@link Standard.Kind#NOT_JUDGEABLE}); else it asks what nothing answers,
 *     and welds judged by it are REVIEW
 * @param why in words
 */
public record NotJudgeable(String standard, Standard.Rule rule, boolean isOfSheet, String why) {
    /** Smallest limit that pictures can prove kept, px: edges are found to some tenths, and the guard band is wider. */
    static final double LIMIT_MIN_PX = 1;

    /** Smallest limit on something that the network sees, px: what is narrower is not told from noise. */
    static final double DEFECT_LIMIT_MIN_PX = 3;

    private record Sight(Weld weld, View view, double limitPx) {}

    /** All of a catalog, standard by standard, in the order of their rules. */
    public static List<NotJudgeable> of(Catalog catalog) {
        List<NotJudgeable> all = new ArrayList<>();
        for (Standard standard : new TreeMap<>(catalog.standards()).values()) {
            for (Standard.Rule rule : standard.rules()) {
                if (rule.kind() == Standard.Kind.NOT_JUDGEABLE) {
                    all.add(new NotJudgeable(standard.id(), rule, true, "not judgeable by one camera"));
                } else {
                    unlabelled(rule, standard, catalog.defects())
                            .or(() -> belowSight(rule, standard, catalog))
                            .ifPresent(why -> all.add(new NotJudgeable(standard.id(), rule, false, why)));
                }
            }
        }
        return all;
    }

    /** One sentence for a list or a log. */
    public String message() {
        return standard + ": " + (isOfSheet ? why : "not judgeable, " + why) + ": " + rule.subject() + ", "
                + rule.clause();
    }

    private static Optional<String> unlabelled(Standard.Rule rule, Standard standard, DefectNames names) {
        Optional<DefectNames.Entry> entry = names.named(rule.subject());
        boolean isMeasured = !rule.quantity().isEmpty() && !MeasurandNames.isOfSeenDefect(rule.quantity());
        if (entry.isEmpty() || isMeasured || rule.kind() == Standard.Kind.INFORMATIVE || isMadeByTheJudge(rule)) {
            return Optional.empty();
        }
        if (entry.get().modelLabel().isEmpty()) {
            return Optional.of("its class has no modelLabel, so that every weld is REVIEW");
        }
        List<String> unseen = standard.scope().processes().stream()
                .filter(process -> !entry.get().processes().contains(process))
                .toList();
        return unseen.isEmpty()
                ? Optional.empty()
                : Optional.of("its modelLabel means another class, or none, on processes " + unseen);
    }

    /** A missing weld is measured, and what the catalog does not name has its class from the judge. */
    private static boolean isMadeByTheJudge(Standard.Rule rule) {
        return rule.subject().equals(StandardsReader.MISSING) || rule.subject().equals(StandardsReader.UNKNOWN);
    }

    private static Optional<String> belowSight(Standard.Rule rule, Standard standard, Catalog catalog) {
        boolean compares = rule.kind() == Standard.Kind.AT_MOST || rule.kind() == Standard.Kind.AT_LEAST;
        if (!compares || !MeasurandNames.isLengthOrArea(rule.quantity())) {
            return Optional.empty();
        }
        double leastPx = MeasurandNames.isOfSeenDefect(rule.quantity()) ? DEFECT_LIMIT_MIN_PX : LIMIT_MIN_PX;
        List<Sight> below = catalog.plans().values().stream()
                .flatMap(plan -> plan.welds().stream())
                .filter(weld -> weld.standard().equals(standard.id()))
                .flatMap(weld -> sights(weld, rule, catalog))
                .filter(sight -> !(sight.limitPx() >= leastPx))
                .toList();
        return below.stream()
                .min(Comparator.comparingDouble(Sight::limitPx)
                        .thenComparing(sight -> sight.weld().id().toString()))
                .map(least -> String.format(
                        Locale.ROOT,
                        "its limit is %.1f px of view %s for weld %s (%d welds and views below %.0f px), less than the"
                                + " view resolves",
                        least.limitPx(),
                        least.view().id(),
                        least.weld().id(),
                        below.size(),
                        leastPx));
    }

    /** The limit of a weld in pixels of each view that is calibrated; of an area the side of a square. */
    private static Stream<Sight> sights(Weld weld, Standard.Rule rule, Catalog catalog) {
        double limit = rule.limits().orElseThrow().forWeldMm(weld);
        double limitMm = rule.quantity().equals("DEFECT_AREA") ? Math.sqrt(limit) : limit;
        MmPoint at = weld.geometry() instanceof WeldGeometry.Seam seam
                ? seam.path().get(0)
                : ((WeldGeometry.Spot) weld.geometry()).centre();
        return catalog.station(weld.station()).stream()
                .flatMap(station -> weld.views().stream()
                        .flatMap(id -> Optional.ofNullable(station.views().get(id)).stream()))
                .flatMap(view -> view.calibration().stream().map(calibration -> {
                    PixelPoint pixel = calibration.pixelToMm().toPixel(at);
                    return new Sight(
                            weld, view, limitMm / calibration.pixelToMm().mmPerPixel(pixel));
                }));
    }
}
