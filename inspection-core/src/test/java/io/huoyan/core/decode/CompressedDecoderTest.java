package io.huoyan.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.image.MatScope;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;

class CompressedDecoderTest {
    private static final int WIDTH_PX = 40;
    private static final int HEIGHT_PX = 32;

    /** Encodes a picture whose value at (x, y, channel) is a slow ramp, so that a lossy codec keeps it. */
    private static byte[] encoded(String ending, int type, int... parameters) {
        try (MatScope scope = MatScope.open()) {
            Mat pixels = scope.mat(HEIGHT_PX, WIDTH_PX, type);
            int channels = CvType.channels(type);
            for (int y = 0; y < HEIGHT_PX; y++) {
                for (int x = 0; x < WIDTH_PX; x++) {
                    double[] values = new double[channels];
                    for (int c = 0; c < channels; c++) {
                        values[c] = value(x, y, c) * (CvType.depth(type) == CvType.CV_16U ? 257 : 1);
                    }
                    pixels.put(y, x, values);
                }
            }
            MatOfByte bytes = scope.own(new MatOfByte());
            MatOfInt with = scope.own(new MatOfInt(parameters));
            assertThat(Imgcodecs.imencode(ending, pixels, bytes, with)).isTrue();
            return bytes.toArray();
        }
    }

    private static int value(int x, int y, int channel) {
        return 3 * x + 2 * y + 20 * channel;
    }

    private static void assertValues(CapturedImage image, int channels, int scale, int tolerance) {
        DecoderContract.decoded(image, frame -> {
            int[] values = DecodedPixels.of(frame);
            assertThat(frame.pixels().channels()).isEqualTo(channels);
            for (int i = 0; i < values.length; i++) {
                int pixel = i / channels;
                int expected = scale * value(pixel % WIDTH_PX, pixel / WIDTH_PX, i % channels);
                assertThat(Math.abs(values[i] - expected))
                        .as("value " + i + " is " + values[i] + ", expected " + expected)
                        .isLessThanOrEqualTo(tolerance);
            }
        });
    }

    private static CapturedImage jpeg(byte[] data) {
        return DecoderContract.image(PixelFormat.JPEG, WIDTH_PX, HEIGHT_PX, 0, data);
    }

    private static CapturedImage png(byte[] data) {
        return DecoderContract.image(PixelFormat.PNG, WIDTH_PX, HEIGHT_PX, 0, data);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static String message(CapturedImage image) {
        return DecoderContract.refused(image).message();
    }

    @Nested
    class Jpeg extends DecoderContract {
        @Override
        CapturedImage good() {
            return jpeg(encoded(".jpg", CvType.CV_8UC3, Imgcodecs.IMWRITE_JPEG_QUALITY, 98));
        }

        @Override
        boolean isLengthExact() {
            return false;
        }

        @Test
        void colourAndGreyKeepTheirValues() {
            assertValues(good(), 3, 1, 8);
            assertValues(jpeg(encoded(".jpg", CvType.CV_8UC1, Imgcodecs.IMWRITE_JPEG_QUALITY, 98)), 1, 1, 4);
        }

        @Test
        void aProgressivePictureIsRead() {
            assertValues(jpeg(encoded(".jpg", CvType.CV_8UC1, Imgcodecs.IMWRITE_JPEG_PROGRESSIVE, 1)), 1, 1, 8);
        }

        @Test
        void restartMarkersAreNotTheEndOfTheScan() {
            assertValues(jpeg(encoded(".jpg", CvType.CV_8UC1, Imgcodecs.IMWRITE_JPEG_RST_INTERVAL, 2)), 1, 1, 8);
        }

        @Test
        void aSizeNotSaidIsTakenFromTheHeader() {
            decoded(image(PixelFormat.JPEG, 0, 0, 0, bytesOf(good())), frame -> assertThat(frame.widthPx())
                    .isEqualTo(WIDTH_PX));
        }

        @Test
        void anotherSizeThanTheHeadersIsRefusedWithBoth() {
            InspectionFailure failure = refused(image(PixelFormat.JPEG, 41, HEIGHT_PX, 0, bytesOf(good())));

            assertThat(field(failure)).isEqualTo("width_px");
            assertThat(failure.message()).isEqualTo("width_px is 41; allowed is the JPEG header's 40");
        }

        /** The orientation of EXIF would turn the picture away from its calibration. */
        @Test
        void theOrientationThatExifAsksForIsNotApplied() {
            byte[] plain = bytesOf(good());
            byte[] exif = joined(
                    new byte[] {(byte) 0xFF, (byte) 0xE1, 0, 34},
                    "Exif\0\0MM\0*\0\0\0\10".getBytes(StandardCharsets.ISO_8859_1),
                    new byte[] {0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0});
            byte[] turned = joined(Arrays.copyOf(plain, 2), exif, Arrays.copyOfRange(plain, 2, plain.length));

            assertValues(jpeg(turned), 3, 1, 8);
        }

        /** The size of a bomb is refused by its header, long before its pixels are asked for. */
        @Test
        void aHeaderThatClaimsTooMuchIsRefused() {
            byte[] bomb = bytesOf(good());
            int frameHeader = indexOf(bomb, (byte) 0xC0);
            ByteBuffer.wrap(bomb).putShort(frameHeader + 4, (short) 65_000).putShort(frameHeader + 6, (short) 65_000);

            assertThat(message(image(PixelFormat.JPEG, 0, 0, 0, bomb)))
                    .isEqualTo("JPEG header's width is 65000; allowed are 1 to 16384");
        }

        private int indexOf(byte[] bytes, byte marker) {
            for (int i = 0; i + 1 < bytes.length; i++) {
                if (bytes[i] == (byte) 0xFF && bytes[i + 1] == marker) {
                    return i + 1;
                }
            }
            throw new AssertionError("no marker " + marker);
        }

        @Test
        void processesThatNoCameraSendsAreRefused() {
            byte[] lossless = bytesOf(good());
            lossless[indexOf(lossless, (byte) 0xC0)] = (byte) 0xC3;

            assertThat(message(jpeg(lossless)))
                    .isEqualTo("JPEG process is C3; allowed are C0 (baseline), C1 (extended), C2 (progressive)");
        }

        @Test
        void endlessScansAreRefused() {
            byte[] plain = bytesOf(good());
            int scan = indexOf(plain, (byte) 0xDA) - 1;
            byte[] oneScan = Arrays.copyOfRange(plain, scan, plain.length - 2);
            List<byte[]> parts = new ArrayList<>();
            parts.add(Arrays.copyOf(plain, scan));
            for (int i = 0; i <= JpegHeader.SCANS_MAX; i++) {
                parts.add(oneScan);
            }
            parts.add(new byte[] {(byte) 0xFF, (byte) 0xD9});

            assertThat(message(jpeg(joined(parts.toArray(byte[][]::new)))))
                    .isEqualTo("JPEG has more than 64 scans; allowed are 1 to 64");
        }

        @Test
        void whatIsNoJpegIsSaidSo() {
            assertThat(message(jpeg(new byte[] {1, 2, 3})))
                    .isEqualTo("data is not a JPEG: it does not begin with FF D8");
        }

        /** A scan cut short whose end was put on again: the structure is whole, the picture is not. */
        @Test
        void aScanCutShortBeforeItsEndMarkerIsRefused() {
            for (CapturedImage image : List.of(
                    good(),
                    jpeg(encoded(".jpg", CvType.CV_8UC1, Imgcodecs.IMWRITE_JPEG_QUALITY, 95)),
                    jpeg(encoded(".jpg", CvType.CV_8UC1, Imgcodecs.IMWRITE_JPEG_RST_INTERVAL, 2)))) {
                byte[] plain = bytesOf(image);
                int scan = indexOf(plain, (byte) 0xDA) + 20;
                for (int length = scan; length < plain.length - 6; length += 7) {
                    byte[] cut = joined(Arrays.copyOf(plain, length), new byte[] {(byte) 0xFF, (byte) 0xD9});
                    assertThat(message(jpeg(cut)))
                            .as("cut at " + length + " of " + plain.length)
                            .contains("JPEG");
                }
            }
        }
    }

    @Nested
    class Png extends DecoderContract {
        @Override
        CapturedImage good() {
            return png(encoded(".png", CvType.CV_8UC3));
        }

        @Override
        boolean isLengthExact() {
            return false;
        }

        @Test
        void everyValueIsKept() {
            assertValues(good(), 3, 1, 0);
            assertValues(png(encoded(".png", CvType.CV_8UC1)), 1, 1, 0);
            assertValues(png(encoded(".png", CvType.CV_16UC1)), 1, 257, 0);
            assertValues(png(encoded(".png", CvType.CV_8UC4)), 3, 1, 0);
        }

        @Test
        void sixteenBitsInGreyHaveTheirOwnFullScale() {
            decoded(png(encoded(".png", CvType.CV_16UC1)), frame -> {
                assertThat(frame.pixels().type()).isEqualTo(CvType.CV_16UC1);
                assertThat(frame.fullScale()).isEqualTo(65_535);
            });
        }

        @Test
        void sixteenBitsInColourAreRefused() {
            assertThat(message(png(encoded(".png", CvType.CV_16UC3))))
                    .isEqualTo("PNG has 16 bits a sample in colour type 2; allowed are 16 bits in grey (0)");
        }

        @Test
        void oneWrongBitIsRefusedByItsChunksChecksum() {
            byte[] damaged = bytesOf(good());
            damaged[damaged.length / 2] ^= 4;

            assertThat(message(png(damaged)))
                    .matches("PNG chunk IDAT at byte \\d+ has checksum [0-9A-F]{8}; its bytes give [0-9A-F]{8}");
        }

        /** Chunks in order, checksums right, but the compressed rows end early. */
        @Test
        void rowsThatEndEarlyAreRefused() {
            for (int rows : new int[] {0, 1, HEIGHT_PX - 1}) {
                byte[] raw = new byte[rows * (1 + WIDTH_PX)];
                assertThat(message(png(grey8(WIDTH_PX, HEIGHT_PX, raw))))
                        .as(rows + " of " + HEIGHT_PX + " rows")
                        .isEqualTo("PNG of 40 × 32 px cannot be decoded: its compressed data are damaged");
            }
            decoded(
                    png(grey8(WIDTH_PX, HEIGHT_PX, new byte[HEIGHT_PX * (1 + WIDTH_PX)])),
                    frame -> assertThat(frame.widthPx()).isEqualTo(WIDTH_PX));
        }

        @Test
        void aHeaderThatClaimsTooMuchIsRefused() {
            assertThat(message(image(PixelFormat.PNG, 0, 0, 0, grey8(16_384, 16_384, new byte[10]))))
                    .isEqualTo(
                            "PNG header's width × height is 16384 × 16384 = 268435456 px; allowed are 1 to 40000000");
            assertThat(message(image(PixelFormat.PNG, 0, 0, 0, grey8(-1, 10, new byte[10]))))
                    .isEqualTo("PNG header's width is -1; allowed are 1 to 16384");
        }

        private byte[] grey8(int widthPx, int heightPx, byte[] raw) {
            byte[] header = ByteBuffer.allocate(13)
                    .putInt(widthPx)
                    .putInt(heightPx)
                    .put(new byte[] {8, 0, 0, 0, 0})
                    .array();
            Deflater deflater = new Deflater();
            deflater.setInput(raw);
            deflater.finish();
            byte[] packed = new byte[raw.length + 100];
            int length = deflater.deflate(packed);
            deflater.end();
            return joined(
                    new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10},
                    chunk("IHDR", header),
                    chunk("IDAT", Arrays.copyOf(packed, length)),
                    chunk("IEND", new byte[0]));
        }

        private byte[] chunk(String name, byte[] content) {
            byte[] body = joined(name.getBytes(StandardCharsets.US_ASCII), content);
            CRC32 crc = new CRC32();
            crc.update(body);
            return ByteBuffer.allocate(body.length + 8)
                    .putInt(content.length)
                    .put(body)
                    .putInt((int) crc.getValue())
                    .array();
        }
    }

    @Test
    void everyPixelFormatHasItsDecoder() {
        assertThat(Decoders.ALL).extracting(PixelDecoder::format).containsExactlyInAnyOrder(PixelFormat.values());
    }
}
