package io.huoyan.core.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PlaneMap;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where metal ends beside a mask's line, which may be off by its own pixels. */
class ToeTest {
    private static final double BLUR_PX = 0.9;
    private static final double MM_PER_PIXEL = 0.1;
    private static final double PATCH_PIXEL_PX = 3;

    private static final Scale SCALE = new Scale(
            PlaneMap.straightDown(MM_PER_PIXEL, new MmPoint(0, 0)),
            Measurement.Unit.MM,
            0,
            0,
            0,
            0,
            0,
            Optional.empty(),
            Optional.of(BLUR_PX));

    @Test
    void anEdgeFarBesideTheMaskIsLookedForAsFarAsAMaskMayBeOff() {
        for (double edgePx : new double[] {-5, 0, 5}) {
            Toe toe = besideMask(edgePx).orElseThrow();

            assertThat(toe.offsetPx())
                    .as("edge at %s px: %s", edgePx, toe)
                    .isCloseTo(edgePx, within(Math.min(1.5, 2 * toe.standardUncertaintyPx())));
            assertThat(toe.standardUncertaintyPx()).isGreaterThan(0.3 * PATCH_PIXEL_PX);
        }
    }

    @Test
    void anEdgeBeyondAllThatIsTriedIsNotSaidToBeAtTheEndOfIt() {
        assertThat(besideMask(-11)).isEmpty();
    }

    @Test
    void withoutAProfileTheDoubtIsAllThatMayLieBesideTheLine() {
        assertThat(Toe.of(Optional.empty(), Toe.Metal.BEAD, SCALE, MM_PER_PIXEL))
                .isEqualTo(Toe.unfitted(Toe.Metal.BEAD))
                .isEqualTo(new Toe(0, 1 / Math.sqrt(3)));
    }

    private static Optional<Toe> besideMask(double edgePx) {
        double[] profile = new double[ToeFit.PLACES];
        for (int i = 0; i < profile.length; i++) {
            double outPx = i * ToeFit.STEP_PX - ToeFit.INSIDE_PX - edgePx;
            profile[i] = 60 + 120 * ErrorFunction.normal(-outPx / BLUR_PX);
        }
        return Toe.besideMask(Optional.of(profile), Toe.Metal.BEAD, SCALE, MM_PER_PIXEL, PATCH_PIXEL_PX);
    }
}
