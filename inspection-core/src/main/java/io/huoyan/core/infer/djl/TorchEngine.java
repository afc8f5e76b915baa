package io.huoyan.core.infer.djl;

import ai.djl.engine.Engine;

/**
 * Starts DJL's PyTorch engine so that it neither asks the network for anything nor takes more threads than it is given.
 */
public final class TorchEngine {
    /** DJL's name of it. */
    public static final String NAME = "PyTorch";

    private static final String OFFLINE = "ai.djl.offline";
    private static final String THREADS = "ai.djl.pytorch.num_threads";

    private TorchEngine() {}

    /**
     * Starts the engine unless it runs. A process that never says otherwise computes each call on one thread: several
     * callers at once are quicker than several threads for one (a setting given as a system property is kept).
     */
    public static void start() {
        System.setProperty(OFFLINE, "true");
        if (System.getProperty(THREADS) == null) {
            System.setProperty(THREADS, "1");
        }
        Engine.getEngine(NAME);
    }
}
