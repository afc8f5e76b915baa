package io.huoyan.lab.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.decode.DecodeLimits;
import io.huoyan.core.decode.Decoders;
import io.huoyan.core.decode.PixelFormat;
import io.huoyan.core.domain.Result;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
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
        assertThat(LoosePicture.damage(file)).isPresent();
        assertThat(LoosePicture.damage(write(TurnedPhoto.TURN_RIGHT))).isEmpty();
    }

    /** They can be learnt from all the same. */
    @Test
    void wholePicturesOfOtherKindsAreNotDamaged() throws IOException {
        Path deep = folder.resolve("deep.png");
        Path misnamed = folder.resolve("jpeg.png");
        try (MatScope scope = MatScope.open()) {
            Imgcodecs.imwrite(deep.toString(), scope.zeros(20, 30, CvType.CV_16UC3));
        }
        Files.copy(write(1), misnamed);
        Path fourInks = folder.resolve("cmyk.jpg");
        byte[] bytes = Files.readAllBytes(misnamed);
        // The count of components in the frame header, FF C0, length, precision, height, width, count.
        for (int i = 0; i + 9 < bytes.length; i++) {
            if (bytes[i] == (byte) 0xFF && bytes[i + 1] == (byte) 0xC0) {
                bytes[i + 9] = 4;
            }
        }
        Files.write(fourInks, bytes);

        for (Path file : List.of(deep, misnamed, fourInks)) {
            assertThat(LoosePicture.damage(file)).as(file.toString()).isEmpty();
        }
        Path plain = folder.resolve("plain.png");
        try (MatScope scope = MatScope.open()) {
            Imgcodecs.imwrite(plain.toString(), scope.zeros(20, 30, CvType.CV_8UC3));
        }
        assertThat(LoosePicture.damage(plain)).isEmpty();
        Files.write(plain, Arrays.copyOf(Files.readAllBytes(plain), 60));
        assertThat(LoosePicture.damage(plain)).isPresent();
    }

    /** OpenCV turns by the first APP1 alone: what is told of the size, and what is looked at, must not differ. */
    @Test
    void aNoteThatIsNotTheFirstTurnsNothingAnywhere() throws IOException {
        Path file = write(TurnedPhoto.TURN_RIGHT);
        byte[] bytes = Files.readAllBytes(file);
        ByteArrayOutputStream later = new ByteArrayOutputStream();
        later.write(bytes, 0, 2);
        later.write(new byte[] {(byte) 0xFF, (byte) 0xE1, 0, 12});
        later.write("http://ns.".getBytes(StandardCharsets.US_ASCII));
        later.write(bytes, 2, bytes.length - 2);
        Files.write(file, later.toByteArray());

        try (MatScope scope = MatScope.open()) {
            Mat asOthersDo = scope.own(Imgcodecs.imread(file.toString(), Imgcodecs.IMREAD_COLOR));
            Mat looked = pixels(LoosePicture.read(file, 1), scope);
            assertThat(looked.size()).isEqualTo(asOthersDo.size());
            assertThat(PictureSize.read(file)).contains(new PictureSize(asOthersDo.cols(), asOthersDo.rows()));
        }
    }

    private static Mat pixels(CapturedImage image, MatScope scope) {
        Result<Frame> decoded = Decoders.decode(image, DecodeLimits.defaults(), scope);
        return ((Result.Success<Frame>) decoded).value().pixels();
    }

    private Path write(int orientation) throws IOException {
        return TurnedPhoto.write(folder.resolve("photo.jpg"), orientation);
    }
}
