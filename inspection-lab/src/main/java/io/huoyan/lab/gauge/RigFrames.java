package io.huoyan.lab.gauge;

import io.huoyan.core.domain.CameraId;
import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.lab.synth.RigPicture;
import io.huoyan.lab.synth.RigRenderer;
import java.time.Duration;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/** Pictures of rigs as the line's frames. */
public final class RigFrames {
    private static final int FULL_SCALE = 255;

    private RigFrames() {}

    /**
     * A picture as the frame that the line would decode.
     *
     * @param number of the frame
     * @param scope owns its pixels
     */
    public static Frame frame(RigPicture picture, long number, MatScope scope) {
        Mat pixels = scope.mat(picture.heightPx(), picture.widthPx(), CvType.CV_8UC1);
        pixels.put(0, 0, picture.grey());
        return new Frame(header(number), pixels, FULL_SCALE);
    }

    static FrameHeader header(long number) {
        return new FrameHeader(
                new FrameId(new CameraId("rig"), "gauge", number),
                RigRenderer.STATION,
                RigRenderer.VIEW,
                new Vehicle(new VehicleId("RIG"), false, new VariantId("RIG")),
                new VisitId("gauge"),
                0,
                false,
                0,
                0,
                0,
                "",
                0,
                Duration.ZERO);
    }
}
