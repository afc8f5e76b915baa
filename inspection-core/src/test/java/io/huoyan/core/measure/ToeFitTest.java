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
    private static final ToeFit.Stripe BEAD = stripe(0.15);

    @Test
    void aPlainEdgeStaysWhereItIs() {
        ToeFit fit = fit(profile(METAL, METAL, 0), BEAD);

        assertThat(fit.offsetPx()).isCloseTo(0, within(0.15));
    }

    /** What the least difference of tones is for: a stripe of the sheet's own tone would put the edge outwards. */
    @Test
    void withoutALeastDifferenceOfTonesAPlainEdgeWouldBePutOutwards() {
        ToeFit without = fit(profile(METAL, METAL, 0), stripe(0));

        assertThat(without.offsetPx())
                .isGreaterThan(fit(profile(METAL, METAL, 0), BEAD).offsetPx() + 0.2);
    }

    @Test
    void aDarkCreaseInsideTheToePutsTheToeBeyondTheSteepestPlace() {
        ToeFit fit = fit(profile(METAL, 40, 2), BEAD);

        // The steepest place is where bead and crease meet, 2 px inside the toe.
        assertThat(fit.offsetPx()).isCloseTo(2, within(0.4));
    }

    /**
     * Bright bead, dark sheet, and a crease as bright as the sheet: where that ends cannot be seen. The toe is said to
     * lie outwards of the edge that is seen, and the uncertainty to reach both ways.
     */
    @Test
    void wherePartOfABrightBeadIsAsBrightAsTheSheetTheToeLiesSomewhereBeyond() {
        ToeFit.Stripe hidden = new ToeFit.Stripe(List.of(0.6, 1.2, 2.0, 3.0), 3.5, 1, 0.6, 0.15, 0.3);
        ToeFit beyond = fit(profile(METAL, METAL, 0), hidden);

        assertThat(beyond.offsetPx()).isBetween(0.3, 2.0);
        assertThat(beyond.offsetPx() - 2 * beyond.sigmaPx()).isLessThan(0.3);
        assertThat(beyond.offsetPx() + 2 * beyond.sigmaPx()).isGreaterThan(2);
    }

    @Test
    void aProfileOfOneToneTellsNothing() {
        double[] level = new double[ToeFit.PLACES];
        Arrays.fill(level, METAL);

        assertThat(ToeFit.of(level, List.of(BLUR_PX), BEAD)).isEmpty();
    }

    private static ToeFit fit(double[] profile, ToeFit.Stripe stripe) {
        return ToeFit.of(profile, List.of(BLUR_PX), stripe).orElseThrow();
    }

    private static ToeFit.Stripe stripe(double toneMin) {
        return new ToeFit.Stripe(List.of(0.6, 1.2, 2.0, 3.0), 3.5, 1, 0.6, toneMin, -1);
    }

    /** Metal up to place 0, then a stripe so wide, then sheet; blurred. */
    private static double[] profile(double metal, double stripeTone, double widthPx) {
        double[] profile = new double[ToeFit.PLACES];
        for (int i = 0; i < profile.length; i++) {
            double place = i * ToeFit.STEP_PX - ToeFit.INSIDE_PX;
            double inside = ErrorFunction.normal(-place / BLUR_PX);
            double outside = ErrorFunction.normal((place - widthPx) / BLUR_PX);
            profile[i] = metal * inside + SHEET * outside + stripeTone * (1 - inside - outside);
        }
        return profile;
    }
}
