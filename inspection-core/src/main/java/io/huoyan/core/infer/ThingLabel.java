package io.huoyan.core.infer;

/**
 * A kind of thing that a network boxes.
 *
 * @param name lower-case letters, digits and hyphens
 * @param isWeld true: the weld itself, in some condition; false: something on or beside it
 */
public record ThingLabel(String name, boolean isWeld) {
    /** Name of the kind that is a weld which is bad as a whole. */
    public static final String BAD_WELD_NAME = "bad-weld";

    /** Whether it says that something is wrong: all that is no weld, and a bad weld. */
    public boolean isFlaw() {
        return !isWeld || name.equals(BAD_WELD_NAME);
    }
}
