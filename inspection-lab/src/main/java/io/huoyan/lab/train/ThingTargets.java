package io.huoyan.lab.train;

import static io.huoyan.core.infer.ThingReader.DISTANCES;

import io.huoyan.lab.train.Batch.Level;
import io.huoyan.lab.train.TrainingPicture.TrueThing;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the maps of things should be for one piece: around the middle of each thing a hill with a flat top, and on it
 * the distances to the thing's sides (after Liu et al. 2020, arXiv 1909.00700, with more than one right place as Tian
 * et al. 2019, arXiv 1904.01355). A thing stands on the maps whose places suit its size; on the next ones it is neither
 * there nor not. Where hills meet, the smaller thing's distances count.
 */
final class ThingTargets {
    /** A thing cut by the piece's edge is still one if this much of its box is left; less is neither there nor not. */
    private static final double VISIBLE_MIN = 0.35;

    /** Width of a hill's slope over that of its thing; three standard deviations on each side. */
    private static final double SLOPE_SHARE = 0.54 / 3;

    /** Half the width of a hill's top over that of its thing. */
    private static final double TOP_SHARE = 0.2;
    /** Half of the widest top, places. */
    private static final double TOP_MAX = 1.5;

    private static final double SMALLEST_PX = 3;
    /** A thing smaller than a place may lie beside the place's middle; places. */
    private static final double DISTANCE_MIN = 0.05;

    /** Sides, as roots of areas, of the things that stand on a map: from and to, in its strides. */
    private static final double SIZE_MIN_STRIDES = 3;

    private static final double SIZE_MAX_STRIDES = 12;
    /** Beyond them by this factor a thing is neither there nor not. */
    private static final double DOUBT_FACTOR = 1.5;

    private final Batch batch;
    private final int index;
    private final List<Level> levels;
    private final int places;

    ThingTargets(Batch batch, int index) {
        this.batch = batch;
        this.index = index;
        this.levels = batch.levels();
        this.places = batch.places();
    }

    /** Writes the targets; returns whether a flaw, or a weld that is none, is well in the piece. */
    boolean write(TrainingPicture picture, Placement placement) {
        clear();
        List<ThingBox> boxes = new ArrayList<>();
        boolean hasFlaw = false;
        FloatBuffer absent = batch.absent();
        for (int kind = 0; kind < batch.kinds(); kind++) {
            absent.put(index * batch.kinds() + kind, picture.absentWeights()[kind]);
        }
        for (TrueThing thing : picture.things()) {
            ThingBox seen = ThingBox.whole(thing, placement);
            ThingBox whole = seen.grownTo(SMALLEST_PX);
            Optional<ThingBox> inside = seen.inside(batch.sidePx(), placement);
            if (inside.isEmpty()) {
                continue;
            }
            ThingBox box = whole.equals(seen)
                    ? inside.get()
                    : whole.clipped(batch.sidePx()).orElseThrow();
            if (box.area() >= VISIBLE_MIN * whole.area()) {
                boxes.add(box);
                hasFlaw |= thing.isFlaw();
            } else {
                absent.put(index * batch.kinds() + thing.kind(), 0);
            }
        }
        boxes.sort(Comparator.comparingDouble(ThingBox::area).reversed());
        boxes.forEach(this::raise);
        return hasFlaw;
    }

    private void clear() {
        int peaks = batch.kinds() * places;
        for (int i = 0; i < peaks; i++) {
            batch.peaks().put(index * peaks + i, (byte) 0);
        }
        int numbers = Batch.GROUPS * Batch.BOX_CHANNELS * places;
        FloatBuffer boxes = batch.boxes();
        for (int i = 0; i < numbers; i++) {
            boxes.put(index * numbers + i, 0);
        }
    }

    private void raise(ThingBox box) {
        double sidePx = Math.sqrt(box.area());
        for (Level level : levels) {
            boolean isFinest = level.equals(levels.get(0));
            boolean isCoarsest = level.equals(levels.get(levels.size() - 1));
            double least = isFinest ? 0 : SIZE_MIN_STRIDES * level.stridePx();
            double greatest = isCoarsest ? Double.POSITIVE_INFINITY : SIZE_MAX_STRIDES * level.stridePx();
            if (sidePx >= least && sidePx < greatest) {
                new Hill(box.scaled(1.0 / level.stridePx()), level).raise(1);
            } else if (sidePx >= least / DOUBT_FACTOR && sidePx < greatest * DOUBT_FACTOR) {
                new Hill(box.scaled(1.0 / level.stridePx()), level).raise(1 - 1.0 / LossSource.PEAK);
            }
        }
    }

    /** One thing on one map; its box is in places of that map. */
    private final class Hill {
        private final ThingBox box;
        private final Level level;
        private final int middleX;
        private final int middleY;
        private final double topX;
        private final double topY;
        private final double sigmaX;
        private final double sigmaY;

        Hill(ThingBox box, Level level) {
            double width = box.right() - box.left();
            double height = box.bottom() - box.top();
            this.box = box;
            this.level = level;
            this.middleX = inside((box.left() + box.right()) / 2);
            this.middleY = inside((box.top() + box.bottom()) / 2);
            this.topX = Math.min(TOP_MAX, TOP_SHARE * width);
            this.topY = Math.min(TOP_MAX, TOP_SHARE * height);
            this.sigmaX = Math.max(0.3, SLOPE_SHARE * width);
            this.sigmaY = Math.max(0.3, SLOPE_SHARE * height);
        }

        private int inside(double middle) {
            return (int) Math.min(level.side() - 1, Math.max(0, Math.floor(middle)));
        }

        /** @param top height of the hill; below 1 it only lowers what counts against a thing there */
        void raise(double top) {
            int reachX = (int) Math.floor(topX + 3 * sigmaX);
            int reachY = (int) Math.floor(topY + 3 * sigmaY);
            int last = level.side() - 1;
            double sum = 0;
            for (int pass = 0; pass < 2; pass++) {
                for (int y = Math.max(0, middleY - reachY); y <= Math.min(last, middleY + reachY); y++) {
                    for (int x = Math.max(0, middleX - reachX); x <= Math.min(last, middleX + reachX); x++) {
                        double height = height(x, y);
                        if (pass == 0) {
                            sum += height;
                        } else {
                            mark(x, y, Math.min(top, height));
                            if (top == 1) {
                                putDistances(x, y, Math.log(1 + box.area()) * height / sum);
                            }
                        }
                    }
                }
            }
        }

        private double height(int x, int y) {
            double offX = Math.max(0, Math.abs(x - middleX) - topX) / sigmaX;
            double offY = Math.max(0, Math.abs(y - middleY) - topY) / sigmaY;
            return Math.exp(-(offX * offX + offY * offY) / 2);
        }

        private int place(int x, int y) {
            return level.first() + y * level.side() + x;
        }

        private void mark(int x, int y, double height) {
            int peak = (index * batch.kinds() + box.thing().kind()) * places + place(x, y);
            int old = Byte.toUnsignedInt(batch.peaks().get(peak));
            batch.peaks().put(peak, (byte) Math.max(old, Math.rint(height * LossSource.PEAK)));
        }

        private void putDistances(int x, int y, double weight) {
            int group = box.thing().isWeld() ? 0 : 1;
            int first = (index * Batch.GROUPS + group) * Batch.BOX_CHANNELS * places + place(x, y);
            double[] numbers = {
                x + 0.5 - box.left(), y + 0.5 - box.top(), box.right() - x - 0.5, box.bottom() - y - 0.5, weight
            };
            boolean isMiddle = x == middleX && y == middleY;
            for (int i = 0; i < DISTANCES; i++) {
                if (!isMiddle && numbers[i] <= 0) {
                    return;
                }
                numbers[i] = Math.max(numbers[i], DISTANCE_MIN);
            }
            FloatBuffer boxes = batch.boxes();
            for (int i = 0; i < numbers.length; i++) {
                boxes.put(first + i * places, (float) numbers[i]);
            }
        }
    }
}
