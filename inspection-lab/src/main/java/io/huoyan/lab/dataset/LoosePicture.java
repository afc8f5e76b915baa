package io.huoyan.lab.dataset;

import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.decode.DecodeLimits;
import io.huoyan.core.decode.Decoders;
import io.huoyan.core.decode.PixelFormat;
import io.huoyan.core.domain.CameraId;
import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.Result;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A picture file of which nothing is known but itself. */
public final class LoosePicture {
    private static final String BOOT = "replay";
    private static final String NOWHERE = "none";
    private static final Map<String, PixelFormat> READ =
            Map.of("jpg", PixelFormat.JPEG, "jpeg", PixelFormat.JPEG, "png", PixelFormat.PNG);

    private LoosePicture() {}

    /**
     * Reads a file as if a camera had sent it, upright: turned as its Exif orientation asks.
     *
     * @param number different for each file of a run, so that two equal files are no frozen camera; 1 or more
     * @throws IOException if it cannot be read, or its ending is none that is read
     */
    public static CapturedImage read(Path file, int number) throws IOException {
        return read(file, header(number));
    }

    /**
     * The same with a header of its own.
     *
     * @throws IOException if it cannot be read, or its ending is none that is read
     */
    public static CapturedImage read(Path file, FrameHeader header) throws IOException {
        return UprightPicture.of(asStored(file, header));
    }

    /**
     * Reads a file whose pixels stand as the camera stored them, for calibrations hold for those; the format is by what
     * its name ends in.
     *
     * @throws IOException if it cannot be read, or its ending is none that is read
     */
    public static CapturedImage asStored(Path file, FrameHeader header) throws IOException {
        PixelFormat format = READ.get(PictureFiles.ending(file));
        if (format == null) {
            throw new IOException(
                    "pictures of kind ." + PictureFiles.ending(file) + " are not read; read are .jpg, .jpeg and .png");
        }
        return new CapturedImage(header, format, 0, 0, 0, ByteBuffer.wrap(Files.readAllBytes(file)));
    }

    /** Of a picture of nothing known. Each file is a camera of its own: two equal files are no frozen camera. */
    public static FrameHeader header(int number) {
        return new FrameHeader(
                new FrameId(new CameraId("file-" + number), BOOT, number),
                new StationId(NOWHERE),
                new ViewId(NOWHERE),
                new Vehicle(new VehicleId(NOWHERE), false, new VariantId(NOWHERE)),
                new VisitId(NOWHERE),
                0,
                false,
                0,
                0,
                0,
                "",
                0,
                Duration.ZERO);
    }

    /**
     * What is wrong with a file that people call a picture. One that was cut off may decode to grey below some row
     * without a word.
     *
     * @return empty if it is whole, or of a format that the line does not read
     * @throws IOException if it cannot be read
     */
    static Optional<String> fault(Path file) throws IOException {
        if (!READ.containsKey(PictureFiles.ending(file))) {
            return Optional.empty();
        }
        try (MatScope scope = MatScope.open()) {
            Result<Frame> decoded = Decoders.decode(asStored(file, header(1)), DecodeLimits.defaults(), scope);
            return decoded instanceof Result.Failed<Frame> failed
                    ? Optional.of(failed.failure().message())
                    : Optional.empty();
        }
    }
}
