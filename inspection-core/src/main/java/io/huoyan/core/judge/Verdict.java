package io.huoyan.core.judge;

/** What is said of a weld. There are three, and no failure becomes {@link Ok}. */
public sealed interface Verdict {
    /** Within every limit, proven (ISO 14253-1). */
    record Ok() implements Verdict {}

    /** Outside a limit, proven, or a forbidden imperfection seen. {@code detail}: one sentence. */
    record Nok(String detail) implements Verdict {}

    /** A person must look. {@code detail}: one sentence. */
    record Review(Reason reason, String detail) implements Verdict {}

    /** Why a person must look. */
    enum Reason {
        /** Nearer to a limit than the uncertainty allows. */
        GUARD_BAND,
        /** The picture is unfit to judge by. */
        UNFIT_PICTURE,
        /** The part could not be registered in the view. */
        REGISTRATION,
        /** Seen, but no rule judges it, or none can from one picture. */
        NOT_JUDGEABLE,
        /** Seen in a picture without calibration. */
        UNCALIBRATED,
        /**
         * Something is there, or the network says so of the whole, that is not measured or sure enough to be called.
         */
        UNCERTAIN,
        /** It differs from every good part that the recipe's memory knows. */
        UNKNOWN_ANOMALY,
        /** The picture is unlike all that the network was shown: no weld, another material, another light. */
        UNLIKE_ANYTHING_SEEN,
        /** The picture's score lies in the band that a promise about misses leaves to people. */
        PROMISE_BAND,
        /** No frame showed it during the visit. */
        NOT_INSPECTED,
        /** The frame came too late to be inspected in time. */
        LATE,
        /** Our own failure. */
        INTERNAL
    }

    /** 0 OK, 1 REVIEW, 2 NOK: a larger one wins when results of one weld are combined. */
    default int severity() {
        return severityOf(word());
    }

    /**
     * The severity of a verdict of which only the word is known.
     *
     * @throws IllegalArgumentException if it is none of the three
     */
    static int severityOf(String word) {
        return switch (word) {
            case "OK" -> 0;
            case "REVIEW" -> 1;
            case "NOK" -> 2;
            default -> throw new IllegalArgumentException("word is '" + word + "'; allowed are OK, NOK and REVIEW");
        };
    }

    /** {@code OK}, {@code NOK} or {@code REVIEW}. */
    default String word() {
        if (this instanceof Ok) {
            return "OK";
        }
        return this instanceof Nok ? "NOK" : "REVIEW";
    }

    /** The worse of two; of two equally bad ones the first. */
    static Verdict worse(Verdict first, Verdict second) {
        return second.severity() > first.severity() ? second : first;
    }
}
