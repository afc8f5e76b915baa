package io.huoyan.lab.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * The size that a picture file tells, read without decoding it.
 *
 * @param mayBeTurned whether its format can say that it is to be turned by a quarter, as cameras' JPEG files do
 */
record PictureSize(int widthPx, int heightPx, boolean mayBeTurned) {
    /** Empty if it is no picture. */
    static Optional<PictureSize> read(Path file) {
        try (ImageInputStream bytes = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = bytes == null ? null : ImageIO.getImageReaders(bytes);
            if (readers == null || !readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(bytes);
                boolean mayBeTurned = reader.getFormatName().equalsIgnoreCase("jpeg");
                return Optional.of(new PictureSize(reader.getWidth(0), reader.getHeight(0), mayBeTurned));
            } finally {
                reader.dispose();
            }
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    boolean is(double otherWidth, double otherHeight) {
        return (widthPx == otherWidth && heightPx == otherHeight)
                || (mayBeTurned && widthPx == otherHeight && heightPx == otherWidth);
    }
}
