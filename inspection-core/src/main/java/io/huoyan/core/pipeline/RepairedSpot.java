package io.huoyan.core.pipeline;

import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.judge.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a frame says of a spot weld that was reported repaired: it is good if a spot that was not there before the
 * repair is good by itself, wherever it stands within the radius that was searched; the old imprint may stay as it is.
 * A new spot that is in doubt, or of which nobody can say that it is new, makes the weld REVIEW. What the frame says of
 * the weld's own place holds otherwise. Why so: {@code docs/decisions/0014}.
 */
final class RepairedSpot {
    private RepairedSpot() {}

    /**
     * @param now the weld in a frame after the repair
     * @param inspection that frame's
     * @param before inspections of the visit in which the weld was ordered to be repaired
     */
    static WeldInspection seen(Weld weld, WeldInspection now, Inspection inspection, List<Inspection> before) {
        if (now.verdict() instanceof Verdict.Ok
                || now.around().isEmpty()
                || !(weld.geometry() instanceof WeldGeometry.Spot spot)) {
            return now;
        }
        StoodBefore stood = stoodBefore(weld, inspection, before);
        Optional<SpotSearch.Spot> best = Optional.empty();
        for (SpotSearch.Spot found : now.around().get().found()) {
            boolean isNew =
                    stood.places().stream().noneMatch(old -> isSame(old, found.centre(), spot.nominalDiameterMm()));
            if (isNew && best.stream().noneMatch(other -> isNotWorse(other, found))) {
                best = Optional.of(found);
            }
        }
        return best.map(found -> instead(now, found, stood.areAll())).orElse(now);
    }

    /**
     * Where spots stood before the repair.
     *
     * @param areAll false if there may have been others: no frame tells, or one had more than a search keeps
     */
    private record StoodBefore(List<MmPoint> places, boolean areAll) {}

    private static boolean isNotWorse(SpotSearch.Spot one, SpotSearch.Spot other) {
        return one.verdict().severity() <= other.verdict().severity();
    }

    /** Imprints whose centres are nearer than a diameter overlap: nobody can tell them from one. */
    private static boolean isSame(MmPoint old, MmPoint now, double diameterMm) {
        return old.distanceMm(now) < diameterMm;
    }

    /** In the same view; what another view showed is no help. */
    private static StoodBefore stoodBefore(Weld weld, Inspection now, List<Inspection> before) {
        List<SpotSearch> searches = before.stream()
                .filter(earlier -> earlier.header().view().equals(now.header().view()))
                .flatMap(earlier -> earlier.welds().stream())
                .filter(one -> one.weld().equals(weld.id()))
                .flatMap(one -> one.around().stream())
                .toList();
        List<MmPoint> places = searches.stream()
                .flatMap(search -> search.found().stream())
                .map(SpotSearch.Spot::centre)
                .toList();
        return new StoodBefore(places, !searches.isEmpty() && searches.stream().noneMatch(SpotSearch::mayLackSpots));
    }

    private static WeldInspection instead(WeldInspection now, SpotSearch.Spot found, boolean isNew) {
        String where = String.format(Locale.ROOT, "a spot %.1f mm from the weld's place", found.distanceMm());
        if (found.verdict() instanceof Verdict.Nok) {
            return now;
        }
        if (found.verdict() instanceof Verdict.Review review) {
            return now.judged(new Verdict.Review(review.reason(), where + ": " + review.detail()), found.findings());
        }
        return isNew
                ? now.judged(found.verdict(), found.findings())
                : now.judged(
                        new Verdict.Review(
                                Verdict.Reason.UNCERTAIN,
                                where + " is good; whether it stood there before the repair is not known"),
                        found.findings());
    }
}
