package io.huoyan.core.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.huoyan.core.image.MatScope;
import java.time.Duration;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.Extension;
import org.opencv.core.Mat;

class NativeLeaksTest {
    private static final Duration AT_ONCE = Duration.ofMillis(200);

    @Test
    void aMatOfAScopeThatWasNotClosedIsALeak() {
        NativeLeaks.Held before = NativeLeaks.Held.now();
        try (MatScope scope = MatScope.open()) {
            Mat made = scope.mat();

            assertThat(made.empty()).isTrue();
            assertThatThrownBy(() -> NativeLeaks.verify(before, AT_ONCE))
                    .isInstanceOf(AssertionError.class)
                    .hasMessage("native memory was left behind: 0 Mats and 0 NDArrays or managers before the test,"
                            + " 1 Mats and 0 NDArrays or managers after it");
        }
        assertThatCode(() -> NativeLeaks.verify(before, AT_ONCE)).doesNotThrowAnyException();
    }

    @Test
    void anNdArrayOfAManagerThatWasNotClosedIsALeak() {
        try (NDManager first = NDManager.newBaseManager()) {
            NativeLeaks.Held before = NativeLeaks.Held.now();
            try (NDManager second = first.newSubManager()) {
                assertThat(second.ones(new ai.djl.ndarray.types.Shape(2)).size())
                        .isEqualTo(2);

                assertThatThrownBy(() -> NativeLeaks.verify(before, AT_ONCE))
                        .isInstanceOf(AssertionError.class)
                        .hasMessageContaining("0 Mats and 1 NDArrays or managers before the test")
                        .hasMessageContaining("0 Mats and 3 NDArrays or managers after it");
            }
            assertThatCode(() -> NativeLeaks.verify(before, AT_ONCE)).doesNotThrowAnyException();
        }
    }

    @Test
    void everyTestIsWatchedWithoutAskingForIt() {
        assertThat(ServiceLoader.load(Extension.class)).anyMatch(NativeLeaks.class::isInstance);
        assertThat(System.getProperty("junit.jupiter.extensions.autodetection.enabled"))
                .isEqualTo("true");
    }
}
