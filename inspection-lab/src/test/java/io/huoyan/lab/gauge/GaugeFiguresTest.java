package io.huoyan.lab.gauge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of a study, on tables small enough to be worked out by hand. */
class GaugeFiguresTest {
    @Test
    void cgAndCgkAreWhatTheFormulasGive() {
        Repeatability found = Repeatability.of(List.of(10.01, 10.03, 10.01, 10.03), 10.0, 1);
        double sigma = 0.02 / Math.sqrt(3);
        assertThat(found.sigmaMm()).isCloseTo(sigma, within(1e-9));
        assertThat(found.cg()).isCloseTo(0.2 / (6 * sigma), within(1e-9));
        assertThat(found.cgk()).isCloseTo((0.1 - 0.02) / (3 * sigma), within(1e-9));
    }

    /** Two parts, two operators, two trials: only the trials differ within a cell, by ± 0.1. */
    @Test
    void grrOfTrialsThatDifferByAFifthIsTheirStandardDeviation() {
        double[][][] values = {{{0.9, 1.1}, {0.9, 1.1}}, {{1.9, 2.1}, {1.9, 2.1}}};
        GrrAnova found = GrrAnova.of(values, 6);
        double sigma = Math.sqrt(4 * 0.02 / 4);
        assertThat(found.repeatabilityMm()).isCloseTo(sigma, within(1e-9));
        assertThat(found.reproducibilityMm()).isZero();
        assertThat(found.partMm()).isCloseTo(Math.sqrt(0.5), within(1e-9));
        assertThat(found.grrPercent()).isCloseTo(100 * sigma, within(1e-9));
        assertThat(found.ndc()).isEqualTo(7);
    }

    @Test
    void callsThatAreAllRightHaveAKappaOfOneAndCallsAtRandomOneOfZero() {
        AttributeStudy right = AttributeStudy.of(List.of(
                new AttributeStudy.Part(true, List.of(true, true)),
                new AttributeStudy.Part(false, List.of(false, false))));
        AttributeStudy random = AttributeStudy.of(List.of(
                new AttributeStudy.Part(true, List.of(true, false)),
                new AttributeStudy.Part(false, List.of(true, false))));
        assertThat(right.kappa()).isEqualTo(1);
        assertThat(right.missRate()).isZero();
        assertThat(random.kappa()).isZero();
        assertThat(random.missRate()).isEqualTo(0.5);
    }

    @Test
    void aRigFileWithAnUnknownKeyOrAPixelTooLargeIsRefusedByName(@TempDir Path folder) throws IOException {
        Path unknown = Files.writeString(folder.resolve("a.yaml"), "pixelMm: 0.1\ncameraHeightMm: 400\ntilt: 3\n");
        Path large = Files.writeString(folder.resolve("b.yaml"), "pixelMm: 0.51\ncameraHeightMm: 400\n");
        Path allowed =
                Files.writeString(folder.resolve("c.yaml"), "pixelMm: 0.5\ncameraHeightMm: 400\nblurPx: [1, 2]\n");
        assertThatThrownBy(() -> RigFile.read(unknown.toString())).hasMessageContaining("has unknown keys [tilt]");
        assertThatThrownBy(() -> RigFile.read(large.toString()))
                .hasMessageContaining("pixelMm is 0.51; allowed are 0.02 to 0.5");
        assertThat(RigFile.read(allowed.toString()).blurMaxPx()).isEqualTo(2);
    }
}
