package io.huoyan.lab.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.decode.DecodeLimits;
import io.huoyan.core.decode.Decoders;
import io.huoyan.core.decode.PixelFormat;
import io.huoyan.core.domain.Result;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

class UprightPictureTest {

    @TempDir
    Path folder;

    @Test
    void aPictureThatIsToBeTurnedIsTurned() throws IOException {
        Path file = write(TurnedPhoto.TURN_RIGHT);

        CapturedImage image = LoosePicture.read(file, 1);

        assertThat(image.format()).isEqualTo(PixelFormat.PNG);
        try (MatScope scope = MatScope.open()) {
            Mat upright = pixels(image, scope);
            assertThat(upright.cols()).isEqualTo(TurnedPhoto.HEIGHT);
            assertThat(upright.rows()).isEqualTo(TurnedPhoto.WIDTH);
            // What was top left is top right.
            assertThat(upright.get(4, TurnedPhoto.HEIGHT - 5)[0]).isGreaterThan(200);
            assertThat(upright.get(4, 4)[0]).isLessThan(60);
            // As training, hashes and reports read it.
            Mat asOthersDo = scope.own(Imgcodecs.imread(file.toString(), Imgcodecs.IMREAD_COLOR));
            assertThat(Core.norm(upright, asOthersDo, Core.NORM_INF)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aPictureThatIsUprightStaysAsItIs(int orientation) throws IOException {
        Path file = write(orientation);

        CapturedImage image = LoosePicture.read(file, 1);

        assertThat(image.format()).isEqualTo(PixelFormat.JPEG);
        assertThat(image.data()).isEqualTo(ByteBuffer.wrap(Files.readAllBytes(file)));
    }

    /** Turning must not make a whole picture of a damaged one. */
    @Test
    void aDamagedPictureStaysDamaged() throws IOException {
        Path file = write(TurnedPhoto.TURN_RIGHT);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length * 2 / 3));

        CapturedImage image = LoosePicture.read(file, 1);

        try (MatScope scope = MatScope.open()) {
            assertThat(Decoders.decode(image, DecodeLimits.defaults(), scope)).isInstanceOf(Result.Failed.class);
        }
        assertThat(LoosePicture.fault(file)).isPresent();
        assertThat(LoosePicture.fault(write(TurnedPhoto.TURN_RIGHT))).isEmpty();
    }

    private static Mat pixels(CapturedImage image, MatScope scope) {
        Result<Frame> decoded = Decoders.decode(image, DecodeLimits.defaults(), scope);
        return ((Result.Success<Frame>) decoded).value().pixels();
    }

    private Path write(int orientation) throws IOException {
        return TurnedPhoto.write(folder.resolve("photo.jpg"), orientation);
    }
}
