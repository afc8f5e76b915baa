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
import ai.djl.training.GradientCollector;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network in its training form, loaded. One thread at a time; the maker closes it. */
final class TrainableNetwork implements AutoCloseable {
    private static final String MODEL_NAME = "training";

    private final NetworkDescription network;
    private final Model model;
    private final PtSymbolBlock block;
    private final Map<String, NDArray> byAttribute = new LinkedHashMap<>();
    private float[] statistics;

    private TrainableNetwork(NetworkDescription network, Model model, float[] statistics) {
        this.network = network;
        this.statistics = statistics;
        this.model = model;
        this.block = (PtSymbolBlock) model.getBlock();
        for (Pair<String, Parameter> parameter : block.getDirectParameters()) {
            byAttribute.put(parameter.getKey(), parameter.getValue().getArray());
        }
        JniUtils.enableTrainingMode(block);
    }

    /** @param threads how many threads one step uses */
    static TrainableNetwork open(
            NetworkDescription network, MasterTensors start, float[] positiveWeights, boolean isBfloat16, int threads) {
        byte[] form = TrainingForm.of(network, start, positiveWeights, isBfloat16);
        TorchEngine.start();
        JniUtils.setNumThreads(threads);
        Model model = Model.newInstance(MODEL_NAME, TorchEngine.NAME);
        try {
            Path directory = Files.createTempDirectory("huoyan-training");
            Path file = directory.resolve(MODEL_NAME + ".pt");
            Files.write(file, form);
            model.load(directory, MODEL_NAME, Map.of("trainParam", "true"));
            Files.delete(file);
            Files.delete(directory);
            return new TrainableNetwork(network, model, statisticsOf(network, start));
        } catch (IOException e) {
            model.close();
            throw new UncheckedIOException("writing the training form to the temporary directory", e);
        } catch (MalformedModelException e) {
            model.close();
            throw new IllegalStateException("PyTorch refused the training form: " + e.getMessage(), e);
        }
    }

    /** Loss of one batch; its gradients are added to those the tensors hold. */
    float lossAndGradients(Batch batch) {
        Shape pictures = new Shape(batch.size(), batch.sidePx(), batch.sidePx(), 3);
        Shape targets = new Shape(batch.size(), batch.labels(), batch.sidePx(), batch.sidePx());
        try (NDManager manager = model.getNDManager().newSubManager();
                GradientCollector gradients = TorchEngine.gradients()) {
            NDArray x = manager.create(batch.pictures().rewind(), pictures, DataType.UINT8);
            NDArray t = manager.create(batch.targets().rewind(), targets, DataType.UINT8);
            NDList results = block.forward(new ParameterStore(manager, false), new NDList(x, t), true);
            results.attach(manager);
            NDArray loss = results.get(0);
            gradients.backward(loss);
            statistics = results.get(1).toFloatArray();
            return loss.getFloat();
        }
    }

    /** The gradient of every trained tensor, by the master tensor's name; read and set to zero. */
    Map<String, float[]> takeGradients() {
        Map<String, float[]> taken = new LinkedHashMap<>();
        for (String name : network.tensorShapes().keySet()) {
            if (!isStatistic(name)) {
                PtNDArray array = (PtNDArray) array(name);
                try (NDArray gradient = array.getGradient()) {
                    taken.put(name, gradient.toFloatArray());
                }
                JniUtils.zeroGrad(array);
            }
        }
        return taken;
    }

    /** A copy of all tensors as they are now. */
    MasterTensors tensors() {
        Map<String, MasterTensors.Tensor> tensors = new LinkedHashMap<>();
        FloatBuffer running = FloatBuffer.wrap(statistics);
        for (Map.Entry<String, List<Integer>> entry : network.tensorShapes().entrySet()) {
            float[] values;
            if (isStatistic(entry.getKey())) {
                values = new float[entry.getValue().get(0)];
                running.get(values);
            } else {
                values = array(entry.getKey()).toFloatArray();
            }
            tensors.put(entry.getKey(), new MasterTensors.Tensor(entry.getValue(), values));
        }
        return new MasterTensors(tensors);
    }

    /** Replaces the values of a tensor. */
    void set(String name, float[] values) {
        ByteBuffer buffer =
                ByteBuffer.allocateDirect(values.length * Float.BYTES).order(ByteOrder.nativeOrder());
        buffer.asFloatBuffer().put(values);
        array(name).set(buffer);
    }

    private static float[] statisticsOf(NetworkDescription network, MasterTensors tensors) {
        List<float[]> parts = new ArrayList<>();
        int sum = 0;
        for (Map.Entry<String, List<Integer>> entry : network.tensorShapes().entrySet()) {
            if (isStatistic(entry.getKey())) {
                float[] part = tensors.values(entry.getKey(), entry.getValue().toArray(Integer[]::new));
                parts.add(part);
                sum += part.length;
            }
        }
        FloatBuffer all = FloatBuffer.allocate(sum);
        parts.forEach(all::put);
        return all.array();
    }

    private static boolean isStatistic(String name) {
        return name.endsWith(".norm.mean") || name.endsWith(".norm.variance");
    }

    private NDArray array(String name) {
        NDArray array = byAttribute.get(NetworkSource.attribute(name));
        if (array == null) {
            throw new IllegalStateException(
                    "the loaded form has no tensor " + name + "; it has " + byAttribute.keySet());
        }
        return array;
    }

    @Override
    public void close() {
        model.close();
    }
}
