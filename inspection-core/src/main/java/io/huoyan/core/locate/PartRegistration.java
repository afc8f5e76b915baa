package io.huoyan.core.locate;

import io.huoyan.core.catalog.View;
import io.huoyan.core.catalog.View.Fiducial;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds out where the part is in a picture by the view's fiducials. */
final class PartRegistration {
    /** A part this much nearer or farther than at calibration is not the part, or not the view. */
    static final double SCALE_CHANGE_MAX = 0.02;

    /** Fiducials needed where the view has as many: with fewer nothing would be left to check the fit by. */
    private static final int FOUND_MIN = 3;

    private final Frame frame;
    private final View.Calibration calibration;
    private final MatScope scope;

    PartRegistration(Frame frame, View.Calibration calibration, MatScope scope) {
        this.frame = frame;
        this.calibration = calibration;
        this.scope = scope;
    }

    /** Either a registration or why there is none. */
    sealed interface Outcome {
        record Found(Registration registration) implements Outcome {}

        record NotFound(Location.Unregistered why) implements Outcome {}
    }

    Outcome register() {
        int expected = calibration.fiducials().size();
        if (frame.widthPx() != calibration.widthPx() || frame.heightPx() != calibration.heightPx()) {
            return notFound(
                    String.format(
                            "picture is %d × %d px; the view is calibrated for %d × %d px",
                            frame.widthPx(), frame.heightPx(), calibration.widthPx(), calibration.heightPx()),
                    0,
                    0);
        }
        if (expected == 0) {
            return new Outcome.Found(new Registration(
                    calibration.pixelToMm(), 0, 0, 0, 0, calibration.pose().map(pose -> PoseFit.prior(pose, pivot()))));
        }
        List<PlaneFit.Pair> pairs = pairs();
        int needed = Math.min(expected, FOUND_MIN);
        if (pairs.size() < needed) {
            return notFound(
                    "fiducials found are " + pairs.size() + " of " + expected + "; needed are " + needed,
                    pairs.size(),
                    0);
        }
        return judged(pairs, fit(pairs));
    }

    /** With a pose, its residual is what counts: a similarity has one of its own where the plane is tilted. */
    private PlaneFit fit(List<PlaneFit.Pair> pairs) {
        PlaneFit fit = PlaneFit.of(pairs, scope);
        return calibration
                .pose()
                .map(pose -> PoseFit.of(pairs, pose, pivot(), mmPerPixel()))
                .map(pose -> new PlaneFit(fit.matrix(), pose.residualMm(), fit.scale()))
                .orElse(fit);
    }

    private List<PlaneFit.Pair> pairs() {
        FiducialFinder finder = new FiducialFinder(frame, calibration.pixelToMm(), scope);
        List<PlaneFit.Pair> pairs = new ArrayList<>();
        for (Fiducial fiducial : calibration.fiducials()) {
            finder.find(fiducial).ifPresent(seen -> pairs.add(new PlaneFit.Pair(fiducial.centre(), seen)));
        }
        return pairs;
    }

    /** Accepts the fit; or the best fit without one fiducial, if that one alone was wrong; or refuses. */
    private Outcome judged(List<PlaneFit.Pair> pairs, PlaneFit fit) {
        double residualMaxMm = calibration.registrationResidualMaxMm();
        if (fit.residualMm() <= residualMaxMm) {
            return scaleJudged(pairs, fit);
        }
        if (pairs.size() > FOUND_MIN) {
            Optional<List<PlaneFit.Pair>> better = pairs.stream()
                    .map(wrong -> pairs.stream().filter(p -> !p.equals(wrong)).toList())
                    .min(Comparator.comparingDouble(rest -> fit(rest).residualMm()));
            PlaneFit betterFit = fit(better.orElseThrow());
            if (betterFit.residualMm() <= residualMaxMm) {
                return scaleJudged(better.get(), betterFit);
            }
        }
        return notFound(
                String.format(
                        Locale.ROOT,
                        "fiducials are %.3f mm (RMS) from where the part's best place puts them; allowed are %.3f mm",
                        fit.residualMm(),
                        residualMaxMm),
                pairs.size(),
                fit.residualMm());
    }

    private Outcome scaleJudged(List<PlaneFit.Pair> pairs, PlaneFit fit) {
        if (Math.abs(fit.scale() - 1) > SCALE_CHANGE_MAX) {
            return notFound(
                    String.format(
                            Locale.ROOT,
                            "part seems %.4f times as large as at calibration; allowed are %.2f to %.2f",
                            1 / fit.scale(),
                            1 - SCALE_CHANGE_MAX,
                            1 + SCALE_CHANGE_MAX),
                    pairs.size(),
                    fit.residualMm());
        }
        MmPoint known = PlaneFit.mean(pairs.stream().map(PlaneFit.Pair::known).toList());
        MmPoint seen = PlaneFit.mean(pairs.stream().map(PlaneFit.Pair::seen).toList());
        Optional<PoseFit> pose = calibration.pose().map(p -> PoseFit.of(pairs, p, pivot(), mmPerPixel()));
        return new Outcome.Found(new Registration(
                calibration.pixelToMm().then(pose.map(PoseFit::matrix).orElse(fit.matrix())),
                pose.map(PoseFit::residualMm).orElse(fit.residualMm()),
                pairs.size(),
                calibration.fiducials().size(),
                seen.distanceMm(known),
                pose.map(PoseFit::doubt)));
    }

    /** The point of the plane in the middle of the picture. */
    private MmPoint pivot() {
        return calibration.pixelToMm().toMm(middle());
    }

    private double mmPerPixel() {
        return calibration.pixelToMm().mmPerPixel(middle());
    }

    private PixelPoint middle() {
        return new PixelPoint((calibration.widthPx() - 1) / 2.0, (calibration.heightPx() - 1) / 2.0);
    }

    private Outcome notFound(String message, int found, double residualMm) {
        return new Outcome.NotFound(new Location.Unregistered(
                message, found, calibration.fiducials().size(), residualMm));
    }
}
