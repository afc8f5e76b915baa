package io.huoyan.lab.teach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.knowngood.KnownGood;
import io.huoyan.core.infer.knowngood.KnownGoodFile;
import io.huoyan.core.testkit.DetectorFake;
import io.huoyan.lab.dataset.LabelledSet;
import io.huoyan.lab.evaluate.Evaluation;
import io.huoyan.lab.evaluate.Evaluator;
import io.huoyan.lab.evaluate.MemoryExaminer;
import io.huoyan.lab.evaluate.ScoreMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;

/** With the fake network, whose features are how much of a square is bright (weld) or dark (pore). */
class TeachingTest {
    @TempDir
    Path folder;

    private final DefectDetector detector = new DetectorFake();

    @Test
    void whatGoodPartsDoNotShowIsUnknownAndFoundWhereItIs() throws IOException {
        KnownGood memory = teach(goods(30, 1));
        for (int i = 0; i < 6; i++) {
            picture("parts/good/g" + i + ".png", 100 + i, false);
            picture("parts/hole/h" + i + ".png", 200 + i, true);
        }

        Evaluation evaluation = Evaluator.run(
                LabelledSet.open(folder.resolve("parts"), Optional.empty()),
                new MemoryExaminer(memory, detector, "test"),
                (done, all, name) -> {});

        assertThat(evaluation.imageAuroc()).isEqualTo(1);
        assertThat(evaluation.missed().count()).isZero();
        assertThat(evaluation.results())
                .filteredOn(r -> r.sample().name().startsWith("hole"))
                .allSatisfy(
                        r -> assertThat(r.exam().reason()).startsWith("UNKNOWN_ANOMALY: differs from the good parts"));
    }

    /** A threshold that lets everything through: what stays of the map is what the report draws. */
    @Test
    void theMapOfAMissedPartIsKeptAndFarthestWhereTheFaultIs() throws IOException {
        KnownGood memory = lenient(teach(goods(30, 1)));
        picture("parts/good/g.png", 100, false);
        Path missed = picture("parts/hole/h.png", 200, true);

        Evaluation evaluation = Evaluator.run(
                LabelledSet.open(folder.resolve("parts"), Optional.empty()),
                new MemoryExaminer(memory, detector, "test"),
                (done, all, name) -> {});

        assertThat(evaluation.missed().count()).isEqualTo(1);
        assertThat(evaluation.results().get(0).exam().map()).isEmpty();
        ScoreMap map = evaluation.results().get(1).exam().map().orElseThrow();
        assertThat(map.widthPx()).isEqualTo(80);
        int farthest = 0;
        for (int i = 0; i < map.scores().length; i++) {
            farthest = map.scores()[i] > map.scores()[farthest] ? i : farthest;
        }
        int xPx = (farthest % 80) * 256 / 80;
        int yPx = (farthest / 80) * 256 / 80;
        assertThat(darkWithin(missed, new Rect(xPx - 16, yPx - 16, 32, 32)))
                .as("dark pixels around (%d, %d)", xPx, yPx)
                .isPositive();
        assertThat(map.scores()[farthest]).isGreaterThan(1);
    }

    private static KnownGood lenient(KnownGood memory) {
        return new KnownGood(
                memory.kind(),
                memory.modelId(),
                memory.modelSha256(),
                memory.isWeldOnly(),
                memory.likeness(),
                memory.metric(),
                memory.placesPerPicture(),
                memory.pictures(),
                1e6,
                memory.alarmShare());
    }

    private static int darkWithin(Path file, Rect place) {
        try (MatScope scope = MatScope.open()) {
            Mat pixels = scope.own(Imgcodecs.imread(file.toString(), Imgcodecs.IMREAD_GRAYSCALE));
            int count = 0;
            for (int y = Math.max(0, place.y); y < Math.min(pixels.rows(), place.y + place.height); y++) {
                for (int x = Math.max(0, place.x); x < Math.min(pixels.cols(), place.x + place.width); x++) {
                    count += pixels.get(y, x)[0] < 40 ? 1 : 0;
                }
            }
            return count;
        }
    }

    @Test
    void aMemoryWrittenAndReadIsTheSameAndAnAlteredOneIsRefused() throws IOException {
        KnownGood memory = teach(goods(6, 1));
        Path file = folder.resolve("a.memory");

        KnownGoodFile.write(memory, file);
        KnownGood read = KnownGoodFile.read(file);

        assertThat(read.threshold()).isEqualTo(memory.threshold());
        assertThat(read.pictures()).hasSize(6);
        assertThat(read.pictures().get(3).vectors())
                .isEqualTo(memory.pictures().get(3).vectors());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        assertThatThrownBy(() -> KnownGoodFile.read(file))
                .hasMessage(file + ": was cut off or altered: its content has another hash than it states");
        Files.writeString(file, "hello");
        assertThatThrownBy(() -> KnownGoodFile.read(file))
                .hasMessage(file + ": is no memory of good parts; 'huoyan teach' makes one");
    }

    @Test
    void fewerPicturesGiveAHigherThreshold() {
        double[] many = new Random(3).doubles(100, 1, 2).toArray();
        double[] few = Arrays.copyOf(many, 5);

        assertThat(AlarmThreshold.of(many, 0.05)).isLessThan(2);
        assertThat(AlarmThreshold.of(few, 0.05)).isGreaterThan(2);
    }

    /** What a good picture's distance will be when it is new is told by metrics that do not know it. */
    @Test
    void ofFewPicturesEachIsAsFarAsMetricsFittedWithoutItSay() throws IOException {
        List<Path> files = goods(7, 4);
        var wholes = new TeachingSettings(
                KnownGood.Kind.WHOLE,
                TeachingSettings.standard().isWeldOnly(),
                TeachingSettings.standard().vectorsMax(),
                TeachingSettings.standard().alarmShare());
        KnownGood all = Teaching.teach(files, detector, wholes, (done, count, name) -> {});

        for (int i = 0; i < files.size(); i++) {
            List<Path> others = new ArrayList<>(files);
            others.remove(i);
            KnownGood without = Teaching.teach(others, detector, wholes, (done, count, name) -> {});
            KnownGood.GoodPicture told = Teaching.add(
                            without, files.subList(i, i + 1), detector, (done, count, name) -> {})
                    .pictures()
                    .get(6);

            assertThat(all.pictures().get(i).wholeDistance()).isCloseTo(told.wholeDistance(), withinPercentage(0.1));
        }
        assertThat(all.pictures()).anyMatch(picture -> picture.stretch().whole() > 1.2);
    }

    /** 19 is the first count at which one in twenty can be told apart by rank. */
    @Test
    void fromNineteenPicturesOnTheThresholdIsAConformalQuantile() {
        double[] nineteen = IntStream.rangeClosed(1, 19).mapToDouble(i -> i).toArray();

        assertThat(AlarmThreshold.of(nineteen, 0.05)).isEqualTo(19);
        assertThat(AlarmThreshold.of(Arrays.copyOf(nineteen, 18), 0.05)).isGreaterThan(18);
    }

    /** With the least share of alarms five pictures would let everything through: an overflow, or close to it. */
    @Test
    void aThresholdAboveWhichNothingLiesIsRefused() {
        double[] scores = {0.5, 0.7, 1, 1.2, 1.6};

        assertThat(AlarmThreshold.of(scores, 0.05)).isBetween(1.6, 16.0);
        assertThatThrownBy(() -> AlarmThreshold.of(scores, 0.001))
                .hasMessageMatching("for an alarm share of 0.001 these 5 good pictures give a threshold of [0-9.]+;"
                        + " allowed is at most 10 times the largest score of a good one \\(1.60\\), above it nothing"
                        + " would be strange: teach more pictures or allow a larger share \\(--alarm\\)");
        assertThatThrownBy(() -> settings(0.00099)).hasMessage("alarm share is 9.9E-4; allowed is 0.001 to below 0.5");
        assertThat(settings(0.001).alarmShare()).isEqualTo(0.001);
        assertThatThrownBy(() -> settings(0.5)).hasMessage("alarm share is 0.5; allowed is 0.001 to below 0.5");
    }

    private static TeachingSettings settings(double alarmShare) {
        return new TeachingSettings(KnownGood.Kind.PLACES, Optional.empty(), TeachingSettings.VECTORS_MAX, alarmShare);
    }

    @Test
    void picturesOfAnotherNetworkAreNotAdded() throws IOException {
        List<Path> files = goods(7, 1);
        KnownGood memory = foreign(teach(files.subList(0, 6)));

        assertThatThrownBy(() -> Teaching.add(memory, files.subList(6, 7), detector, (done, all, name) -> {}))
                .hasMessage("the memory was taught with model other of sha256 " + "f".repeat(64) + "; the further"
                        + " pictures would be seen by fake/1 of " + "0".repeat(64) + "; add them with the memory's own"
                        + " model");
    }

    @Test
    void picturesAreAddedAndTakenOutWithoutTeachingAgain() throws IOException {
        List<Path> files = goods(8, 1);
        KnownGood memory = teach(files.subList(0, 6));

        KnownGood more = Teaching.add(memory, files.subList(6, 8), detector, (done, all, name) -> {});
        KnownGood less = Teaching.remove(more, List.of("g0.png", "g7.png"));

        assertThat(more.pictures()).hasSize(8);
        assertThat(less.pictures()).extracting(KnownGood.GoodPicture::name).doesNotContain("g0.png", "g7.png");
        assertThatThrownBy(() -> Teaching.remove(less, List.of("g0.png")))
                .hasMessage("the memory has no picture 'g0.png'");
        assertThatThrownBy(() -> Teaching.add(memory, files.subList(0, 1), detector, (done, all, name) -> {}))
                .hasMessageStartingWith("the same good picture is there twice, as g0.png and as g0.png (sha256 ");
        List<Path> other = List.of(picture("elsewhere/g1.png", 77, false));
        assertThatThrownBy(() -> Teaching.add(memory, other, detector, (done, all, name) -> {}))
                .hasMessage("two different good pictures are called g1.png; a memory knows its pictures by name: rename"
                        + " one of them, or remove the other first");
    }

    @Test
    void tooFewPicturesAreRefused() throws IOException {
        List<Path> files = goods(5, 1);

        assertThat(teach(files).pictures()).hasSize(5);
        assertThatThrownBy(() -> teach(files.subList(0, 4))).hasMessage("good pictures are 4; needed are 5 to 5000");
        Files.writeString(files.get(2), "");
        assertThatThrownBy(() -> teach(files)).hasMessageStartingWith(files.get(2) + ": ");
    }

    @Test
    void aMemoryOfAnotherNetworkIsRefused() throws IOException {
        KnownGood memory = teach(goods(5, 1));
        KnownGood foreign = foreign(memory);
        picture("parts/good/g.png", 5, false);

        assertThatThrownBy(() -> Evaluator.run(
                        LabelledSet.open(folder.resolve("parts"), Optional.empty()),
                        new MemoryExaminer(foreign, detector, "test"),
                        (done, all, name) -> {}))
                .hasMessageContaining("teach it again with this model");
    }

    /** What int8 makes of a picture is not quite what fp32 does, and the threshold is that of one of them. */
    @Test
    void picturesSeenInAnotherNumericFormAreNotAdded() throws IOException {
        List<Path> files = goods(6, 1);
        KnownGood taught = teach(files.subList(0, 5));
        KnownGood other = new KnownGood(
                taught.kind(),
                taught.modelId(),
                taught.modelSha256(),
                taught.isWeldOnly(),
                taught.likeness(),
                taught.metric(),
                taught.placesPerPicture(),
                taught.pictures(),
                taught.threshold(),
                taught.alarmShare(),
                "int8");

        assertThat(taught.numericForm()).isEqualTo("fp32");
        assertThatThrownBy(() -> Teaching.add(other, files.subList(5, 6), detector, (done, all, name) -> {}))
                .hasMessage("the memory was taught in the numeric form int8; the further pictures would be seen in"
                        + " fp32; allowed is int8");
        assertThat(Teaching.remove(
                                Teaching.add(taught, files.subList(5, 6), detector, (done, all, name) -> {}),
                                List.of("g0.png"))
                        .numericForm())
                .isEqualTo("fp32");
    }

    private static KnownGood foreign(KnownGood memory) {
        return new KnownGood(
                memory.kind(),
                "other",
                "f".repeat(64),
                memory.isWeldOnly(),
                memory.likeness(),
                memory.metric(),
                memory.placesPerPicture(),
                memory.pictures(),
                memory.threshold(),
                memory.alarmShare());
    }

    private KnownGood teach(List<Path> files) {
        return Teaching.teach(files, detector, TeachingSettings.standard(), (done, all, name) -> {});
    }

    private List<Path> goods(int count, long seed) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(picture("taught/g" + i + ".png", seed * 1000 + i, false));
        }
        return files;
    }

    /** A bright bead of varying width on grey, with a dark hole in it or without. */
    private Path picture(String name, long seed, boolean hasHole) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Random random = new Random(seed);
        try (MatScope scope = MatScope.open()) {
            Mat pixels = scope.mat(192, 256, CvType.CV_8UC3);
            pixels.setTo(new Scalar(90, 90, 90));
            int half = 28 + random.nextInt(8);
            scope.own(pixels.submat(new Rect(0, 96 - half, 256, 2 * half))).setTo(new Scalar(160, 160, 160));
            scope.own(pixels.submat(new Rect(random.nextInt(250), random.nextInt(40), 3, 3)))
                    .setTo(new Scalar(160, 160, 160));
            if (hasHole) {
                scope.own(pixels.submat(new Rect(40 + random.nextInt(150), 80, 30, 30)))
                        .setTo(new Scalar(20, 20, 20));
            }
            Imgcodecs.imwrite(file.toString(), pixels);
        }
        return file;
    }
}
