package io.huoyan.lab.evaluate;

import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.SeenThing;
import io.huoyan.core.infer.Sight;
import io.huoyan.core.locate.WeldPatch;
import io.huoyan.core.locate.WholePicture;
import io.huoyan.lab.train.ClassMeaning;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What a network boxes and judges in a whole picture, read as the classes of a labelled set. */
final class BoxedThings {
    /** Long side at which the network is shown the picture, patch pixels: within what it learnt photographs at. */
    static final int LONG_SIDE_PX = 320;
    /** Score from which a thing counts as seen. */
    static final double SEEN_MIN = 0.3;

    private final DefectDetector detector;

    /**
     * @param flawed probability that the picture shows a weld that is not good; empty if the network does not judge
     * @param candidates in pixels of the picture
     */
    record Look(OptionalDouble flawed, List<Candidate> candidates) {
        Look {
            candidates = List.copyOf(candidates);
        }
    }

    BoxedThings(DefectDetector detector) {
        this.detector = detector;
    }

    /** Whether the network boxes what a class marks. */
    boolean boxes(String className) {
        String name = ClassMeaning.of(className).thing().name();
        return detector.model().things().stream().anyMatch(thing -> thing.name().equals(name));
    }

    Look look(Frame frame, List<String> classes, MatScope scope) {
        double scale = (double) LONG_SIDE_PX / Math.max(frame.widthPx(), frame.heightPx());
        WeldPatch whole = WholePicture.patch(frame, scale, detector.model().sideMultiplePx(), scope);
        Sight sight = detector.look(List.of(whole.pixels())).get(0);
        List<Candidate> candidates = new ArrayList<>();
        for (String className : classes) {
            String name = ClassMeaning.of(className).thing().name();
            for (SeenThing thing : sight.things()) {
                Box box = inPicture(thing, scale, frame);
                if (thing.name().equals(name) && box.area() > 0) {
                    candidates.add(new Candidate(className, thing.score(), thing.score() >= SEEN_MIN, box, List.of()));
                }
            }
        }
        return new Look(sight.flawed(), candidates);
    }

    private static Box inPicture(SeenThing thing, double scale, Frame frame) {
        double left = Math.min(frame.widthPx(), thing.left() / scale);
        double top = Math.min(frame.heightPx(), thing.top() / scale);
        return new Box(
                left,
                top,
                Math.min(frame.widthPx(), thing.right() / scale) - left,
                Math.min(frame.heightPx(), thing.bottom() / scale) - top);
    }
}
