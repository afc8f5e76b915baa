package io.huoyan.lab.train;

import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.MasterTensors.Tensor;
import io.huoyan.core.infer.ModelFolder;
import io.huoyan.core.infer.djl.NetworkDescription;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is needed to go on with a training.
 *
 * @param step steps done
 * @param tensors the network's
 * @param optimizer its state
 * @param averages of the tensors
 */
record Checkpoint(int step, MasterTensors tensors, AdamW optimizer, Averages averages) {
    private static final String STEP = "training.step";
    private static final String FILE = "checkpoint.safetensors";
    private static final String PLAN_FILE = "plan.txt";
    private static final String GPU = " gpu";
    /** How pictures are taught: changes with what a step learns of the same pictures. */
    private static final String TEACHING = "taught 2 ";

    /** Whole or not at all: a crash, or a full disk, leaves the checkpoint before. */
    void write(TrainingPlan plan) {
        Map<String, Tensor> all = new LinkedHashMap<>(tensors.byName());
        optimizer.writeTo(all);
        averages.writeTo(all);
        all.put(STEP, new Tensor(List.of(1), new float[] {step}));
        try {
            Files.createDirectories(plan.workDir());
        } catch (IOException e) {
            throw new UncheckedIOException(plan.workDir() + ": cannot be made", e);
        }
        WholeFile.write(plan.workDir().resolve(PLAN_FILE), fingerprint(plan).getBytes(StandardCharsets.UTF_8));
        WholeFile.write(plan.workDir().resolve(FILE), new MasterTensors(all).toBytes());
    }

    /**
     * The checkpoint in the plan's work folder, if there is one.
     *
     * @throws IllegalArgumentException if it is of another plan
     */
    static Optional<Checkpoint> read(TrainingPlan plan, NetworkDescription network) {
        Path file = plan.workDir().resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            String of = Files.readString(plan.workDir().resolve(PLAN_FILE));
            String here = fingerprint(plan);
            if (!of.equals(here) && hash(of).equals(hash(here))) {
                throw new IllegalArgumentException(file + ": the training was begun on " + kind(of)
                        + ", device is " + plan.machine().device()
                        + "; allowed is what it was begun on, since sums come"
                        + " out otherwise on another. Remove it or choose another folder");
            }
            if (!of.equals(here)) {
                throw new IllegalArgumentException(file + ": is a checkpoint of another plan (" + of
                        + "); allowed is one of this plan (" + here + "). Remove it or choose another folder");
            }
            Map<String, Tensor> all = parsed(file).byName();
            Map<String, Tensor> tensors = new LinkedHashMap<>(all);
            tensors.keySet().retainAll(network.tensorShapes().keySet());
            AdamW optimizer = new AdamW();
            optimizer.readFrom(all);
            Averages averages = new Averages();
            averages.readFrom(all);
            int step = (int) new MasterTensors(all).values(STEP, 1)[0];
            return Optional.of(new Checkpoint(step, new MasterTensors(tensors), optimizer, averages));
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": checkpoint cannot be read", e);
        }
    }

    private static MasterTensors parsed(Path file) throws IOException {
        try {
            return MasterTensors.parse(Files.readAllBytes(file));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    file + ": was cut off or altered: " + e.getMessage() + ". Remove it or choose another folder", e);
        }
    }

    /**
     * What decides the course of a training; two plans with one fingerprint go the same way. A hash and, of a training
     * on a GPU, whichever, that word.
     */
    private static String fingerprint(TrainingPlan plan) {
        String text = TEACHING + plan.data() + " " + plan.schedule() + " "
                + plan.machine().isBfloat16() + " " + plan.start();
        String hash = ModelFolder.sha256(text.getBytes(StandardCharsets.UTF_8));
        return plan.machine().device().isGpu() ? hash + GPU : hash;
    }

    private static String hash(String fingerprint) {
        return fingerprint.endsWith(GPU) ? fingerprint.substring(0, fingerprint.length() - GPU.length()) : fingerprint;
    }

    private static String kind(String fingerprint) {
        return fingerprint.endsWith(GPU) ? "a GPU" : "the processor";
    }
}
