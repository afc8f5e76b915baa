package io.huoyan.lab.evaluate;

import io.huoyan.core.infer.SeenThing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What several looks at one picture agree on. Of boxes of one kind that overlap the surest one is kept; its sides
 * become the mean of those that overlap it most, weighted by score and overlap (after Gidaris and Komodakis 2015, arXiv
 * 1505.01749), and its score the mean over the looks, of which one that does not see it counts 0.
 */
final class AgreedThings {
    /** Boxes of one kind that overlap by more are one thing. */
    static final double SAME_MIN = 0.4;
    /** Boxes that overlap the surest by more say where its sides are and how sure the looks are. */
    static final double AGREED_MIN = 0.6;

    private AgreedThings() {}

    /**
     * The things, best first.
     *
     * @param looks what each look sees, in pixels of the picture; one at least
     */
    static List<SeenThing> of(List<List<SeenThing>> looks) {
        List<SeenThing> surestFirst = looks.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingDouble(SeenThing::score).reversed())
                .toList();
        List<SeenThing> kept = new ArrayList<>();
        for (SeenThing thing : surestFirst) {
            if (kept.stream().noneMatch(surer -> overlapsBy(SAME_MIN, surer, thing))) {
                kept.add(thing);
            }
        }
        return kept.stream()
                .map(surest -> agreed(surest, looks))
                .sorted(Comparator.comparingDouble(SeenThing::score).reversed())
                .toList();
    }

    private static boolean overlapsBy(double min, SeenThing one, SeenThing other) {
        return one.name().equals(other.name()) && one.overlap(other) > min;
    }

    private static SeenThing agreed(SeenThing surest, List<List<SeenThing>> looks) {
        double scores = 0;
        double weights = 0;
        double left = 0;
        double top = 0;
        double right = 0;
        double bottom = 0;
        for (List<SeenThing> look : looks) {
            double highest = 0;
            for (SeenThing one : look) {
                if (overlapsBy(AGREED_MIN, surest, one)) {
                    double weight = one.score() * surest.overlap(one);
                    weights += weight;
                    left += weight * one.left();
                    top += weight * one.top();
                    right += weight * one.right();
                    bottom += weight * one.bottom();
                    highest = Math.max(highest, one.score());
                }
            }
            scores += highest;
        }
        return new SeenThing(
                surest.name(), scores / looks.size(), left / weights, top / weights, right / weights, bottom / weights);
    }
}
