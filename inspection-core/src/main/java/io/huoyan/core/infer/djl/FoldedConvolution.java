package io.huoyan.core.infer.djl;

import io.huoyan.core.infer.MasterTensors;

/**
 * A convolution with the batch norm after it worked into its numbers: {@code w' = w·s}, {@code b' = shift − mean·s}
 * with {@code s = scale / √(variance + ε)} per output channel.
 */
record FoldedConvolution(float[] weight, float[] bias) {
    static FoldedConvolution of(Layer.Convolution layer, MasterTensors tensors) {
        int out = layer.outChannels();
        float[] weight = tensors.values(
                        layer.name() + ".weight", out, layer.inChannelsPerGroup(), layer.kernel(), layer.kernel())
                .clone();
        if (!layer.isNormalised()) {
            return new FoldedConvolution(
                    weight, tensors.values(layer.name() + ".bias", out).clone());
        }
        float[] scale = tensors.values(layer.name() + ".norm.scale", out);
        float[] shift = tensors.values(layer.name() + ".norm.shift", out);
        float[] mean = tensors.values(layer.name() + ".norm.mean", out);
        float[] variance = tensors.values(layer.name() + ".norm.variance", out);
        float[] bias = new float[out];
        int perChannel = weight.length / out;
        for (int o = 0; o < out; o++) {
            double factor = scale[o] / Math.sqrt(variance[o] + NetworkDescription.NORM_EPSILON);
            for (int i = o * perChannel; i < (o + 1) * perChannel; i++) {
                weight[i] = (float) (weight[i] * factor);
            }
            bias[o] = (float) (shift[o] - mean[o] * factor);
        }
        return new FoldedConvolution(weight, bias);
    }
}
