package io.huoyan.core.measure;

import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import java.util.Arrays;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.imgproc.Imgproc;

/**
 * Grey values of a part of the original picture as shares of full scale, read at fractions of a pixel. Plain Java
 * memory.
 */
final class GreyRegion {
    /** A median absolute deviation of a normal distribution is this share of its standard deviation. */
    private static final double MAD_PER_SIGMA = 0.6745;

    /** Standard deviation of the second difference of white noise of standard deviation 1: √(16 + 4·4 + 4·1). */
    private static final double MASK_GAIN = 6;

    private final PixelBox box;
    private final float[] grey;

    private GreyRegion(PixelBox box, float[] grey) {
        this.box = box;
        this.grey = grey;
    }

    static GreyRegion of(Frame frame, PixelBox wanted, MatScope scope) {
        PixelBox box = wanted.clippedTo(frame.widthPx(), frame.heightPx());
        float[] values = new float[box.width() * box.height()];
        if (!box.isEmpty()) {
            Mat part = scope.own(frame.pixels().submat(new Rect(box.x(), box.y(), box.width(), box.height())));
            Mat single = part;
            if (part.channels() == 3) {
                single = scope.mat();
                Imgproc.cvtColor(part, single, Imgproc.COLOR_BGR2GRAY);
            }
            Mat floats = scope.mat();
            single.convertTo(floats, CvType.CV_32F, 1.0 / frame.fullScale());
            floats.get(0, 0, values);
        }
        return new GreyRegion(box, values);
    }

    PixelBox box() {
        return box;
    }

    /** Whether {@link #at} may be asked there. */
    boolean holds(double x, double y) {
        return x >= box.x() && y >= box.y() && x <= box.x() + box.width() - 1.0 && y <= box.y() + box.height() - 1.0;
    }

    /** Bilinear between the four pixels around; the nearest pixel's value outside the region. */
    double at(double x, double y) {
        double u = Math.max(0, Math.min(x - box.x(), box.width() - 1.0));
        double v = Math.max(0, Math.min(y - box.y(), box.height() - 1.0));
        int column = Math.min((int) u, Math.max(0, box.width() - 2));
        int row = Math.min((int) v, Math.max(0, box.height() - 2));
        double fx = u - column;
        double fy = v - row;
        int right = Math.min(1, box.width() - 1);
        int below = Math.min(1, box.height() - 1) * box.width();
        int i = row * box.width() + column;
        return (grey[i] * (1 - fx) + grey[i + right] * fx) * (1 - fy)
                + (grey[i + below] * (1 - fx) + grey[i + below + right] * fx) * fy;
    }

    /**
     * Standard deviation of the pixel noise: the second difference in both directions, which a plane and an edge along
     * rows or columns leave at 0, taken by its median so that texture counts little (after J. Immerkær, Fast noise
     * variance estimation, CVIU 64, 1996, with the median in the place of the mean).
     */
    double noise() {
        int width = box.width();
        if (width < 3 || box.height() < 3) {
            return 0;
        }
        float[] differences = new float[(width - 2) * (box.height() - 2)];
        int count = 0;
        for (int y = 1; y < box.height() - 1; y++) {
            for (int x = 1; x < width - 1; x++) {
                int i = y * width + x;
                float corners = grey[i - width - 1] + grey[i - width + 1] + grey[i + width - 1] + grey[i + width + 1];
                float sides = grey[i - width] + grey[i + width] + grey[i - 1] + grey[i + 1];
                differences[count++] = Math.abs(4 * grey[i] - 2 * sides + corners);
            }
        }
        Arrays.sort(differences);
        return differences[count / 2] / MAD_PER_SIGMA / MASK_GAIN;
    }
}
