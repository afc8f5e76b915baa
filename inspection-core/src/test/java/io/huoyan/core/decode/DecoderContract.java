package io.huoyan.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.domain.InspectionFailure.InvalidField;
import io.huoyan.core.domain.InspectionFailure.Undecodable;
import io.huoyan.core.domain.Result;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.image.TestFrames;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What every decoder keeps to. A subclass gives one good picture of its format. */
abstract class DecoderContract {
    private static final Set<String> FIELDS =
            Set.of("data", "width_px", "height_px", "stride_bytes", "pfnc_pixel_format");
    private static final int HOSTILE_PICTURES = 300;

    /** A picture that decodes; at least 16 px a side, at most 20,000 bytes. */
    abstract CapturedImage good();

    /** Whether bytes after the picture's end are refused. */
    abstract boolean isLengthExact();

    static CapturedImage image(PixelFormat format, int widthPx, int heightPx, int strideBytes, byte[] data) {
        return new CapturedImage(TestFrames.header(1), format, widthPx, heightPx, strideBytes, ByteBuffer.wrap(data));
    }

    static byte[] bytesOf(CapturedImage image) {
        byte[] bytes = new byte[image.data().remaining()];
        image.data().get(bytes);
        return bytes;
    }

    static void decoded(CapturedImage image, Consumer<Frame> then) {
        try (MatScope scope = MatScope.open()) {
            Result<Frame> result = Decoders.decode(image, DecodeLimits.defaults(), scope);
            assertThat(result).isInstanceOf(Result.Success.class);
            then.accept(((Result.Success<Frame>) result).value());
        }
    }

    static InspectionFailure refused(CapturedImage image, DecodeLimits limits) {
        try (MatScope scope = MatScope.open()) {
            Result<Frame> result = Decoders.decode(image, limits, scope);
            assertThat(result).isInstanceOf(Result.Failed.class);
            return ((Result.Failed<Frame>) result).failure();
        }
    }

    static InspectionFailure refused(CapturedImage image) {
        return refused(image, DecodeLimits.defaults());
    }

    static String field(InspectionFailure failure) {
        if (failure instanceof InvalidField invalid) {
            return invalid.field();
        }
        assertThat(failure).isInstanceOf(Undecodable.class);
        return ((Undecodable) failure).field();
    }

    private CapturedImage with(byte[] data) {
        CapturedImage good = good();
        return image(good.format(), good.widthPx(), good.heightPx(), good.strideBytes(), data);
    }

    private CapturedImage with(int widthPx, int heightPx, int strideBytes) {
        return image(good().format(), widthPx, heightPx, strideBytes, bytesOf(good()));
    }

    @Test
    void aGoodPictureBecomesAFrameOfItsSize() {
        decoded(good(), frame -> {
            assertThat(frame.widthPx()).isEqualTo(good().widthPx());
            assertThat(frame.heightPx()).isEqualTo(good().heightPx());
            assertThat(frame.header()).isEqualTo(good().header());
        });
    }

    @Test
    void directAndHeapBuffersGiveTheSamePixels() {
        byte[] bytes = bytesOf(good());
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length + 7);
        direct.position(7);
        direct.put(bytes).position(7);
        CapturedImage inDirect = new CapturedImage(
                good().header(), good().format(), good().widthPx(), good().heightPx(), good().strideBytes(), direct);

        decoded(
                good(),
                fromHeap -> decoded(inDirect, fromDirect -> assertThat(DecodedPixels.of(fromDirect))
                        .containsExactly(DecodedPixels.of(fromHeap))));
        assertThat(direct.position()).isEqualTo(7);
    }

    @Test
    void aPictureCutOffAnywhereIsRefusedAndNeverAFrame() {
        byte[] bytes = bytesOf(good());
        for (int length = 0; length < bytes.length; length++) {
            assertThat(field(refused(with(Arrays.copyOf(bytes, length)))))
                    .as("cut off at byte " + length + " of " + bytes.length)
                    .isEqualTo("data");
        }
    }

    @Test
    void bytesBeyondTheEndAreRefusedWhereTheLengthIsKnown() {
        byte[] longer = Arrays.copyOf(bytesOf(good()), bytesOf(good()).length + 1);
        if (isLengthExact()) {
            assertThat(field(refused(with(longer)))).isEqualTo("data");
        } else {
            decoded(with(longer), frame -> assertThat(frame.widthPx()).isEqualTo(good().widthPx()));
        }
    }

    @Test
    void randomBytesAndDamagedPicturesAreAnsweredAndNeverThrow() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        System.out.println(getClass().getSimpleName() + " seed " + seed);
        byte[] good = bytesOf(good());
        for (int i = 0; i < HOSTILE_PICTURES; i++) {
            byte[] hostile = i % 2 == 0 ? new byte[random.nextInt(2 * good.length) + 1] : good.clone();
            if (i % 2 == 0) {
                random.nextBytes(hostile);
                System.arraycopy(good, 0, hostile, 0, Math.min(hostile.length, random.nextInt(32)));
            } else {
                for (int damage = random.nextInt(8); damage >= 0; damage--) {
                    hostile[random.nextInt(hostile.length)] = (byte) random.nextInt();
                }
            }
            answered(with(hostile), seed);
        }
    }

    private static void answered(CapturedImage image, long seed) {
        try (MatScope scope = MatScope.open()) {
            Result<Frame> result = Decoders.decode(image, DecodeLimits.defaults(), scope);
            if (result instanceof Result.Success<Frame> success) {
                assertThat(success.value().widthPx()).as("seed " + seed).isEqualTo(image.widthPx());
                assertThat(success.value().heightPx()).as("seed " + seed).isEqualTo(image.heightPx());
            } else {
                InspectionFailure failure = ((Result.Failed<Frame>) result).failure();
                assertThat(field(failure)).as("seed " + seed).isIn(FIELDS);
                assertThat(failure.message()).as("seed " + seed).isNotBlank();
            }
        }
    }

    @Test
    void aSizeThatIsNotThePicturesIsRefusedByName() {
        int widthPx = good().widthPx();
        int heightPx = good().heightPx();
        assertThat(field(refused(with(widthPx + 2, heightPx, 0)))).isIn("width_px", "data");
        assertThat(field(refused(with(widthPx, heightPx + 1, 0)))).isIn("height_px", "data");
        assertThat(field(refused(with(-1, heightPx, 0)))).isEqualTo("width_px");
        assertThat(field(refused(with(widthPx, -1, 0)))).isEqualTo("height_px");
        assertThat(field(refused(with(0, heightPx, 0)))).isEqualTo("width_px");
        assertThat(field(refused(with(Integer.MAX_VALUE, Integer.MAX_VALUE, 0))))
                .isEqualTo("width_px");
        assertThat(field(refused(with(widthPx, heightPx, 1)))).isEqualTo("stride_bytes");
        assertThat(field(refused(with(widthPx, heightPx, -1)))).isEqualTo("stride_bytes");
    }

    @Test
    void eachLimitAcceptsWhatIsAtItAndRefusesWhatIsAboveIt() {
        int bytes = bytesOf(good()).length;
        int side = Math.max(good().widthPx(), good().heightPx());
        long pixels = (long) good().widthPx() * good().heightPx();
        DecodeLimits at = new DecodeLimits(bytes, side, pixels);
        try (MatScope scope = MatScope.open()) {
            assertThat(Decoders.decode(good(), at, scope)).isInstanceOf(Result.Success.class);
        }
        assertThat(refused(good(), new DecodeLimits(bytes - 1, side, pixels)).message())
                .isEqualTo("data has " + bytes + " bytes; allowed are 1 to " + (bytes - 1));
        List<InspectionFailure> failures = List.of(
                refused(good(), new DecodeLimits(bytes, side - 1, pixels)),
                refused(good(), new DecodeLimits(bytes, side, pixels - 1)));
        assertThat(failures.get(0).message()).contains(" is " + side + "; allowed are 1 to " + (side - 1));
        assertThat(failures.get(1).message()).contains(" = " + pixels + " px; allowed are 1 to " + (pixels - 1));
    }
}
