package io.huoyan.core.infer.djl;

/**
 * One step of a network. A step names its inputs by their number in {@link NetworkDescription#layers}; every value is a
 * map of channels whose sides are those of the picture divided by its stride.
 */
public sealed interface Layer {
    /** The picture, three channels, already normalised. Always number 0. */
    record Input() implements Layer {}

    /**
     * A convolution with zero padding {@code kernel / 2}.
     *
     * @param name prefix of its tensors' names
     * @param input number of the value it reads
     * @param inChannels channels of that value
     * @param outChannels channels it makes
     * @param kernel side of its square kernel, odd
     * @param stride 1, or 2 to halve the sides
     * @param isNormalised {@code true}: without bias, followed by batch norm and ReLU; {@code false}: with bias,
     *     nothing after it
     */
    record Convolution(
            String name, int input, int inChannels, int outChannels, int kernel, int stride, boolean isNormalised)
            implements Layer {
        public int weights() {
            return outChannels * inChannels * kernel * kernel;
        }
    }

    /** Both sides doubled by repeating each value. */
    record Doubling(int input) implements Layer {}

    /** The channels of two values of one size, one after the other. */
    record Concatenation(int first, int second) implements Layer {}
}
