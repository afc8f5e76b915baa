package io.huoyan.lab.evaluate;

import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.SeenThing;
import io.huoyan.core.infer.ThingLabel;
import io.huoyan.core.locate.WeldPatch;
import io.huoyan.core.locate.WholePicture;
import io.huoyan.lab.train.ClassMeaning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a network boxes in a whole picture, read as the classes of a labelled set. Sizes, overlaps and the score from
 * which on a thing is seen were chosen by grouped folds over photographs of arc welds (docs/training.md).
 */
final class BoxedThings {
    /** Score from which a thing counts as seen. */
    static final double SEEN_MIN = 0.2;

    /** Sizes at which all kinds are looked for, as the picture is and mirrored, patch pixels. */
    private static final List<Integer> SIDES_PX = List.of(256, 352);
    /** Flaws are small, and looked for at this size too; at which welds are larger than any that were learnt. */
    private static final int FLAWS_SIDE_PX = 512;

    private final DefectDetector detector;
    private final Set<String> flaws;

    BoxedThings(DefectDetector detector) {
        this.detector = detector;
        this.flaws = detector.model().things().stream()
                .filter(kind -> !kind.isWeld())
                .map(ThingLabel::name)
                .collect(Collectors.toSet());
    }

    /** Whether the network boxes what a class marks. */
    boolean boxes(String className) {
        String name = ClassMeaning.of(className).thing().name();
        return detector.model().things().stream().anyMatch(thing -> thing.name().equals(name));
    }

    /** What the looks agree on, in pixels of the picture. */
    List<Candidate> look(Frame frame, List<String> classes, MatScope scope) {
        if (classes.isEmpty()) {
            return List.of();
        }
        List<List<SeenThing>> looks = new ArrayList<>();
        for (int sidePx : SIDES_PX) {
            looks.addAll(looks(frame, sidePx, scope));
        }
        List<SeenThing> things = new ArrayList<>(AgreedThings.of(only(looks, name -> !flaws.contains(name))));
        looks.addAll(looks(frame, FLAWS_SIDE_PX, scope));
        things.addAll(AgreedThings.of(only(looks, flaws::contains)));
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

    private static List<List<SeenThing>> only(List<List<SeenThing>> looks, Predicate<String> names) {
        return looks.stream()
                .map(look ->
                        look.stream().filter(thing -> names.test(thing.name())).toList())
                .toList();
    }

    /** What is seen in the picture as it is, and mirrored. */
    private List<List<SeenThing>> looks(Frame frame, int sidePx, MatScope scope) {
        double scale = detector.model().wholeSize().scale(frame.widthPx(), frame.heightPx(), sidePx);
        WeldPatch whole = WholePicture.patch(frame, scale, detector.model().sideMultiplePx(), scope);
        int columns = whole.pixels().cols();
        List<SeenThing> seen = detector.look(List.of(whole.pixels())).get(0).things();
        List<SeenThing> mirrored = detector.look(List.of(WholePicture.mirrored(whole, scope))).get(0).things().stream()
                .map(thing -> mirrored(thing, columns))
                .toList();
        return Stream.of(seen, mirrored)
                .map(look -> look.stream()
                        .flatMap(thing -> inPicture(thing, scale, frame).stream())
                        .toList())
                .toList();
    }

    private static SeenThing mirrored(SeenThing thing, int columns) {
        return new SeenThing(
                thing.name(),
                thing.score(),
                columns - thing.right(),
                thing.top(),
                columns - thing.left(),
                thing.bottom());
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
