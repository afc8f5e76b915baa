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
import java.nio.file.StandardCopyOption;
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

    /** Written beside and moved into place: a crash leaves the checkpoint before. */
    void write(TrainingPlan plan) {
        Map<String, Tensor> all = new LinkedHashMap<>(tensors.byName());
        optimizer.writeTo(all);
        averages.writeTo(all);
        all.put(STEP, new Tensor(List.of(1), new float[] {step}));
        Path file = plan.workDir().resolve(FILE);
        Path beside = plan.workDir().resolve(FILE + ".new");
        try {
            Files.createDirectories(plan.workDir());
            Files.writeString(plan.workDir().resolve(PLAN_FILE), fingerprint(plan));
            Files.write(beside, new MasterTensors(all).toBytes());
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": checkpoint cannot be written", e);
        }
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
            if (!of.equals(fingerprint(plan))) {
                throw new IllegalArgumentException(
                        file + ": is a checkpoint of another plan (" + of + "); allowed is one of this plan ("
                                + fingerprint(plan) + "). Remove it or choose another folder");
            }
            Map<String, Tensor> all =
                    MasterTensors.parse(Files.readAllBytes(file)).byName();
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

    /** What decides the course of a training; two plans with one fingerprint go the same way. */
    private static String fingerprint(TrainingPlan plan) {
        String text = plan.data() + " " + plan.schedule() + " " + plan.machine().isBfloat16() + " " + plan.start();
        return ModelFolder.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
