package io.huoyan.core.infer.djl;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.MasterTensors;
import io.huoyan.core.infer.ModelFolder;
import io.huoyan.core.infer.ModelFolderKit;
import io.huoyan.core.testkit.PretendedGpu;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.CvType;

/** The forms call oneDNN, which is the processor's; DJL takes a GPU by itself where it finds one. */
class OnTheProcessorTest {
    private static final int SIDE_PX = 32;

    @TempDir
    Path temporary;

    @BeforeEach
    void start() {
        TorchEngine.start();
    }

    @Test
    void aDetectorStaysOnTheProcessorWhereThereIsAGpu() {
        ModelFolderKit.write(temporary.resolve("models"));
        ModelFolder folder = ModelFolder.load(temporary.resolve("models"), ModelFolderKit.ID, ModelFolderKit.VERSION);
        PretendedGpu.during(() -> {
            try (DefectDetector detector = TorchDetector.open(folder, "fp32", 1, temporary.resolve("cache"));
                    MatScope scope = MatScope.open()) {
                assertThat(detector.look(List.of(scope.mat(SIDE_PX, SIDE_PX, CvType.CV_8UC3))))
                        .hasSize(1);
            }
        });
    }

    @Test
    void rangesAreMeasuredOnTheProcessorWhereThereIsAGpu() {
        NetworkDescription network = ModelFolderKit.network();
        List<byte[]> pictures = List.of(new byte[3 * SIDE_PX * SIDE_PX]);
        PretendedGpu.during(() -> {
            MasterTensors measured =
                    Calibration.measured(network, ModelFolderKit.tensors(network, 7), pictures, SIDE_PX);

            assertThat(measured.byName()).containsKey(Calibration.RANGES);
        });
    }
}
