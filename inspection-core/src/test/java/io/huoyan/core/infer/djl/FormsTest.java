package io.huoyan.core.infer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.ModelFolder;
import io.huoyan.core.infer.ModelFolderKit;
import io.huoyan.core.infer.Sight;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/** The forms against each other: what is quick must see what the master sees. */
class FormsTest {
    private static final int SIDE_PX = 96;
    private static final int PICTURES = 100;
    /** Mean difference of a pixel's probability; a network by lot is less sure of itself than a trained one. */
    private static final double BFLOAT16_MEAN_MAX = 0.01;

    private static final double INT8_MEAN_MAX = 0.03;

    @TempDir
    Path temporary;

    private final List<byte[]> pictures = new ArrayList<>();
    private ModelFolder folder;

    @BeforeEach
    void write() {
        Random random = new Random(5);
        for (int i = 0; i < PICTURES; i++) {
            pictures.add(picture(random));
        }
        NetworkDescription network = ModelFolderKit.network(LiteUnet.NAME);
        MasterTensors tensors = Calibration.measured(
                network, ModelFolderKit.tensors(network, 7), pictures.subList(0, PICTURES / 4), SIDE_PX);
        ModelFolderKit.write(temporary.resolve("models"), LiteUnet.NAME, tensors);
        folder = ModelFolder.load(temporary.resolve("models"), ModelFolderKit.ID, ModelFolderKit.VERSION);
    }

    @Test
    void bfloat16SeesWhatTheMasterSeesOrIsRefused() {
        assertSeesWhatTheMasterSeesOrIsRefused(NumericForm.BF16, BFLOAT16_MEAN_MAX);
    }

    @Test
    void int8SeesWhatTheMasterSeesOrIsRefused() {
        assertSeesWhatTheMasterSeesOrIsRefused(NumericForm.INT8, INT8_MEAN_MAX);
    }

    private void assertSeesWhatTheMasterSeesOrIsRefused(NumericForm form, double meanMax) {
        if (form.runsOn(Processor.flags())) {
            assertThat(meanDifference(form.word())).isBetween(1e-9, meanMax);
        } else {
            assertThatThrownBy(() -> meanDifference(form.word())).hasMessageContaining("which needs a processor with");
        }
    }

    /** A patch may be as small as one place of the coarsest map. */
    @Test
    void everyFormLooksAtTheSmallestPatch() {
        for (NumericForm form : NumericForm.values()) {
            if (form.runsOn(Processor.flags())) {
                assertThat(sights(form.word(), List.of(new byte[3 * 32 * 32]), 32))
                        .as(form.word())
                        .hasSize(1);
            }
        }
    }

    private double meanDifference(String form) {
        List<Sight> master = sights("fp32", pictures, SIDE_PX);
        List<Sight> quick = sights(form, pictures, SIDE_PX);
        double sum = 0;
        long count = 0;
        for (int i = 0; i < PICTURES; i++) {
            float[] expected = master.get(i).maps().probability();
            float[] actual = quick.get(i).maps().probability();
            for (int p = 0; p < expected.length; p++) {
                sum += Math.abs(expected[p] - actual[p]);
            }
            count += expected.length;
        }
        return sum / count;
    }

    private List<Sight> sights(String form, List<byte[]> bytes, int side) {
        try (DefectDetector detector = TorchDetector.open(folder, form, 1, temporary.resolve("cache"));
                MatScope scope = MatScope.open()) {
            assertThat(detector.model().numericForm()).isEqualTo(form);
            List<Mat> patches = new ArrayList<>();
            for (byte[] picture : bytes) {
                Mat patch = scope.mat(side, side, CvType.CV_8UC3);
                patch.put(0, 0, picture);
                patches.add(patch);
            }
            return detector.look(patches);
        }
    }

    /** Blots of light and dark, as pictures have them, rather than noise. */
    private static byte[] picture(Random random) {
        byte[] bgr = new byte[3 * SIDE_PX * SIDE_PX];
        double x0 = random.nextDouble() * SIDE_PX;
        double y0 = random.nextDouble() * SIDE_PX;
        double width = 5 + random.nextDouble() * 30;
        for (int i = 0; i < SIDE_PX * SIDE_PX; i++) {
            double distance = Math.hypot(i % SIDE_PX - x0, (double) i / SIDE_PX - y0) / width;
            for (int c = 0; c < 3; c++) {
                bgr[3 * i + c] = (byte) (40 + 160 * Math.exp(-distance * distance) + random.nextInt(20) + 10 * c);
            }
        }
        return bgr;
    }
}
