package io.huoyan.lab.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecimenSetWriterTest {
    private static final long SEED = 5_100;

    @TempDir
    Path folder;

    private static StudioPlan poresOnly() {
        return new StudioPlan(
                96,
                List.of(WeldKind.ARC),
                List.of(Material.ROLLED),
                List.of(LightKind.RING),
                List.of(DefectKind.PORE),
                0.5,
                0,
                0,
                0,
                Map.of());
    }

    @Test
    void everyPictureHasItsMaskItsTruthAndItsLabels() throws IOException {
        Path out = folder.resolve("set");
        Map<String, Integer> counts = new SpecimenSetWriter(poresOnly(), ClassScheme.ARC_WELD, 2)
                .write(out, 8, SEED, (done, all, file) -> {});

        assertThat(counts).containsKeys("pore", "good welding");
        assertThat(Files.readString(out.resolve("data.yaml")))
                .contains("0: bad welding", "porosity", "spatters", "good welding");
        int pores = 0;
        for (int k = 0; k < 8; k++) {
            String name = String.format("specimen-%06d", k);
            assertThat(out.resolve("images/" + name + ".png")).isNotEmptyFile();
            assertThat(out.resolve("masks/" + name + ".png")).isNotEmptyFile();
            JsonNode truth = new ObjectMapper()
                    .readTree(out.resolve("truth/" + name + ".json").toFile());
            int defects = truth.get("defects").size();
            pores += defects;
            List<String> labels = Files.readAllLines(out.resolve("labels/" + name + ".txt"));
            assertThat(labels).hasSize(defects + 1);
            assertThat(truth.get("weld").get("good").asBoolean()).isEqualTo(defects == 0);
            for (JsonNode defect : truth.get("defects")) {
                double diameter = defect.get("sizes").get("diameterMm").asDouble();
                assertThat(defect.get("code").asText()).isEqualTo("ISO6520-1:2017");
                assertThat(defect.get("areaMm2").asDouble())
                        .isCloseTo(Math.PI / 4 * diameter * diameter, org.assertj.core.api.Assertions.within(0.01));
            }
        }
        assertThat(counts.get("pore")).isEqualTo(pores);
    }

    @Test
    void theBytesDoNotDependOnTheThreads() throws IOException {
        for (int threads = 1; threads <= 3; threads++) {
            new SpecimenSetWriter(poresOnly(), ClassScheme.HUOYAN, threads)
                    .write(folder.resolve("by-" + threads), 7, SEED, (done, all, file) -> {});
        }
        for (int k = 0; k < 7; k++) {
            for (String file : List.of("images/specimen-00000%d.png", "truth/specimen-00000%d.json")) {
                byte[] alone = Files.readAllBytes(folder.resolve("by-1").resolve(String.format(file, k)));
                assertThat(Files.readAllBytes(folder.resolve("by-2").resolve(String.format(file, k))))
                        .isEqualTo(alone);
                assertThat(Files.readAllBytes(folder.resolve("by-3").resolve(String.format(file, k))))
                        .isEqualTo(alone);
            }
        }
        assertThatThrownBy(() -> new SpecimenSetWriter(poresOnly(), ClassScheme.HUOYAN, 0))
                .hasMessage("threads are 0; allowed is 1 or more");
    }

    @Test
    void aFolderThatExistsAndACountOfZeroAreRefused() throws IOException {
        SpecimenSetWriter writer = new SpecimenSetWriter(poresOnly(), ClassScheme.HUOYAN, 1);

        assertThatThrownBy(() -> writer.write(folder, 1, SEED, (done, all, file) -> {}))
                .hasMessage(folder + ": exists; a set is written to a new folder");
        assertThatThrownBy(() -> writer.write(folder.resolve("set"), 0, SEED, (done, all, file) -> {}))
                .hasMessage("count is 0; allowed is 1 or more");
        assertThat(folder.resolve("set")).doesNotExist();
    }

    @Test
    void whatAKilledRunLeftIsRefusedAndStaysAsItIs() throws IOException {
        Path left = folder.resolve("set.writing/images/specimen-000009.png");
        Files.createDirectories(left.getParent());
        Files.writeString(left, "of another seed");
        SpecimenSetWriter writer = new SpecimenSetWriter(poresOnly(), ClassScheme.HUOYAN, 1);

        assertThatThrownBy(() -> writer.write(folder.resolve("set"), 1, SEED, (done, all, file) -> {}))
                .hasMessage(folder.resolve("set.writing") + " exists: a run was killed, or is under way; remove it if"
                        + " none is, or name another folder");
        assertThat(folder.resolve("set")).doesNotExist();
        assertThat(left).hasContent("of another seed");
    }

    @Test
    void aRunThatFailsLeavesNothing() throws IOException {
        Path out = folder.resolve("set");
        SpecimenSetWriter writer = new SpecimenSetWriter(poresOnly(), ClassScheme.HUOYAN, 1);
        SampleSetWriter.Progress failing = (done, all, file) -> {
            throw new IllegalStateException("no more");
        };

        assertThatThrownBy(() -> writer.write(out, 3, SEED, failing)).hasMessage("no more");
        assertThat(folder).isEmptyDirectory();
        writer.write(out, 1, SEED, (done, all, file) -> {});
        assertThat(out.resolve("images")).isDirectoryContaining("glob:**/specimen-000000.png");
    }

    @Test
    void aContactSheetHasARowForEachDefect() throws IOException {
        Path file = folder.resolve("sheet.png");
        int welds =
                new ContactSheet(96, 7).write(List.of(DefectKind.PORE, DefectKind.SPOT_HOLE), file, (d, a, w) -> {});

        assertThat(welds).isEqualTo(4 * 6);
        assertThat(file).isNotEmptyFile();
        assertThatThrownBy(() -> new ContactSheet(95, 7)).hasMessage("cell is 95 px; allowed are 96 to 512");
    }
}
