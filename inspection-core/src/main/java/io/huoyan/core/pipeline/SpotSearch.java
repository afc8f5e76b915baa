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
 * @param found the imprints within, at most {@value #SPOTS_MAX}, the largest; those at the place itself included, those
 *     of other welds of the plan left out
 */
public record SpotSearch(double withinMm, List<Spot> found) {
    /**
     * Imprints of one search that are inspected. Searches in vehicles' files were cut off here too: a larger limit must
     * still take one of that length for a search that may lack spots.
     */
    static final int SPOTS_MAX = 12;

    public SpotSearch {
        found = List.copyOf(found);
    }

    /** Whether imprints may have been left out: what is not in here may have stood there all the same. */
    boolean mayLackSpots() {
        return found.size() >= SPOTS_MAX;
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
