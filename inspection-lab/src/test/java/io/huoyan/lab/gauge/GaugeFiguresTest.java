package io.huoyan.lab.gauge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.measure.Measurand;
import io.huoyan.core.measure.Measurement;
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
                new AttributeStudy.Part(true, List.of(true, true), 0),
                new AttributeStudy.Part(false, List.of(false, false), 0)));
        AttributeStudy random = AttributeStudy.of(List.of(
                new AttributeStudy.Part(true, List.of(true, false), 0),
                new AttributeStudy.Part(false, List.of(true, false), 0)));
        assertThat(right.kappa()).isEqualTo(1);
        assertThat(right.missRate()).isZero();
        assertThat(random.kappa()).isZero();
        assertThat(random.missRate()).isEqualTo(0.5);
    }

    /** Of what there was none, no share is told: all parts are good, so no bad one was missed, nor one found. */
    @Test
    void ofPartsThatAreAllGoodNeitherKappaNorMissesAreTold() {
        AttributeStudy study = AttributeStudy.of(List.of(
                new AttributeStudy.Part(false, List.of(false), 1), new AttributeStudy.Part(false, List.of(false), 0)));
        assertThat(study.kappa()).isNaN();
        assertThat(study.missRate()).isNaN();
        assertThat(study.falseAlarmRate()).isZero();
        assertThat(study.reviews()).isEqualTo(1);
        assertThat(study.effectiveness())
                .as("a part that went to people was not called")
                .isEqualTo(0.5);
    }

    @Test
    void aPlotIsLabelledInTheUnitOfItsMeasurand() {
        assertThat(ErrorPlot.of(Measurand.DEFECT_AREA, List.of(reading(Measurand.DEFECT_AREA, Measurement.Unit.MM2))))
                .contains(">5.00 mm²<", "error over truth, mm². Red")
                .doesNotContain(" mm<");
        assertThat(ErrorPlot.of(Measurand.SPOT_OVALITY, List.of(reading(Measurand.SPOT_OVALITY, Measurement.Unit.ONE))))
                .contains(">5.00<", "error over truth. Red")
                .doesNotContain("mm");
        assertThat(ErrorPlot.of(Measurand.SEAM_LENGTH, List.of(reading(Measurand.SEAM_LENGTH, Measurement.Unit.MM))))
                .contains(">5.00 mm<", "error over truth, mm. Red");
    }

    private static Reading reading(Measurand measurand, Measurement.Unit unit) {
        return Reading.of(0, 5, new Measurement(measurand, 5, unit, 0.01, List.of()));
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

    /** A word that was taken for "yes" would leave ripples on in a study that was to have none. */
    @Test
    void whatIsNoAnswerNoWholeNumberOrBeyondItsRangeInARigFileIsRefusedWithItsLine(@TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("rig.yaml");
        for (List<String> pair : List.of(
                List.of("ripple: 0", "ripple is 0; allowed are true and false"),
                List.of("ripple: typo", "ripple is typo; allowed are true and false"),
                List.of("name:", "name is empty; allowed is a word"),
                List.of("ripple:", "ripple is empty; allowed are true and false"),
                List.of("fiducials: 2.9", "fiducials is 2.9; allowed is a whole number"),
                List.of("fiducials: 5", "fiducials are 5; allowed are 0, or 2 to 4"),
                List.of("distortionK1: -0.51", "distortionK1 is -0.51; allowed are -0.5 to 0.5"),
                List.of("distortionK1: 0.51", "distortionK1 is 0.51; allowed are -0.5 to 0.5"),
                List.of("noiseFactor: -1", "noiseFactor is -1.0; allowed are 0 and more, a range in order"),
                List.of("blurPx: [2, 1]", "blurPx is 2.0 to 1.0; allowed are 0 and more, a range in order"),
                List.of("highlight: [0, .nan]", "highlight is [0, NaN]; allowed is a number or a list of two"),
                List.of("blurPx: [1, 2", "not readable as YAML: "))) {
            Files.writeString(file, "pixelMm: 0.1\ncameraHeightMm: 400\n" + pair.get(0) + "\n");
            assertThatThrownBy(() -> RigFile.read(file.toString()))
                    .as(pair.get(0))
                    .hasMessageMatching("(?s).*rig.yaml:[34]: .*")
                    .hasMessageContaining(pair.get(1));
        }
        for (String no : List.of("false", "no", "off", "No", "OFF", "False")) {
            Files.writeString(file, "pixelMm: 0.1\ncameraHeightMm: 400\nripple: " + no + "\ndistortionK1: -0.5\n");
            assertThat(RigFile.read(file.toString()).hasRipple()).as(no).isFalse();
        }
        for (String yes : List.of("true", "yes", "on")) {
            Files.writeString(file, "pixelMm: 0.1\ncameraHeightMm: 400\nripple: " + yes + "\ndistortionK1: 0.5\n");
            assertThat(RigFile.read(file.toString()).hasRipple()).as(yes).isTrue();
        }
    }

    @Test
    void aKeyThatIsMissingInARigFileIsNamedAndTheFileOnce(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("rig.yaml"), "cameraHeightMm: 400\n");
        assertThatThrownBy(() -> RigFile.read(file.toString()))
                .hasMessage(file + ": key pixelMm is missing; needed is a number");
        Files.write(file, new byte[] {'n', 'a', 'm', 'e', ':', ' ', (byte) 0xfc});
        assertThatThrownBy(() -> RigFile.read(file.toString()))
                .hasMessage(file + " is not text in UTF-8; save it as UTF-8");
    }

    @Test
    void ofWhatWasNeverTriedNoShareIsTold() {
        assertThat(DecisionStudy.of(List.of(), 1.65, 1)).isEmpty();
        Reading one = reading(Measurand.SEAM_LENGTH, Measurement.Unit.MM);
        DecisionStudy study = DecisionStudy.of(List.of(one), 1.65, 1).orElseThrow();
        assertThat(Double.isNaN(study.wrongOk()))
                .as("one reading is either outside or inside")
                .isNotEqualTo(Double.isNaN(study.wrongNok()));
    }
}
