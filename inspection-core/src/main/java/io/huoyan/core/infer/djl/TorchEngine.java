package io.huoyan.core.infer.djl;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.LibUtils;
import ai.djl.util.Utils;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Starts DJL's PyTorch engine so that it neither asks the network for anything nor takes more threads than it is given.
 * The PyTorch is the one of the build, or, where the environment variable {@code PYTORCH_LIBRARY_PATH} names a folder,
 * the one there.
 */
public final class TorchEngine {
    /** DJL's name of it. */
    public static final String NAME = "PyTorch";
    /** Folder of another PyTorch; an environment variable or a system property. */
    public static final String LIBRARY_PATH = "PYTORCH_LIBRARY_PATH";

    private static final String OFFLINE = "ai.djl.offline";
    private static final String THREADS = "ai.djl.pytorch.num_threads";
    private static final String FLAVOR = "PYTORCH_FLAVOR";
    private static final String TORCH = System.mapLibraryName("torch");
    private static final String TORCH_CUDA = System.mapLibraryName("torch_cuda");

    private TorchEngine() {}

    /**
     * Starts the engine unless it runs. A process that never says otherwise computes each call on one thread: several
     * callers at once are quicker than several threads for one (a setting given as a system property is kept).
     *
     * @throws IllegalArgumentException if {@link #LIBRARY_PATH} is set and there is no PyTorch, or none that can be
     *     loaded
     */
    public static void start() {
        System.setProperty(OFFLINE, "true");
        if (System.getProperty(THREADS) == null) {
            System.setProperty(THREADS, "1");
        }
        String libraries = Utils.getEnvOrSystemProperty(LIBRARY_PATH);
        if (libraries == null || libraries.isBlank()) {
            Engine.getEngine(NAME);
            return;
        }
        String flavor = flavor(libraries);
        // DJL guesses it from what CUDA it finds elsewhere, and guesses ones that are not in its jar.
        if (Utils.getEnvOrSystemProperty(FLAVOR) == null) {
            System.setProperty(FLAVOR, flavor);
        }
        try {
            Engine.getEngine(NAME);
        } catch (EngineException e) {
            throw new IllegalArgumentException(
                    LIBRARY_PATH + " is " + libraries + "; PyTorch cannot be loaded: " + reason(e), e);
        }
    }

    /** Folder of the running engine's PyTorch. */
    public static Path library() {
        return Path.of(LibUtils.getLibtorchPath());
    }

    /** Whether the running engine's PyTorch was built for CUDA, be there a GPU or not. */
    public static boolean isBuiltForCuda() {
        return Files.exists(library().resolve(TORCH_CUDA));
    }

    /**
     * Which of the bridges between DJL and PyTorch in DJL's jar fits the PyTorch in these folders.
     *
     * @throws IllegalArgumentException if none is there: DJL would take the build's and say nothing
     */
    static String flavor(String libraries) {
        for (String entry : libraries.split(File.pathSeparator)) {
            Path folder = Path.of(entry);
            if (Files.exists(folder.resolve(TORCH))) {
                return Files.exists(folder.resolve(TORCH_CUDA)) ? "cu128" : "cpu";
            }
        }
        throw new IllegalArgumentException(LIBRARY_PATH + " is " + libraries + "; there is no " + TORCH);
    }

    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage());
    }
}
