package io.huoyan.core.image;

import io.huoyan.core.domain.CameraId;
import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.VisitId;
import java.time.Duration;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/** Frames made of given pixels. */
public final class TestFrames {
    private TestFrames() {}

    /** Grey value, share of full scale, at the centre of a pixel. */
    @FunctionalInterface
    public interface Grey {
        double at(int x, int y);
    }

    public static FrameHeader header(long frameNumber) {
        return new FrameHeader(
                new FrameId(new CameraId("cam-1"), "boot-1", frameNumber),
                new StationId("BS-110"),
                new ViewId("left-sill"),
                new Vehicle(new VehicleId("BODY-1"), false, new VariantId("SUV-A")),
                new VisitId("V-1"),
                0,
                true,
                500,
                0,
                0,
                "",
                0,
                Duration.ZERO);
    }

    /** A frame of 8 bits. */
    public static Frame grey8(int widthPx, int heightPx, MatScope scope, Grey grey) {
        byte[] values = new byte[widthPx * heightPx];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) Math.round(255 * clamped(grey.at(i % widthPx, i / widthPx)));
        }
        Mat pixels = scope.mat(heightPx, widthPx, CvType.CV_8UC1);
        pixels.put(0, 0, values);
        return new Frame(header(1), pixels, 255);
    }

    /** A frame of 12 bits in 16. */
    public static Frame grey12(int widthPx, int heightPx, MatScope scope, Grey grey) {
        short[] values = new short[widthPx * heightPx];
        for (int i = 0; i < values.length; i++) {
            values[i] = (short) Math.round(4095 * clamped(grey.at(i % widthPx, i / widthPx)));
        }
        Mat pixels = scope.mat(heightPx, widthPx, CvType.CV_16UC1);
        pixels.put(0, 0, values);
        return new Frame(header(1), pixels, 4095);
    }

    /** A frame of three channels of 8 bits, the same in each. */
    public static Frame colour8(int widthPx, int heightPx, MatScope scope, Grey grey) {
        byte[] values = new byte[widthPx * heightPx * 3];
        for (int i = 0; i < values.length; i++) {
            int pixel = i / 3;
            values[i] = (byte) Math.round(255 * clamped(grey.at(pixel % widthPx, pixel / widthPx)));
        }
        Mat pixels = scope.mat(heightPx, widthPx, CvType.CV_8UC3);
        pixels.put(0, 0, values);
        return new Frame(header(1), pixels, 255);
    }

    private static double clamped(double value) {
        return Math.max(0, Math.min(1, value));
    }
}
