package io.huoyan.core.pipeline;

import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.judge.Finding;
import io.huoyan.core.judge.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One verdict per weld of the vehicle's plan at a station, for one visit. A frame that is recorded after the visit was
 * closed and changes what is known of a weld makes the next revision; the latest revision is the visit's result.
 *
 * @param station where
 * @param visit which stay
 * @param vehicle whose
 * @param sequenceNumber counts the station's visit results, revisions too, without gaps, from 1
 * @param revision 1 when the visit closes; counts on for each result amended later
 * @param closedAt UTC
 * @param verdict worst of the welds
 * @param welds every weld of the plan at this station, in the plan's order
 * @param orderable false if some of its inspections came from a shadow recipe: then no order is made of it
 */
public record VisitResult(
        StationId station,
        VisitId visit,
        Vehicle vehicle,
        long sequenceNumber,
        int revision,
        Instant closedAt,
        Verdict verdict,
        List<WeldResult> welds,
        boolean orderable) {
    public VisitResult {
        if (revision < 1) {
            throw new IllegalArgumentException(
                    "revision of the result of visit " + visit + " is " + revision + "; allowed from 1");
        }
        welds = List.copyOf(welds);
    }

    /** True if it holds a result of the same weld with the same verdict and findings, of whichever frames. */
    public boolean saysTheSame(WeldResult other) {
        return welds.stream()
                .anyMatch(weld -> weld.weld().equals(other.weld())
                        && weld.verdict().equals(other.verdict())
                        && weld.findings().equals(other.findings()));
    }

    /** True if a late frame amended it, so that it speaks of the vehicle as it was before this moment. */
    public boolean isAmended() {
        return revision > 1;
    }

    /**
     * @param weld which
     * @param verdict combined over the frames that show it, worst wins; REVIEW(NOT_INSPECTED) if none does
     * @param findings of the frames that made the verdict; accepted ones left out
     * @param evidenceSha256 pictures kept of it
     * @param results the inspections it was combined from
     * @param seenAt when the earliest of their pictures was taken, as far as that is known, UTC; empty if no frame
     *     shows the weld, and in results that were written before this was noted
     */
    public record WeldResult(
            WeldId weld,
            Verdict verdict,
            List<Finding> findings,
            List<String> evidenceSha256,
            List<ResultId> results,
            Optional<Instant> seenAt) {
        public WeldResult {
            findings = List.copyOf(findings);
            evidenceSha256 = List.copyOf(evidenceSha256);
            results = List.copyOf(results);
        }

        /** The same with further findings. */
        WeldResult with(List<Finding> further) {
            if (further.isEmpty()) {
                return this;
            }
            List<Finding> all = new ArrayList<>(findings);
            all.addAll(further);
            return new WeldResult(weld, verdict, all, evidenceSha256, results, seenAt);
        }
    }
}
