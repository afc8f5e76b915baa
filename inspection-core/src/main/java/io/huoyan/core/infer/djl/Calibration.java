package io.huoyan.core.infer.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.MasterTensors.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures between which bounds a network's values lie on pictures, which is what bytes need. The bounds are the means
 * over pictures of each picture's least and greatest, so that one odd pixel of one picture does not coarsen all. They
 * are kept with the master tensors. Always on the processor, as the forms.
 */
public final class Calibration {
    /** Name of the tensor that holds the bounds: values × 2. */
    public static final String RANGES = "calibration.ranges";

    private static final String MODEL_NAME = "calibration";
    private static final int CHANNELS = 3;

    private Calibration() {}

    /**
     * The tensors with the bounds among them.
     *
     * @param pictures {@code side × side × 3} bytes each, blue green red
     * @param sidePx multiple of the network's
     */
    public static MasterTensors measured(
            NetworkDescription network, MasterTensors tensors, List<byte[]> pictures, int sidePx) {
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("there are 0 pictures to measure ranges on; needed is 1 or more");
        }
        TorchEngine.start();
        JniUtils.setNumThreads(1);
        float[] sums = new float[2 * network.layers().size()];
        try (Model model = load(source(network, tensors))) {
            for (byte[] picture : pictures) {
                float[] bounds = bounds(model, picture, sidePx);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += bounds[i] / pictures.size();
                }
            }
        }
        Map<String, Tensor> all = new LinkedHashMap<>(tensors.byName());
        all.put(RANGES, new Tensor(List.of(network.layers().size(), 2), sums));
        return new MasterTensors(all);
    }

    /** Per value, least and greatest. */
    static float[][] ranges(NetworkDescription network, MasterTensors tensors) {
        int values = network.layers().size();
        if (!tensors.byName().containsKey(RANGES)) {
            throw new IllegalArgumentException("tensor " + RANGES
                    + " is missing; int8 needs the ranges that training measures, without them only fp32 and bf16 can be"
                    + " made");
        }
        float[] flat = tensors.values(RANGES, values, 2);
        float[][] ranges = new float[values][];
        for (int i = 0; i < values; i++) {
            ranges[i] = new float[] {flat[2 * i], flat[2 * i + 1]};
        }
        return ranges;
    }

    private static byte[] source(NetworkDescription network, MasterTensors tensors) {
        TorchScriptArchive archive = new TorchScriptArchive();
        StringBuilder source = new StringBuilder(FormResults.SIGNATURE).append(NetworkSource.input());
        List<Layer> layers = network.layers();
        List<String> bounds = new ArrayList<>(List.of("torch.amin(v0)", "torch.amax(v0)"));
        for (int i = 1; i < layers.size(); i++) {
            source.append("    v").append(i).append(" = ");
            if (layers.get(i) instanceof Layer.Convolution c) {
                String name = NetworkSource.attribute(c.name());
                FoldedConvolution folded = FoldedConvolution.of(c, tensors);
                archive.addKernel(
                        name + "_w",
                        folded.weight(),
                        false,
                        c.outChannels(),
                        c.inChannelsPerGroup(),
                        c.kernel(),
                        c.kernel());
                archive.addVector(name + "_b", folded.bias(), false);
                String plain = NetworkSource.convolution(c, "self." + name + "_w", "self." + name + "_b");
                source.append(NetworkSource.activation(c.activation(), plain, true));
            } else {
                source.append(NetworkSource.plain(layers.get(i)));
            }
            source.append('\n');
            bounds.add("torch.amin(v" + i + ")");
            bounds.add("torch.amax(v" + i + ")");
        }
        source.append("    return [torch.stack([")
                .append(String.join(", ", bounds))
                .append("], 0)]\n");
        return archive.toBytes(source.toString());
    }

    private static Model load(byte[] form) {
        Model model = Model.newInstance(MODEL_NAME, Device.cpu(), TorchEngine.NAME);
        try {
            Path directory = Files.createTempDirectory("huoyan-calibration");
            Path file = directory.resolve(MODEL_NAME + ".pt");
            Files.write(file, form);
            model.load(directory, MODEL_NAME);
            Files.delete(file);
            Files.delete(directory);
            return model;
        } catch (IOException e) {
            model.close();
            throw new UncheckedIOException("writing the calibration form to the temporary directory", e);
        } catch (MalformedModelException e) {
            model.close();
            throw new IllegalStateException("PyTorch refused the calibration form: " + e.getMessage(), e);
        }
    }

    private static float[] bounds(Model model, byte[] picture, int sidePx) {
        ByteBuffer input =
                ByteBuffer.allocateDirect(picture.length).put(picture).rewind();
        try (NDManager manager = model.getNDManager().newSubManager()) {
            NDArray x = manager.create(input, new Shape(1, sidePx, sidePx, CHANNELS), DataType.UINT8);
            NDList results = model.getBlock().forward(new ParameterStore(manager, false), new NDList(x), false);
            results.attach(manager);
            return results.head().toFloatArray();
        }
    }
}
