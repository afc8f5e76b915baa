package io.huoyan.core.infer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Boxes out of a network's maps of things: wherever a kind's score is high enough a thing may stand, and the distances
 * at that place lead to its sides (after Tian et al. 2019, arXiv 1904.01355). A coarser map is for larger things. Of
 * boxes of one kind that overlap by more than half, from whichever map, one is kept: with the score of the best and the
 * mean of their sides, weighted by score and overlap (after Gidaris and Komodakis 2015, arXiv 1505.01749).
 */
public final class ThingReader {
    /** Distances per place and group of kinds: left, top, right, bottom. */
    public static final int DISTANCES = 4;
    /** Welds and what is on them are boxed apart: a pore lies where its weld does. */
    public static final int GROUPS = 2;
    /** Scores below are no things. */
    static final double SCORE_MIN = 0.03;
    /** Most things of one patch. */
    static final int THINGS_MAX = 200;
    /** Most boxes, the best ones, of which things are made. */
    static final int CANDIDATES_MAX = 2000;

    private static final double OVERLAP_MAX = 0.5;

    private final List<ThingLabel> kinds;
    private final int stridePx;
    private final int rows;
    private final int columns;
    private final float[] values;

    /**
     * One map of one patch.
     *
     * @param stridePx patch pixels from one place to the next
     * @param values {@code (kinds + 8) × rows × columns}: scores 0 to 1 per kind, then distances in places from the
     *     middle of a place to the sides of a weld (left, top, right, bottom), then those of anything else; not copied
     */
    public record Level(int stridePx, int rows, int columns, float[] values) {
        public Level {
            for (int i = 0; i < values.length; i++) {
                if (!Float.isFinite(values[i])) {
                    throw new IllegalArgumentException(
                            "map of things has " + values[i] + " at value " + i + "; allowed are finite numbers");
                }
            }
        }
    }

    private ThingReader(List<ThingLabel> kinds, Level level) {
        this.kinds = kinds;
        this.stridePx = level.stridePx();
        this.rows = level.rows();
        this.columns = level.columns();
        this.values = level.values();
        int channels = kinds.size() + GROUPS * DISTANCES;
        if (values.length != channels * rows * columns) {
            throw new IllegalArgumentException("map of things has " + values.length + " values; " + channels + " × "
                    + rows + " × " + columns + " needs " + channels * rows * columns);
        }
    }

    /** The things of one patch, best first. */
    public static List<SeenThing> read(List<ThingLabel> kinds, List<Level> levels) {
        List<SeenThing> candidates = new ArrayList<>();
        for (Level level : levels) {
            new ThingReader(kinds, level).addCandidates(candidates);
        }
        return thinned(candidates);
    }

    private void addCandidates(List<SeenThing> candidates) {
        for (int kind = 0; kind < kinds.size(); kind++) {
            for (int place = 0; place < rows * columns; place++) {
                if (values[kind * rows * columns + place] >= SCORE_MIN) {
                    addBox(candidates, kind, place);
                }
            }
        }
    }

    /** Of boxes of one kind that overlap by more than half one, in their middle; best first. */
    private static List<SeenThing> thinned(List<SeenThing> things) {
        List<SeenThing> candidates = things.stream()
                .sorted(Comparator.comparingDouble(SeenThing::score).reversed())
                .limit(CANDIDATES_MAX)
                .toList();
        List<SeenThing> kept = new ArrayList<>();
        for (SeenThing candidate : candidates) {
            if (kept.size() < THINGS_MAX && kept.stream().noneMatch(better -> isSame(better, candidate))) {
                kept.add(candidate);
            }
        }
        return kept.stream().map(best -> middle(best, candidates)).toList();
    }

    private static boolean isSame(SeenThing better, SeenThing other) {
        return better.name().equals(other.name()) && better.overlap(other) > OVERLAP_MAX;
    }

    private static SeenThing middle(SeenThing best, List<SeenThing> candidates) {
        double sum = 0;
        double left = 0;
        double top = 0;
        double right = 0;
        double bottom = 0;
        for (SeenThing one : candidates) {
            if (isSame(best, one)) {
                double weight = one.score() * best.overlap(one);
                sum += weight;
                left += weight * one.left();
                top += weight * one.top();
                right += weight * one.right();
                bottom += weight * one.bottom();
            }
        }
        return new SeenThing(best.name(), best.score(), left / sum, top / sum, right / sum, bottom / sum);
    }

    private void addBox(List<SeenThing> things, int kind, int place) {
        int group = kinds.get(kind).isWeld() ? 0 : 1;
        int first = (kinds.size() + group * DISTANCES) * rows * columns + place;
        int row = place / columns;
        double x = place % columns + 0.5;
        double y = row + 0.5;
        double left = Math.max(0, x - values[first]) * stridePx;
        double top = Math.max(0, y - values[first + rows * columns]) * stridePx;
        double right = Math.min(columns, x + values[first + 2 * rows * columns]) * stridePx;
        double bottom = Math.min(rows, y + values[first + 3 * rows * columns]) * stridePx;
        if (left < right && top < bottom) {
            double score = Math.min(1, values[kind * rows * columns + place]);
            things.add(new SeenThing(kinds.get(kind).name(), score, left, top, right, bottom));
        }
    }
}
