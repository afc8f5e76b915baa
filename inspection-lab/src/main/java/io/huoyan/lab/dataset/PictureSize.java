package io.huoyan.lab.dataset;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * The size that a picture file tells, read without decoding it: as it is shown, which is turned where a camera has
 * noted that in a JPEG or PNG file.
 */
public record PictureSize(int widthPx, int heightPx) {
    /** Empty if it is no picture, or of a format that is not known here. */
    public static Optional<PictureSize> read(Path file) {
        try (ImageInputStream bytes = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = bytes == null ? null : ImageIO.getImageReaders(bytes);
            if (readers == null || !readers.hasNext()) {
                return Optional.empty();
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(bytes);
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                return Optional.of(
                        laysRowsAsColumns(file) ? new PictureSize(height, width) : new PictureSize(width, height));
            } finally {
                reader.dispose();
            }
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean laysRowsAsColumns(Path file) throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file))) {
            return ExifOrientation.laysRowsAsColumns(ExifOrientation.of(bytes));
        }
    }

    /** Whether it is this many pixels wide and high. */
    public boolean is(double otherWidth, double otherHeight) {
        return widthPx == otherWidth && heightPx == otherHeight;
    }

    @Override
    public String toString() {
        return widthPx + "×" + heightPx + " px";
    }
}
