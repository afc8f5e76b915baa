package io.huoyan.lab.train;

import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.djl.NetworkDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * One network on several threads: each holds a copy and learns from its share of a batch, and the gradients' mean moves
 * all. Threads that never wait for each other within a step lose little where others use the same cores: on two cores
 * with one of them taken, two threads of one pass took five times as long as one. The running statistics are those of
 * the first copy.
 */
final class ParallelNetwork implements AutoCloseable {
    /** Far more than any step takes. */
    private static final long STEP_MINUTES_MAX = 5;

    private final List<TrainableNetwork> copies = new ArrayList<>();
    private final ExecutorService threads;

    private ParallelNetwork(int copies) {
        this.threads = Executors.newFixedThreadPool(copies);
    }

    static ParallelNetwork open(
            NetworkDescription network,
            Outputs outputs,
            MasterTensors start,
            TrainableNetwork.Manner manner,
            int copies) {
        ParallelNetwork parallel = new ParallelNetwork(copies);
        try {
            for (int i = 0; i < copies; i++) {
                parallel.copies.add(TrainableNetwork.open(network, outputs, start, manner));
            }
            return parallel;
        } catch (RuntimeException e) {
            parallel.close();
            throw e;
        }
    }

    /**
     * The mean loss of a batch's shares, one a copy; the gradients are kept until {@link #takeGradients}.
     *
     * @throws IllegalArgumentException if there are not as many shares as copies
     */
    TrainableNetwork.Step lossAndGradients(List<Batch> shares) {
        if (shares.size() != copies.size()) {
            throw new IllegalArgumentException(
                    "shares of the batch are " + shares.size() + "; needed is one for each of " + copies.size());
        }
        List<Future<TrainableNetwork.Step>> running = new ArrayList<>();
        for (int i = 0; i < copies.size(); i++) {
            TrainableNetwork copy = copies.get(i);
            Batch share = shares.get(i);
            running.add(threads.submit(() -> copy.lossAndGradients(share)));
        }
        List<TrainableNetwork.Step> steps =
                running.stream().map(ParallelNetwork::result).toList();
        float loss = 0;
        float[] parts = new float[TrainableNetwork.PARTS.size()];
        for (TrainableNetwork.Step step : steps) {
            loss += step.loss() / steps.size();
            for (int i = 0; i < parts.length; i++) {
                parts[i] += step.parts()[i] / steps.size();
            }
        }
        return new TrainableNetwork.Step(loss, parts);
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the training was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a step failed: " + e.getMessage(), e);
        }
    }

    /** The mean gradient of every trained tensor, by the master tensor's name; read and set to zero. */
    Map<String, float[]> takeGradients() {
        Map<String, float[]> mean = copies.get(0).takeGradients();
        for (TrainableNetwork copy : copies.subList(1, copies.size())) {
            copy.takeGradients().forEach((name, own) -> {
                float[] sum = mean.get(name);
                if (sum != null) {
                    for (int i = 0; i < own.length; i++) {
                        sum[i] += own[i];
                    }
                }
            });
        }
        mean.values().forEach(sum -> {
            for (int i = 0; i < sum.length; i++) {
                sum[i] /= copies.size();
            }
        });
        return mean;
    }

    /** The numbers of a tensor; whoever changes them says so by {@link #changed}. */
    float[] values(String name) {
        return copies.get(0).values(name);
    }

    /** Gives a trained tensor's changed numbers to every copy. */
    void changed(String name) {
        float[] values = values(name);
        for (TrainableNetwork copy : copies) {
            float[] own = copy.values(name);
            if (own != values) {
                System.arraycopy(values, 0, own, 0, values.length);
            }
            copy.changed(name);
        }
    }

    /** A copy of all tensors as they are now. */
    MasterTensors tensors() {
        return copies.get(0).tensors();
    }

    @Override
    public void close() {
        threads.shutdown();
        // A step that still runs computes with memory that closing gives back; it takes seconds.
        boolean isDone = false;
        try {
            isDone = threads.awaitTermination(STEP_MINUTES_MAX, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (isDone) {
            copies.forEach(TrainableNetwork::close);
        }
    }
}
