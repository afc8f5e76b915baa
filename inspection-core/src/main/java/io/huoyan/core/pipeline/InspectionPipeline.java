package io.huoyan.core.pipeline;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.domain.RecipeId;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.judge.Verdict;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * From captured image to inspection. Thread-safe; each call works in its own {@code MatScope} and leaves no native
 * memory behind. Pure: no store, no orders, so that a replay can never order a repair.
 */
public final class InspectionPipeline {
    private final Catalog catalog;
    private final Map<RecipeId, DefectDetector> detectors;
    private final Clock clock;
    private final Supplier<ResultId> resultIds;
    private final String softwareVersion;

    /**
     * @param catalog what the engineer wrote
     * @param detectors the network of each recipe; stays the caller's, who closes it after the last call
     * @param clock creation times
     * @param resultIds a new id for each inspection
     * @param softwareVersion of Huoyan, for the provenance
     */
    public InspectionPipeline(
            Catalog catalog,
            Map<RecipeId, DefectDetector> detectors,
            Clock clock,
            Supplier<ResultId> resultIds,
            String softwareVersion) {
        this.catalog = catalog;
        this.detectors = Map.copyOf(detectors);
        this.clock = clock;
        this.resultIds = resultIds;
        this.softwareVersion = softwareVersion;
    }

    /**
     * Inspects one picture. Never throws for a bad picture or a bug of ours: both are a failure in the inspection, and
     * no weld of it is OK.
     *
     * @param isSimulated true for replays
     */
    public Inspection inspect(CapturedImage image, boolean isSimulated) {
        return notInspected(
                image,
                new InspectionFailure.Internal("no detector for any of " + detectors.size() + " recipes is in use yet"),
                isSimulated);
    }

    /**
     * The outcome of a frame that is not inspected (now): every weld of its view is REVIEW. Of a late frame the picture
     * is kept as evidence, if it can be read.
     */
    public Inspection notInspected(CapturedImage image, InspectionFailure failure, boolean isSimulated) {
        return new Inspection(
                resultIds.get(),
                image.header(),
                clock.instant(),
                isSimulated,
                false,
                new Verdict.Review(Verdict.Reason.INTERNAL, failure.message()),
                List.of(),
                List.of(),
                Optional.of(failure),
                new Inspection.Provenance("", "", "", "", "", false, catalog.sha256(), softwareVersion),
                List.of());
    }
}
