package io.huoyan.lab.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.huoyan.core.infer.djl.TorchEngine;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the steps of a training are computed on: the processor, or one GPU. What a finished network is tried with is
 * always the processor.
 *
 * @param number PyTorch's number of the GPU, from 0
 */
public record TrainingDevice(boolean isGpu, int number) {
    /** The processor. */
    public static final TrainingDevice CPU = new TrainingDevice(false, 0);

    private static final Pattern WORDS = Pattern.compile("cpu|gpu(?::([0-9]{1,3}))?");

    /**
     * From {@code cpu}, {@code gpu} (the first one) or {@code gpu:N}.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static TrainingDevice of(String words) {
        Matcher matcher = WORDS.matcher(words);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "device is '" + words + "'; allowed are cpu, gpu and gpu:N, the GPU's number from 0");
        }
        if (words.equals("cpu")) {
            return CPU;
        }
        return new TrainingDevice(true, matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1)));
    }

    /**
     * Computes a little there, if it is a GPU.
     *
     * @throws IllegalArgumentException if PyTorch cannot, with what there is instead and what is needed
     */
    void verify() {
        if (!isGpu) {
            return;
        }
        TorchEngine.start();
        Engine engine = Engine.getEngine(TorchEngine.NAME);
        String torch = "device is " + this + "; PyTorch " + engine.getVersion() + " in " + TorchEngine.library();
        if (!TorchEngine.isBuiltForCuda()) {
            throw new IllegalArgumentException(torch + " was built for processors alone, so that allowed is cpu. "
                    + TorchEngine.LIBRARY_PATH + " names the folder of one built for CUDA (docs/training.md)");
        }
        if (!engine.hasCapability(StandardCapabilities.CUDA)) {
            throw new IllegalArgumentException(
                    torch + " sees no GPU, so that allowed is cpu. It needs one of NVIDIA and its driver (nvidia-smi)");
        }
        try (NDManager manager = engine.newBaseManager(torch())) {
            manager.ones(new Shape(1)).toFloatArray();
        } catch (EngineException e) {
            throw new IllegalArgumentException(torch + " cannot compute there: " + firstLine(e), e);
        }
    }

    /** PyTorch goes on for pages. */
    private static String firstLine(EngineException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    Device torch() {
        return isGpu ? Device.gpu(number) : Device.cpu();
    }

    /** As the option is written. */
    @Override
    public String toString() {
        return isGpu ? "gpu:" + number : "cpu";
    }
}
