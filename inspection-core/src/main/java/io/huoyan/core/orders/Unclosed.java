package io.huoyan.core.orders;

import io.huoyan.core.domain.ResultId;
import io.huoyan.core.pipeline.VisitResult.WeldResult;
import java.time.Instant;
import java.util.Optional;

/**
 * A repaired order whose weld was found good, and which stays open all the same: what was seen may be older than the
 * repair. It waits for a re-inspection.
 *
 * @param order as it stays
 * @param why in words
 */
public record Unclosed(RepairOrder order, String why) {
    /**
     * Empty if everything that is known says that the weld was seen after its repair was reported: every frame was both
     * taken after it and recorded after it.
     *
     * @param repaired an order in the state {@link OrderState#REPAIRED}; its current revision reported the repair
     */
    static Optional<Unclosed> of(RepairOrder repaired, WeldResult seen, RecordOrder records) {
        Instant reportedAt = repaired.updatedAt();
        if (seen.seenAt().isEmpty()) {
            return because(repaired, "when the weld was seen is not known");
        }
        Instant seenAt = seen.seenAt().get();
        if (!seenAt.isAfter(reportedAt)) {
            return because(
                    repaired,
                    "the weld was seen at " + seenAt + "; its repair was reported at " + reportedAt
                            + "; allowed is later");
        }
        Optional<ResultId> older = seen.results().stream()
                .filter(result -> records.isRecordedBefore(result, repaired.id()))
                .findFirst();
        return older.flatMap(
                result -> because(repaired, "result " + result + " was recorded before the repair was reported"));
    }

    private static Optional<Unclosed> because(RepairOrder order, String why) {
        return Optional.of(new Unclosed(order, why));
    }
}
