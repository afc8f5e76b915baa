package io.huoyan.core.pipeline;

import io.huoyan.core.catalog.Standard;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.ViewMap;
import io.huoyan.core.infer.Detection;
import io.huoyan.core.judge.Acceptance;
import io.huoyan.core.judge.Finding;
import io.huoyan.core.judge.Judgement;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.locate.LocatedWeld;
import io.huoyan.core.locate.Location;
import io.huoyan.core.measure.Measurand;
import io.huoyan.core.measure.Measurement;
import io.huoyan.core.measure.Ruler;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Looks around the place of each spot weld that was not found good, and inspects every imprint there by the same stages
 * as the weld itself, as if the plan had the weld where the imprint is.
 */
record SpotSearcher(WeldWay way, Familiarity familiarity) {
    /** By weld; of spots that are good, or could not be measured where they should be, there is none. */
    Map<String, SpotSearch> search(List<WeldWay.Judged> welds, Location.Registered location) {
        double withinMm = way.task().recipe().repairedSpotWithinMm();
        Map<String, SpotSearch> searches = new HashMap<>();
        for (WeldWay.Judged judged : welds) {
            Weld weld = judged.measured().seen().checked().located().weld();
            if (withinMm > 0
                    && weld.geometry() instanceof WeldGeometry.Spot spot
                    && judged.measured().measures().isPresent()
                    && !(judged.judgement().verdict() instanceof Verdict.Ok)) {
                searches.put(weld.id().value(), search(weld, spot, withinMm, location));
            }
        }
        return searches;
    }

    private SpotSearch search(Weld weld, WeldGeometry.Spot spot, double withinMm, Location.Registered location) {
        ViewMap map = location.registration().pixelToMm();
        List<Weld> asPlanned = way.lookAround(spot, withinMm, map).stream()
                .filter(thing -> thing.label().equals(Ruler.SPOT_LABEL) && WeldWay.isInPicture(thing, way.frame()))
                .sorted(Comparator.comparingDouble(Detection::areaPx).reversed())
                .map(thing -> centre(thing, map))
                .filter(centre -> centre.distanceMm(spot.centre()) <= withinMm && isNearestTo(weld, spot, centre))
                .limit(SpotSearch.SPOTS_MAX)
                .map(centre -> weld.at(new WeldGeometry.Spot(centre, spot.nominalDiameterMm())))
                .toList();
        List<SpotSearch.Spot> found = new ArrayList<>();
        for (WeldWay.Judged judged : way.inspect(asPlanned, location, familiarity)) {
            found.add(found(judged, spot, withinMm, map));
        }
        return new SpotSearch(withinMm, found);
    }

    private static MmPoint centre(Detection thing, ViewMap map) {
        List<PixelPoint> outline = thing.outline();
        double x = outline.stream().mapToDouble(PixelPoint::x).average().orElseThrow();
        double y = outline.stream().mapToDouble(PixelPoint::y).average().orElseThrow();
        return map.toMm(new PixelPoint(x, y));
    }

    /** What stands nearer to the place of another spot of the plan is that one's. */
    private boolean isNearestTo(Weld weld, WeldGeometry.Spot spot, MmPoint centre) {
        double distanceMm = centre.distanceMm(spot.centre());
        return way.task().welds().stream()
                .filter(other -> !other.id().equals(weld.id()))
                .noneMatch(other -> other.geometry() instanceof WeldGeometry.Spot theirs
                        && centre.distanceMm(theirs.centre()) <= distanceMm);
    }

    private SpotSearch.Spot found(WeldWay.Judged judged, WeldGeometry.Spot planned, double withinMm, ViewMap map) {
        LocatedWeld located = judged.measured().seen().checked().located();
        Judgement judgement = judged.judgement();
        Optional<Measurement> offset =
                judged.measured().measures().flatMap(measures -> measures.measurement(Measurand.SPOT_OFFSET));
        if (offset.isEmpty() || offset.get().shape().size() < 2) {
            MmPoint centre = ((WeldGeometry.Spot) located.weld().geometry()).centre();
            Verdict verdict = Verdict.worse(
                    judgement.verdict(),
                    new Verdict.Review(Verdict.Reason.NOT_JUDGEABLE, "its place could not be measured"));
            return new SpotSearch.Spot(centre, centre.distanceMm(planned.centre()), verdict, judgement.findings());
        }
        MmPoint centre = map.toMm(offset.get().shape().get(1));
        double distanceMm = centre.distanceMm(planned.centre());
        var measured = new Measurement(
                Measurand.SPOT_OFFSET,
                distanceMm,
                offset.get().unit(),
                offset.get().standardUncertainty(),
                List.of(map.toPixel(planned.centre()), offset.get().shape().get(1)));
        Standard standard = way.task().standardOf(located.weld());
        Finding.Decision decision = Acceptance.atMost(measured, withinMm, standard.guardFactor());
        List<Finding> findings = judgement.findings().stream()
                .map(finding -> isOfPlace(finding) ? placed(finding, measured, withinMm, decision) : finding)
                .toList();
        return new SpotSearch.Spot(
                centre,
                distanceMm,
                Verdict.worse(judgement.verdict(), beyond(distanceMm, withinMm, decision)),
                findings);
    }

    private static boolean isOfPlace(Finding finding) {
        return finding.measured()
                .filter(measured -> measured.measurand() == Measurand.SPOT_OFFSET)
                .isPresent();
    }

    private static Finding placed(Finding finding, Measurement measured, double withinMm, Finding.Decision decision) {
        return new Finding(
                finding.defectClass(),
                finding.clause(),
                Optional.of(measured),
                Optional.of(withinMm),
                decision,
                measured.shape(),
                finding.score(),
                finding.sizes());
    }

    private static Verdict beyond(double distanceMm, double withinMm, Finding.Decision decision) {
        return decision == Finding.Decision.ACCEPTED
                ? new Verdict.Ok()
                : new Verdict.Review(
                        Verdict.Reason.GUARD_BAND,
                        String.format(
                                Locale.ROOT,
                                "it stands %.2f mm from the weld's place; allowed for a repaired spot is %.2f mm",
                                distanceMm,
                                withinMm));
    }
}
