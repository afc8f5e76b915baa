package io.huoyan.core.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFolderTest {
    @TempDir
    Path models;

    private Path yaml;

    @BeforeEach
    void write() {
        ModelFolderKit.write(models);
        yaml = models.resolve("kit/1/model.yaml");
    }

    @Test
    void aFolderWhoseTensorsHaveTheStatedHashLoads() {
        ModelFolder folder = ModelFolder.load(models, "kit", "1");

        assertThat(folder.architecture()).isEqualTo("line-unet");
        assertThat(folder.baseWidth()).isEqualTo(4);
        assertThat(folder.model().labels()).containsExactly("seam", "pore");
        assertThat(folder.model().thresholds()).containsEntry("pore", 0.4);
        assertThat(folder.model().minimumAreas()).containsEntry("seam", 4.0);
        assertThat(folder.model().pixelsPerWeldWidthMin()).isEqualTo(32);
        assertThat(folder.model().pixelsPerWeldWidthMax()).isEqualTo(72);
        assertThat(folder.tensors().byName()).containsKey("head.bias");
    }

    @Test
    void tensorsChangedByOneBitAreRefused() throws IOException {
        Path tensors = models.resolve("kit/1/model.safetensors");
        byte[] bytes = Files.readAllBytes(tensors);
        bytes[bytes.length - 1] ^= 1;
        Files.write(tensors, bytes);

        assertThatThrownBy(() -> ModelFolder.load(models, "kit", "1"))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContaining("model.safetensors: sha256 is ")
                .hasMessageContaining("the tensors were changed or belong to another version");
    }

    @Test
    void aMissingFolderIsNamed() {
        assertThatThrownBy(() -> ModelFolder.load(models, "kit", "2"))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContaining(Path.of("kit", "2", "model.yaml") + ": the model's description is missing");
    }

    /** The hash is right: it is the training that went wrong. */
    @Test
    void tensorsThatAreNoNumbersAreRefused() {
        Map<String, MasterTensors.Tensor> tensors = new LinkedHashMap<>(
                ModelFolderKit.tensors(ModelFolderKit.network(), 7).byName());
        tensors.put("head.bias", new MasterTensors.Tensor(List.of(2), new float[] {0.5f, Float.NaN}));
        ModelFolderKit.write(models, "line-unet", new MasterTensors(tensors));

        assertThatThrownBy(() -> ModelFolder.load(models, "kit", "1").tensors())
                .isInstanceOf(ModelFolderException.class)
                .hasMessage(models.resolve("kit/1/model.safetensors")
                        + ": tensor head.bias has NaN at value 1; allowed are finite numbers");
    }

    /** A recipe names the model; it must not lead out of the folder of models. */
    @Test
    void aNameThatLeadsElsewhereIsRefused() {
        assertThatThrownBy(() -> ModelFolder.load(models, "../models/kit", "1"))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContaining("model id is '../models/kit'; allowed are up to 64 letters");
        assertThatThrownBy(() -> ModelFolder.load(models, "kit", ".."))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContaining("model version is '..'");
    }

    @Test
    void missingTensorsAreNamed() throws IOException {
        Files.delete(models.resolve("kit/1/model.safetensors"));

        assertThatThrownBy(() -> ModelFolder.load(models, "kit", "1"))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContaining("model.safetensors: the master tensors are missing");
    }

    @Test
    void howWholePicturesAreShownIsReadAndAnUnknownWayIsRefused() throws IOException {
        String written = Files.readString(yaml);

        assertThat(ModelFolder.load(models, "kit", "1").model().wholeSize()).isEqualTo(WholeSize.LONG_SIDE);
        Files.writeString(yaml, written.stripTrailing() + "\nwholePictures: area\n");
        assertThat(ModelFolder.load(models, "kit", "1").model().wholeSize()).isEqualTo(WholeSize.AREA);
        Files.writeString(yaml, written.stripTrailing() + "\nwholePictures: square\n");
        assertThatThrownBy(() -> ModelFolder.load(models, "kit", "1"))
                .hasMessageContaining("wholePictures is 'square'; allowed is longSide or area");
    }

    @Test
    void thresholdsAndAreasAtTheirLimitsAreRead() throws IOException {
        Files.writeString(
                yaml,
                Files.readString(yaml)
                        .replace("threshold: 0.4, minimumAreaPx: 2}", "threshold: 0.99, minimumAreaPx: 64}")
                        .replace("minimumAreaPx: 4}", "minimumAreaPx: 65}"));

        ModelDescription model = ModelFolder.load(models, "kit", "1").model();

        assertThat(model.minimumAreas()).containsEntry("pore", 64.0).containsEntry("seam", 65.0);
        assertThat(model.thresholds()).containsEntry("pore", 0.99);
    }

    /** The tensors' hash says nothing of them, and each of them decides what is seen. */
    @Test
    void settingsHaveAHashOfTheirOwn() throws IOException {
        String written = Files.readString(yaml);
        String before = ModelFolder.load(models, "kit", "1").model().settingsSha256();

        for (String changed : List.of(
                written.replace("minimumAreaPx: 2}", "minimumAreaPx: 3}"),
                written.replace("threshold: 0.4", "threshold: 0.41"),
                written.replace("pixelsPerWeldWidthMax: 72", "pixelsPerWeldWidthMax: 71"),
                written.stripTrailing() + "\nwholePictures: area\n",
                written.stripTrailing() + "\nthings: [{name: pore, isWeld: false}]\n")) {
            Files.writeString(yaml, changed);
            assertThat(ModelFolder.load(models, "kit", "1").model().settingsSha256())
                    .as(changed)
                    .isNotEqualTo(before);
        }
        Files.writeString(yaml, "# a remark\n" + written);
        assertThat(ModelFolder.load(models, "kit", "1").model().settingsSha256())
                .isEqualTo(before);
    }

    @Test
    void whatPhotographsTaughtIsReadAndMustBeAmongItsThings() throws IOException {
        String written = Files.readString(yaml).stripTrailing()
                + "\nthings: [{name: pore, isWeld: false}, {name: crack, isWeld: false}]\n";

        assertThat(ModelFolder.load(models, "kit", "1").photographs()).isEmpty();
        Files.writeString(yaml, written + "photographs: [pore]\n");
        assertThat(ModelFolder.described(models, "kit", "1").photographs()).containsExactly("pore");
        Files.writeString(yaml, written + "photographs: [pore, stain]\n");
        assertThatThrownBy(() -> ModelFolder.load(models, "kit", "1"))
                .hasMessageContaining("photographs has 'stain'; allowed is each of [pore, crack] once");
        Files.writeString(yaml, written + "photographs: pore\n");
        assertThatThrownBy(() -> ModelFolder.load(models, "kit", "1"))
                .hasMessageContaining("photographs is no list of the names of things");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    baseWidth: 4              | baseWidth: four          | :2: baseWidth is 'four'; allowed is a number from 1.0 to 256.0
                    baseWidth: 4              | baseWidth: 0             | :2: baseWidth is '0'; allowed is a number from 1.0 to 256.0
                    baseWidth: 4              | baseWidth: 4.5           | :2: baseWidth is '4.5'; allowed is a whole number from 1 to 256
                    threshold: 0.4            | threshold: 1.01          | :6: threshold is '1.01'; allowed is a number from 0.0 to 0.99
                    minimumAreaPx: 2          | minimumAreaPx: 64.1      | :6: minimumAreaPx is '64.1'; allowed is a number from 0.0 to 64.0
                    threshold: 0.4            | threshold: 0.991         | :6: threshold is '0.991'; allowed is a number from 0.0 to 0.99
                    name: pore                | name: seam               | :6: name is 'seam'; allowed is lower-case letters, digits and hyphens, each name once
                    sideMultiplePx: 32        | sideMultiple: 32         | :9: key 'sideMultiple' is unknown or given twice
                    sideMultiplePx: 32        | # gone                   | :1: sideMultiplePx is missing
                    pixelsPerWeldWidthMax: 72 | pixelsPerWeldWidthMax: 31 | :8: pixelsPerWeldWidthMax is '31'; allowed is a number from 32.0 to 1000.0
                    architecture: line-unet   | architecture: [          | is no YAML
                    """)
    void aWrongLineIsNamedWithItsNumber(String right, String wrong, String message) throws IOException {
        Files.writeString(yaml, Files.readString(yaml).replace(right, wrong));

        assertThatThrownBy(() -> ModelFolder.load(models, "kit", "1"))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContaining(yaml + message.replaceFirst("^is", ": is"));
    }

    @Test
    void anEmptyDescriptionIsNamed() throws IOException {
        Files.writeString(yaml, "");

        assertThatThrownBy(() -> ModelFolder.load(models, "kit", "1"))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContaining(yaml + ":1: is empty");
    }
}
