package io.huoyan.core.orders;

import java.util.Optional;

/**
 * Who made a revision of an order, and why.
 *
 * @param by what kind of mover
 * @param who the person, or the station whose cameras saw it; not blank, at most {@link #WHO_CHARACTERS_MAX} characters
 * @param why in words; blank where nobody said why; at most {@link #WHY_CHARACTERS_MAX} characters
 * @param command id of the MES's command, where one made it
 */
public record Move(By by, String who, String why, Optional<String> command) {
    /** Characters of a name. */
    public static final int WHO_CHARACTERS_MAX = 128;

    /** Characters of a reason. */
    public static final int WHY_CHARACTERS_MAX = 512;

    private static final String SYSTEM = "huoyan";

    public Move {
        checked("who", who, 1, WHO_CHARACTERS_MAX);
        checked("why", why, 0, WHY_CHARACTERS_MAX);
        if (who.isBlank()) {
            throw new IllegalArgumentException("who moved the order is blank; allowed is a name");
        }
    }

    /** What moves orders. */
    public enum By {
        /** What the cameras saw. */
        CAMERA,
        /** A person, through the MES. */
        MES,
        /** A person of QA. */
        QA,
        /** Huoyan itself: dispatched, escalated. */
        SYSTEM
    }

    static Move byCamera(String station, String why) {
        return new Move(By.CAMERA, station, cut(why), Optional.empty());
    }

    static Move bySystem(String why) {
        return new Move(By.SYSTEM, SYSTEM, cut(why), Optional.empty());
    }

    static Move byQa(String who, String why) {
        return new Move(By.QA, who, cut(why), Optional.empty());
    }

    private static String cut(String why) {
        return why.length() <= WHY_CHARACTERS_MAX ? why : why.substring(0, WHY_CHARACTERS_MAX - 1) + "…";
    }

    private static void checked(String what, String text, int least, int most) {
        if (text.length() < least || text.length() > most) {
            throw new IllegalArgumentException(what + " moved the order has " + text.length()
                    + " characters; allowed are " + least + " to " + most);
        }
    }
}
