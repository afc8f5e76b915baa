package io.huoyan.core.catalog;

import io.huoyan.core.catalog.Standard.Kind;
import io.huoyan.core.catalog.Standard.Rule;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.WeldId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What every weld of every plan must keep to, however it was written; gathers the plans. */
final class PlanRules {
    /** Nominal width in the picture, px, below which edges cannot be told to a useful fraction of it. */
    static final double WELD_WIDTH_MIN_PX = 12;

    /** Most welds of a plan. */
    static final int WELDS_MAX = 20_000;

    private final Faults faults;
    private final StationsReader stations;
    private final StandardsReader standards;
    private final Names<VariantId> variants;
    private final Map<VariantId, WeldPlan> plans = new HashMap<>();

    PlanRules(Faults faults, StationsReader stations, StandardsReader standards) {
        this.faults = faults;
        this.stations = stations;
        this.standards = standards;
        this.variants = new Names<>("variant", faults);
    }

    Map<VariantId, WeldPlan> plans() {
        return plans;
    }

    /** Where the parts of a weld are written. */
    interface Written {
        Place place(String key);
    }

    /** A plan in the making. */
    final class Draft {
        private final VariantId variant;
        private final Names<WeldId> ids = new Names<>("weld", faults);
        private final List<Weld> welds = new ArrayList<>();

        Draft(VariantId variant, Place place) {
            this.variant = variant;
            variants.define(variant, place);
        }

        void name(WeldId id, Place place) {
            ids.define(id, place);
        }

        void add(Weld weld, Written written) {
            check(weld, written);
            welds.add(weld);
        }

        void end(Place place) {
            if (welds.size() > WELDS_MAX) {
                faults.add(place, "plan has " + welds.size() + " welds; allowed are 0 to " + WELDS_MAX);
            }
            plans.put(variant, new WeldPlan(variant, welds, new PlanGroups(faults, standards).of(welds, place)));
        }
    }

    private void check(Weld weld, Written written) {
        stations.ids().refer(weld.station(), written.place("station"));
        Optional<Names<ViewId>> views = stations.viewIds(weld.station());
        for (ViewId view : weld.views()) {
            views.ifPresent(names -> names.refer(view, written.place("views")));
            calibration(weld.station(), view).ifPresent(c -> checkSeen(weld, view, c, written.place("path")));
        }
        standards.ids().refer(weld.standard(), written.place("standard"));
        Standard standard = standards.standards().get(weld.standard());
        if (standard != null) {
            checkCovered(weld, standard, written.place("standard"));
        }
    }

    private Optional<View.Calibration> calibration(StationId station, ViewId view) {
        return Optional.ofNullable(stations.stations().get(station))
                .flatMap(s -> Optional.ofNullable(s.views().get(view)))
                .flatMap(View::calibration);
    }

    private void checkSeen(Weld weld, ViewId view, View.Calibration calibration, Place place) {
        double halfMm = weld.geometry().nominalWidthMm() / 2;
        for (MmPoint point : path(weld.geometry())) {
            var pixel = calibration.pixelToMm().toPixel(point);
            if (!Places.isInPicture(
                    point, halfMm, calibration.pixelToMm(), calibration.widthPx(), calibration.heightPx())) {
                String where = Places.isInPicture(
                                        point,
                                        0,
                                        calibration.pixelToMm(),
                                        calibration.widthPx(),
                                        calibration.heightPx())
                                || !Places.isWithin(pixel, calibration.widthPx(), calibration.heightPx())
                        ? " lies at " + Places.shown(pixel) + " of view " + view
                        : " lies outside view " + view + ", whose lens model folds over so far out";
                faults.add(
                        place,
                        "weld " + weld.id() + " at " + Places.shown(point) + where
                                + "; allowed is within its picture of "
                                + calibration.widthPx() + " × " + calibration.heightPx()
                                + " px, half the weld's width from the edge");
                return;
            }
            double widthPx = 2 * halfMm / calibration.pixelToMm().mmPerPixel(pixel);
            if (widthPx < WELD_WIDTH_MIN_PX) {
                faults.add(
                        place,
                        "weld " + weld.id() + " is " + Places.shown(widthPx) + " px wide in view " + view
                                + ": not judgeable; allowed are " + Range.number(WELD_WIDTH_MIN_PX)
                                + " px and more");
                return;
            }
        }
    }

    private static List<MmPoint> path(WeldGeometry geometry) {
        return geometry instanceof WeldGeometry.Seam seam
                ? seam.path()
                : List.of(((WeldGeometry.Spot) geometry).centre());
    }

    private void checkCovered(Weld weld, Standard standard, Place place) {
        Standard.Scope scope = standard.scope();
        if (!scope.covers(weld)) {
            faults.add(
                    place,
                    "standard " + standard.id() + " does not cover weld " + weld.id() + ": process " + weld.process()
                            + ", " + weld.material() + ", " + weld.governingThicknessMm()
                            + " mm; covered are processes " + scope.processes() + ", " + scope.materials() + ", "
                            + scope.thicknessMinMm() + " to " + scope.thicknessMaxMm() + " mm");
            return;
        }
        for (Rule rule : standard.rules()) {
            if (rule.quantity().equals("SPOT_EDGE_DISTANCE")
                    && weld.geometry() instanceof WeldGeometry.Spot spot
                    && spot.sheetEdge().isEmpty()) {
                faults.add(
                        place,
                        "standard " + standard.id() + " limits SPOT_EDGE_DISTANCE of weld " + weld.id() + " ("
                                + rule.clause() + "), and the plan gives it no sheetEdge; allowed is a polyline of two"
                                + " points and more");
            }
            boolean compares = rule.kind() == Kind.AT_MOST || rule.kind() == Kind.AT_LEAST;
            double limitMm = rule.limits().map(limit -> limit.forWeldMm(weld)).orElse(1.0);
            if (compares && !(limitMm > 0)) {
                faults.add(
                        place,
                        "standard " + standard.id() + " limits " + rule.quantity() + " of weld " + weld.id() + " to "
                                + limitMm + " mm (" + rule.clause() + "); allowed is above 0");
            }
        }
    }
}
