package io.huoyan.core.pipeline;

import io.huoyan.core.catalog.View;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.ViewMap;
import io.huoyan.core.evidence.Evidence;
import io.huoyan.core.evidence.EvidenceCutter;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.Detection;
import io.huoyan.core.judge.Judge;
import io.huoyan.core.judge.Judgement;
import io.huoyan.core.judge.SeenDefect;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.locate.LocatedWeld;
import io.huoyan.core.locate.Location;
import io.huoyan.core.locate.Locator;
import io.huoyan.core.locate.WeldPatch;
import io.huoyan.core.measure.DefectRuler;
import io.huoyan.core.measure.DefectZone;
import io.huoyan.core.measure.LensBlur;
import io.huoyan.core.measure.Ruler;
import io.huoyan.core.measure.Scale;
import io.huoyan.core.measure.WeldMeasures;
import io.huoyan.core.measure.WeldSight;
import io.huoyan.core.quality.CheckResult;
import io.huoyan.core.quality.WeldChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The stages of the welds of a registered picture, each from the records of the stage before. */
record WeldWay(Frame frame, Assignment task, View.Calibration calibration, Judge judge, MatScope scope) {
    private static final int WIDTHS_PER_PATCH = 4;

    /** Side of the patches: four weld widths, as the network takes them. */
    int patchSidePx() {
        int multiple = task.detector().model().sideMultiplePx();
        double side = WIDTHS_PER_PATCH * task.recipe().pixelsPerWeldWidth();
        return (int) Math.ceil(side / multiple) * multiple;
    }

    Location locate() {
        return Locator.locate(
                frame, calibration, task.welds(), task.recipe().pixelsPerWeldWidth(), patchSidePx(), scope);
    }

    /** A located weld and whether it is seen well enough. */
    record Checked(LocatedWeld located, List<CheckResult> checks) {
        boolean isFit() {
            return checks.stream().allMatch(CheckResult::fit);
        }
    }

    /** With what the network saw of it; nothing, if it was not shown to it. */
    record Seen(Checked checked, List<Detection> detections) {}

    /** With what was measured; empty if it was not fit to. */
    record Measured(Seen seen, Optional<WeldMeasures> measures, List<SeenDefect> defects) {}

    /** With its verdict. */
    record Judged(Measured measured, Judgement judgement) {}

    List<Checked> check(Location.Registered location) {
        return location.welds().stream()
                .map(weld -> new Checked(
                        weld,
                        WeldChecks.check(
                                frame, weld.checkedRegion(), task.recipe().quality(), scope)))
                .toList();
    }

    List<Seen> look(List<Checked> welds, Location.Registered location) {
        List<List<WeldPatch>> groups = welds.stream()
                .map(weld -> weld.isFit() ? weld.located().patches() : List.<WeldPatch>of())
                .toList();
        ViewMap pixelToMm = location.registration().pixelToMm();
        List<Predicate<Detection>> own = welds.stream()
                .<Predicate<Detection>>map(
                        weld -> thing -> isOwn(thing, weld.located().weld().geometry(), pixelToMm))
                .toList();
        List<List<Detection>> detections = new Eyes(task.detector(), task.recipe()).look(groups, own, scope);
        List<Seen> seen = new ArrayList<>(welds.size());
        for (int i = 0; i < welds.size(); i++) {
            seen.add(new Seen(welds.get(i), detections.get(i)));
        }
        return seen;
    }

    List<Measured> measure(List<Seen> welds, Location.Registered location) {
        Scale scale = Scale.of(
                location.registration(),
                calibration,
                LensBlur.px(frame, calibration, location.registration().pixelToMm(), scope));
        return welds.stream().map(weld -> measure(weld, scale)).toList();
    }

    private Measured measure(Seen seen, Scale scale) {
        if (!seen.checked().isFit()) {
            return new Measured(seen, Optional.empty(), List.of());
        }
        LocatedWeld located = seen.checked().located();
        WeldGeometry geometry = located.weld().geometry();
        double patchPixelPx = patchPixelPx(located.patches().get(0));
        WeldSight sight = new WeldSight(frame, located.region(), seen.detections(), patchPixelPx, scale);
        Optional<WeldGeometry.Seam> seam = geometry instanceof WeldGeometry.Seam s ? Optional.of(s) : Optional.empty();
        List<Detection> things = seen.detections().stream()
                .filter(d -> !isWeld(d) && isOwn(d, geometry, scale.pixelToMm()))
                .toList();
        List<SeenDefect> defects =
                SeenDefect.all(things, DefectRuler.measureAll(frame, things, patchPixelPx, scale, seam, scope));
        return new Measured(seen, Optional.of(Ruler.of(geometry).measure(sight, scope)), defects);
    }

    /** Whether a thing lies in the picture and at the weld. */
    private boolean isOwn(Detection thing, WeldGeometry geometry, ViewMap pixelToMm) {
        return isInPicture(thing, frame) && DefectZone.holds(geometry, thing.outline(), pixelToMm);
    }

    static boolean isWeld(Detection detection) {
        return isWeld(detection.label());
    }

    /** Whether a label marks the weld rather than something on it. */
    static boolean isWeld(String label) {
        return label.equals(Ruler.SEAM_LABEL) || label.equals(Ruler.SPOT_LABEL);
    }

    /**
     * Whether any of it is: a patch that reaches beyond the picture's edge is filled up there, and the filling is no
     * picture.
     */
    static boolean isInPicture(Detection detection, Frame frame) {
        return detection.outline().stream()
                .anyMatch(p -> p.x() >= 0 && p.y() >= 0 && p.x() < frame.widthPx() && p.y() < frame.heightPx());
    }

    static double patchPixelPx(WeldPatch patch) {
        return patch.toOriginal(0, 0).distancePx(patch.toOriginal(1, 0));
    }

    List<Judged> judge(List<Measured> welds) {
        return welds.stream().map(weld -> new Judged(weld, judge(weld))).toList();
    }

    private Judgement judge(Measured measured) {
        Checked checked = measured.seen().checked();
        if (measured.measures().isEmpty()) {
            return new Judgement(unfit(checked.checks()), List.of());
        }
        Weld weld = checked.located().weld();
        return judge.judge(weld, task.standardOf(weld), measured.measures().get(), measured.defects());
    }

    /** Welds that are OK so far, held against what is remembered. */
    List<Judged> compare(List<Judged> welds, Familiarity familiarity) {
        return welds.stream()
                .map(weld -> {
                    LocatedWeld located = weld.measured().seen().checked().located();
                    return new Judged(
                            weld.measured(),
                            familiarity.of(weld.judgement(), located.weld().id().value(), located.region()));
                })
                .toList();
    }

    /** The verdict of a picture that failed some of its checks. */
    static Verdict unfit(List<CheckResult> checks) {
        String failed = checks.stream()
                .filter(check -> !check.fit())
                .map(CheckResult::message)
                .reduce((a, b) -> a + "; " + b)
                .orElse("");
        return new Verdict.Review(Verdict.Reason.UNFIT_PICTURE, failed);
    }

    /** All stages of welds that the plan has elsewhere, in a picture that is registered. */
    List<Judged> inspect(List<Weld> welds, Location.Registered location, Familiarity familiarity) {
        Location.Registered there = Locator.cutOut(
                frame, location.registration(), welds, task.recipe().pixelsPerWeldWidth(), patchSidePx(), scope);
        return welds.isEmpty() ? List.of() : compare(judge(measure(look(check(there), there), there)), familiarity);
    }

    /** What the network sees within a distance of a spot's place. */
    List<Detection> lookAround(WeldGeometry.Spot spot, double withinMm, ViewMap pixelToMm) {
        List<WeldPatch> patches = Locator.around(
                frame, spot, withinMm, pixelToMm, task.recipe().pixelsPerWeldWidth(), patchSidePx(), scope);
        return new Eyes(task.detector(), task.recipe())
                .look(List.of(patches), List.of(d -> isInPicture(d, frame)), scope)
                .get(0);
    }

    /** @param searches what was found around welds, by their id */
    List<WeldInspection> keep(List<Judged> welds, Map<String, SpotSearch> searches) {
        return welds.stream().map(weld -> keep(weld, searches)).toList();
    }

    private WeldInspection keep(Judged judged, Map<String, SpotSearch> searches) {
        Checked checked = judged.measured().seen().checked();
        LocatedWeld located = checked.located();
        boolean isOk = judged.judgement().verdict() instanceof Verdict.Ok;
        Optional<Evidence> evidence = isOk ? Optional.empty() : EvidenceCutter.cut(frame, located.region(), scope);
        List<List<PixelPoint>> outlines =
                judged.measured().measures().map(WeldMeasures::seen).orElse(List.of());
        return new WeldInspection(
                located.weld().id(),
                judged.judgement().verdict(),
                judged.judgement().findings(),
                judged.measured().measures().map(WeldMeasures::measurements).orElse(List.of()),
                checked.checks(),
                located.region(),
                located.nominal(),
                outlines,
                evidence,
                Optional.ofNullable(searches.get(located.weld().id().value())));
    }
}
