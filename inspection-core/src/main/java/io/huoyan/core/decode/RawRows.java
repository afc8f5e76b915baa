package io.huoyan.core.decode;

import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.domain.InspectionFailure.InvalidField;
import io.huoyan.core.domain.InspectionFailure.Undecodable;
import io.huoyan.core.domain.Result;

/**
 * Where the rows of a raw picture lie in its bytes.
 *
 * @param rowBytes bytes of a row that hold pixels
 * @param strideBytes bytes from one row to the next; ≥ {@code rowBytes}
 */
record RawRows(int rowBytes, int strideBytes) {
    /**
     * Checks the sender's fields against each other, the limits and the length of the data. The last row may lack its
     * padding.
     *
     * @param bitsPerPixel of the format
     */
    static Result<RawRows> of(CapturedImage image, int bitsPerPixel, DecodeLimits limits) {
        var fault = new PictureSize(image.widthPx(), image.heightPx()).claimedFault(limits);
        if (fault.isPresent()) {
            return Result.failed(fault.get());
        }
        long rowBits = (long) image.widthPx() * bitsPerPixel;
        int rowBytes = Math.toIntExact((rowBits + Byte.SIZE - 1) / Byte.SIZE);
        if (image.strideBytes() == 0 && rowBits % Byte.SIZE != 0) {
            return failed(
                    "width_px",
                    "width_px is " + image.widthPx() + "; allowed for "
                            + image.format().pfncName()
                            + " without stride_bytes is a width whose row ends with a byte, i.e. an even one");
        }
        int strideBytes = image.strideBytes() == 0 ? rowBytes : image.strideBytes();
        if (strideBytes < rowBytes) {
            return failed(
                    "stride_bytes",
                    "stride_bytes is " + strideBytes + "; allowed for " + image.widthPx() + " px of "
                            + image.format().pfncName() + " are 0 (packed) or " + rowBytes + " and more");
        }
        long shortest = (image.heightPx() - 1L) * strideBytes + rowBytes;
        long longest = (long) image.heightPx() * strideBytes;
        int actual = image.data().remaining();
        if (actual < shortest || actual > longest) {
            String allowed = shortest == longest ? "is " + longest : "are " + shortest + " to " + longest;
            return Result.failed(new Undecodable(
                    "data",
                    "data has " + actual + " bytes; allowed for " + image.widthPx() + " × " + image.heightPx()
                            + " px of " + image.format().pfncName() + ", " + strideBytes + " bytes a row, " + allowed));
        }
        return Result.success(new RawRows(rowBytes, strideBytes));
    }

    private static Result<RawRows> failed(String field, String message) {
        InspectionFailure failure = new InvalidField(field, message);
        return Result.failed(failure);
    }
}
