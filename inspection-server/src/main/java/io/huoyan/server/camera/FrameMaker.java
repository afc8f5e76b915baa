package io.huoyan.server.camera;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.huoyan.proto.v1.Encoding;
import io.huoyan.proto.v1.Frame;
import io.huoyan.proto.v1.Vehicle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Makes the frame that a camera would have sent of a row of the manifest. */
record FrameMaker(String bootId, int usefulForMs, Optional<RawForm> sendAs, Clock clock) {
    private static final long NS_PER_S = 1_000_000_000L;

    /** @throws IOException if the picture cannot be read */
    Frame frame(Manifest.Row row) throws IOException {
        Instant now = clock.instant();
        Frame.Builder frame = Frame.newBuilder()
                .setCameraId(row.camera())
                .setBootId(bootId)
                .setFrameNumber(row.frameNumber())
                .setStationId(row.station())
                .setViewId(row.view())
                .setVehicle(vehicle(row))
                .setVisitId(row.visit())
                .setCaptureTimeNs(now.getEpochSecond() * NS_PER_S + now.getNano())
                .setLightId(row.light())
                .setUsefulForMs(usefulForMs)
                .setWidthPx(row.widthPx())
                .setHeightPx(row.heightPx());
        if (sendAs.isEmpty()) {
            ByteString file = UnsafeByteOperations.unsafeWrap(Files.readAllBytes(row.file()));
            return frame.setEncoding(row.encoding()).setData(file).build();
        }
        BufferedImage picture = ImageIO.read(row.file().toFile());
        if (picture == null) {
            throw new IOException(row.file() + " is no picture that can be turned into "
                    + sendAs.get().word());
        }
        return frame.setEncoding(Encoding.ENCODING_RAW)
                .setPfncPixelFormat(sendAs.get().format().pfncValue())
                .setWidthPx(picture.getWidth())
                .setHeightPx(picture.getHeight())
                .setData(sendAs.get().encode(picture))
                .build();
    }

    static Vehicle vehicle(Manifest.Row row) {
        return Vehicle.newBuilder()
                .setVehicleId(row.vehicle())
                .setIsVin(row.isVin())
                .setVariantId(row.variant())
                .build();
    }
}
