package io.huoyan.core.testkit;

import io.huoyan.core.domain.CameraId;
import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * A grey picture drawn from shapes whose geometry is exactly known: each shape's edge is a step blurred by a Gaussian,
 * each pixel its value at the pixel's centre, plus white noise.
 */
public final class DrawnPicture {
    private static final int GREY_MAX = 255;

    private final int widthPx;
    private final int heightPx;
    private final PlaneMap pixelToMm;
    private final double plateGrey;
    private final List<Shape> shapes = new ArrayList<>();

    /** @param plateGrey 0 to 255 */
    public DrawnPicture(int widthPx, int heightPx, PlaneMap pixelToMm, double plateGrey) {
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        this.pixelToMm = pixelToMm;
        this.plateGrey = plateGrey;
    }

    /** Distance from a shape's edge in mm, negative inside. */
    @FunctionalInterface
    public interface Distance {
        double mm(MmPoint p);
    }

    private record Shape(Distance distance, double grey) {}

    /** Draws a shape over what was drawn before. */
    public DrawnPicture with(Distance distance, double grey) {
        shapes.add(new Shape(distance, grey));
        return this;
    }

    public static Distance disc(MmPoint centre, double diameterMm) {
        return p -> p.distanceMm(centre) - diameterMm / 2;
    }

    /**
     * A bead: all points nearer than half a width to a polyline. Its ends are round and half a width beyond the
     * polyline's.
     */
    public static Distance bead(List<MmPoint> path, double widthMm) {
        return p -> {
            double nearest = Double.POSITIVE_INFINITY;
            for (int i = 1; i < path.size(); i++) {
                nearest = Math.min(nearest, toLeg(p, path.get(i - 1), path.get(i)));
            }
            return nearest - widthMm / 2;
        };
    }

    private static double toLeg(MmPoint p, MmPoint a, MmPoint b) {
        double dx = b.x() - a.x();
        double dy = b.y() - a.y();
        double t = ((p.x() - a.x()) * dx + (p.y() - a.y()) * dy) / (dx * dx + dy * dy);
        double within = Math.max(0, Math.min(1, t));
        return p.distanceMm(new MmPoint(a.x() + within * dx, a.y() + within * dy));
    }

    /** Grey values, row by row, 0 to 255. */
    public byte[] pixels(double blurPx, double noise, long seed) {
        Random random = new Random(seed);
        byte[] grey = new byte[widthPx * heightPx];
        for (int y = 0; y < heightPx; y++) {
            for (int x = 0; x < widthPx; x++) {
                PixelPoint pixel = new PixelPoint(x, y);
                MmPoint at = pixelToMm.toMm(pixel);
                double scale = pixelToMm.mmPerPixel(pixel);
                double value = plateGrey;
                for (Shape shape : shapes) {
                    double cover = normal(-shape.distance().mm(at) / scale / blurPx);
                    value += cover * (shape.grey() - value);
                }
                value += noise == 0 ? 0 : noise * random.nextGaussian();
                grey[y * widthPx + x] = (byte) Math.max(0, Math.min(GREY_MAX, Math.round(value)));
            }
        }
        return grey;
    }

    /** The picture as a frame. */
    public Frame frame(double blurPx, double noise, long seed, MatScope scope) {
        Mat mat = scope.mat(heightPx, widthPx, CvType.CV_8UC1);
        mat.put(0, 0, pixels(blurPx, noise, seed));
        return new Frame(header("drawn", 1), mat, GREY_MAX);
    }

    /** A header of vehicle {@code B1}, variant {@code V}, view {@code view} at station {@code ST}. */
    public static FrameHeader header(String view, long frameNumber) {
        return new FrameHeader(
                new FrameId(new CameraId("cam"), "boot", frameNumber),
                new StationId("ST"),
                new ViewId(view),
                new Vehicle(new VehicleId("B1"), false, new VariantId("V")),
                new VisitId("visit"),
                0,
                false,
                0,
                0,
                0,
                "",
                0,
                Duration.ZERO);
    }

    /** Share of the standard normal distribution below z (Abramowitz and Stegun 7.1.26, error under 1.5e-7). */
    private static double normal(double z) {
        double x = Math.abs(z) / Math.sqrt(2);
        double t = 1 / (1 + 0.3275911 * x);
        double erfc = t
                * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
                * Math.exp(-x * x);
        return z < 0 ? erfc / 2 : 1 - erfc / 2;
    }
}
