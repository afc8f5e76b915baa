package io.huoyan.core.infer;

import java.util.List;
import org.opencv.core.Mat;

/** A loaded network. Thread-safe: callers wait for a free predictor of its bounded pool. The maker closes it. */
public interface DefectDetector extends AutoCloseable {
    ModelDescription model();

    /** Whether its sights judge the patch as a whole ({@link Sight#flawed}). */
    boolean judges();

    /**
     * One forward pass over patches of one common size.
     *
     * @param patches {@code CV_8UC3} (blue, green, red), all of the same size, sides multiples of
     *     {@link ModelDescription#sideMultiplePx}; not modified
     * @return one set of maps per patch, in order; plain Java memory
     */
    List<ProbabilityMaps> detect(List<Mat> patches);

    /**
     * The same pass, with everything that comes out of it.
     *
     * @param patches as for {@link #detect}
     * @return one sight per patch, in order; its maps are those of {@link #detect}
     */
    List<Sight> look(List<Mat> patches);

    @Override
    void close();
}
