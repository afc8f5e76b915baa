package io.huoyan.core.infer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.FeatureMap;
import io.huoyan.core.infer.ModelFolder;
import io.huoyan.core.infer.ModelFolderException;
import io.huoyan.core.infer.ModelFolderKit;
import io.huoyan.core.infer.ProbabilityMaps;
import io.huoyan.core.infer.Sight;
import io.huoyan.core.testkit.ResidentMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

class TorchDetectorTest {
    /** 32-bit sums in another order than the reference's doubles. */
    private static final double TOLERANCE = 1e-4;

    private static final int SIDE_PX = 32;
    /** Four in ten of what losing one 8 KB map per call would add. */
    private static final long GROWTH_MAX_MB = 32;

    @TempDir
    Path temporary;

    private final MatScope scope = MatScope.open();
    private ModelFolder folder;

    @BeforeEach
    void write() {
        ModelFolderKit.write(temporary.resolve("models"));
        folder = ModelFolder.load(temporary.resolve("models"), ModelFolderKit.ID, ModelFolderKit.VERSION);
    }

    @AfterEach
    void release() {
        scope.close();
    }

    @Test
    void whatRunsEqualsTheDescriptionComputedPlainly() {
        byte[] picture = picture(SIDE_PX, 11);
        double[] expected =
                new ReferenceNetwork(ModelFolderKit.network(), folder.tensors()).probabilities(picture, SIDE_PX);

        try (DefectDetector detector = open(1)) {
            float[] actual =
                    detector.detect(List.of(mat(picture, SIDE_PX))).get(0).probability();

            assertClose(actual, expected);
        }
    }

    /** Every kind of layer is in one of the two. */
    @ParameterizedTest
    @ValueSource(strings = {LineUnet.NAME, LiteUnet.NAME})
    void aSightIsAllThatThePassComputes(String architecture) {
        int side = 64;
        ModelFolderKit.write(temporary.resolve("other"), architecture);
        folder = ModelFolder.load(temporary.resolve("other"), ModelFolderKit.ID, ModelFolderKit.VERSION);
        byte[] picture = picture(side, 12);
        var expected = new ReferenceNetwork(ModelFolderKit.network(architecture), folder.tensors());

        try (DefectDetector detector = open(1)) {
            Sight sight = detector.look(List.of(mat(picture, side))).get(0);

            assertClose(sight.maps().probability(), expected.probabilities(picture, side));
            FeatureMap features = sight.features();
            int stridePx = architecture.equals(LiteUnet.NAME) ? 16 : 8;
            int places = side / stridePx;
            assertThat(features.stridePx()).isEqualTo(stridePx);
            double[] finest = expected.finestFeatures(picture, side);
            for (int i = 0; i < finest.length; i++) {
                int place = i % (places * places);
                assertThat((double) features.at(place / places, place % places)[i / (places * places)])
                        .as("feature " + i)
                        .isCloseTo(finest[i], within(TOLERANCE * Math.max(1, Math.abs(finest[i]))));
            }
            assertThat(sight.flawed().isPresent()).isEqualTo(architecture.equals(LiteUnet.NAME));
            sight.flawed().ifPresent(flawed -> assertThat(flawed)
                    .isCloseTo(expected.flawed(picture, side), within(TOLERANCE)));
            assertThat(sight.things().isEmpty()).isEqualTo(architecture.equals(LineUnet.NAME));
        }
    }

    private static void assertClose(float[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) actual[i]).as("value " + i).isCloseTo(expected[i], within(TOLERANCE));
        }
    }

    @Test
    void patchesTogetherGiveWhatEachGivesAlone() {
        List<Mat> patches = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            patches.add(mat(picture(64, i), 64));
        }
        try (DefectDetector detector = open(1)) {
            List<ProbabilityMaps> together = detector.detect(patches);

            for (int i = 0; i < patches.size(); i++) {
                float[] alone = detector.detect(List.of(patches.get(i))).get(0).probability();
                assertThat(together.get(i).probability()).containsExactly(alone, within((float) TOLERANCE));
            }
        }
    }

    /** More pixels than one pass takes: the list is cut into passes and comes back whole and in order. */
    @Test
    void aListLongerThanOnePassComesBackInOrder() {
        int side = 256;
        List<Mat> patches = new ArrayList<>();
        for (int i = 0; i < TorchDetector.PIXELS_PER_PASS_MAX / side / side + 1; i++) {
            patches.add(mat(picture(side, i), side));
        }
        try (DefectDetector detector = open(1)) {
            List<ProbabilityMaps> maps = detector.detect(patches);

            assertThat(maps).hasSameSizeAs(patches);
            float[] last = detector.detect(List.of(patches.get(patches.size() - 1)))
                    .get(0)
                    .probability();
            assertThat(maps.get(maps.size() - 1).probability()).containsExactly(last, within((float) TOLERANCE));
        }
    }

    @Test
    void severalCallersAtOnceGetTheirOwnAnswers() throws Exception {
        int callers = 6;
        try (DefectDetector detector = open(2)) {
            List<float[]> expected = new ArrayList<>();
            List<Mat> patches = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                patches.add(mat(picture(64, i), 64));
                expected.add(detector.detect(List.of(patches.get(i))).get(0).probability());
            }
            ExecutorService threads = Executors.newFixedThreadPool(callers);
            try {
                for (int round = 0; round < 5; round++) {
                    List<Future<List<ProbabilityMaps>>> answers = new ArrayList<>();
                    for (Mat patch : patches) {
                        answers.add(threads.submit(() -> detector.detect(List.of(patch))));
                    }
                    for (int i = 0; i < callers; i++) {
                        assertThat(answers.get(i).get().get(0).probability()).isEqualTo(expected.get(i));
                    }
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Test
    void twoHundredCallsLeaveNothingBehind() {
        Mat patch = mat(picture(SIDE_PX, 3), SIDE_PX);
        try (TorchDetector detector = (TorchDetector) open(1)) {
            detector.detect(List.of(patch));
            int arraysBefore = detector.heldArrays();
            long matsBefore = MatScope.openMats();
            for (int i = 0; i < 200; i++) {
                detector.detect(List.of(patch));
            }
            assertThat(detector.heldArrays()).isEqualTo(arraysBefore);
            assertThat(MatScope.openMats()).isEqualTo(matsBefore);
        }
    }

    /** Native memory that no counter sees would show in the process's size. Takes a minute. */
    @Test
    @Tag("field")
    void tenThousandCallsKeepTheProcessAboutAsLarge() throws IOException {
        Mat patch = mat(picture(SIDE_PX, 3), SIDE_PX);
        try (DefectDetector detector = open(1)) {
            for (int i = 0; i < 1000; i++) {
                detector.detect(List.of(patch));
            }
            long beforeMb = ResidentMemory.nativeMib();
            for (int i = 0; i < 10_000; i++) {
                detector.detect(List.of(patch));
            }
            assertThat(ResidentMemory.nativeMib() - beforeMb)
                    .as("growth, MB, from " + beforeMb)
                    .isLessThan(GROWTH_MAX_MB);
        }
    }

    @Test
    void patchesOfAWrongKindAreRefused() {
        try (DefectDetector detector = open(1)) {
            assertThat(detector.detect(List.of())).isEmpty();
            assertThatThrownBy(() -> detector.detect(List.of(scope.mat(32, 32, CvType.CV_8UC1))))
                    .hasMessage("patch is CV_8UC1; allowed is CV_8UC3");
            assertThatThrownBy(() -> detector.detect(List.of(scope.mat(32, 33, CvType.CV_8UC3))))
                    .hasMessageContaining("patches are 33×32 px; allowed are sides that are multiples of 32");
            assertThatThrownBy(() -> detector.detect(
                            List.of(scope.mat(32, 32, CvType.CV_8UC3), scope.mat(64, 32, CvType.CV_8UC3))))
                    .hasMessage("patch is 32×64 px, the first is 32×32 px; all must be of one size");
            assertThatThrownBy(() -> detector.detect(List.of(scope.mat(0, 0, CvType.CV_8UC3))))
                    .hasMessageContaining("patches are 0×0 px");
        }
    }

    @Test
    void aClosedDetectorSaysSoAndClosesAgainQuietly() {
        DefectDetector detector = open(2);
        Mat patch = mat(picture(SIDE_PX, 3), SIDE_PX);
        detector.close();
        detector.close();

        assertThatThrownBy(() -> detector.detect(List.of(patch))).hasMessage("the detector of model kit is closed");
        assertThatThrownBy(() -> detector.detect(List.of(patch))).hasMessage("the detector of model kit is closed");
    }

    @Test
    void aFormThatDoesNotExistIsRefusedWithThoseThatDo() {
        assertThatThrownBy(() -> TorchDetector.open(folder, "fp16", 1, temporary.resolve("cache")))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContaining("numeric form is 'fp16'; this machine can run fp32");
    }

    /** Without the ranges that training measures, bytes would be guesses. */
    @Test
    void int8WithoutItsRangesIsRefused() {
        assertThatThrownBy(() -> Int8Form.of(ModelFolderKit.network(), 0, folder.tensors()))
                .hasMessage(
                        "tensor calibration.ranges is missing; int8 needs the ranges that training measures, without"
                                + " them only fp32 and bf16 can be made");
    }

    @Test
    void anUnknownArchitectureIsRefusedWithThoseThatExist() {
        byte[] tensors = ModelFolderKit.tensors(ModelFolderKit.network(), 7).toBytes();
        String yaml = ModelFolderKit.yaml(ModelFolder.sha256(tensors)).replace("line-unet", "line-vit");
        ModelFolderKit.write(temporary.resolve("models"), tensors, yaml);
        ModelFolder unknown = ModelFolder.load(temporary.resolve("models"), "kit", "1");

        assertThatThrownBy(() -> TorchDetector.open(unknown, "fp32", 1, temporary.resolve("cache")))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContaining("model.yaml: architecture is 'line-vit'; known are line-unet, lite0-levels");
    }

    @Test
    void tensorsOfAnotherWidthAreRefused() {
        byte[] tensors = ModelFolderKit.tensors(ModelFolderKit.network(), 7).toBytes();
        String yaml = ModelFolderKit.yaml(ModelFolder.sha256(tensors)).replace("baseWidth: 4", "baseWidth: 8");
        ModelFolderKit.write(temporary.resolve("models"), tensors, yaml);
        ModelFolder wrong = ModelFolder.load(temporary.resolve("models"), "kit", "1");

        assertThatThrownBy(() -> TorchDetector.open(wrong, "fp32", 1, temporary.resolve("cache")))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContaining("tensor enc0.weight has shape [2, 3, 3, 3]; needed is [4, 3, 3, 3]");
    }

    @Test
    void aDamagedFormInTheCacheIsMadeAnew() throws IOException {
        open(1).close();
        Path cached = onlyFile(temporary.resolve("cache"));
        byte[] right = Files.readAllBytes(cached);
        Files.write(cached, new byte[] {1, 2, 3});

        open(1).close();

        assertThat(Files.readAllBytes(onlyFile(temporary.resolve("cache")))).isEqualTo(right);
        assertThat(cached.getFileName().toString()).isEqualTo(folder.model().sha256() + "-fp32.pt");
    }

    @Test
    void predictorsHaveALimit() {
        assertThatThrownBy(() -> open(0)).hasMessage("predictors are 0; allowed are 1 to 256");
        assertThatThrownBy(() -> open(257)).hasMessage("predictors are 257; allowed are 1 to 256");
    }

    private DefectDetector open(int predictors) {
        return TorchDetector.open(folder, "fp32", predictors, temporary.resolve("cache"));
    }

    private static Path onlyFile(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    private static byte[] picture(int side, long seed) {
        byte[] picture = new byte[3 * side * side];
        new Random(seed).nextBytes(picture);
        return picture;
    }

    private Mat mat(byte[] bgr, int side) {
        Mat mat = scope.mat(side, side, CvType.CV_8UC3);
        mat.put(0, 0, bgr);
        return mat;
    }
}
