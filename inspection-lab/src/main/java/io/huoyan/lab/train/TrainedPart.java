package io.huoyan.lab.train;

import io.huoyan.core.infer.djl.LiteUnet;
import java.util.List;

/** How much of a network a training moves. */
public enum TrainedPart {
    /**
     * Everything but the encoder's first layers, whose edges and spots are the same everywhere and which cost most; the
     * encoder, which knows much already, at a lower rate.
     */
    ALL,
    /** The decoder and what it answers. The encoder stays, and with it what known-good memories were made of. */
    DECODER,
    /** Only the last layers of each answer: for a handful of pictures. */
    HEADS;

    /** Down to a quarter of the picture's sides. */
    private static final List<String> FIRST_LAYERS = List.of(
            LiteUnet.ENCODER_PREFIX + "stem.",
            LiteUnet.ENCODER_PREFIX + "block0.",
            LiteUnet.ENCODER_PREFIX + "block1.",
            LiteUnet.ENCODER_PREFIX + "block2.");

    /** Share of the rate at which the encoder learns. */
    private static final double ENCODER_RATE = 0.4;

    boolean holds(String tensorName) {
        return switch (this) {
            case ALL -> FIRST_LAYERS.stream().noneMatch(tensorName::startsWith);
            case DECODER -> !tensorName.startsWith(LiteUnet.ENCODER_PREFIX);
            case HEADS ->
                tensorName.startsWith("head.")
                        || tensorName.startsWith("boxes")
                        || tensorName.startsWith("things")
                        || tensorName.startsWith("flawed.");
        };
    }

    double rateOf(String tensorName) {
        return tensorName.startsWith(LiteUnet.ENCODER_PREFIX) ? ENCODER_RATE : 1;
    }
}
