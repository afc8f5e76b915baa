package io.huoyan.core.decode;

import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.domain.InspectionFailure.InvalidField;
import io.huoyan.core.domain.InspectionFailure.Undecodable;
import java.util.Optional;

/** Width and height that something claims, with the checks that come before any memory is asked for. */
record PictureSize(int widthPx, int heightPx) {
    /** Checks sizes that the sender's fields claim. */
    Optional<InspectionFailure> claimedFault(DecodeLimits limits) {
        if (isSideOutside(widthPx, limits)) {
            return Optional.of(new InvalidField("width_px", sideMessage("width_px", widthPx, limits)));
        }
        if (isSideOutside(heightPx, limits)) {
            return Optional.of(new InvalidField("height_px", sideMessage("height_px", heightPx, limits)));
        }
        if (pixels() > limits.maxPixels()) {
            return Optional.of(new InvalidField("width_px", "width_px × height_px is " + pixelsMessage(limits)));
        }
        return Optional.empty();
    }

    /**
     * Checks sizes that a file's own header claims, against the limits and against the sender's fields (0: not said).
     */
    Optional<InspectionFailure> headerFault(String fileFormat, CapturedImage image, DecodeLimits limits) {
        if (isSideOutside(widthPx, limits)) {
            return Optional.of(new Undecodable("data", sideMessage(fileFormat + " header's width", widthPx, limits)));
        }
        if (isSideOutside(heightPx, limits)) {
            return Optional.of(new Undecodable("data", sideMessage(fileFormat + " header's height", heightPx, limits)));
        }
        if (pixels() > limits.maxPixels()) {
            return Optional.of(
                    new Undecodable("data", fileFormat + " header's width × height is " + pixelsMessage(limits)));
        }
        if (image.widthPx() != widthPx && !(image.widthPx() == 0 && image.heightPx() == 0)) {
            return Optional.of(new InvalidField(
                    "width_px",
                    "width_px is " + image.widthPx() + "; allowed is the " + fileFormat + " header's " + widthPx));
        }
        if (image.heightPx() != heightPx && !(image.widthPx() == 0 && image.heightPx() == 0)) {
            return Optional.of(new InvalidField(
                    "height_px",
                    "height_px is " + image.heightPx() + "; allowed is the " + fileFormat + " header's " + heightPx));
        }
        return Optional.empty();
    }

    private long pixels() {
        return (long) widthPx * heightPx;
    }

    private static boolean isSideOutside(int sidePx, DecodeLimits limits) {
        return sidePx < 1 || sidePx > limits.maxSidePx();
    }

    private static String sideMessage(String what, int sidePx, DecodeLimits limits) {
        return what + " is " + sidePx + "; allowed are 1 to " + limits.maxSidePx();
    }

    private String pixelsMessage(DecodeLimits limits) {
        return widthPx + " × " + heightPx + " = " + pixels() + " px; allowed are 1 to " + limits.maxPixels();
    }
}
