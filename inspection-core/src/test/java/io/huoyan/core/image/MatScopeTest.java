package io.huoyan.core.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

class MatScopeTest {
    @Test
    void closingReleasesWhatWasMadeAndClosingAgainDoesNothing() {
        long before = MatScope.openMats();
        MatScope scope = MatScope.open();
        Mat made = scope.mat(4, 4, CvType.CV_8UC1);
        scope.own(new Mat(2, 2, CvType.CV_8UC1));
        assertThat(MatScope.openMats()).isEqualTo(before + 2);

        scope.close();
        assertThatCode(scope::close).doesNotThrowAnyException();

        assertThat(made.empty()).isTrue();
        assertThat(MatScope.openMats()).isEqualTo(before);
    }

    @Test
    void aClosedScopeReleasesWhatItIsGivenAndSaysSo() {
        MatScope scope = MatScope.open();
        scope.close();
        Mat late = new Mat(2, 2, CvType.CV_8UC1);

        assertThatThrownBy(() -> scope.own(late))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the scope is closed");

        assertThat(late.empty()).isTrue();
    }

    @Test
    void severalThreadsMayMakeMatsOfOneScope() throws Exception {
        long before = MatScope.openMats();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (MatScope scope = MatScope.open()) {
            List<Callable<Mat>> makers = IntStream.range(0, 400)
                    .<Callable<Mat>>mapToObj(i -> scope::mat)
                    .toList();
            threads.invokeAll(makers);
            assertThat(MatScope.openMats()).isEqualTo(before + 400);
        } finally {
            threads.shutdown();
        }
        assertThat(MatScope.openMats()).isEqualTo(before);
    }

    @Test
    void aDirectBufferIsSeenThroughAndAHeapBufferIsCopied() {
        ByteBuffer direct = ByteBuffer.allocateDirect(8).put(new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
        direct.flip().position(1);
        ByteBuffer heap = ByteBuffer.wrap(new byte[] {0, 2, 3, 4, 5, 6, 7, 8});
        heap.position(1);
        try (MatScope scope = MatScope.open()) {
            Mat through = scope.matOf(direct.asReadOnlyBuffer(), 2, 3, 4);
            Mat copied = scope.matOf(heap, 2, 3, 4);
            assertThat(through.dump())
                    .isEqualTo(copied.dump())
                    .contains("2,   3,   4")
                    .contains("6,   7,   8");

            direct.put(1, (byte) 9);
            heap.put(1, (byte) 9);

            assertThat(through.get(0, 0)[0]).isEqualTo(9);
            assertThat(copied.get(0, 0)[0]).isEqualTo(2);
        }
    }

    @Test
    void aBufferTooShortForItsRowsIsRefused() {
        ByteBuffer seven = ByteBuffer.allocate(7);
        try (MatScope scope = MatScope.open()) {
            assertThat(scope.matOf(seven, 2, 3, 4).rows()).isEqualTo(2);
            assertThatThrownBy(() -> scope.matOf(seven, 2, 4, 4))
                    .hasMessage("2 rows of 4 bytes, 4 bytes apart, need 8 bytes; there are 7");
        }
    }
}
