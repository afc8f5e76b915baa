package io.huoyan.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.ModelFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;

/** A training on a handful of photographs, with and without some that are watched. */
class PhotographTrainingTest {
    private static final int PICTURES = 8;
    private static final String SIDE_WARNING =
            "whole photographs are judged as squares of 288 to 352 px, but pieces of 64 px show them as squares of 54 to"
                    + " 96 px, so that what is learnt may not be seen; sides from 256 to 320 px show both";
    private static final String THRESHOLDS_WARNING =
            "the thresholds of the maps are chosen on rendered patches, though nothing rendered is learnt from; how"
                    + " they hold for photographs, 'huoyan evaluate' tells";

    @TempDir
    Path temporary;

    private final List<String> warnings = new ArrayList<>();
    private final ProgressListener listener = new ProgressListener() {
        @Override
        public void progress(int step, int steps, double loss, Duration remaining) {}

        @Override
        public void warned(String words) {
            warnings.add(words);
        }
    };

    @BeforeEach
    void photographs() throws IOException {
        Path train = temporary.resolve("welds/train");
        Files.createDirectories(train.resolve("images"));
        Files.createDirectories(train.resolve("labels"));
        Files.writeString(temporary.resolve("welds/data.yaml"), "names: [porosity, good welding]\n");
        for (int i = 0; i < PICTURES; i++) {
            try (MatScope scope = MatScope.open()) {
                Mat picture = scope.mat(90, 120, CvType.CV_8UC3);
                picture.setTo(Scalar.all(60 + 10 * i));
                Imgcodecs.imwrite(train.resolve("images/" + i + ".png").toString(), picture);
            }
            Files.writeString(
                    train.resolve("labels/" + i + ".txt"), "0 0.5 0.5 0.1 0.1\n1 0.1 0.4 0.9 0.4 0.9 0.6 0.1 0.6\n");
        }
    }

    @Test
    void theCardTellsWhatIsSeenInWatchedPhotographsAndWhatItsOwnerMustAdd() {
        ModelFolder folder = Training.run(plan(0.5), listener);

        assertThat(warnings).containsExactly(SIDE_WARNING, THRESHOLDS_WARNING);
        assertThat(folder.photographs()).containsExactlyInAnyOrder("pore", "good-weld");
        assertThat(folder.directory().resolve("MODEL_CARD.md"))
                .content()
                .doesNotContain("this project's renderer")
                .contains("## Intended use\n\nTo find the labels below in pictures like the photographs it learnt from")
                .contains("- `welds`: **to be filled in** by whoever trained it: owner, licence, consent,")
                .containsPattern(
                        "### Photographs\n\n[1-7] photographs of the part `train` that were not learnt from, but chose")
                .containsPattern("\\| pore \\| [0-9.]+ \\| [0-9.–]+ \\| [0-9.]+ \\| [1-7] \\|");
    }

    /** Squares of 72 px, the middle of what pieces of 64 px show, and on to the network's multiple of 32. */
    @Test
    void theReportShowsPhotographsAsLargeAsTheyAreLearnt() throws IOException {
        Training.run(plan(0.5), listener);

        BufferedImage drawn =
                ImageIO.read(temporary.resolve("work/report/picture-0.jpg").toFile());
        assertThat(drawn.getWidth()).isEqualTo(96);
        assertThat(drawn.getHeight()).isEqualTo(64);
    }

    @Test
    void whereNoPhotographIsWatchedItIsSaidAtTheStartAndInTheCard() {
        ModelFolder folder = Training.run(plan(0), listener);

        assertThat(warnings)
                .containsExactly(
                        "no photograph is watched, so that the training neither ends early nor chooses among its"
                                + " checkpoints: the watched share is 0.0 of the photographs' sources, of which none fell to it",
                        SIDE_WARNING,
                        THRESHOLDS_WARNING);
        assertThat(folder.directory().resolve("MODEL_CARD.md"))
                .content()
                .contains("None were kept for watching, so that nothing is known yet of how well it sees photographs.");
    }

    /** The set has a class for good welds, so that an empty file says nothing of them. */
    @Test
    void photographsThatSayNeitherGoodNorBadAreTold() throws IOException {
        Files.writeString(temporary.resolve("welds/train/labels/2.txt"), "");

        Training.train(plan(0.5), listener);

        assertThat(warnings)
                .containsExactly(
                        "1 photographs are not learnt from: nothing is labelled on them, and that they are good is said"
                                + " where a class such as 'good weld' is labelled, or, in a set without one, by an empty"
                                + " label file",
                        SIDE_WARNING,
                        THRESHOLDS_WARNING);
    }

    /** Whoever labelled may not have come to them yet, and what is learnt would be that flaws are good. */
    @Test
    void photographsThatAreTakenForGoodAreToldAtTheStartAndInTheCard() throws IOException {
        Files.writeString(temporary.resolve("welds/data.yaml"), "names: [porosity, crack]\n");
        Files.writeString(temporary.resolve("welds/train/labels/2.txt"), "");
        Files.writeString(temporary.resolve("welds/train/labels/3.txt"), "");

        ModelFolder folder = Training.run(plan(0.5), listener);

        assertThat(warnings)
                .containsExactly(
                        "2 photographs of " + temporary.resolve("welds")
                                + " are taken for good welds, since their labels mark nothing; if nobody looked at them"
                                + " yet, take them out",
                        SIDE_WARNING,
                        THRESHOLDS_WARNING);
        assertThat(folder.directory().resolve("MODEL_CARD.md"))
                .content()
                .contains("2 photographs were taken for good welds because nothing is labelled on them.");
    }

    /** Begun on some labels and ended on others it would be a model of neither. */
    @Test
    void aTrainingDoesNotGoOnWithOtherLabels() throws IOException {
        Training.train(plan(0), listener);
        Path label = temporary.resolve("welds/train/labels/2.txt");
        String before = Files.readString(label);
        Files.writeString(label, "0 0.5 0.5 0.1 0.2\n");

        assertThatThrownBy(() -> Training.train(plan(0), listener))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("photographs.sha256: pictures or labels of the photographs changed since");
        Files.writeString(label, before);
        assertThat(Training.train(plan(0), listener).byName()).isNotEmpty();
    }

    private TrainingPlan plan(double watchedShare) {
        return new TrainingPlan(
                temporary.resolve("models"),
                "trial",
                "1",
                temporary.resolve("work"),
                new TrainingPlan.Data(0, List.of(temporary.resolve("welds")), 1, watchedShare, 1_000_000),
                new TrainingPlan.Schedule(2, 2, 64, 0.003, 10, 12),
                new TrainingPlan.Machine(1, false),
                1,
                new TrainingPlan.Start(null, TrainedPart.ALL));
    }
}
