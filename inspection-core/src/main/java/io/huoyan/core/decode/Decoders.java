package io.huoyan.core.decode;

import io.huoyan.core.domain.InspectionFailure.InvalidField;
import io.huoyan.core.domain.InspectionFailure.Undecodable;
import io.huoyan.core.domain.Result;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The pixel formats that are read, one class each. Without state, thread-safe. */
public final class Decoders {
    static final List<PixelDecoder> ALL = List.of(
            new JpegDecoder(),
            new PngDecoder(),
            new Mono8Decoder(),
            new Mono12pDecoder(),
            new BayerRg8Decoder(),
            new Rgb8Decoder());

    private static final Map<PixelFormat, PixelDecoder> BY_FORMAT =
            ALL.stream().collect(Collectors.toUnmodifiableMap(PixelDecoder::format, Function.identity()));

    private Decoders() {}

    /**
     * @param image the picture as it came
     * @param limits what is refused unseen
     * @param scope owns the frame's pixels
     * @return the frame, or {@code InvalidField} or {@code Undecodable} naming the contract's field at fault
     */
    public static Result<Frame> decode(CapturedImage image, DecodeLimits limits, MatScope scope) {
        int bytes = image.data().remaining();
        if (bytes == 0) {
            return Result.failed(new Undecodable("data", "data has 0 bytes; allowed are 1 to " + limits.maxBytes()));
        }
        if (bytes > limits.maxBytes()) {
            return Result.failed(
                    new InvalidField("data", "data has " + bytes + " bytes; allowed are 1 to " + limits.maxBytes()));
        }
        PixelDecoder decoder = BY_FORMAT.get(image.format());
        if (decoder == null) {
            return Result.failed(new InvalidField(
                    "pfnc_pixel_format",
                    "pixel format is " + image.format().pfncName() + "; allowed are " + BY_FORMAT.keySet()));
        }
        return decoder.decode(image, limits, scope);
    }
}
