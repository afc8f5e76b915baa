package io.huoyan.core.infer.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchEngineTest {
    @TempDir
    Path folder;

    /** DJL by itself looks for a bridge named after a CUDA that it finds elsewhere, and has only these two. */
    @Test
    void theBridgeFitsThePyTorchThatIsNamed() throws IOException {
        Path none = Files.createDirectory(folder.resolve("none"));
        Path plain = Files.createDirectory(folder.resolve("plain"));
        Path cuda = Files.createDirectory(folder.resolve("cuda"));
        Files.createFile(plain.resolve("libtorch.so"));
        Files.createFile(cuda.resolve("libtorch.so"));
        Files.createFile(cuda.resolve("libtorch_cuda.so"));

        assertThat(TorchEngine.flavor(plain.toString())).isEqualTo("cpu");
        assertThat(TorchEngine.flavor(none + File.pathSeparator + cuda)).isEqualTo("cu128");
        for (String flavor : new String[] {"cpu", "cu128"}) {
            assertThat(getClass().getResource("/jnilib/linux-x86_64/" + flavor + "/libdjl_torch.so"))
                    .as(flavor)
                    .isNotNull();
        }
    }

    /** Of a mistyped folder DJL says nothing. */
    @Test
    void aFolderWithoutPyTorchIsRefused() {
        assertThatThrownBy(() -> TorchEngine.flavor(folder.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("PYTORCH_LIBRARY_PATH is " + folder + "; there is no libtorch.so");
    }

    @Test
    void theBuildsOwnPyTorchIsForProcessorsAlone() {
        TorchEngine.start();

        assertThat(TorchEngine.library().resolve("libtorch_cpu.so")).exists();
        assertThat(TorchEngine.isBuiltForCuda()).isFalse();
    }
}
