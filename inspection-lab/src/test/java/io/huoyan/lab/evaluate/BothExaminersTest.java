package io.huoyan.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.knowngood.KnownGood;
import io.huoyan.core.testkit.DetectorFake;
import io.huoyan.lab.dataset.LabelledSet;
import io.huoyan.lab.dataset.Sample;
import io.huoyan.lab.teach.Teaching;
import io.huoyan.lab.teach.TeachingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;

/** With the fake network, whose features are how much of a square is bright or dark. */
class BothExaminersTest {
    private static final String STRANGE = "UNKNOWN_ANOMALY: differs from the good parts by ";

    @TempDir
    private Path folder;

    private final DetectorFake detector = new DetectorFake();

    /** Who looks for what the memory calls strange is to see all of it. */
    @ParameterizedTest
    @CsvSource({"REVIEW, UNCERTAIN: 0.6", "NOK, crack", "NOK, ''", "OK, ''"})
    void whatTheMemoryCallsStrangeIsDrawnWhateverTheModelSays(String word, String reason) throws IOException {
        PictureResult result = examined(word, reason, true);

        assertThat(result.exam().word()).isEqualTo(word.equals("OK") ? "REVIEW" : word);
        assertThat(result.exam().reason()).startsWith(reason.isEmpty() ? STRANGE : reason + "; " + STRANGE);
        assertThat(result.isCalledStrange()).isTrue();
        assertThat(result.isDrawn()).isTrue();
    }

    @Test
    void whatTheModelAloneDoubtsIsNotStrange() throws IOException {
        PictureResult result = examined("REVIEW", "UNCERTAIN: 0.6", false);

        assertThat(result.exam().reason()).isEqualTo("UNCERTAIN: 0.6");
        assertThat(result.isCalledStrange()).isFalse();
    }

    private PictureResult examined(String word, String reason, boolean hasHole) throws IOException {
        List<Path> taught = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            taught.add(picture("taught/g" + i + ".png", 28 + i, false));
        }
        KnownGood memory = Teaching.teach(taught, detector, TeachingSettings.standard(), (done, all, name) -> {});
        Path file = picture("parts/a.png", 30, hasHole);
        Sample sample = new Sample(file, "a.png", "a.png", Optional.of("good"), true, List.of(), Optional.empty());
        Examiner model = new ScriptedExaminer(
                "model", looked -> new Exam(word, reason, false, 0.6, List.of(), Optional.empty(), 256, 192));
        Exam exam = new BothExaminers(model, new MemoryExaminer(memory, detector, "test")).examine(sample);
        return PictureResult.of(sample, LabelledSet.Truth.GOOD, exam);
    }

    /** A bright bead on grey, with dark holes in it or without. */
    private Path picture(String name, int half, boolean hasHole) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        try (MatScope scope = MatScope.open()) {
            Mat pixels = scope.mat(192, 256, CvType.CV_8UC3);
            pixels.setTo(new Scalar(90, 90, 90));
            scope.own(pixels.submat(new Rect(0, 96 - half, 256, 2 * half))).setTo(new Scalar(160, 160, 160));
            scope.own(pixels.submat(new Rect(half * 5, 10, 3, 3))).setTo(new Scalar(160, 160, 160));
            if (hasHole) {
                scope.own(pixels.submat(new Rect(30, 70, 190, 50))).setTo(new Scalar(20, 20, 20));
            }
            Imgcodecs.imwrite(file.toString(), pixels);
        }
        return file;
    }
}
