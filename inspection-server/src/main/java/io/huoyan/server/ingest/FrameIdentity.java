package io.huoyan.server.ingest;

import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.pipeline.Inspection;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Whether a frame that carries a known identity is that frame: the same picture of the same weld place and visit. */
final class FrameIdentity {
    private static final String FIELD = "frame_number";

    private FrameIdentity() {}

    /** Against a frame that is on its way. */
    static Optional<InspectionFailure> conflict(CapturedImage first, CapturedImage again) {
        if (!first.data().equals(again.data())) {
            return pictureDiffers(again.header(), "SHA-256 " + sha256(first.data()), sha256(again.data()));
        }
        return headerDiffers(first.header(), again.header());
    }

    /** Against a frame that is in the file. */
    static Optional<InspectionFailure> conflict(Inspection first, CapturedImage again) {
        String sha256 = sha256(again.data());
        String recorded = first.provenance().imageSha256();
        if (!recorded.equals(sha256)) {
            return pictureDiffers(again.header(), "SHA-256 " + recorded, sha256);
        }
        return headerDiffers(first.header(), again.header());
    }

    private static Optional<InspectionFailure> pictureDiffers(FrameHeader header, String first, String again) {
        return Optional.of(new InspectionFailure.InvalidField(
                FIELD,
                "frame " + header.frame() + " was sent before with another picture (" + first + ", now " + again
                        + "); allowed is the same picture, or a new frame number or boot id"));
    }

    private static Optional<InspectionFailure> headerDiffers(FrameHeader first, FrameHeader again) {
        String was = place(first);
        String is = place(again);
        return was.equals(is)
                ? Optional.empty()
                : Optional.of(new InspectionFailure.InvalidField(
                        FIELD,
                        "frame " + again.frame() + " was sent before for " + was + ", now for " + is
                                + "; allowed is the same, or a new frame number or boot id"));
    }

    private static String place(FrameHeader header) {
        return "station " + header.station() + " view " + header.view() + " vehicle "
                + header.vehicle().id() + " variant " + header.vehicle().variant() + " visit " + header.visit();
    }

    /** Hex digest of the bytes, as the provenance of an inspection has it. */
    static String sha256(ByteBuffer data) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(data);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
