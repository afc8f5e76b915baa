package io.huoyan.lab.train;

import io.huoyan.core.infer.ThingLabel;
import io.huoyan.lab.dataset.ClassNames;
import io.huoyan.lab.synth.Label;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a class of a foreign data set teaches. A new name is a row; a name without one teaches a kind of thing of its
 * own.
 *
 * @param thing the kind of thing that is boxed
 * @param label the label whose map it paints; empty if there is none
 */
public record ClassMeaning(ThingLabel thing, Optional<Label> label) {
    /** A weld as it should be. */
    static final ThingLabel GOOD_WELD = new ThingLabel("good-weld", true);
    /** A weld that is bad as a whole. */
    static final ThingLabel BAD_WELD = new ThingLabel("bad-weld", true);

    private static final Map<String, ClassMeaning> ROWS = Map.ofEntries(
            Map.entry("good welding", new ClassMeaning(GOOD_WELD, Optional.of(Label.SEAM))),
            Map.entry("good weld", new ClassMeaning(GOOD_WELD, Optional.of(Label.SEAM))),
            Map.entry("bad welding", new ClassMeaning(BAD_WELD, Optional.of(Label.SEAM))),
            Map.entry("bad weld", new ClassMeaning(BAD_WELD, Optional.of(Label.SEAM))),
            Map.entry("crack", flaw(Label.CRACK)),
            Map.entry("excess reinforcement", flaw(Label.EXCESS)),
            Map.entry("excess", flaw(Label.EXCESS)),
            Map.entry("porosity", flaw(Label.PORE)),
            Map.entry("pore", flaw(Label.PORE)),
            Map.entry("spatters", flaw(Label.SPATTER)),
            Map.entry("spatter", flaw(Label.SPATTER)),
            Map.entry("burn through", flaw(Label.BURN_THROUGH)),
            Map.entry("seam", weld(Label.SEAM)),
            Map.entry("spot", weld(Label.SPOT)));

    /** The meaning of a class name, whichever way it is written. */
    public static ClassMeaning of(String className) {
        String plain = className
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", " ")
                .strip();
        ClassMeaning row = ROWS.get(plain);
        if (row != null) {
            return row;
        }
        String name = plain.isEmpty() ? "thing-" + Integer.toHexString(className.hashCode()) : plain.replace(' ', '-');
        return new ClassMeaning(new ThingLabel(name, ClassNames.isGood(className)), Optional.empty());
    }

    private static ClassMeaning flaw(Label label) {
        return new ClassMeaning(new ThingLabel(label.modelLabel(), false), Optional.of(label));
    }

    private static ClassMeaning weld(Label label) {
        return new ClassMeaning(new ThingLabel(label.modelLabel(), true), Optional.of(label));
    }
}
