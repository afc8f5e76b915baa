package io.huoyan.lab.train;

import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.ModelFolder;
import io.huoyan.core.infer.djl.Calibration;
import io.huoyan.core.infer.djl.NetworkDescription;
import io.huoyan.lab.dataset.LabelledSet;
import io.huoyan.lab.synth.Label;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Trains a network. Its steps are computed on the processor or on a GPU, all else on the processor. */
public final class Training {
    private static final int REPORT_EVERY_STEPS = 10;
    private static final int WARM_UP_STEPS = 100;
    private static final int BATCHES_AHEAD = 2;
    /** Pieces on which the ranges of int8 are measured. */
    private static final int CALIBRATION_PIECES = 64;

    /** Spreads the steps' random numbers (the golden ratio's fraction, as in splitmix64). */
    private static final long STEP_SPREAD = 0x9E3779B97F4A7C15L;

    /** How much more a positive pixel counts, by label: those of rare and small things more. */
    private static final float[] POSITIVE_WEIGHTS = {1, 1, 6, 6, 4, 12, 4};

    /** Gradients longer than this in all are shortened to it. */
    private static final double GRADIENT_LENGTH_MAX = 10;

    private final TrainingPlan plan;
    private final ProgressListener listener;
    private final Outputs outputs;
    private final NetworkDescription network;

    private Training(TrainingPlan plan, ProgressListener listener) {
        this.plan = plan;
        this.listener = listener;
        this.outputs = outputs(plan);
        this.network = outputs.network(TrainingPlan.BASE_WIDTH_STANDARD);
    }

    private static Outputs outputs(TrainingPlan plan) {
        List<String> classes = new ArrayList<>();
        for (LabelledSet set : Samples.sets(plan.data())) {
            classes.addAll(set.classes());
        }
        return Outputs.of(plan.start().architecture(), classes);
    }

    /**
     * Trains, or goes on with what was begun, then chooses thresholds, judges the model on pictures it has not seen,
     * and writes its folder. The photographs' part {@code val} is not looked at.
     *
     * @return the folder {@code modelsDir/id/version}
     * @throws IllegalArgumentException if the folder exists already, the work folder holds another plan's checkpoint or
     *     one of other photographs, the device is not there, or a loss is no number
     * @throws TrainingStopped if the listener asks for it
     * @throws io.huoyan.lab.dataset.DatasetException if the photographs cannot be used
     */
    public static ModelFolder run(TrainingPlan plan, ProgressListener listener) {
        plan.machine().device().verify();
        Path target = plan.modelsDir().resolve(plan.id()).resolve(plan.version());
        if (Files.exists(target)) {
            throw new IllegalArgumentException(
                    target + ": exists already; a version is never changed, choose another version");
        }
        Training training = new Training(plan, listener);
        MasterTensors tensors = training.train();
        Samples samples =
                Samples.read(plan.data(), training.outputs, plan.schedule().cropSidePx());
        return new Publication(plan, training.outputs, target).publish(training.calibrated(tensors, samples), samples);
    }

    /** With the ranges of its values on pieces as it learnt from. */
    private MasterTensors calibrated(MasterTensors tensors, Samples samples) {
        int side = plan.schedule().cropSidePx();
        Batch batch =
                Batch.allocate(1, side, Label.values().length, outputs.things().size());
        Random random = new Random(plan.data().seed());
        Augmentation augmentation = new Augmentation(side);
        List<byte[]> pieces = new ArrayList<>();
        for (int i = 0; i < CALIBRATION_PIECES; i++) {
            augmentation.cut(samples.draw(random), random, batch, 0);
            byte[] piece = new byte[3 * side * side];
            batch.pictures().get(0, piece);
            pieces.add(piece);
        }
        return Calibration.measured(network, tensors, pieces, side);
    }

    /** Trains, or goes on with what was begun, to the last step. */
    static MasterTensors train(TrainingPlan plan, ProgressListener listener) {
        return new Training(plan, listener).train();
    }

    private MasterTensors train() {
        Optional<Checkpoint> before = Checkpoint.read(plan, network);
        if (!plan.data().photographs().isEmpty()) {
            TaughtPhotographs.verify(plan.workDir(), Samples.sets(plan.data()), before.isPresent());
        }
        Checkpoint start = before.orElseGet(this::beginning);
        Samples samples = Samples.read(plan.data(), outputs, plan.schedule().cropSidePx());
        if (samples.hasPhotographs() && samples.watched().isEmpty()) {
            listener.warned("no photograph is watched, so that the training neither ends early nor chooses among its"
                    + " checkpoints: the watched share is " + plan.data().watchedShare()
                    + " of the photographs' sources, of which none fell to it");
        }
        samples.takenForGood()
                .forEach((folder, count) -> listener.warned(count + " photographs of " + folder
                        + " are taken for good welds, since their labels mark nothing; if nobody looked at them yet, take"
                        + " them out"));
        if (samples.leftOut() > 0) {
            listener.warned(samples.leftOut() + " photographs are not learnt from: nothing is labelled on them, and"
                    + " that they are good is said where a class such as 'good weld' is labelled, or, in a set without"
                    + " one, by an empty label file");
        }
        if (samples.hasPhotographs() && network.flawed().isPresent()) {
            new Augmentation(plan.schedule().cropSidePx()).warnedOfSide().ifPresent(listener::warned);
        }
        Publication.warnedOfThresholds(plan).ifPresent(listener::warned);
        ExecutorService ahead = Executors.newSingleThreadExecutor();
        var manner = new TrainableNetwork.Manner(
                POSITIVE_WEIGHTS,
                plan.machine().isBfloat16(),
                plan.start().part(),
                plan.machine().device());
        try (ParallelNetwork trained = ParallelNetwork.open(network, outputs, start.tensors(), manner, shares())) {
            return steps(start, trained, samples, new Watch(samples.watched(), plan, network, outputs, manner), ahead);
        } finally {
            ahead.shutdownNow();
        }
    }

    private Checkpoint beginning() {
        Path file = plan.start().tensors();
        Random random = new Random(plan.data().seed());
        MasterTensors tensors =
                file == null ? StartingTensors.of(network, random) : StartingTensors.read(file, network, random);
        return new Checkpoint(0, tensors, new AdamW(), new Averages());
    }

    private MasterTensors steps(
            Checkpoint start, ParallelNetwork trained, Samples samples, Watch watch, ExecutorService ahead) {
        int steps = plan.schedule().steps();
        long startNs = System.nanoTime();
        List<List<Batch>> batches = allocated();
        History history = History.open(plan.workDir(), start.step());
        BestTensors best = new BestTensors(plan.workDir());
        if (start.step() == 0) {
            best.forget();
        }
        if (best.since() >= plan.schedule().patience()) {
            return best.tensors(); // it had ended early, and was cut off after that
        }
        Future<?>[] filled = new Future<?>[BATCHES_AHEAD];
        for (int step = start.step(); step < Math.min(steps, start.step() + BATCHES_AHEAD); step++) {
            filled[step % BATCHES_AHEAD] = fill(batches.get(step % BATCHES_AHEAD), samples, step, ahead);
        }
        double[] losses = new double[TrainableNetwork.PARTS.size()];
        int lossCount = 0;
        for (int step = start.step(); step < steps; step++) {
            int slot = step % BATCHES_AHEAD;
            await(Optional.ofNullable(filled[slot]));
            TrainableNetwork.Step result = trained.lossAndGradients(batches.get(slot));
            for (int i = 0; i < losses.length; i++) {
                losses[i] += result.parts()[i];
            }
            lossCount++;
            verifyFinite(result.parts(), step + 1);
            if (step + BATCHES_AHEAD < steps) {
                filled[slot] = fill(batches.get(slot), samples, step + BATCHES_AHEAD, ahead);
            }
            int done = step + 1;
            move(trained, start.optimizer(), done);
            start.averages().add(trained.tensors(), done);
            OptionalDouble watched = OptionalDouble.empty();
            int since = 0;
            boolean isCheckpoint = done % plan.schedule().checkpointEverySteps() == 0 || done == steps;
            if (isCheckpoint) {
                MasterTensors averaged = start.averages().tensors();
                watched = watch.loss(averaged);
                if (watched.isPresent()) {
                    since = best.note(averaged, watched.getAsDouble(), done);
                }
                new Checkpoint(done, trained.tensors(), start.optimizer(), start.averages()).write(plan);
            }
            boolean isEnough = since >= plan.schedule().patience();
            if (done % REPORT_EVERY_STEPS == 0 || done == steps || isCheckpoint) {
                long eachNs = (System.nanoTime() - startNs) / (done - start.step());
                var line = new History.Line(done, means(losses, lossCount), watched);
                history.add(line);
                listener.progress(done, steps, line.loss(), Duration.ofNanos(eachNs * (steps - done)));
                losses = new double[losses.length];
                lossCount = 0;
            }
            if (isEnough) {
                break;
            }
            if (done < steps && listener.isStopAsked()) {
                if (!isCheckpoint) {
                    new Checkpoint(done, trained.tensors(), start.optimizer(), start.averages()).write(plan);
                }
                throw new TrainingStopped(done, steps, plan.workDir());
            }
        }
        return best.isThere() ? best.tensors() : start.averages().tensors();
    }

    /** What is learnt from such a loss is no number either, and a network of those finds nothing. */
    private void verifyFinite(float[] parts, int step) {
        for (int i = 0; i < parts.length; i++) {
            if (!Float.isFinite(parts[i])) {
                throw new IllegalArgumentException("the training ran away: loss '" + TrainableNetwork.PARTS.get(i)
                        + "' of step " + step + " is " + parts[i] + "; the highest rate is "
                        + plan.schedule().learningRate() + ", begin again with a lower one in another work folder than "
                        + plan.workDir());
            }
        }
    }

    private static double[] means(double[] sums, int count) {
        double[] means = new double[sums.length];
        for (int i = 0; i < sums.length; i++) {
            means[i] = sums[i] / count;
        }
        return means;
    }

    /**
     * Shares of a batch, one a copy of the network: as many as there may be, if the pieces can be shared out evenly.
     */
    private int shares() {
        int batch = plan.schedule().batch();
        int shares = Math.min(plan.machine().copies(), batch);
        while (batch % shares != 0) {
            shares--;
        }
        return shares;
    }

    private List<List<Batch>> allocated() {
        List<List<Batch>> batches = new ArrayList<>();
        for (int i = 0; i < BATCHES_AHEAD; i++) {
            List<Batch> batch = new ArrayList<>();
            for (int share = 0; share < shares(); share++) {
                batch.add(Batch.allocate(
                        plan.schedule().batch() / shares(),
                        plan.schedule().cropSidePx(),
                        Label.values().length,
                        outputs.things().size()));
            }
            batches.add(batch);
        }
        return batches;
    }

    /**
     * The batch of a step depends on the seed and the step alone, so that a training gone on with sees what it would
     * have.
     */
    private Future<?> fill(List<Batch> batch, Samples samples, int step, ExecutorService ahead) {
        Augmentation augmentation = new Augmentation(plan.schedule().cropSidePx());
        return ahead.submit(() -> {
            Random random = new Random(plan.data().seed() ^ (step + 1) * STEP_SPREAD);
            for (Batch share : batch) {
                for (int i = 0; i < share.size(); i++) {
                    augmentation.cut(samples.draw(random), random, share, i);
                }
            }
        });
    }

    private static void await(Optional<Future<?>> filled) {
        try {
            filled.orElseThrow().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the training was interrupted", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a batch could not be made", e);
        }
    }

    private void move(ParallelNetwork trained, AdamW optimizer, int step) {
        double rate = rate(step);
        Map<String, float[]> gradients = trained.takeGradients();
        double shortening = shortening(gradients);
        gradients.forEach((name, gradient) -> {
            double own = rate * plan.start().part().rateOf(name);
            optimizer.update(name, trained.values(name), gradient, shortening, own, step);
            trained.changed(name);
        });
    }

    private static double shortening(Map<String, float[]> gradients) {
        double sum = 0;
        for (float[] gradient : gradients.values()) {
            for (float value : gradient) {
                sum += (double) value * value;
            }
        }
        return sum > GRADIENT_LENGTH_MAX * GRADIENT_LENGTH_MAX ? GRADIENT_LENGTH_MAX / Math.sqrt(sum) : 1;
    }

    /** Rises evenly at first, then falls as half a cosine (Loshchilov and Hutter 2017, arXiv 1608.03983). */
    private double rate(int step) {
        double highest = plan.schedule().learningRate();
        int steps = plan.schedule().steps();
        int warmUp = Math.min(WARM_UP_STEPS, steps / 4 + 1);
        if (step <= warmUp) {
            return highest * step / warmUp;
        }
        double share = (double) (step - warmUp) / Math.max(1, steps - warmUp);
        return highest * 0.5 * (1 + Math.cos(Math.PI * share));
    }
}
