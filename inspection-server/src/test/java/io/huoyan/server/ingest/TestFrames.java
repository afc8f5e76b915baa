package io.huoyan.server.ingest;

import com.google.protobuf.ByteString;
import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.CatalogLoader;
import io.huoyan.proto.v1.CloseVisitRequest;
import io.huoyan.proto.v1.Encoding;
import io.huoyan.proto.v1.Frame;
import io.huoyan.proto.v1.Vehicle;
import java.nio.file.Path;

/** Frames of the sample line: cameras cam-1 (left-sill), cam-2 (right-sill) and cam-3 (rear-rail) of station BS-110. */
public final class TestFrames {
    private TestFrames() {}

    public static Catalog catalog() {
        return CatalogLoader.load(
                Path.of(System.getProperty("huoyan.root", ".."), "sample-images", "body-line", "catalog"));
    }

    static Vehicle vehicle(String id) {
        return Vehicle.newBuilder().setVehicleId(id).setVariantId("SEDAN-B").build();
    }

    /** @param word what the picture is, see {@link ScriptedInspector} */
    public static Frame frame(String camera, long number, String word) {
        return Frame.newBuilder()
                .setCameraId(camera)
                .setBootId("boot-1")
                .setFrameNumber(number)
                .setStationId("BS-110")
                .setViewId(view(camera))
                .setVehicle(vehicle("BODY-1"))
                .setVisitId("V-1")
                .setCaptureTimeNs(1)
                .setEncoding(Encoding.ENCODING_PNG)
                .setWidthPx(1280)
                .setHeightPx(1024)
                .setData(ByteString.copyFromUtf8(word))
                .build();
    }

    private static String view(String camera) {
        return switch (camera) {
            case "cam-1" -> "left-sill";
            case "cam-2" -> "right-sill";
            default -> "rear-rail";
        };
    }

    public static CloseVisitRequest closing(String visit) {
        return CloseVisitRequest.newBuilder()
                .setStationId("BS-110")
                .setVisitId(visit)
                .setVehicle(vehicle("BODY-1"))
                .build();
    }
}
