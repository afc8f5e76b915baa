package io.huoyan.lab.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudioFileTest {
    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        Path file = folder.resolve("ranges.yaml");
        Files.writeString(file, text);
        return file;
    }

    @Test
    void whatIsNotInTheFileStaysAsPublished() throws IOException {
        StudioPlan plan =
                StudioFile.read(file("welds: [laser, brazed]\ntiltDeg: 5\npixelMm: [0.05, 0.06]\nlights: bar\n"));

        assertThat(plan.welds()).containsExactly(WeldKind.LASER, WeldKind.BRAZED);
        assertThat(plan.lights()).containsExactly(LightKind.BAR);
        assertThat(plan.materials()).containsExactly(Material.values());
        assertThat(plan.ranges())
                .containsEntry(Quantity.TILT, new Range(5, 5))
                .containsEntry(Quantity.PIXEL, new Range(0.05, 0.06));
        assertThat(plan.sidePx()).isEqualTo(512);
    }

    @Test
    void faultsAreToldWithFileKeyAndWhatIsAllowed() throws IOException {
        Path file = folder.resolve("ranges.yaml");
        for (List<String> pair : List.of(
                List.of("welds: [glued]", "welds: 'glued' is not known; allowed are [arc, laser, brazed, spot]"),
                List.of("tiltDeg: 61", "tiltDeg is 61.0 to 61.0; allowed are 0.0 to 60.0"),
                List.of("tiltDeg: [5, 2]", "range is 5.0 to 2.0; allowed is an end not below its start"),
                List.of("sidePx: 0", "sidePx is 0; allowed are 64 to 2048"),
                List.of("goodShare: 1.1", "goodShare is 1.1; allowed are 0 to 1"),
                List.of("tiltDeg: steep", "tiltDeg is steep; allowed is a number or a list of two"),
                List.of("welds: spot\ndefects: pore", "a weld of kind spot can have none of them; allowed for it are"),
                List.of("lights: []", "allowed is one or more of each"))) {
            Files.writeString(file, pair.get(0));
            assertThatThrownBy(() -> StudioFile.read(file))
                    .as(pair.get(0))
                    .hasMessageStartingWith(file + ": ")
                    .hasMessageContaining(pair.get(1));
        }
        assertThatThrownBy(() -> StudioFile.read(file("colour: red")))
                .hasMessageStartingWith(file + " has an unknown key colour; allowed are [sidePx, welds,");
        assertThatThrownBy(() -> StudioFile.read(folder.resolve("none.yaml")))
                .hasMessage(folder.resolve("none.yaml") + " does not exist; needed is a YAML file");
    }

    /** A spot weld has no pore: it would be a good one in a set that was to have none. */
    @Test
    void ofWeldsThatNobodyNamedThoseAreTakenThatCanHaveADefect() throws IOException {
        assertThat(StudioFile.read(file("defects: [pore]\n")).welds())
                .containsExactly(WeldKind.ARC, WeldKind.LASER, WeldKind.BRAZED);
        assertThat(StudioFile.read(file("defects: [pore, spot-hole]\n")).welds())
                .containsExactly(WeldKind.values());
        assertThat(StudioFile.read(file("defects: [pore]\ngoodShare: 1\n")).welds())
                .containsExactly(WeldKind.values());
        assertThat(StudioFile.read(file("defects: [pore]\ngoodShare: 1\nwelds: spot\n"))
                        .welds())
                .containsExactly(WeldKind.SPOT);
    }

    /** A range that is published must be allowed, and its middle must be renderable. */
    @Test
    void whatIsPublishedIsAllowed() {
        for (Quantity quantity : Quantity.values()) {
            assertThat(quantity.published().min())
                    .as(quantity.key())
                    .isGreaterThanOrEqualTo(quantity.allowed().min());
            assertThat(quantity.published().max())
                    .as(quantity.key())
                    .isLessThanOrEqualTo(quantity.allowed().max());
        }
    }
}
