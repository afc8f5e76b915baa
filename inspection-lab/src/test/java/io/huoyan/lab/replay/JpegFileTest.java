package io.huoyan.lab.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JpegFileTest {
    @TempDir
    Path folder;

    /** One picture of three lines ended a whole replay: made smaller, it had a height of none. */
    @Test
    void aVeryLongPictureKeepsALine() throws IOException {
        Path file = folder.resolve("long.jpg");

        JpegFile.write(new BufferedImage(4000, 3, BufferedImage.TYPE_3BYTE_BGR), file, 640);

        BufferedImage written = ImageIO.read(file.toFile());
        assertThat(written.getWidth()).isEqualTo(640);
        assertThat(written.getHeight()).isEqualTo(1);
    }
}
