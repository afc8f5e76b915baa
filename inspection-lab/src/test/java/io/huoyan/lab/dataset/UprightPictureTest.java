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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;

/** A dark picture of 64 × 40 px with one bright corner, top left, as a camera held upright or turned writes it. */
class UprightPictureTest {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 40;
    /** To be turned by a quarter clockwise. */
    private static final int TURN_RIGHT = 6;

    @TempDir
    Path folder;

    @Test
    void aPictureThatIsToBeTurnedIsTurned() throws IOException {
        Path file = write(TURN_RIGHT);

        CapturedImage image = LoosePicture.read(file, 1);

        assertThat(image.format()).isEqualTo(PixelFormat.PNG);
        try (MatScope scope = MatScope.open()) {
            Mat upright = pixels(image, scope);
            assertThat(upright.cols()).isEqualTo(HEIGHT);
            assertThat(upright.rows()).isEqualTo(WIDTH);
            // What was top left is top right.
            assertThat(upright.get(4, HEIGHT - 5)[0]).isGreaterThan(200);
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
        Path file = write(TURN_RIGHT);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length * 2 / 3));

        CapturedImage image = LoosePicture.read(file, 1);

        try (MatScope scope = MatScope.open()) {
            assertThat(Decoders.decode(image, DecodeLimits.defaults(), scope)).isInstanceOf(Result.Failed.class);
        }
        assertThat(LoosePicture.fault(file)).isPresent();
        assertThat(LoosePicture.fault(write(TURN_RIGHT))).isEmpty();
    }

    private static Mat pixels(CapturedImage image, MatScope scope) {
        Result<Frame> decoded = Decoders.decode(image, DecodeLimits.defaults(), scope);
        return ((Result.Success<Frame>) decoded).value().pixels();
    }

    /** @param orientation as Exif numbers them; 0: nothing is noted */
    private Path write(int orientation) throws IOException {
        Path file = folder.resolve("photo.jpg");
        try (MatScope scope = MatScope.open()) {
            Mat picture = scope.mat(HEIGHT, WIDTH, CvType.CV_8UC3);
            picture.setTo(Scalar.all(30));
            scope.own(picture.submat(new Rect(0, 0, 16, 16))).setTo(Scalar.all(240));
            MatOfByte jpeg = scope.own(new MatOfByte());
            Imgcodecs.imencode(".jpg", picture, jpeg);
            byte[] bytes = jpeg.toArray();
            ByteArrayOutputStream noted = new ByteArrayOutputStream();
            noted.write(bytes, 0, 2);
            if (orientation > 0) {
                noted.write(exif(orientation));
            }
            noted.write(bytes, 2, bytes.length - 2);
            Files.write(file, noted.toByteArray());
        }
        return file;
    }

    /** APP1 with a TIFF header and one entry: tag 0x0112, one SHORT (Exif 2.3, 4.6). */
    private static byte[] exif(int orientation) {
        ByteBuffer note = ByteBuffer.allocate(36);
        note.put((byte) 0xFF).put((byte) 0xE1).putShort((short) 34);
        note.put(new byte[] {'E', 'x', 'i', 'f', 0, 0, 'M', 'M'})
                .putShort((short) 42)
                .putInt(8);
        note.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
        note.putShort((short) orientation).putShort((short) 0).putInt(0);
        return note.array();
    }
}
