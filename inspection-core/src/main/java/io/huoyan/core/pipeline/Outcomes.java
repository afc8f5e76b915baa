package io.huoyan.core.pipeline;

import io.huoyan.core.catalog.Recipe;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.Result;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.evidence.Evidence;
import io.huoyan.core.evidence.EvidenceCutter;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.locate.Location;
import io.huoyan.core.quality.CheckResult;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the inspection that a frame ends in, whichever way it went. Only {@link #inspected} can be OK. */
final class Outcomes {
    private final Clock clock;
    private final Supplier<ResultId> resultIds;
    private final Provenances provenances;

    Outcomes(Clock clock, Supplier<ResultId> resultIds, Provenances provenances) {
        this.clock = clock;
        this.resultIds = resultIds;
        this.provenances = provenances;
    }

    Draft draft(CapturedImage image, boolean isSimulated, boolean calibrated, Optional<Recipe> recipe) {
        return new Draft(
                image, isSimulated, calibrated, provenances.of(image.data(), recipe, calibrated), new StageClock());
    }

    static <T> Optional<T> success(Result<T> result) {
        return result instanceof Result.Success<T> success ? Optional.of(success.value()) : Optional.empty();
    }

    /** Every weld went its way; a frame without a weld shows nothing that could be OK. */
    Inspection inspected(Draft draft, boolean calibrated, List<WeldInspection> welds, List<CheckResult> checks) {
        Verdict verdict = welds.isEmpty()
                ? new Verdict.Review(
                        Verdict.Reason.NOT_INSPECTED,
                        "the plan of variant "
                                + draft.image().header().vehicle().variant() + " has no weld in view "
                                + draft.image().header().view())
                : welds.stream().map(WeldInspection::verdict).reduce(new Verdict.Ok(), Verdict::worse);
        return inspection(draft, calibrated, verdict, welds, checks, Optional.empty());
    }

    /**
     * A failure keeps every weld of the view from being inspected; the whole picture is their evidence, if there is
     * one.
     */
    Inspection failed(Draft draft, InspectionFailure failure, List<Weld> welds, Optional<Frame> frame, MatScope scope) {
        Verdict verdict = new Verdict.Review(reason(failure), failure.message());
        List<WeldId> names = welds.stream().map(Weld::id).toList();
        List<WeldInspection> reviewed = reviewed(names, verdict, frame, scope);
        return inspection(draft, draft.calibrated(), verdict, reviewed, List.of(), Optional.of(failure));
    }

    /** A bug: nothing native is touched again. */
    Inspection broken(Draft draft, InspectionFailure failure, List<Weld> welds) {
        Verdict verdict = new Verdict.Review(reason(failure), failure.message());
        List<WeldInspection> reviewed = welds.stream()
                .map(weld -> reviewed(weld.id(), verdict, new PixelBox(0, 0, 0, 0), Optional.empty()))
                .toList();
        return inspection(draft, draft.calibrated(), verdict, reviewed, List.of(), Optional.of(failure));
    }

    /** The picture as a whole is unfit to judge by. */
    Inspection unfit(Draft draft, Frame frame, List<Weld> welds, List<CheckResult> checks, MatScope scope) {
        List<WeldId> names = welds.stream().map(Weld::id).toList();
        return unfit(draft, frame, names, checks, draft.calibrated(), scope);
    }

    /** The same for a picture without calibration. */
    Inspection unfitPicture(Draft draft, Frame frame, List<CheckResult> checks, MatScope scope) {
        return unfit(draft, frame, List.of(InspectionPipeline.WHOLE_PICTURE), checks, false, scope);
    }

    private Inspection unfit(
            Draft draft,
            Frame frame,
            List<WeldId> names,
            List<CheckResult> checks,
            boolean calibrated,
            MatScope scope) {
        Verdict verdict = WeldWay.unfit(checks);
        List<WeldInspection> reviewed = reviewed(names, verdict, Optional.of(frame), scope);
        return inspection(draft, calibrated, verdict, reviewed, checks, Optional.empty());
    }

    Inspection unregistered(
            Draft draft,
            Frame frame,
            List<Weld> welds,
            List<CheckResult> checks,
            Location.Unregistered lost,
            MatScope scope) {
        Verdict verdict = new Verdict.Review(Verdict.Reason.REGISTRATION, lost.message());
        List<WeldId> names = welds.stream().map(Weld::id).toList();
        List<WeldInspection> reviewed = reviewed(names, verdict, Optional.of(frame), scope);
        return inspection(draft, true, verdict, reviewed, checks, Optional.empty());
    }

    private static List<WeldInspection> reviewed(
            List<WeldId> names, Verdict verdict, Optional<Frame> frame, MatScope scope) {
        if (names.isEmpty() || frame.isEmpty()) {
            PixelBox nowhere = new PixelBox(0, 0, 0, 0);
            return names.stream()
                    .map(name -> reviewed(name, verdict, nowhere, Optional.empty()))
                    .toList();
        }
        Evidence whole = EvidenceCutter.whole(frame.get(), scope);
        return names.stream()
                .map(name -> reviewed(name, verdict, whole.box(), Optional.of(whole)))
                .toList();
    }

    private static WeldInspection reviewed(WeldId weld, Verdict verdict, PixelBox region, Optional<Evidence> evidence) {
        return new WeldInspection(
                weld, verdict, List.of(), List.of(), List.of(), region, List.of(), List.of(), evidence);
    }

    private static Verdict.Reason reason(InspectionFailure failure) {
        if (failure instanceof InspectionFailure.Late) {
            return Verdict.Reason.LATE;
        }
        if (failure instanceof InspectionFailure.Undecodable) {
            return Verdict.Reason.UNFIT_PICTURE;
        }
        return failure instanceof InspectionFailure.Internal ? Verdict.Reason.INTERNAL : Verdict.Reason.NOT_INSPECTED;
    }

    private Inspection inspection(
            Draft draft,
            boolean calibrated,
            Verdict verdict,
            List<WeldInspection> welds,
            List<CheckResult> checks,
            Optional<InspectionFailure> failure) {
        return new Inspection(
                resultIds.get(),
                draft.image().header(),
                clock.instant(),
                draft.isSimulated(),
                calibrated,
                verdict,
                welds,
                checks,
                failure,
                draft.provenance(),
                draft.clock().times());
    }
}
