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
import java.util.regex.Pattern;

/** A picture file of which nothing is known but itself. */
public final class LoosePicture {
    private static final String BOOT = "replay";
    private static final String NOWHERE = "none";
    private static final Map<String, PixelFormat> READ =
            Map.of("jpg", PixelFormat.JPEG, "jpeg", PixelFormat.JPEG, "png", PixelFormat.PNG);

    /** Larger than what the line takes: photographs are learnt from in any size. */
    private static final DecodeLimits WIDE = new DecodeLimits(1L << 30, 65_535, 200_000_000);

    /** What the decoders say of whole pictures that the line does not read, as such in CMYK or of 16 bits in colour. */
    private static final Pattern OTHER_KIND = Pattern.compile(
            "JPEG process is .*|JPEG has [0-9]+ (bits a sample|components); .*|JPEG has more than [0-9]+ scans; .*"
                    + "|PNG has 16 bits a sample .*|(JPEG|PNG) header's .*");

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
     * Where a file that people call a picture is damaged. One that was cut off may decode to grey below some row
     * without a word.
     *
     * @return empty if it is whole, or of a kind or size that the line does not read, whatever its name ends in
     * @throws IOException if it cannot be read
     */
    static Optional<String> damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Optional<PixelFormat> format = formatOf(bytes);
        if (format.isEmpty()) {
            return Optional.empty();
        }
        CapturedImage image = new CapturedImage(header(1), format.get(), 0, 0, 0, ByteBuffer.wrap(bytes));
        try (MatScope scope = MatScope.open()) {
            return Decoders.decode(image, WIDE, scope) instanceof Result.Failed<Frame> failed
                    ? Optional.of(failed.failure().message())
                            .filter(message -> !OTHER_KIND.matcher(message).matches())
                    : Optional.empty();
        }
    }

    private static Optional<PixelFormat> formatOf(byte[] bytes) {
        if (bytes.length > 1 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xD8) {
            return Optional.of(PixelFormat.JPEG);
        }
        return bytes.length > 1 && bytes[0] == (byte) 0x89 && bytes[1] == 'P'
                ? Optional.of(PixelFormat.PNG)
                : Optional.empty();
    }
}
