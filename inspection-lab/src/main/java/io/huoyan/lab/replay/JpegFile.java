package io.huoyan.lab.replay;

import io.huoyan.core.image.MatScope;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** Writes drawn pictures for reports. */
public final class JpegFile {
    private static final int JPEG_QUALITY = 86;

    private JpegFile() {}

    /**
     * Writes a picture, made smaller or larger to a width; a file of the same name is replaced.
     *
     * @param image of the type {@link BufferedImage#TYPE_3BYTE_BGR}
     * @param widthPx of the written picture; 1 or more, its height goes with it and is 1 or more too
     */
    public static void write(BufferedImage image, Path file, int widthPx) throws IOException {
        try (MatScope scope = MatScope.open()) {
            Mat pixels = scope.mat(image.getHeight(), image.getWidth(), CvType.CV_8UC3);
            pixels.put(0, 0, ((DataBufferByte) image.getRaster().getDataBuffer()).getData());
            Mat sized = pixels;
            if (widthPx != image.getWidth()) {
                sized = scope.mat();
                double heightPx = Math.max(1, Math.rint((double) widthPx / image.getWidth() * image.getHeight()));
                Imgproc.resize(pixels, sized, new Size(widthPx, heightPx), 0, 0, Imgproc.INTER_AREA);
            }
            MatOfByte bytes = scope.own(new MatOfByte());
            if (!Imgcodecs.imencode(
                    ".jpg", sized, bytes, scope.own(new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, JPEG_QUALITY)))) {
                throw new IOException(file + " could not be encoded as JPEG");
            }
            Files.write(file, bytes.toArray());
        }
    }
}
