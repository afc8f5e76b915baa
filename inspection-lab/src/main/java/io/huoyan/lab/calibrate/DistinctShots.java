package io.huoyan.lab.calibrate;

import io.huoyan.core.domain.PixelPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Shots that each tell something new. One that shows the target where another has it, a copy or a camera that did not
 * move, only makes the scatter of the corners look smaller than it is.
 *
 * @param shots that differ, in the order they were given
 * @param leftOut the others, each with the shot that it repeats
 */
public record DistinctShots(List<Shot> shots, List<Repeat> leftOut) {
    /** Corners are found to a tenth of a pixel; a hand that moves the sheet moves it by far more than this. */
    static final double SAME_MAX_PX = 0.5;

    /**
     * @param name of the shot that is left out
     * @param of the one that it repeats
     */
    public record Repeat(String name, String of) {
        @Override
        public String toString() {
            return name + ": every corner lies within " + SAME_MAX_PX + " px of where " + of
                    + " has it; needed is a shot from another side";
        }
    }

    public DistinctShots {
        shots = List.copyOf(shots);
        leftOut = List.copyOf(leftOut);
    }

    /** Of shots that repeat each other the one with the most corners stays, the first of those. */
    public static DistinctShots of(List<Shot> all) {
        List<Shot> kept = new ArrayList<>();
        List<Repeat> repeats = new ArrayList<>();
        List<Shot> richest = new ArrayList<>(all);
        richest.sort(
                Comparator.comparingInt((Shot shot) -> shot.corners().size()).reversed());
        for (Shot shot : richest) {
            Optional<Shot> same =
                    kept.stream().filter(other -> isRepeat(shot, other)).findFirst();
            same.ifPresentOrElse(other -> repeats.add(new Repeat(shot.name(), other.name())), () -> kept.add(shot));
        }
        return new DistinctShots(all.stream().filter(kept::contains).distinct().toList(), repeats);
    }

    /** Half of its corners and more must be common to both, so that none passes for another by a chance corner. */
    private static boolean isRepeat(Shot shot, Shot of) {
        Map<Integer, PixelPoint> places = new HashMap<>();
        of.corners().forEach(corner -> places.put(corner.id(), corner.seen()));
        int common = 0;
        for (Shot.Corner corner : shot.corners()) {
            PixelPoint other = places.get(corner.id());
            if (other != null) {
                common++;
                if (Math.hypot(corner.seen().x() - other.x(), corner.seen().y() - other.y()) > SAME_MAX_PX) {
                    return false;
                }
            }
        }
        return 2 * common >= shot.corners().size();
    }
}
