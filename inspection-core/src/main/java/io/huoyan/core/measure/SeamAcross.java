package io.huoyan.core.measure;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.ViewMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Widths and offset of a seam, from its two edges at stations every half millimetre along the nominal path. */
final class SeamAcross {
    /**
     * Widths and offset leave out this many nominal widths at both ends of a stretch, where a bead is round, and what
     * the filter would mix in of it.
     */
    static final double END_MARGIN_WIDTHS = 0.6;

    private static final String BESIDE_MASK = "toes beside the mask";

    /**
     * What the filter leaves of the noise of a station. The median of five independent values has 0.54 of one's
     * standard deviation; of drawn edges it was 0.50 to 0.53, of rough ones 0.38 to 0.46, because stations that leave
     * the edge's line were put back onto it before.
     */
    private static final double FILTERED_NOISE = 0.5;

    /** A value this many standard deviations of its noise from an extreme may be the extreme itself. */
    private static final double COMPETING_SIGMAS = 2;

    private final WeldSight sight;
    private final NominalPath path;
    private final double nominalWidthMm;
    private final Function<SeamStation, ToeTrail.Beside> besideMask;
    private final ViewMap map;

    /** @param besideMask where toes are seen beside the mask's edges at a station */
    SeamAcross(
            WeldSight sight,
            NominalPath path,
            double nominalWidthMm,
            Function<SeamStation, ToeTrail.Beside> besideMask) {
        this.besideMask = besideMask;
        this.sight = sight;
        this.path = path;
        this.nominalWidthMm = nominalWidthMm;
        this.map = sight.scale().pixelToMm();
    }

    /**
     * Filtered values at a place.
     *
     * @param widthBesidePx by how much its width is another if toes beside the mask are the bead's
     * @param middleBesidePx the same of its middle
     */
    private record Across(
            int number,
            SeamStretch stretch,
            SeamStretch.Place place,
            double widthMm,
            double centreMm,
            double scatterMm,
            double widthBesidePx,
            double middleBesidePx) {
        int station() {
            return place.station();
        }

        double edgesOfMask() {
            return place.of(stretch::edgesOfMask);
        }

        double edgesUnseen() {
            return place.of(stretch::edgesUnseen);
        }
    }

    private double endMarginMm() {
        return END_MARGIN_WIDTHS * nominalWidthMm + SeamStretch.FILTER_REACH * SeamStation.SPACING_MM;
    }

    /** None where the stretches are too short to have an inside. */
    List<Measurement> measure(List<SeamStretch> stretches) {
        List<Across> all = new ArrayList<>();
        List<Across> bounds = new ArrayList<>();
        for (int number = 0; number < stretches.size(); number++) {
            SeamStretch stretch = stretches.get(number);
            List<SeamStretch.Place> inside = stretch.inside(endMarginMm(), path, map);
            all.addAll(across(number, stretch, inside));
            bounds.addAll(across(number, stretch, stretch.bounds(inside, endMarginMm(), path, map)));
        }
        if (all.isEmpty()) {
            return List.of();
        }
        List<Across> candidates = new ArrayList<>(all);
        candidates.addAll(bounds);
        Across least = Collections.min(candidates, Comparator.comparingDouble(Across::widthMm));
        Across most = Collections.max(candidates, Comparator.comparingDouble(Across::widthMm));
        Across farthest = Collections.max(candidates, Comparator.comparingDouble(one -> Math.abs(one.centreMm())));
        return List.of(
                meanWidth(all),
                oneWidth(
                        Measurand.SEAM_WIDTH_MIN,
                        least,
                        samplingMm(candidates, least, Across::widthMm, least.scatterMm()),
                        unseenMm(candidates, least, -1),
                        besideMm(candidates, Across::widthBesidePx, one -> least.widthMm() - one.widthMm())),
                oneWidth(
                        Measurand.SEAM_WIDTH_MAX,
                        most,
                        samplingMm(candidates, most, Across::widthMm, most.scatterMm()),
                        unseenMm(candidates, most, 1),
                        besideMm(candidates, Across::widthBesidePx, one -> one.widthMm() - most.widthMm())),
                offset(
                        farthest,
                        samplingMm(candidates, farthest, at -> Math.abs(at.centreMm()), farthest.scatterMm() / 2),
                        besideMm(
                                candidates,
                                Across::middleBesidePx,
                                one -> Math.abs(one.centreMm()) - Math.abs(farthest.centreMm()))));
    }

    private List<Across> across(int number, SeamStretch stretch, List<SeamStretch.Place> places) {
        double[] widths = stretch.widthsMm(map);
        double[] centres = stretch.centresMm(map);
        double scatterMm = stretch.widthScatterMm(map);
        return places.stream()
                .map(place -> new Across(
                        number,
                        stretch,
                        place,
                        place.of(widths),
                        place.of(centres),
                        scatterMm,
                        place.of(i -> beside(stretch, i).widthPx()),
                        place.of(i -> beside(stretch, i).middlePx())))
                .toList();
    }

    private ToeTrail.Beside beside(SeamStretch stretch, int station) {
        return besideMask.apply(stretch.stations().get(station));
    }

    private Measurement meanWidth(List<Across> all) {
        double scatterMm = all.stream().mapToDouble(Across::scatterMm).max().orElseThrow();
        boolean isOfMask = all.stream().anyMatch(one -> one.stretch().fromMask());
        ToDoubleFunction<ViewMap> value = any -> {
            double sum = 0;
            double[] widths = {};
            for (int i = 0; i < all.size(); i++) {
                boolean isNext = i == 0 || all.get(i).number() != all.get(i - 1).number();
                widths = isNext ? all.get(i).stretch().widthsMm(any) : widths;
                sum += all.get(i).place().of(widths);
            }
            return sum / all.size();
        };
        UncertaintyBudget budget = widthBudget(
                all.get(0), value.applyAsDouble(map), scatterMm / Math.sqrt(all.size()), 0, isOfMask ? 2 : 0);
        double meanBesideMm = perPixel(all.get(0))
                * all.stream().mapToDouble(Across::widthBesidePx).average().orElseThrow();
        budget.with(BESIDE_MASK, UncertaintyBudget.rectangular(meanBesideMm));
        return SeamRuler.measurement(sight, Measurand.SEAM_WIDTH_MEAN, value, budget, List.of());
    }

    private Measurement oneWidth(Measurand measurand, Across one, double samplingMm, double unseenMm, double besideMm) {
        List<PixelPoint> shape = List.of(
                one.stretch().left().get(one.station()).point(),
                one.stretch().right().get(one.station()).point());
        UncertaintyBudget budget = widthBudget(
                        one, one.widthMm(), filtered(one.scatterMm()), samplingMm, one.edgesOfMask())
                .with("unseen edge", UncertaintyBudget.rectangular(unseenMm))
                .with(BESIDE_MASK, UncertaintyBudget.rectangular(besideMm));
        return SeamRuler.measurement(
                sight, measurand, any -> one.place().of(one.stretch().widthsMm(any)), budget, shape);
    }

    /**
     * How far beyond an extreme width another station's may lie, because the picture shows no edge there: a notch may
     * be, over which a mask was drawn straight, as deep as the search for an edge goes.
     *
     * @param sign −1 of a least width, 1 of a largest
     */
    private double unseenMm(List<Across> all, Across extreme, int sign) {
        return all.stream()
                .mapToDouble(one -> sight.searchPx() * perPixel(one) * one.edgesUnseen()
                        + sign * (one.widthMm() - extreme.widthMm()))
                .max()
                .orElse(0);
    }

    /**
     * How far beyond an extreme value another station's may lie, its own included, because a toe is seen beside the
     * mask's edge there.
     *
     * @param besidePx by how much a station's value is another then
     * @param beyondMm how far a station's value lies beyond the extreme one; 0 of that, below 0 of the others
     */
    private double besideMm(List<Across> all, ToDoubleFunction<Across> besidePx, ToDoubleFunction<Across> beyondMm) {
        return all.stream()
                .filter(one -> besidePx.applyAsDouble(one) > 0)
                .mapToDouble(one -> besidePx.applyAsDouble(one) * perPixel(one) + beyondMm.applyAsDouble(one))
                .reduce(0, Math::max);
    }

    /** Noise of a median over the filter's stations. */
    private static double filtered(double scatterMm) {
        return FILTERED_NOISE * scatterMm;
    }

    /**
     * What noise adds to an extreme: that of n normal values lies about √(2 ln n) standard deviations from their mean,
     * half of which is taken. Only stations whose value the noise can bring to the extreme compete for it, and those
     * that are filtered together are one.
     */
    private static double samplingMm(
            List<Across> all, Across extreme, ToDoubleFunction<Across> value, double scatterMm) {
        double noiseMm = filtered(scatterMm);
        double at = value.applyAsDouble(extreme);
        long near = all.stream()
                .filter(one -> Math.abs(value.applyAsDouble(one) - at) <= COMPETING_SIGMAS * noiseMm)
                .count();
        double competing = Math.max(1, near / (2.0 * SeamStretch.FILTER_REACH + 1));
        return noiseMm * Math.sqrt(2 * Math.log(competing)) / 2;
    }

    private UncertaintyBudget widthBudget(
            Across at, double widthMm, double noiseMm, double samplingMm, double edgesOfMask) {
        double perPixel = perPixel(at);
        return sight.scale()
                .budget(widthMm, 2, perPixel)
                .with("edge noise", noiseMm)
                .with("sampling", samplingMm)
                .with("toe", at.stretch().toesPx() * perPixel)
                .with("another edge", at.stretch().rivalsPx() * perPixel)
                .with("mask edge", edgesOfMask * sight.patchPixelPx() * perPixel);
    }

    private Measurement offset(Across at, double samplingMm, double besideMm) {
        double perPixel = perPixel(at);
        double sign = Math.signum(at.centreMm());
        UncertaintyBudget budget = sight.scale()
                .budget(at.centreMm(), 1, perPixel)
                .with("edge noise", filtered(at.scatterMm() / 2))
                .with("sampling", samplingMm)
                .with("toe", at.stretch().middleToePx() * perPixel)
                .with("another edge", at.stretch().rivalsPx() / 2 * perPixel)
                .with("fiducials", sight.scale().placeUncertainty())
                .with("mask edge", at.edgesOfMask() * sight.patchPixelPx() / 2 * perPixel)
                .with(BESIDE_MASK, UncertaintyBudget.rectangular(besideMm));
        SeamStation station = at.stretch().stations().get(at.station());
        MmPoint middle = new MmPoint(
                station.nominal().x() + at.centreMm() * station.normal().x(),
                station.nominal().y() + at.centreMm() * station.normal().y());
        return SeamRuler.measurement(
                sight,
                Measurand.SEAM_OFFSET,
                any -> sign * at.place().of(at.stretch().centresMm(any)),
                budget,
                List.of(map.toPixel(station.nominal()), map.toPixel(middle)));
    }

    private double perPixel(Across at) {
        PixelPoint a = at.stretch().left().get(at.station()).point();
        PixelPoint b = at.stretch().right().get(at.station()).point();
        return sight.scale().perPixel(new PixelPoint((a.x() + b.x()) / 2, (a.y() + b.y()) / 2));
    }
}
