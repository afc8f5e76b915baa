package io.huoyan.lab.train;

import io.huoyan.core.infer.ThingLabel;
import io.huoyan.core.infer.djl.LineUnet;
import io.huoyan.core.infer.djl.LiteUnet;
import io.huoyan.core.infer.djl.NetworkDescription;
import io.huoyan.lab.synth.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a network answers: a map for every {@link Label}, and, if its architecture has boxes, a box for each of these
 * kinds of things.
 *
 * @param architecture its name, as {@link NetworkDescription#of} knows it
 * @param things in the order of the outputs
 * @param photographed names of those that the labels of photographs teach
 */
record Outputs(String architecture, List<ThingLabel> things, List<String> photographed) {
    Outputs {
        things = List.copyOf(things);
        photographed = List.copyOf(photographed);
        if (things.isEmpty()) {
            throw new IllegalArgumentException("there is no kind of thing to learn");
        }
    }

    /** Of {@link LiteUnet}. */
    static Outputs of(List<String> classNames) {
        return of(LiteUnet.NAME, classNames);
    }

    /** The kinds that class names stand for, in order, each once; those of the renderer's flaws always. */
    static Outputs of(String architecture, List<String> classNames) {
        List<ThingLabel> things = new ArrayList<>();
        for (String name : classNames) {
            addNew(things, ClassMeaning.of(name).thing());
        }
        List<String> photographed = things.stream().map(ThingLabel::name).toList();
        for (Label label : Label.values()) {
            if (isFlaw(label)) {
                addNew(things, new ThingLabel(label.modelLabel(), false));
            }
        }
        return new Outputs(architecture, things, photographed);
    }

    private static void addNew(List<ThingLabel> things, ThingLabel thing) {
        if (things.stream().noneMatch(other -> other.name().equals(thing.name()))) {
            things.add(thing);
        }
    }

    OptionalInt indexOf(String thing) {
        for (int i = 0; i < things.size(); i++) {
            if (things.get(i).name().equals(thing)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** The kinds that the network boxes: all, or none. */
    List<ThingLabel> boxed() {
        return architecture.equals(LineUnet.NAME) ? List.of() : things;
    }

    NetworkDescription network(int baseWidth) {
        return NetworkDescription.of(architecture, baseWidth, Label.values().length, boxed().size());
    }

    /** Whether a label marks something on a weld rather than the weld. */
    static boolean isFlaw(Label label) {
        return switch (label) {
            case SEAM, SPOT -> false;
            case CRACK, PORE, EXCESS, SPATTER, BURN_THROUGH -> true;
        };
    }
}
