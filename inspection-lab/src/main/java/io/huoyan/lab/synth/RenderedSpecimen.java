package io.huoyan.lab.synth;

import io.huoyan.core.domain.ViewMap;
import java.util.List;
import java.util.Map;

/**
 * A rendered specimen with its truth.
 *
 * @param order what it was to show
 * @param seed that it was made from
 * @param side width and height, pixels
 * @param bgr blue, green, red per pixel, row by row; owned by the caller
 * @param labels one byte per pixel as in {@link RenderedPatch#labels}; owned by the caller
 * @param mask one byte per pixel: 0 sheet, 1 weld, from 2 on the {@link SpecimenDefect#maskValue} of a defect
 * @param pixelToMm from pixels to mm on the specimen
 * @param weld what is true of it
 * @param features what else is there
 * @param camera and light: what was drawn for them, by name
 */
public record RenderedSpecimen(
        SpecimenOrder order,
        long seed,
        int side,
        byte[] bgr,
        byte[] labels,
        byte[] mask,
        ViewMap pixelToMm,
        SpecimenWeld weld,
        List<SpecimenFeature> features,
        Map<String, Double> camera) {
    public RenderedSpecimen {
        if (bgr.length != 3 * side * side || labels.length != side * side || mask.length != side * side) {
            throw new IllegalArgumentException("specimen of side " + side + " has " + bgr.length + " colour, "
                    + labels.length + " label and " + mask.length + " mask bytes; allowed are " + 3 * side * side
                    + " and twice " + side * side);
        }
        features = List.copyOf(features);
    }
}
