package io.huoyan.lab.synth;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Constants of an enum by the names that people write: small letters and hyphens. */
public final class Choice {
    private Choice() {}

    /**
     * @param what is chosen, for the message
     * @throws IllegalArgumentException that names what is allowed
     */
    public static <E extends Enum<E>> E of(String what, String name, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (small(constant).equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(what + ": '" + name + "' is not known; allowed are " + names(type));
    }

    /** All of them, in order. */
    public static <E extends Enum<E>> List<String> names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Choice::small).toList();
    }

    /** Small letters and hyphens. */
    public static String small(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
