package io.huoyan.lab.train;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.djl.NetworkDescription;
import io.huoyan.core.infer.djl.NetworkSource;
import io.huoyan.core.infer.djl.TorchEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A network in its training form, loaded, and the Java copy of its tensors, which is the one that is kept. One thread
 * at a time; the maker closes it.
 */
final class TrainableNetwork implements AutoCloseable {
    /** Parts of the loss, in the order of {@link Step#parts}. */
    static final List<String> PARTS = List.of("maps", "scores", "boxes", "flawed");

    private static final String MODEL_NAME = "training";

    /** How a network is trained: what may move, in which numbers, on what. */
    record Manner(float[] positiveWeights, boolean isBfloat16, TrainedPart part, TrainingDevice device) {}

    /**
     * @param loss the sum of its parts
     * @param parts in the order of {@link #PARTS}
     */
    record Step(float loss, float[] parts) {}

    private final Model model;
    private final TrainedPart part;
    private final PtSymbolBlock block;
    private final Map<String, List<Integer>> shapes;
    private final Map<String, float[]> values = new LinkedHashMap<>();
    private final Map<String, PtNDArray> trained = new LinkedHashMap<>();
    /** PyTorch computes with this very memory once it was set, so that each tensor needs its own. */
    private final Map<String, ByteBuffer> carriers = new LinkedHashMap<>();

    private TrainableNetwork(NetworkDescription network, Model model, MasterTensors start, TrainedPart part) {
        this.model = model;
        this.part = part;
        this.block = (PtSymbolBlock) model.getBlock();
        this.shapes = network.tensorShapes();
        shapes.forEach((name, shape) -> values.put(
                name, start.values(name, shape.toArray(Integer[]::new)).clone()));
        Map<String, PtNDArray> byAttribute = new LinkedHashMap<>();
        for (Pair<String, Parameter> parameter : block.getDirectParameters()) {
            byAttribute.put(parameter.getKey(), (PtNDArray) parameter.getValue().getArray());
        }
        for (String name : shapes.keySet()) {
            PtNDArray array = byAttribute.get(NetworkSource.attribute(name));
            if (array != null) {
                trained.put(name, array);
            }
        }
        JniUtils.enableTrainingMode(block);
    }

    static TrainableNetwork open(NetworkDescription network, Outputs outputs, MasterTensors start, Manner manner) {
        byte[] form = TrainingForm.of(
                network,
                start,
                outputs.things(),
                manner.positiveWeights(),
                manner.isBfloat16(),
                name -> !isStatistic(name) && manner.part().holds(name));
        TorchEngine.start();
        JniUtils.setNumThreads(1);
        computePlainly();
        Model model = Model.newInstance(MODEL_NAME, manner.device().torch(), TorchEngine.NAME);
        try {
            Path directory = Files.createTempDirectory("huoyan-training");
            Path file = directory.resolve(MODEL_NAME + ".pt");
            Files.write(file, form);
            model.load(directory, MODEL_NAME, Map.of("trainParam", "true"));
            Files.delete(file);
            Files.delete(directory);
            return new TrainableNetwork(network, model, start, manner.part());
        } catch (IOException e) {
            model.close();
            throw new UncheckedIOException("writing the training form to the temporary directory", e);
        } catch (MalformedModelException e) {
            model.close();
            throw new IllegalStateException("PyTorch refused the training form: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /**
     * Loss of one batch; its gradients are added to those the tensors hold. Without DJL's collector of gradients, of
     * which there can be one at a time: several networks may compute at once, each in its own thread.
     */
    Step lossAndGradients(Batch batch) {
        computePlainly();
        JniUtils.setGradMode(true);
        try (NDManager manager = model.getNDManager().newSubManager()) {
            NDList results = block.forward(new ParameterStore(manager, false), inputs(batch, manager), true);
            results.attach(manager);
            PtNDArray loss = (PtNDArray) results.get(0);
            JniUtils.backward(loss, (PtNDArray) loss.onesLike(), false, false);
            takeStatistics(results.get(2).toFloatArray());
            return new Step(results.get(0).getFloat(), results.get(1).toFloatArray());
        }
    }

    /**
     * Of the calling thread: else its first passes are computed otherwise than all later ones, and a training gone on
     * with differs.
     */
    private static void computePlainly() {
        JniUtils.setGraphExecutorOptimize(false);
    }

    /** Loss of one batch, as the network is; nothing moves. */
    float loss(Batch batch) {
        return computed(batch, results -> results.get(0).getFloat());
    }

    /** The maps as the network is, before they become probabilities: picture by picture, label by label. */
    float[] logits(Batch batch) {
        return computed(batch, results -> results.get(3).toFloatArray());
    }

    private <T> T computed(Batch batch, Function<NDList, T> reading) {
        JniUtils.enableInferenceMode(block);
        try (NDManager manager = model.getNDManager().newSubManager()) {
            NDList results = block.forward(new ParameterStore(manager, false), inputs(batch, manager), false);
            results.attach(manager);
            return reading.apply(results);
        } finally {
            JniUtils.enableTrainingMode(block);
        }
    }

    private static NDList inputs(Batch batch, NDManager manager) {
        int size = batch.size();
        int side = batch.sidePx();
        int places = batch.places();
        return new NDList(
                manager.create(batch.pictures().rewind(), new Shape(size, side, side, 3), DataType.UINT8),
                manager.create(batch.targets().rewind(), new Shape(size, batch.labels(), side, side), DataType.UINT8),
                manager.create(batch.peaks().rewind(), new Shape(size, batch.kinds(), places), DataType.UINT8),
                manager.create(batch.absentBytes().rewind(), new Shape(size, batch.kinds(), 1), DataType.FLOAT32),
                manager.create(
                        batch.boxBytes().rewind(),
                        new Shape(size, Batch.GROUPS, Batch.BOX_CHANNELS, places),
                        DataType.FLOAT32),
                manager.create(batch.flawedBytes().rewind(), new Shape(size, 2), DataType.FLOAT32));
    }

    private void takeStatistics(float[] moved) {
        FloatBuffer running = FloatBuffer.wrap(moved);
        values.forEach((name, own) -> {
            if (isStatistic(name) && TrainingForm.moves(name, part)) {
                running.get(own);
            }
        });
    }

    /** The gradient of every trained tensor, by the master tensor's name; read and set to zero. */
    Map<String, float[]> takeGradients() {
        Map<String, float[]> taken = new LinkedHashMap<>();
        // What is read from a GPU leaves a copy with its array's manager, which would be the network's own.
        try (NDManager manager = model.getNDManager().newSubManager()) {
            trained.forEach((name, array) -> {
                NDArray gradient = array.getGradient();
                gradient.attach(manager);
                taken.put(name, gradient.toFloatArray());
                JniUtils.zeroGrad(array);
            });
        }
        return taken;
    }

    /** The numbers of a tensor; whoever changes them says so by {@link #changed}. */
    float[] values(String name) {
        float[] own = values.get(name);
        if (own == null) {
            throw new IllegalArgumentException("there is no tensor " + name + "; there are " + values.keySet());
        }
        return own;
    }

    /** Gives a trained tensor's changed numbers to PyTorch. */
    void changed(String name) {
        PtNDArray array = trained.get(name);
        if (array == null) {
            throw new IllegalArgumentException("tensor " + name + " is not trained");
        }
        float[] own = values(name);
        ByteBuffer carrier = carriers.computeIfAbsent(
                name, key -> ByteBuffer.allocateDirect(own.length * Float.BYTES).order(ByteOrder.nativeOrder()));
        carrier.clear();
        carrier.asFloatBuffer().put(own);
        array.set(carrier);
    }

    /** A copy of all tensors as they are now. */
    MasterTensors tensors() {
        Map<String, MasterTensors.Tensor> tensors = new LinkedHashMap<>();
        values.forEach((name, own) ->
                tensors.put(name, new MasterTensors.Tensor(shapes.getOrDefault(name, List.of()), own.clone())));
        return new MasterTensors(tensors);
    }

    static boolean isStatistic(String name) {
        return name.endsWith(".norm.mean") || name.endsWith(".norm.variance");
    }

    @Override
    public void close() {
        JniUtils.setGraphExecutorOptimize(true);
        model.close();
    }
}
