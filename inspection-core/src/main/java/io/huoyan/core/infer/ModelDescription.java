package io.huoyan.core.infer;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What {@code model.yaml} says of a model.
 *
 * @param id folder name
 * @param version folder name within it
 * @param sha256 hex digest of the master tensors
 * @param numericForm form that is loaded: {@code fp32}, {@code bf16} or {@code int8}
 * @param labels name of each output channel, in order: {@code seam}, {@code spot} and the visible defects
 * @param thresholds per label, the probability from which a pixel counts
 * @param minimumAreas per label, smallest instance in patch pixels²
 * @param pixelsPerWeldWidthMin smallest scale it was trained for
 * @param pixelsPerWeldWidthMax largest scale it was trained for
 * @param sideMultiplePx sides of a patch must be multiples of this
 * @param things kinds of things it boxes, in the order of the outputs; empty if it boxes none
 * @param wholeSize what is held alike when it is shown whole pictures
 */
public record ModelDescription(
        String id,
        String version,
        String sha256,
        String numericForm,
        List<String> labels,
        Map<String, Double> thresholds,
        Map<String, Double> minimumAreas,
        double pixelsPerWeldWidthMin,
        double pixelsPerWeldWidthMax,
        int sideMultiplePx,
        List<ThingLabel> things,
        WholeSize wholeSize) {
    /** Largest threshold: with a higher one a label would be switched off. */
    public static final double THRESHOLD_MAX = 0.99;

    /** A model that boxes nothing. */
    public ModelDescription(
            String id,
            String version,
            String sha256,
            String numericForm,
            List<String> labels,
            Map<String, Double> thresholds,
            Map<String, Double> minimumAreas,
            double pixelsPerWeldWidthMin,
            double pixelsPerWeldWidthMax,
            int sideMultiplePx) {
        this(
                id,
                version,
                sha256,
                numericForm,
                labels,
                thresholds,
                minimumAreas,
                pixelsPerWeldWidthMin,
                pixelsPerWeldWidthMax,
                sideMultiplePx,
                List.of(),
                WholeSize.LONG_SIDE);
    }

    public ModelDescription {
        things = List.copyOf(things);
        labels = List.copyOf(labels);
        thresholds = Map.copyOf(thresholds);
        minimumAreas = Map.copyOf(minimumAreas);
    }

    /**
     * Hex digest of what decides beside the tensors: the labels in their order, from which probability and size on they
     * count, and the scales.
     */
    public String settingsSha256() {
        StringBuilder settings = new StringBuilder();
        labels.forEach(label -> settings.append(label)
                .append(' ')
                .append(thresholds.get(label))
                .append(' ')
                .append(minimumAreas.get(label))
                .append('\n'));
        things.forEach(thing ->
                settings.append(thing.name()).append(' ').append(thing.isWeld()).append('\n'));
        settings.append(pixelsPerWeldWidthMin)
                .append(' ')
                .append(pixelsPerWeldWidthMax)
                .append(' ')
                .append(sideMultiplePx)
                .append(' ')
                .append(wholeSize.word());
        return ModelFolder.sha256(settings.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The same, loaded in another numeric form. */
    public ModelDescription in(String form) {
        return new ModelDescription(
                id,
                version,
                sha256,
                form,
                labels,
                thresholds,
                minimumAreas,
                pixelsPerWeldWidthMin,
                pixelsPerWeldWidthMax,
                sideMultiplePx,
                things,
                wholeSize);
    }
}
