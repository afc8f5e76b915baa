package io.huoyan.core.orders;

import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.domain.WeldId;
import java.time.Instant;
import java.util.Optional;

/**
 * What was last said of a weld: by the latest orderable visit that had it in its plan, and by QA of that.
 *
 * @param vehicle whose
 * @param weld which
 * @param revision counts visits' results and decisions of this weld, from 1; who decides names the one that was seen
 * @param station of the visit
 * @param visit which
 * @param verdict {@code OK}, {@code NOK} or {@code REVIEW}
 * @param reason why a person must look; empty unless the verdict is REVIEW
 * @param decidedGood what QA decided of a REVIEW; empty while it waits
 * @param since when the visit closed, UTC
 */
public record WeldStanding(
        VehicleId vehicle,
        WeldId weld,
        int revision,
        StationId station,
        VisitId visit,
        String verdict,
        String reason,
        Optional<Boolean> decidedGood,
        Instant since) {
    /** True if a person must look at it and nobody has decided yet. */
    public boolean isDoubtful() {
        return verdict.equals("REVIEW") && decidedGood.isEmpty();
    }
}
