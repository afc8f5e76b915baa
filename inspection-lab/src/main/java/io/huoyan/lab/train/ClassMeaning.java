package io.huoyan.lab.train;

import io.huoyan.core.infer.ThingLabel;
import io.huoyan.lab.dataset.ClassMapping;
import io.huoyan.lab.dataset.ClassNames;
import io.huoyan.lab.synth.Label;
import java.util.Optional;

/**
 * What a class of a foreign data set teaches: by its row of {@link ClassMapping}; a name without one teaches a kind of
 * thing of its own.
 *
 * @param thing the kind of thing that is boxed
 * @param label the label whose map it paints; empty if there is none
 */
public record ClassMeaning(ThingLabel thing, Optional<Label> label) {
    /** A weld as it should be. */
    static final ThingLabel GOOD_WELD = new ThingLabel("good-weld", true);
    /** A weld that is bad as a whole. */
    static final ThingLabel BAD_WELD = new ThingLabel(ThingLabel.BAD_WELD_NAME, true);

    /** The meaning of a class name, whichever way it is written. */
    public static ClassMeaning of(String className) {
        return ClassMapping.of(className).map(ClassMeaning::of).orElseGet(() -> ofItsOwn(className));
    }

    private static ClassMeaning of(ClassMapping row) {
        return new ClassMeaning(thing(row), Optional.of(row.label()));
    }

    private static ThingLabel thing(ClassMapping row) {
        return switch (row) {
            case GOOD_WELD -> GOOD_WELD;
            case BAD_WELD -> BAD_WELD;
            case CRACK, EXCESS, PORE, SPATTER, BURN_THROUGH ->
                new ThingLabel(row.label().modelLabel(), false);
            case SEAM, SPOT -> new ThingLabel(row.label().modelLabel(), true);
        };
    }

    private static ClassMeaning ofItsOwn(String className) {
        String plain = ClassNames.plain(className);
        String name = plain.matches("[a-z0-9 ]+")
                ? plain.replace(' ', '-')
                : "thing-" + Integer.toHexString(className.hashCode());
        return new ClassMeaning(new ThingLabel(name, ClassNames.isGood(className)), Optional.empty());
    }
}
