package io.huoyan.core.pipeline;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.judge.Finding;
import io.huoyan.core.judge.Verdict;
import java.util.List;

/**
 * Which spots stand around the place of a spot weld that was not found good: a repaired one may stand beside it. It is
 * looked for whether or not a repair was reported, so that a later frame can tell what is new.
 *
 * @param withinMm how far from the place was looked, mm
 * @param found every imprint within, those at the place itself included, those of other welds of the plan left out
 */
public record SpotSearch(double withinMm, List<Spot> found) {
    public SpotSearch {
        found = List.copyOf(found);
    }

    /**
     * An imprint.
     *
     * @param centre in the part's frame of the view
     * @param distanceMm from the place where the plan has the weld
     * @param verdict by the weld's standard, as if the plan had the weld here; its distance held against
     *     {@code withinMm}
     * @param findings accepted ones too
     */
    public record Spot(MmPoint centre, double distanceMm, Verdict verdict, List<Finding> findings) {
        public Spot {
            findings = List.copyOf(findings);
        }
    }
}
