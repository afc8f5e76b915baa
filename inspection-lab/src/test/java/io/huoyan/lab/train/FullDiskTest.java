package io.huoyan.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.MasterTensors.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a training does when its disk is full. {@code /dev/full} is the full disk: the system itself refuses every byte
 * that is written to it with "No space left on device", for anybody.
 */
class FullDiskTest {
    private static final ProgressListener SILENT = (step, steps, loss, remaining) -> {};
    private static final Path FULL = Path.of("/dev/full");

    @TempDir
    Path folder;

    @Test
    void whatCannotBeFinishedIsRemovedAndWhatWasThereStays() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "before");
        Path beside = fill(file);

        assertThatThrownBy(() -> WholeFile.write(file, "after".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(file + ": cannot be written")
                .rootCause()
                .hasMessageContaining("No space left on device");

        assertThat(file).hasContent("before");
        assertThat(beside).doesNotExist();
        assertThat(Files.exists(beside, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void aTrainingEndsByTheNameOfTheFileAndGoesOnFromTheLastWholeCheckpoint() throws IOException {
        TrainingPlan plan = plan();
        Path checkpoint = plan.workDir().resolve("checkpoint.safetensors");

        assertThatThrownBy(() -> Training.train(plan, (step, steps, loss, remaining) -> fill(checkpoint)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(checkpoint + ": cannot be written")
                .rootCause()
                .hasMessageContaining("No space left on device");

        List<Integer> heard = new ArrayList<>();
        MasterTensors ended = Training.train(plan, (step, steps, loss, remaining) -> heard.add(step));
        assertThat(heard).as("from step 2 on").containsExactly(4, 6);
        assertThat(ended.byName()).isNotEmpty();
    }

    /** What had been the best until then is what the training goes on to publish. */
    @Test
    void theBestCheckpointStaysWhereABetterOneCannotBeWritten() {
        Path file = folder.resolve("best.safetensors");
        BestTensors best = new BestTensors(folder);
        best.note(new MasterTensors(Map.of("w", new Tensor(List.of(1), new float[] {1}))), 0.5, 100);
        Path beside = fill(file);

        assertThatThrownBy(() ->
                        best.note(new MasterTensors(Map.of("w", new Tensor(List.of(1), new float[] {2}))), 0.4, 200))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(file + ": cannot be written")
                .rootCause()
                .hasMessageContaining("No space left on device");

        assertThat(Files.exists(beside, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(best.tensors().values("w", 1)[0]).isEqualTo(1f);
    }

    @Test
    void aDiskThatIsFullFromTheStartLeavesNoCheckpoint() throws IOException {
        TrainingPlan plan = plan();
        Files.createDirectories(plan.workDir());
        fill(plan.workDir().resolve("plan.txt"));

        assertThatThrownBy(() -> Training.train(plan, SILENT)).hasMessageContaining("plan.txt: cannot be written");

        assertThat(plan.workDir().resolve("checkpoint.safetensors")).doesNotExist();
        assertThat(plan.modelsDir()).doesNotExist();
        assertThat(Training.train(plan, SILENT).byName()).isNotEmpty();
    }

    @Test
    void aLineOfTheHistoryThatWasCutOffDoesNotCount() throws IOException {
        History history = History.open(folder, 0);
        double[] parts = new double[TrainableNetwork.PARTS.size()];
        history.add(new History.Line(10, parts, OptionalDouble.empty()));
        Path file = folder.resolve("history.csv");
        Files.writeString(file, Files.readString(file) + "20,0.12");

        assertThat(history.lines()).extracting(History.Line::step).containsExactly(10);
        assertThat(History.open(folder, 10).lines())
                .extracting(History.Line::step)
                .containsExactly(10);
    }

    /** Makes the disk full for what is written beside a file; the first time only. */
    private static Path fill(Path file) {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        try {
            return Files.createSymbolicLink(beside, FULL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TrainingPlan plan() {
        return new TrainingPlan(
                folder.resolve("models"),
                "trial",
                "1",
                folder.resolve("work"),
                new TrainingPlan.Data(4, List.of(), 0, 0.1, 1_000_000),
                new TrainingPlan.Schedule(6, 1, 32, 0.003, 2, 12),
                new TrainingPlan.Machine(1, false),
                3,
                new TrainingPlan.Start(null, TrainedPart.ALL));
    }
}
