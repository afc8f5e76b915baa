package io.huoyan.core.evidence;

import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/**
 * A part of a picture made fit for a screen: 8 bits, colour, any size. Plain Java memory.
 *
 * @param image {@code TYPE_3BYTE_BGR}
 * @param box the part of the original picture that it shows
 */
public record DisplayPicture(BufferedImage image, PixelBox box) {
    private static final int EIGHT_BIT_MAX = 255;

    /** Screen pixels per original pixel. */
    public double scale() {
        return (double) image.getWidth() / box.width();
    }

    /**
     * @param wanted clipped to the picture, of which some part must be left
     * @param longSidePx long side of the result; a small part is enlarged to it
     */
    public static DisplayPicture of(Frame frame, PixelBox wanted, int longSidePx, MatScope scope) {
        PixelBox box = wanted.clippedTo(frame.widthPx(), frame.heightPx());
        Mat part = scope.own(frame.pixels().submat(new Rect(box.x(), box.y(), box.width(), box.height())));
        return new DisplayPicture(shown(part, frame.fullScale(), longSidePx, scope), box);
    }

    /** From kept evidence; its brightest pixel is shown white where it has more than 8 bits. */
    public static DisplayPicture of(Evidence evidence, int longSidePx, MatScope scope) {
        MatOfByte png = scope.own(new MatOfByte(evidence.png()));
        Mat part = scope.own(Imgcodecs.imdecode(png, Imgcodecs.IMREAD_UNCHANGED));
        if (part.empty()) {
            throw new IllegalArgumentException("evidence " + evidence.sha256() + " is no readable PNG");
        }
        double fullScale = part.depth() == CvType.CV_8U ? EIGHT_BIT_MAX : Core.minMaxLoc(part).maxVal;
        return new DisplayPicture(shown(part, fullScale, longSidePx, scope), evidence.box());
    }

    private static BufferedImage shown(Mat part, double fullScale, int longSidePx, MatScope scope) {
        Mat eightBit = part;
        if (part.depth() != CvType.CV_8U) {
            eightBit = scope.mat();
            part.convertTo(eightBit, CvType.CV_8U, EIGHT_BIT_MAX / fullScale);
        }
        Mat colour = eightBit;
        if (eightBit.channels() == 1) {
            colour = scope.mat();
            Imgproc.cvtColor(eightBit, colour, Imgproc.COLOR_GRAY2BGR);
        }
        double scale = (double) longSidePx / Math.max(part.cols(), part.rows());
        Size size =
                new Size(Math.max(1, Math.round(part.cols() * scale)), Math.max(1, Math.round(part.rows() * scale)));
        Mat sized = scope.mat();
        Imgproc.resize(colour, sized, size, 0, 0, scale < 1 ? Imgproc.INTER_AREA : Imgproc.INTER_CUBIC);
        BufferedImage image = new BufferedImage(sized.cols(), sized.rows(), BufferedImage.TYPE_3BYTE_BGR);
        sized.get(0, 0, ((DataBufferByte) image.getRaster().getDataBuffer()).getData());
        return image;
    }
}
