package io.huoyan.core.infer.djl;

/**
 * One step of a network. A step names its inputs by their number in {@link NetworkDescription#layers}; every value is a
 * map of channels whose sides are those of the picture divided by its stride.
 */
public sealed interface Layer {
    /** What becomes of a convolution's result. */
    enum Activation {
        /** Nothing. */
        NONE,
        /** Nothing below 0. */
        RELU,
        /** Nothing below 0, nothing above 6. */
        RELU6
    }

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
     * @param groups 1: each output reads all inputs; as many as channels: each output reads its own input only
     * @param isNormalised {@code true}: without bias, followed by batch norm; {@code false}: with bias
     * @param activation what follows
     */
    record Convolution(
            String name,
            int input,
            int inChannels,
            int outChannels,
            int kernel,
            int stride,
            int groups,
            boolean isNormalised,
            Activation activation)
            implements Layer {
        /** How many numbers its kernel has. */
        public int weights() {
            return outChannels * inChannelsPerGroup() * kernel * kernel;
        }

        /** Second size of its kernel. */
        public int inChannelsPerGroup() {
            return inChannels / groups;
        }
    }

    /** Both sides doubled by repeating each value. */
    record Doubling(int input) implements Layer {}

    /** Both sides doubled by laying four channels of one place side by side: a quarter of the channels is left. */
    record Unfolding(int input) implements Layer {}

    /** The channels of two values of one size, one after the other. */
    record Concatenation(int first, int second) implements Layer {}

    /** Two values of one size and number of channels, added. */
    record Sum(int first, int second) implements Layer {}

    /** The mean of each channel over the whole map, as a map of one place. */
    record Mean(int input) implements Layer {}
}
