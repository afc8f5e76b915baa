package io.huoyan.core.review;

import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.judge.Verdict;
import java.time.Instant;

/**
 * @param station whose visit
 * @param visit which
 * @param weld decided about
 * @param revision of the weld's standing that the person was shown
 * @param seen verdict that the person was shown
 * @param good true: let it go; false: order a repair
 * @param who name of the person; not blank
 * @param reason in the person's words; not blank
 * @param when UTC
 */
public record QaDecision(
        StationId station,
        VisitId visit,
        WeldId weld,
        int revision,
        Verdict seen,
        boolean good,
        String who,
        String reason,
        Instant when) {
    public QaDecision {
        if (who.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException(
                    "a decision needs a name and a reason; who is '" + who + "', reason is '" + reason + "'");
        }
    }
}
