package io.huoyan.core.infer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Boxes out of a network's maps of things: wherever a kind's score is the highest of its neighbourhood stands a thing,
 * and the distances at that place lead to its sides (after Liu et al. 2020, arXiv 1909.00700). A coarser map is for
 * larger things. Of boxes of one kind that overlap by more than half, from whichever map, the best is kept.
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
    public record Level(int stridePx, int rows, int columns, float[] values) {}

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
        List<SeenThing> peaks = new ArrayList<>();
        for (Level level : levels) {
            new ThingReader(kinds, level).addPeaks(peaks);
        }
        return thinned(peaks);
    }

    private void addPeaks(List<SeenThing> peaks) {
        for (int kind = 0; kind < kinds.size(); kind++) {
            for (int place = 0; place < rows * columns; place++) {
                if (values[kind * rows * columns + place] >= SCORE_MIN && isPeak(kind, place)) {
                    addBox(peaks, kind, place);
                }
            }
        }
    }

    /** Of boxes of one kind that overlap by more than half the best; best first. */
    public static List<SeenThing> thinned(List<SeenThing> things) {
        List<SeenThing> peaks = new ArrayList<>(things);
        peaks.sort(Comparator.comparingDouble(SeenThing::score).reversed());
        List<SeenThing> kept = new ArrayList<>();
        for (SeenThing peak : peaks) {
            if (kept.size() < THINGS_MAX && kept.stream().noneMatch(better -> isSame(better, peak))) {
                kept.add(peak);
            }
        }
        return kept;
    }

    private static boolean isSame(SeenThing better, SeenThing peak) {
        return better.name().equals(peak.name()) && better.overlap(peak) > OVERLAP_MAX;
    }

    private boolean isPeak(int kind, int place) {
        int row = place / columns;
        int column = place % columns;
        int first = kind * rows * columns;
        float score = values[first + place];
        for (int y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
            for (int x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
                if (values[first + y * columns + x] > score) {
                    return false;
                }
            }
        }
        return true;
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
