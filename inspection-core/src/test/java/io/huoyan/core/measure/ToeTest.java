package io.huoyan.core.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PlaneMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where metal ends beside a mask's line, which may be off by its own pixels. */
class ToeTest {
    private static final double BLUR_PX = 0.9;
    private static final double MM_PER_PIXEL = 0.1;
    private static final double PATCH_PIXEL_PX = 3;

    private static final Scale SCALE = scale(MM_PER_PIXEL);
    private static final Scale FINE = scale(0.05);

    private static Scale scale(double mmPerPixel) {
        return new Scale(
                PlaneMap.straightDown(mmPerPixel, new MmPoint(0, 0)),
                Measurement.Unit.MM,
                0,
                0,
                0,
                0,
                0,
                Optional.empty(),
                Optional.of(BLUR_PX));
    }

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
                .isEqualTo(new Toe(0, 1 / Math.sqrt(3), false));
    }

    /**
     * A bright bead, a dark sheet, and between them a crease of 0.26 mm as bright as the sheet. All that tells of it is
     * how soft its inner side is, and the bead's texture all but hides that.
     */
    @Test
    void aCreaseAsBrightAsTheSheetIsInTheUncertaintyThoughTheBeadsTextureHidesIt() {
        double widthPx = 5.2;
        double toePx = 0.75 * widthPx;
        double[] profile = new double[ToeFit.PLACES];
        int slices = 64;
        for (int i = 0; i < profile.length; i++) {
            double outPx = i * ToeFit.STEP_PX - ToeFit.INSIDE_PX - toePx;
            double metal = 0;
            for (int k = 0; k < slices; k++) {
                double endPx = -widthPx + widthPx / 2 * (k + 0.5) / slices;
                metal += ErrorFunction.normal((endPx - outPx) / BLUR_PX) / slices;
            }
            double texture = 0.8 * Math.cos(2 * Math.PI * (outPx + widthPx) / 14);
            profile[i] = (75 + (37 + texture) * metal) / 255;
        }

        Toe toe = Toe.of(Optional.of(profile), Toe.Metal.BEAD, FINE, 0.05);

        assertThat(toe.offsetPx()).as("%s", toe).isCloseTo(toePx, within(2.7 * toe.standardUncertaintyPx()));
        assertThat(toe.standardUncertaintyPx()).isGreaterThan(0.95);
    }

    /** The same edge, seen from lines that lie beside it as noise puts them: it stays where it is. */
    @Test
    void whereAProfileTellsTheEdgeTheLineItWasTakenAboutDoesNotMatter() {
        List<Double> places = new ArrayList<>();
        for (double linePx : new double[] {-0.4, 0, 0.4}) {
            double[] profile = new double[ToeFit.PLACES];
            for (int i = 0; i < profile.length; i++) {
                double outPx = i * ToeFit.STEP_PX - ToeFit.INSIDE_PX + linePx;
                profile[i] = (100 + 60 * ErrorFunction.normal(-outPx / BLUR_PX)) / 255;
            }

            Toe toe = Toe.of(Optional.of(profile), Toe.Metal.TIP, FINE, 0.05);

            assertThat(toe.isOfProfile()).isTrue();
            places.add(linePx + toe.offsetPx());
        }
        assertThat(places.get(0)).isCloseTo(places.get(1), within(0.15));
        assertThat(places.get(2)).isCloseTo(places.get(1), within(0.15));
        assertThat(Toe.unfitted(Toe.Metal.TIP).isOfProfile()).isFalse();
    }

    /** Both edges of a bead together are put outwards by less than 0.05 mm, whether pixels are small or larger. */
    @Test
    void aBeadWithoutACreaseIsNotGivenOne() {
        double[] profile = new double[ToeFit.PLACES];
        for (int i = 0; i < profile.length; i++) {
            double outPx = i * ToeFit.STEP_PX - ToeFit.INSIDE_PX;
            profile[i] = (100 + 60 * ErrorFunction.normal(-outPx / BLUR_PX)) / 255;
        }

        for (double mmPerPixel : new double[] {0.05, 0.07, 0.1}) {
            Toe toe = Toe.of(Optional.of(profile), Toe.Metal.BEAD, scale(mmPerPixel), mmPerPixel);

            assertThat(toe.offsetPx() * mmPerPixel)
                    .as("mm at %s mm per pixel: %s", mmPerPixel, toe)
                    .isCloseTo(0, within(Math.min(0.025, toe.standardUncertaintyPx() * mmPerPixel)));
        }
    }

    /** Of another edge outside it a rim knows nothing but that it may be meant. */
    @Test
    void anImprintsRimStaysWhereItWasLocatedWhenTheProfileFitsAnEdgeFarOutsideIt() {
        Toe near = Toe.of(Optional.of(profile(1)), Toe.Metal.IMPRINT, SCALE, MM_PER_PIXEL);
        Toe far = Toe.of(Optional.of(profile(2.6)), Toe.Metal.IMPRINT, SCALE, MM_PER_PIXEL);

        assertThat(near.offsetPx()).as("%s", near).isCloseTo(1, within(0.3));
        assertThat(far.offsetPx()).as("%s", far).isZero();
        assertThat(far.standardUncertaintyPx()).as("%s", far).isGreaterThan(2 / Math.sqrt(3));
    }

    private static double[] profile(double edgePx) {
        double[] profile = new double[ToeFit.PLACES];
        for (int i = 0; i < profile.length; i++) {
            double outPx = i * ToeFit.STEP_PX - ToeFit.INSIDE_PX - edgePx;
            profile[i] = 60 + 120 * ErrorFunction.normal(-outPx / BLUR_PX);
        }
        return profile;
    }

    private static Optional<Toe> besideMask(double edgePx) {
        return Toe.besideMask(Optional.of(profile(edgePx)), Toe.Metal.BEAD, SCALE, MM_PER_PIXEL, PATCH_PIXEL_PX);
    }
}
