package io.huoyan.core.measure;

import java.util.Arrays;
import java.util.Optional;

/**
 * What is not known of one side of a bead, common to all its points.
 *
 * @param toePx standard uncertainty of where the metal ends beside what was located
 * @param rivalPx standard uncertainty because the picture shows another edge near by that may be the bead's
 */
record ToeDoubt(double toePx, double rivalPx) {
    /** Another edge this strong beside the located one may as well be the one that is meant. */
    private static final double RIVAL_SHARE = 0.7;

    /** Another edge is looked for so many of the network's pixels beside the located one: a sixth of a weld's width. */
    private static final double RIVAL_REACH_PATCH_PIXELS = 8;

    /** Nearer than this, or than a crease is wide, is the toe itself. */
    private static final double RIVAL_FROM_PX = 4;

    /** Blurred, the two sides of a crease seem to be farther apart by up to this many standard deviations. */
    private static final double CREASE_SIDES_BLURS = 3;

    private static final double UNKNOWN_BLUR_PX = 1;
    private static final double LOCATED_WITHIN_PX = 1.5;

    /**
     * How far the doubts of a bead's two toes go together: the same crease lies along both, in the same light (the
     * correlation of their errors, each over its own uncertainty, was 0.35 on 1,075 seams of docs/metrology.md, the
     * uncertainties a fifth too large).
     */
    private static final double IN_COMMON = 0.5;

    static ToeDoubt of(Toe toe, double rivalPx) {
        return new ToeDoubt(toe.standardUncertaintyPx(), rivalPx);
    }

    /** Of the middle between two toes: a doubt that both have in common widens a bead and leaves its middle. */
    static double middleToePx(ToeDoubt left, ToeDoubt right) {
        double l = left.toePx();
        double r = right.toePx();
        return Math.sqrt(l * l + r * r - 2 * IN_COMMON * l * r) / 2;
    }

    /**
     * Doubt because of another edge beside the located one: the edge of a part, a scratch. Which of the two is meant
     * the mask says, which may be wrong by more than the search goes; either being as likely, the standard deviation is
     * half their distance. A crease has two sides, where grey changes in opposite ways.
     *
     * @param meanProfile across the located edge, its zero at {@link ToeFit#INSIDE_PX}
     * @param creasePx how wide a crease may be
     * @param patchPixelPx size of one of the network's pixels
     */
    static double rivalPx(Optional<double[]> meanProfile, double creasePx, Scale scale, double patchPixelPx) {
        double alikePx = Math.max(RIVAL_FROM_PX, creasePx);
        double oppositePx = alikePx + CREASE_SIDES_BLURS * scale.blurPx().orElse(UNKNOWN_BLUR_PX);
        return meanProfile
                .map(EdgeTrace::gradients)
                .map(gradients -> Math.max(
                        farthestPx(gradients, 1, alikePx, patchPixelPx),
                        farthestPx(gradients, -1, oppositePx, patchPixelPx)))
                .map(farthestPx -> farthestPx / 2)
                .orElse(0.0);
    }

    /** @param way 1 for edges where grey changes as at the located one, −1 for the others */
    private static double farthestPx(double[] gradients, int way, double fromPx, double patchPixelPx) {
        double located = located(gradients);
        double[] strengths = Arrays.stream(gradients)
                .map(gradient -> way * Math.signum(located) * gradient)
                .toArray();
        double farthestPx = 0;
        for (int i = 1; i < strengths.length - 1; i++) {
            double awayPx = Math.abs(outPx(i));
            boolean isNear = awayPx >= fromPx && awayPx <= RIVAL_REACH_PATCH_PIXELS * patchPixelPx;
            boolean isPeak = strengths[i] >= strengths[i - 1] && strengths[i] > strengths[i + 1];
            if (isNear && isPeak && strengths[i] >= RIVAL_SHARE * Math.abs(located)) {
                farthestPx = Math.max(farthestPx, awayPx);
            }
        }
        return farthestPx;
    }

    private static double located(double[] gradients) {
        double strongest = 0;
        for (int i = 0; i < gradients.length; i++) {
            boolean isStronger = Math.abs(gradients[i]) > Math.abs(strongest);
            strongest = isStronger && Math.abs(outPx(i)) <= LOCATED_WITHIN_PX ? gradients[i] : strongest;
        }
        return strongest;
    }

    private static double outPx(int gradient) {
        return (gradient + EdgeTrace.TAPS) * ToeFit.STEP_PX - ToeFit.INSIDE_PX;
    }
}
