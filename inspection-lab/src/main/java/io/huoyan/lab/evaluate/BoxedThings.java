package io.huoyan.lab.evaluate;

import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.SeenThing;
import io.huoyan.core.infer.Sight;
import io.huoyan.core.infer.ThingReader;
import io.huoyan.core.locate.WeldPatch;
import io.huoyan.core.locate.WholePicture;
import io.huoyan.core.pipeline.PictureScore;
import io.huoyan.lab.train.ClassMeaning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a network boxes in a whole picture, read as the classes of a labelled set. */
final class BoxedThings {
    /** Score from which a thing counts as seen. */
    static final double SEEN_MIN = 0.3;

    private final DefectDetector detector;

    BoxedThings(DefectDetector detector) {
        this.detector = detector;
    }

    /** Whether the network boxes what a class marks. */
    boolean boxes(String className) {
        String name = ClassMeaning.of(className).thing().name();
        return detector.model().things().stream().anyMatch(thing -> thing.name().equals(name));
    }

    /**
     * What is seen at each size is put together: of boxes that overlap by more than half one, in their middle. In
     * pixels of the picture.
     */
    List<Candidate> look(Frame frame, List<String> classes, MatScope scope) {
        List<SeenThing> seen = new ArrayList<>();
        for (int sidePx : PictureScore.SIDES_PX) {
            double scale = detector.model().wholeSize().scale(frame.widthPx(), frame.heightPx(), sidePx);
            WeldPatch whole = WholePicture.patch(frame, scale, detector.model().sideMultiplePx(), scope);
            Sight sight = detector.look(List.of(whole.pixels())).get(0);
            sight.things().forEach(thing -> inPicture(thing, scale, frame).ifPresent(seen::add));
        }
        List<SeenThing> things = ThingReader.thinned(seen);
        List<Candidate> candidates = new ArrayList<>();
        for (String className : classes) {
            String name = ClassMeaning.of(className).thing().name();
            for (SeenThing thing : things) {
                if (thing.name().equals(name)) {
                    candidates.add(candidate(className, thing));
                }
            }
        }
        return candidates;
    }

    private static Candidate candidate(String className, SeenThing thing) {
        Box box = new Box(thing.left(), thing.top(), thing.right() - thing.left(), thing.bottom() - thing.top());
        return new Candidate(className, thing.score(), thing.score() >= SEEN_MIN, box, List.of());
    }

    /** The same in pixels of the picture; empty if it lies in what was added to make the patch's sides fit. */
    private static Optional<SeenThing> inPicture(SeenThing thing, double scale, Frame frame) {
        double right = Math.min(frame.widthPx(), thing.right() / scale);
        double bottom = Math.min(frame.heightPx(), thing.bottom() / scale);
        double left = thing.left() / scale;
        double top = thing.top() / scale;
        return left < right && top < bottom
                ? Optional.of(new SeenThing(thing.name(), thing.score(), left, top, right, bottom))
                : Optional.empty();
    }
}
