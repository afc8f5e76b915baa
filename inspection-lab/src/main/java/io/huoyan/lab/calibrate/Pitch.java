package io.huoyan.lab.calibrate;

/**
 * How large a square of a printed target really is.
 *
 * @param mm measured over many squares, divided by their number; within 3 % of the target's
 * @param relativeUncertainty standard uncertainty of that; 0 or more
 */
public record Pitch(Target target, double mm, double relativeUncertainty) {
    /** Of a print that was measured with a ruler, or not at all. */
    public static final double UNCERTIFIED = 0.003;

    private static final double OFF_MAX = 0.03;
    private static final double UNCERTAINTY_MAX = 0.1;

    public Pitch {
        if (!(Math.abs(mm / target.pitchMm() - 1) <= OFF_MAX)) {
            throw new CalibrationException("pitch is " + mm + " mm; the target " + target.word() + " has squares of "
                    + target.pitchMm() + " mm, allowed is within 3 %. Is it this target, printed at 100 %?");
        }
        if (!(relativeUncertainty >= 0 && relativeUncertainty <= UNCERTAINTY_MAX)) {
            throw new CalibrationException(
                    "relative uncertainty of the pitch is " + relativeUncertainty + "; allowed is 0 to 0.1");
        }
    }
}
