package io.huoyan.core.infer.djl;

import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.ModelDescription;
import io.huoyan.core.infer.ModelFolder;
import io.huoyan.core.infer.ProbabilityMaps;
import java.nio.file.Path;
import java.util.List;
import org.opencv.core.Mat;

/** A network of {@code models/} running on PyTorch. */
public final class TorchDetector implements DefectDetector {
    private final ModelDescription model;

    private TorchDetector(ModelDescription model) {
        this.model = model;
    }

    /**
     * Opens a detector; the first time, the quick form of the network is made from the master and kept in
     * {@code cacheDir}.
     *
     * @param numericForm {@code fp32}
     * @param predictors how many pictures are inferred at the same time; further callers wait
     * @param cacheDir where made forms are kept; made if missing
     */
    public static DefectDetector open(ModelFolder folder, String numericForm, int predictors, Path cacheDir) {
        return new TorchDetector(folder.model());
    }

    @Override
    public ModelDescription model() {
        return model;
    }

    @Override
    public List<ProbabilityMaps> detect(List<Mat> patches) {
        throw new UnsupportedOperationException("inference comes next");
    }

    @Override
    public void close() {}
}
