package io.huoyan.core.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.domain.InspectionFailure;
import java.util.Random;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;

class RawDecoderTest {
    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new Random(4).nextBytes(bytes);
        return bytes;
    }

    /** The contract, and what all raw formats have in common: rows apart by a stride. */
    abstract static class RawContract extends DecoderContract {
        @Override
        final boolean isLengthExact() {
            return true;
        }

        @Test
        void paddedRowsGiveTheSamePixelsAndTheLastRowMayLackItsPadding() {
            CapturedImage packed = good();
            byte[] bytes = bytesOf(packed);
            int rowBytes = bytes.length / packed.heightPx();
            int strideBytes = rowBytes + 5;
            for (int missing : new int[] {0, 5}) {
                byte[] padded = new byte[strideBytes * packed.heightPx() - missing];
                for (int y = 0; y < packed.heightPx(); y++) {
                    System.arraycopy(bytes, y * rowBytes, padded, y * strideBytes, rowBytes);
                }
                CapturedImage image = image(packed.format(), packed.widthPx(), packed.heightPx(), strideBytes, padded);

                decoded(
                        packed,
                        expected -> decoded(image, actual -> assertThat(DecodedPixels.of(actual))
                                .containsExactly(DecodedPixels.of(expected))));
            }
        }

        @Test
        void aStrideShorterThanARowIsRefusedWithTheShortestAllowed() {
            CapturedImage packed = good();
            int rowBytes = bytesOf(packed).length / packed.heightPx();
            CapturedImage image =
                    image(packed.format(), packed.widthPx(), packed.heightPx(), rowBytes - 1, bytesOf(packed));

            InspectionFailure failure = refused(image);

            assertThat(field(failure)).isEqualTo("stride_bytes");
            assertThat(failure.message())
                    .isEqualTo("stride_bytes is " + (rowBytes - 1) + "; allowed for " + packed.widthPx() + " px of "
                            + packed.format().pfncName() + " are 0 (packed) or " + rowBytes + " and more");
        }
    }

    @Nested
    class Mono8 extends RawContract {
        @Override
        CapturedImage good() {
            return image(PixelFormat.MONO8, 20, 16, 0, random(320));
        }

        @Test
        void aByteIsAPixel() {
            decoded(good(), frame -> {
                byte[] bytes = bytesOf(good());
                int[] values = DecodedPixels.of(frame);
                assertThat(frame.pixels().type()).isEqualTo(CvType.CV_8UC1);
                assertThat(frame.fullScale()).isEqualTo(255);
                for (int i = 0; i < values.length; i++) {
                    assertThat(values[i]).isEqualTo(Byte.toUnsignedInt(bytes[i]));
                }
            });
        }

        @Test
        void tooFewBytesAreRefusedWithTheNumberNeeded() {
            assertThat(refused(image(PixelFormat.MONO8, 20, 16, 0, random(319))).message())
                    .isEqualTo("data has 319 bytes; allowed for 20 × 16 px of Mono8, 20 bytes a row, is 320");
        }
    }

    @Nested
    class Mono12p extends RawContract {
        @Override
        CapturedImage good() {
            return image(PixelFormat.MONO12P, 20, 16, 0, random(20 * 16 * 12 / 8));
        }

        /** PFNC: pixel 0 = 0xABC, pixel 1 = 0x123 are the bytes BC 3A 12. */
        @Test
        void twoPixelsLieInThreeBytesLowestBitsFirst() {
            byte[] data = {(byte) 0xBC, 0x3A, 0x12, (byte) 0xFF, 0x0F, 0x00};
            decoded(image(PixelFormat.MONO12P, 4, 1, 0, data), frame -> {
                assertThat(DecodedPixels.of(frame)).containsExactly(0xABC, 0x123, 0xFFF, 0x000);
                assertThat(frame.pixels().type()).isEqualTo(CvType.CV_16UC1);
                assertThat(frame.fullScale()).isEqualTo(4095);
            });
        }

        @Test
        void anOddWidthIsReadWithAStrideAndRefusedWithoutOne() {
            byte[] data = {(byte) 0xBC, 0x3A, 0x12, 0x34, 0x05, 0};
            decoded(image(PixelFormat.MONO12P, 3, 1, 6, data), frame -> assertThat(DecodedPixels.of(frame))
                    .containsExactly(0xABC, 0x123, 0x534));

            InspectionFailure failure = refused(image(PixelFormat.MONO12P, 3, 1, 0, data));
            assertThat(field(failure)).isEqualTo("width_px");
            assertThat(failure.message())
                    .isEqualTo("width_px is 3; allowed for Mono12p without stride_bytes is a width whose row ends"
                            + " with a byte, i.e. an even one");
        }
    }

    @Nested
    class BayerRg8 extends RawContract {
        @Override
        CapturedImage good() {
            return image(PixelFormat.BAYER_RG8, 20, 16, 0, random(320));
        }

        /** Rows 0, 2 … are red green, rows 1, 3 … green blue (PFNC); a plain colour must come out plain. */
        @Test
        void redIsAtTheFirstPixelOfTheFirstRow() {
            byte[] mosaic = new byte[64];
            for (int i = 0; i < mosaic.length; i++) {
                boolean isEvenRow = i / 8 % 2 == 0;
                boolean isEvenColumn = i % 2 == 0;
                int value = isEvenRow && isEvenColumn ? 200 : isEvenRow || isEvenColumn ? 100 : 50;
                mosaic[i] = (byte) value;
            }
            decoded(image(PixelFormat.BAYER_RG8, 8, 8, 0, mosaic), frame -> {
                int[] values = DecodedPixels.of(frame);
                assertThat(frame.pixels().type()).isEqualTo(CvType.CV_8UC3);
                for (int i = 0; i < values.length; i += 3) {
                    assertThat(values[i]).as("blue of pixel " + i / 3).isEqualTo(50);
                    assertThat(values[i + 1]).as("green of pixel " + i / 3).isEqualTo(100);
                    assertThat(values[i + 2]).as("red of pixel " + i / 3).isEqualTo(200);
                }
            });
        }

        @Test
        void aPictureTooSmallToDemosaicIsRefused() {
            decoded(image(PixelFormat.BAYER_RG8, 4, 4, 0, new byte[16]), frame -> assertThat(frame.widthPx())
                    .isEqualTo(4));
            assertThat(refused(image(PixelFormat.BAYER_RG8, 3, 4, 0, new byte[12]))
                            .message())
                    .isEqualTo("width_px of a BayerRG8 picture is 3; allowed are 4 and more");
        }
    }

    @Nested
    class Rgb8 extends RawContract {
        @Override
        CapturedImage good() {
            return image(PixelFormat.RGB8, 20, 16, 0, random(960));
        }

        @Test
        void redGreenBlueBecomesBlueGreenRed() {
            decoded(
                    image(PixelFormat.RGB8, 2, 1, 0, new byte[] {1, 2, 3, (byte) 250, 5, 6}),
                    frame -> assertThat(DecodedPixels.of(frame)).containsExactly(3, 2, 1, 6, 5, 250));
        }
    }
}
