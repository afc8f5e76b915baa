package io.huoyan.core.infer;

import io.huoyan.core.image.MatScope;
import io.huoyan.core.locate.WeldPatch;
import java.util.List;
import java.util.Map;

/** Things made of probability maps. */
public final class Instances {
    private Instances() {}

    /**
     * The connected things of every label, outlines in pixels of the original picture.
     *
     * @param thresholdOverrides label → probability; labels not named keep the model's own
     * @param scope owner of the native memory used on the way; nothing native is returned
     */
    public static List<Detection> of(
            ProbabilityMaps maps,
            ModelDescription model,
            Map<String, Double> thresholdOverrides,
            WeldPatch patch,
            MatScope scope) {
        return List.of();
    }

    /** Overlapping things of one label made one: what two overlapping patches of a seam both saw. */
    public static List<Detection> merged(List<Detection> detections) {
        return List.copyOf(detections);
    }
}
