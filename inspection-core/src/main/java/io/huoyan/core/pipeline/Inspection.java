package io.huoyan.core.pipeline;

import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.quality.CheckResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The one recorded outcome of an accepted frame. Nothing in it is native memory.
 *
 * @param id resultId
 * @param header of the frame
 * @param creationTime when it was made, UTC
 * @param isSimulated true for replays
 * @param calibrated false: measurements carry pixels only
 * @param verdict worst of the welds; a frame that shows no weld of the plan is REVIEW(NOT_INSPECTED) unless
 *     uncalibrated
 * @param welds one per weld of the plan in this view; for an uncalibrated picture one, named {@code picture}
 * @param checks outcomes of the frame checks
 * @param failure why nothing, or not all, was inspected
 * @param provenance what it was made with
 * @param stageTimes duration of each stage, in their order
 */
public record Inspection(
        ResultId id,
        FrameHeader header,
        Instant creationTime,
        boolean isSimulated,
        boolean calibrated,
        Verdict verdict,
        List<WeldInspection> welds,
        List<CheckResult> checks,
        Optional<InspectionFailure> failure,
        Provenance provenance,
        List<StageTime> stageTimes) {
    public Inspection {
        welds = List.copyOf(welds);
        checks = List.copyOf(checks);
        stageTimes = List.copyOf(stageTimes);
    }

    /** How long a stage took. */
    public record StageTime(String stage, double durationMs) {}

    /**
     * What a result was made with.
     *
     * @param imageSha256 of the bytes the camera sent
     * @param modelId of the recipe; empty if none was reached
     * @param modelSha256 of its master tensors
     * @param numericForm pinned by the recipe
     * @param recipe its id; empty if none was reached
     * @param liveRecipe true if the recipe may order repairs
     * @param catalogSha256 weld plans, recipes, calibration and standards
     * @param softwareVersion of Huoyan
     * @param knownGoodSha256 of the memories that the recipe compares with; empty if none
     * @param promiseSha256 of the promise about misses that its verdict keeps; empty if none
     * @param modelSettingsSha256 of what decides beside the model's tensors: from which probability and size on its
     *     labels count ({@link io.huoyan.core.infer.ModelDescription#settingsSha256}); empty if no model looked
     */
    public record Provenance(
            String imageSha256,
            String modelId,
            String modelSha256,
            String numericForm,
            String recipe,
            boolean liveRecipe,
            String catalogSha256,
            String softwareVersion,
            String knownGoodSha256,
            String promiseSha256,
            String modelSettingsSha256) {}
}
