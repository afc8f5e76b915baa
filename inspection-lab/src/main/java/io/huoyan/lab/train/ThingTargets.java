package io.huoyan.lab.train;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.lab.train.TrainingPicture.TrueThing;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the map of things should be for one piece: around the middle of each thing a hill that is as long and wide as
 * the thing, and on it the distances to the thing's sides (after Liu et al. 2020, arXiv 1909.00700). Where hills meet,
 * the smaller thing's distances count.
 */
final class ThingTargets {
    /** A thing cut by the piece's edge is still one if this much of its box is left; less is neither there nor not. */
    private static final double VISIBLE_MIN = 0.35;

    /** Width of a hill over that of its thing; three standard deviations on each side. */
    private static final double HILL_SHARE = 0.54 / 3;

    private static final double SMALLEST_PX = 3;

    private final Batch batch;
    private final int index;
    private final int places;

    /** A thing's box in places. */
    private record Box(TrueThing thing, double left, double top, double right, double bottom) {
        double area() {
            return (right - left) * (bottom - top);
        }
    }

    ThingTargets(Batch batch, int index) {
        this.batch = batch;
        this.index = index;
        this.places = batch.placesPerSide();
    }

    /** Writes the targets; returns whether a flaw, or a weld that is none, is well in the piece. */
    boolean write(TrainingPicture picture, Placement placement) {
        clear();
        List<Box> boxes = new ArrayList<>();
        boolean hasFlaw = false;
        FloatBuffer absent = batch.absent();
        for (int kind = 0; kind < batch.kinds(); kind++) {
            absent.put(index * batch.kinds() + kind, picture.absentWeights()[kind]);
        }
        for (TrueThing thing : picture.things()) {
            Box whole = box(thing, placement);
            Box inside = new Box(
                    thing,
                    Math.max(0, whole.left),
                    Math.max(0, whole.top),
                    Math.min(places, whole.right),
                    Math.min(places, whole.bottom));
            if (inside.left >= inside.right || inside.top >= inside.bottom) {
                continue;
            }
            if (inside.area() >= VISIBLE_MIN * whole.area()) {
                boxes.add(inside);
                hasFlaw |= thing.isFlaw();
            } else {
                absent.put(index * batch.kinds() + thing.kind(), 0);
            }
        }
        boxes.sort(Comparator.comparingDouble(Box::area).reversed());
        boxes.forEach(this::raise);
        return hasFlaw;
    }

    private void clear() {
        int peaks = batch.kinds() * places * places;
        for (int i = 0; i < peaks; i++) {
            batch.peaks().put(index * peaks + i, (byte) 0);
        }
        int numbers = Batch.GROUPS * Batch.BOX_CHANNELS * places * places;
        FloatBuffer boxes = batch.boxes();
        for (int i = 0; i < numbers; i++) {
            boxes.put(index * numbers + i, 0);
        }
    }

    private static Box box(TrueThing thing, Placement placement) {
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (PixelPoint corner : thing.corners()) {
            PixelPoint point = placement.toPiece(corner);
            left = Math.min(left, point.x());
            top = Math.min(top, point.y());
            right = Math.max(right, point.x());
            bottom = Math.max(bottom, point.y());
        }
        double growX = Math.max(0, SMALLEST_PX - (right - left)) / 2;
        double growY = Math.max(0, SMALLEST_PX - (bottom - top)) / 2;
        return new Box(
                thing,
                (left - growX) / Batch.STRIDE_PX,
                (top - growY) / Batch.STRIDE_PX,
                (right + growX) / Batch.STRIDE_PX,
                (bottom + growY) / Batch.STRIDE_PX);
    }

    private void raise(Box box) {
        double middleX = Math.floor((box.left + box.right) / 2);
        double middleY = Math.floor((box.top + box.bottom) / 2);
        double sigmaX = Math.max(0.3, HILL_SHARE * (box.right - box.left));
        double sigmaY = Math.max(0.3, HILL_SHARE * (box.bottom - box.top));
        int reachX = (int) Math.floor(3 * sigmaX);
        int reachY = (int) Math.floor(3 * sigmaY);
        double sum = 0;
        for (int pass = 0; pass < 2; pass++) {
            for (int dy = -reachY; dy <= reachY; dy++) {
                for (int dx = -reachX; dx <= reachX; dx++) {
                    int x = (int) middleX + dx;
                    int y = (int) middleY + dy;
                    if (x >= 0 && y >= 0 && x < places && y < places) {
                        double height = Math.exp(-dx * dx / (2 * sigmaX * sigmaX) - dy * dy / (2 * sigmaY * sigmaY));
                        if (pass == 0) {
                            sum += height;
                        } else {
                            put(box, x, y, height, Math.log(1 + box.area()) * height / sum);
                        }
                    }
                }
            }
        }
    }

    private void put(Box box, int x, int y, double height, double weight) {
        int place = y * places + x;
        int peak = (index * batch.kinds() + box.thing.kind()) * places * places + place;
        int old = Byte.toUnsignedInt(batch.peaks().get(peak));
        batch.peaks().put(peak, (byte) Math.max(old, Math.rint(height * LossSource.PEAK)));
        int group = box.thing.isWeld() ? 0 : 1;
        int first = (index * Batch.GROUPS + group) * Batch.BOX_CHANNELS * places * places + place;
        double[] numbers = {x + 0.5 - box.left, y + 0.5 - box.top, box.right - x - 0.5, box.bottom - y - 0.5, weight};
        if (Math.min(Math.min(numbers[0], numbers[1]), Math.min(numbers[2], numbers[3])) <= 0) {
            return;
        }
        FloatBuffer boxes = batch.boxes();
        for (int i = 0; i < numbers.length; i++) {
            boxes.put(first + i * places * places, (float) numbers[i]);
        }
    }
}
