package io.huoyan.core.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.djl.TorchDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

/** What every folder below {@code models/} must keep. */
class ShippedModelsTest {
    private static final Path ROOT = Path.of(System.getProperty("huoyan.root", ".."));
    /** Means over 8 × 8 px cells: another processor sums in another order, no more. */
    private static final float GOLDEN_TOLERANCE = 0.005f;

    private static final int GOLDEN_CELL_PX = 8;

    @TempDir
    Path cache;

    static Stream<Path> folders() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("models"), 2)) {
            return files
                    .filter(Files::isDirectory)
                    .filter(file -> ROOT.resolve("models").relativize(file).getNameCount() == 2)
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void aFolderLoadsAndHasItsCard(Path folder) {
        assertThat(load(folder).tensors().byName()).isNotEmpty();
        assertThat(folder.resolve("MODEL_CARD.md")).isNotEmptyFile();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void everyLabelIsAWeldOrKnownToTheCatalog(Path folder) throws IOException {
        String defects = Files.readString(ROOT.resolve("sample-images/body-line/catalog/defects.yaml"));
        Matcher matcher = Pattern.compile("modelLabel: ([a-z-]+)").matcher(defects);
        Set<String> known = matcher.results().map(result -> result.group(1)).collect(Collectors.toSet());
        known.addAll(List.of("seam", "spot"));

        assertThat(known).containsAll(load(folder).model().labels());
    }

    @ParameterizedTest
    @MethodSource("folders")
    void theGoldenPatchesGiveTheGoldenMaps(Path folder) throws IOException {
        Map<String, MasterTensors.Tensor> expected = MasterTensors.parse(
                        Files.readAllBytes(folder.resolve("golden/expected.safetensors")))
                .byName();
        assertThat(expected).isNotEmpty();
        try (DefectDetector detector = TorchDetector.open(load(folder), "fp32", 1, cache);
                MatScope scope = MatScope.open()) {
            expected.forEach((name, tensor) -> {
                Mat patch = scope.own(Imgcodecs.imread(
                        folder.resolve("golden/" + name + ".png").toString()));
                float[] actual = detector.detect(List.of(patch)).get(0).cellMeans(GOLDEN_CELL_PX);
                assertThat(actual).as(name).containsExactly(tensor.values(), within(GOLDEN_TOLERANCE));
            });
        }
    }

    private static ModelFolder load(Path folder) {
        Path id = folder.getParent();
        return ModelFolder.load(
                id.getParent(),
                id.getFileName().toString(),
                folder.getFileName().toString());
    }
}
