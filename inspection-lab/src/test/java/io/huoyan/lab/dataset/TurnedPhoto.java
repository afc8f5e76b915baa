package io.huoyan.lab.dataset;

import io.huoyan.core.image.MatScope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;

/** A dark JPEG with one bright corner, top left, as a camera held upright or turned writes it. */
public final class TurnedPhoto {
    /** Columns as stored. */
    public static final int WIDTH = 64;
    /** Rows as stored. */
    public static final int HEIGHT = 40;
    /** The orientation of a picture that is to be turned by a quarter clockwise. */
    public static final int TURN_RIGHT = 6;

    private TurnedPhoto() {}

    /**
     * Writes it.
     *
     * @param orientation as Exif numbers them; 0: nothing is noted
     */
    public static Path write(Path file, int orientation) throws IOException {
        try (MatScope scope = MatScope.open()) {
            Mat picture = scope.mat(HEIGHT, WIDTH, CvType.CV_8UC3);
            picture.setTo(Scalar.all(30));
            scope.own(picture.submat(new Rect(0, 0, 16, 16))).setTo(Scalar.all(240));
            MatOfByte jpeg = scope.own(new MatOfByte());
            Imgcodecs.imencode(".jpg", picture, jpeg);
            Files.write(file, orientation > 0 ? noting(orientation, jpeg.toArray()) : jpeg.toArray());
        }
        return file;
    }

    /** A JPEG file that notes an orientation. */
    public static byte[] noting(int orientation, byte[] jpeg) throws IOException {
        ByteArrayOutputStream noted = new ByteArrayOutputStream();
        noted.write(jpeg, 0, 2);
        noted.write(exif(orientation));
        noted.write(jpeg, 2, jpeg.length - 2);
        return noted.toByteArray();
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
