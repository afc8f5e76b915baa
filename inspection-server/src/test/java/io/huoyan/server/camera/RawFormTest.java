package io.huoyan.server.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

/** Layouts after GenICam PFNC 2.4. */
class RawFormTest {
    /** Red and green above, blue and white below. */
    private static BufferedImage picture() {
        BufferedImage picture = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, 0xFF0000);
        picture.setRGB(1, 0, 0x00FF00);
        picture.setRGB(0, 1, 0x0000FF);
        picture.setRGB(1, 1, 0xFFFFFF);
        return picture;
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void mono8IsLuma() {
        assertThat(RawForm.MONO8.encode(picture()).toByteArray()).isEqualTo(bytes(76, 150, 29, 255));
    }

    @Test
    void mono12pPacksTwoPixelsInThreeBytesLowBitsFirst() {
        // 76 → 0x4C4, 150 → 0x969; 29 → 0x1D1, 255 → 0xFFF
        assertThat(RawForm.MONO12P.encode(picture()).toByteArray())
                .isEqualTo(bytes(0xC4, 0x94, 0x96, 0xD1, 0xF1, 0xFF));
    }

    @Test
    void rgb8IsRedGreenBlue() {
        assertThat(RawForm.RGB8.encode(picture()).toByteArray())
                .isEqualTo(bytes(255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255));
    }

    @Test
    void bayerRg8TakesRedAtEvenRowsAndColumnsAndBlueAtOddOnes() {
        // of the green pixel its green, of the blue one its green (none), of the white one its blue
        assertThat(RawForm.BAYER_RG8.encode(picture()).toByteArray()).isEqualTo(bytes(255, 255, 0, 255));
    }

    @Test
    void anOddWidthHasNoMono12p() {
        assertThatThrownBy(() -> RawForm.MONO12P.encode(new BufferedImage(3, 1, BufferedImage.TYPE_INT_RGB)))
                .hasMessage("width is 3 px; allowed for Mono12p is an even one");
    }

    @Test
    void everyFormHasAWordForTheCommandLine() {
        assertThat(RawForm.values())
                .allSatisfy(form -> assertThat(RawForm.ofWord(form.word())).contains(form));
        assertThat(RawForm.BAYER_RG8.word()).isEqualTo("bayer-rg8");
        assertThat(RawForm.ofWord("yuv")).isEmpty();
    }
}
