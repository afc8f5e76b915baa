package io.huoyan.lab.train;

import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.MasterTensors.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The tensors of the checkpoint whose watched loss was lowest, on disk, and how many checkpoints have passed since. */
final class BestTensors {
    private static final String FILE = "best.safetensors";
    private static final String LOSS = "watched.loss";
    private static final String SINCE = "watched.since";
    private static final String STEP = "watched.step";

    private final Path file;

    BestTensors(Path workDir) {
        this.file = workDir.resolve(FILE);
    }

    /**
     * Takes note of a checkpoint; of one that was noted before the training was cut off, only once.
     *
     * @param step after which it was made
     * @return how many checkpoints in a row have not been better; 0 if this one is the best
     */
    int note(MasterTensors tensors, double loss, int step) {
        if (isThere() && read().byName().containsKey(STEP) && stored(STEP) >= step) {
            return since();
        }
        OptionalDouble before = Files.exists(file) ? OptionalDouble.of(stored(LOSS)) : OptionalDouble.empty();
        boolean isBest = before.isEmpty() || loss < before.getAsDouble();
        int since = isBest ? 0 : (int) stored(SINCE) + 1;
        MasterTensors kept = isBest ? tensors : tensors();
        Map<String, Tensor> all = new LinkedHashMap<>(kept.byName());
        all.put(LOSS, single(isBest ? loss : before.getAsDouble()));
        all.put(SINCE, single(since));
        all.put(STEP, single(step));
        WholeFile.write(file, new MasterTensors(all).toBytes());
        return since;
    }

    /** How many checkpoints in a row have not been better; 0 where none was noted. */
    int since() {
        return isThere() ? (int) stored(SINCE) : 0;
    }

    boolean isThere() {
        return Files.exists(file);
    }

    MasterTensors tensors() {
        Map<String, Tensor> tensors = new LinkedHashMap<>(read().byName());
        tensors.remove(LOSS);
        tensors.remove(SINCE);
        tensors.remove(STEP);
        return new MasterTensors(tensors);
    }

    /** A new training begins with nothing. */
    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be removed", e);
        }
    }

    private double stored(String name) {
        return read().values(name, 1)[0];
    }

    private MasterTensors read() {
        try {
            return MasterTensors.parse(Files.readAllBytes(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    file + ": was cut off or altered: " + e.getMessage() + ". Remove it or choose another folder", e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be read", e);
        }
    }

    private static Tensor single(double value) {
        return new Tensor(List.of(1), new float[] {(float) value});
    }
}
