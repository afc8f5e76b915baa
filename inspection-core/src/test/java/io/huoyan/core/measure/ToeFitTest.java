package io.huoyan.core.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToeFitTest {
    private static final double BLUR_PX = 0.8;
    private static final double METAL = 150;
    private static final double SHEET = 90;

    @Test
    void aPlainEdgeStaysWhereItIs() {
        ToeFit fit = fit(profile(METAL, METAL, 0, false), stripe());

        assertThat(fit.offsetPx()).isCloseTo(0, within(0.15));
        assertThat(fit.plainShare()).isGreaterThan(0.5);
    }

    /** What the prior's plain share is for: where there must be a crease, a plain edge is one that is hidden. */
    @Test
    void wereThereACreaseWithoutFailAPlainEdgeWouldBePutOutwards() {
        ToeFit.Stripe always = stripe(0, 0.5);

        assertThat(fit(profile(METAL, METAL, 0, true), always).offsetPx())
                .isGreaterThan(fit(profile(METAL, METAL, 0, true), stripe()).offsetPx() + 0.1);
    }

    @Test
    void aDarkCreaseInsideTheToePutsTheToeBeyondTheSteepestPlace() {
        ToeFit fit = fit(profile(METAL, 60, 2, false), stripe(0.05, 0.5));

        // The steepest place is where bead and crease meet, 2 px inside the toe.
        assertThat(fit.offsetPx()).isCloseTo(2, within(0.2));
    }

    @Test
    void aCreaseThatGetsDarkerOverHalfItsWidthDoesSoToo() {
        ToeFit fit = fit(profile(METAL, 60, 3, true), stripe());

        assertThat(fit.offsetPx()).isCloseTo(3, within(0.2));
    }

    /**
     * Bright bead, dark sheet, and a crease as bright as the sheet: it is not seen, but the edge that is seen is softer
     * than the picture is blurred. That tells how wide the crease is.
     */
    @Test
    void aCreaseAsBrightAsTheSheetIsFoundByTheSoftnessOfItsInnerSide() {
        ToeFit fit = fit(profile(METAL, SHEET, 5, true), stripe());

        assertThat(fit.offsetPx()).isCloseTo(5, within(3 * fit.sigmaPx()));
        assertThat(fit.sigmaPx()).isLessThan(1.3);
        assertThat(fit.plainShare()).isLessThan(0.1);
    }

    /** Narrower than the blur, a crease as bright as the sheet looks like none: the interval holds both. */
    @Test
    void aCreaseNarrowerThanTheBlurAndAsBrightAsTheSheetIsDoubt() {
        ToeFit hidden = fit(profile(METAL, SHEET, 1, true), stripe());

        assertThat(hidden.offsetPx()).isCloseTo(1, within(3 * hidden.sigmaPx()));
        assertThat(hidden.offsetPx()).isCloseTo(0.5, within(2 * hidden.sigmaPx()));
    }

    /** The model says where the edge is not. */
    @Test
    void aFitAtTheEndOfWhatIsTriedSaysSo() {
        double[] inside = new double[ToeFit.PLACES];
        double[] profile = profile(METAL, METAL, 0, false);
        int shift = (int) (5 / ToeFit.STEP_PX);
        for (int i = 0; i < inside.length; i++) {
            inside[i] = profile[Math.min(profile.length - 1, i + shift)];
        }

        assertThat(fit(inside, stripe()).isAtEnd()).isTrue();
        assertThat(fit(profile, stripe()).isAtEnd()).isFalse();
    }

    @Test
    void aProfileOfOneToneTellsNothing() {
        double[] level = new double[ToeFit.PLACES];
        Arrays.fill(level, METAL);

        assertThat(ToeFit.of(level, BLUR_PX, stripe())).isEmpty();
    }

    private static ToeFit fit(double[] profile, ToeFit.Stripe stripe) {
        return ToeFit.of(profile, BLUR_PX, stripe).orElseThrow();
    }

    private static ToeFit.Stripe stripe() {
        return stripe(0.2, 0);
    }

    private static ToeFit.Stripe stripe(double plainShare, double squareShare) {
        return new ToeFit.Stripe(
                List.of(0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0),
                8,
                -2.5,
                7,
                1.5,
                1,
                plainShare,
                squareShare,
                new ToeLevels.Known(0.45, 0.18, 0.2, 0.02, 0.02, 2, List.of(0.012, 0.025, 0.05, 0.1)));
    }

    /** Metal up to place 0, then a stripe so wide, then sheet; blurred. A faded stripe gets its tone over its half. */
    private static double[] profile(double metal, double stripeTone, double widthPx, boolean isFaded) {
        double[] profile = new double[ToeFit.PLACES];
        int slices = 64;
        for (int i = 0; i < profile.length; i++) {
            double place = i * ToeFit.STEP_PX - ToeFit.INSIDE_PX;
            for (int k = 0; k < slices; k++) {
                double from = isFaded ? widthPx / 2 * (k + 0.5) / slices : 0;
                double inside = ErrorFunction.normal((from - place) / BLUR_PX);
                profile[i] += (stripeTone + (metal - stripeTone) * inside) / slices;
            }
            profile[i] += (SHEET - stripeTone) * ErrorFunction.normal((place - widthPx) / BLUR_PX);
        }
        return profile;
    }
}
