package io.huoyan.core.domain;

/**
 * What can go wrong with a frame and is expected to, as a value. Bugs are not here: they throw, and become
 * {@link Internal} at the edge. None of these is ever an OK.
 */
public sealed interface InspectionFailure {
    /** One sentence: what, the actual value, the allowed value. */
    String message();

    /**
     * A field of the frame is at fault; sending it again is of no use.
     *
     * @param field name of the field as the contract has it, e.g. {@code width_px}
     */
    record InvalidField(String field, String message) implements InspectionFailure {}

    /**
     * A picture whose bytes cannot be read as what they claim to be; a kind of invalid field with {@code data} at
     * fault.
     */
    record Undecodable(String field, String message) implements InspectionFailure {}

    /** It came, or its turn came, after its answer was of use. */
    record Late(String message) implements InspectionFailure {}

    /** A hard limit was reached; the sender may try again. */
    record Exhausted(String message, int retryAfterMs) implements InspectionFailure {}

    /** The server is stopping and takes no more. */
    record Stopping(String message, int retryAfterMs) implements InspectionFailure {}

    /** Our fault: a bug, a disk, a library. The message names the place, not the stack. */
    record Internal(String message) implements InspectionFailure {}
}
