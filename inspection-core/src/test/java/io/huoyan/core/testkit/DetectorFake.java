package io.huoyan.core.testkit;

import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.FeatureMap;
import io.huoyan.core.infer.ModelDescription;
import io.huoyan.core.infer.ProbabilityMaps;
import io.huoyan.core.infer.Sight;
import io.huoyan.core.infer.ThingLabel;
import io.huoyan.core.infer.WholeSize;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.opencv.core.Mat;

/**
 * A detector without a network, for {@link DrawnPicture}s: bright is weld (seam and spot alike), dark is a pore in a
 * seam. It really looks at the pixels it is given.
 */
public final class DetectorFake implements DefectDetector {
    public static final List<String> LABELS =
            List.of("seam", "spot", "crack", "pore", "excess", "spatter", "burn-through");

    /** Grey of a drawn weld. */
    public static final double WELD_GREY = 160;

    /** Grey of a drawn pore. */
    public static final double PORE_GREY = 25;

    private static final int BRIGHT_MIN = 130;
    private static final int DARK_MAX = 55;
    private static final float SURE = 0.95f;
    private static final int SIDE_MULTIPLE_PX = 32;

    private final ModelDescription model;

    /** It boxes nothing. */
    public DetectorFake() {
        this(List.of());
    }

    /** @param things that its description says it boxes; what it boxes is left to whoever wraps it */
    public DetectorFake(List<ThingLabel> things) {
        this.model = new ModelDescription(
                "fake",
                "1",
                "0".repeat(64),
                "fp32",
                LABELS,
                LABELS.stream().collect(Collectors.toMap(label -> label, label -> 0.5)),
                LABELS.stream().collect(Collectors.toMap(label -> label, label -> 4.0)),
                32,
                72,
                SIDE_MULTIPLE_PX,
                things,
                WholeSize.LONG_SIDE);
    }

    @Override
    public ModelDescription model() {
        return model;
    }

    @Override
    public boolean judges() {
        return false;
    }

    @Override
    public List<ProbabilityMaps> detect(List<Mat> patches) {
        return patches.stream().map(DetectorFake::mapsOf).toList();
    }

    /** Its features are the mean probability of each label over squares of 32 pixels. */
    @Override
    public List<Sight> look(List<Mat> patches) {
        return detect(patches).stream().map(DetectorFake::sight).toList();
    }

    private static Sight sight(ProbabilityMaps maps) {
        int rows = maps.height() / SIDE_MULTIPLE_PX;
        int columns = maps.width() / SIDE_MULTIPLE_PX;
        float[] means = maps.cellMeans(SIDE_MULTIPLE_PX);
        float[] values = new float[means.length];
        for (int i = 0; i < means.length; i++) {
            int place = i % (rows * columns);
            values[place * maps.labels() + i / (rows * columns)] = means[i];
        }
        return new Sight(
                maps,
                new FeatureMap(maps.labels(), rows, columns, SIDE_MULTIPLE_PX, values),
                OptionalDouble.empty(),
                List.of());
    }

    private static ProbabilityMaps mapsOf(Mat patch) {
        if (patch.rows() % SIDE_MULTIPLE_PX != 0 || patch.cols() % SIDE_MULTIPLE_PX != 0 || patch.channels() != 3) {
            throw new IllegalArgumentException("patch is " + patch + "; allowed are three channels and sides that are "
                    + "multiples of " + SIDE_MULTIPLE_PX);
        }
        int area = patch.rows() * patch.cols();
        byte[] bgr = new byte[3 * area];
        patch.get(0, 0, bgr);
        float[] probability = new float[LABELS.size() * area];
        for (int i = 0; i < area; i++) {
            int green = bgr[3 * i + 1] & 0xff;
            if (green >= BRIGHT_MIN) {
                probability[LABELS.indexOf("seam") * area + i] = SURE;
                probability[LABELS.indexOf("spot") * area + i] = SURE;
            } else if (green <= DARK_MAX) {
                probability[LABELS.indexOf("pore") * area + i] = SURE;
                probability[LABELS.indexOf("seam") * area + i] = SURE;
            }
        }
        return new ProbabilityMaps(LABELS.size(), patch.rows(), patch.cols(), probability);
    }

    @Override
    public void close() {}
}
