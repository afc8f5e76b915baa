package io.huoyan.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.proto.v1.Encoding;
import io.huoyan.proto.v1.Frame;
import io.huoyan.proto.v1.Vehicle;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Every field at fault is named as the contract names it, with its value and what is allowed. */
class FrameMappingTest {
    private final FrameMapping mapping = new FrameMapping(RunningIngest.CATALOG);

    private void headless(UnaryOperator<Frame.Builder> change, String field, String message) {
        FrameMapping.Read read = read(change);
        assertThat(read).isEqualTo(new FrameMapping.Read.Headless(new InspectionFailure.InvalidField(field, message)));
    }

    private void recordable(UnaryOperator<Frame.Builder> change, String field, String message) {
        FrameMapping.Read read = read(change);
        assertThat(read).isInstanceOfSatisfying(FrameMapping.Read.Headed.class, headed -> assertThat(headed.fault())
                .contains(new InspectionFailure.InvalidField(field, message)));
    }

    private FrameMapping.Read read(UnaryOperator<Frame.Builder> change) {
        return mapping.read(
                change.apply(TestFrames.frame("cam-1", 1, "good").toBuilder()).build());
    }

    private static String allowed(String what, String value) {
        return what + " is '" + value
                + "'; allowed are 1 to 64 characters of A-Z a-z 0-9 . _ : -, the first a letter or digit";
    }

    @Test
    void withoutAReadableIdentityVehicleVisitAndPlaceThereIsNoHeader() {
        headless(f -> f.setCameraId(""), "camera_id", "camera_id: " + allowed("cameraId", ""));
        headless(f -> f.setBootId("a b"), "boot_id", "boot_id: " + allowed("bootId", "a b"));
        headless(
                f -> f.setFrameNumber(-1),
                "frame_number",
                "frame_number is 18446744073709551615; allowed is 0 to 9223372036854775807");
        headless(f -> f.setStationId("+"), "station_id", "station_id: " + allowed("stationId", "+"));
        headless(
                f -> f.setViewId("roof"),
                "view_id",
                "view_id is 'roof'; allowed at station BS-110 are [left-sill, rear-rail, right-sill]");
        headless(
                f -> f.setVehicle(Vehicle.newBuilder().setVehicleId("B").setVariantId("VAN")),
                "vehicle.variant_id",
                "vehicle.variant_id is 'VAN'; allowed are the catalog's variants [SEDAN-B, SUV-A]");
        headless(
                f -> f.setVehicle(Vehicle.newBuilder().setVariantId("SUV-A")),
                "vehicle.vehicle_id",
                "vehicle.vehicle_id: " + allowed("vehicleId", ""));
        headless(f -> f.setVisitId("#"), "visit_id", "visit_id: " + allowed("visitId", "#"));
        headless(f -> f.setExposureUs(-1), "exposure_us", "exposure_us is -1.0; allowed is 0 or more");
        headless(f -> f.setGainDb(Double.NaN), "gain_db", "gain_db is NaN; allowed is any finite number");
        headless(f -> f.setLightId(-1), "light_id", "light_id is 4294967295; allowed is 0 to 2147483647");
        headless(
                f -> f.setCaptureTimeNs(-1),
                "capture_time_ns",
                "capture_time_ns is 18446744073709551615; allowed is 0 to 9223372036854775807");
        assertThat(read(f -> f.setTriggerId("x".repeat(64)))).isInstanceOf(FrameMapping.Read.Headed.class);
        headless(f -> f.setTriggerId("x".repeat(65)), "trigger_id", "trigger_id has 65 characters; allowed are 64");
    }

    @Test
    void whatIsWrongWithThePictureLeavesTheHeaderToBeRecorded() {
        recordable(
                f -> f.setCameraId("cam-2"),
                "camera_id",
                "camera_id is 'cam-2'; view left-sill is calibrated for camera cam-1");
        recordable(
                f -> f.setEncoding(Encoding.ENCODING_UNSPECIFIED),
                "encoding",
                "encoding is 0 (ENCODING_UNSPECIFIED); allowed are 1 ENCODING_RAW, 2 ENCODING_JPEG and 3 ENCODING_PNG");
        recordable(
                f -> f.setPfncPixelFormat(0x01080001),
                "pfnc_pixel_format",
                "pfnc_pixel_format is 0x01080001; allowed with ENCODING_PNG is 0");
        recordable(
                f -> f.setEncoding(Encoding.ENCODING_RAW),
                "pfnc_pixel_format",
                "pfnc_pixel_format is 0x00000000; allowed are 0x01080001 Mono8, 0x010C0047 Mono12p, 0x01080009 BayerRG8"
                        + " and 0x02180014 RGB8");
        recordable(f -> f.setWidthPx(-1), "width_px", "width_px is 4294967295; allowed is 0 to 2147483647");
    }

    @Test
    void thePictureIsNotCopied() {
        Frame frame = TestFrames.frame("cam-1", 1, "good");
        FrameMapping.Read.Headed headed = (FrameMapping.Read.Headed) mapping.read(frame);

        assertThat(headed.fault()).isEmpty();
        assertThat(headed.image().data()).isEqualTo(frame.getData().asReadOnlyByteBuffer());
        assertThat(headed.image().header().usefulFor()).isZero();
        assertThat(((FrameMapping.Read.Headed) read(f -> f.setUsefulForMs(-1)))
                        .image()
                        .header()
                        .usefulFor()
                        .toMillis())
                .as("a uint32")
                .isEqualTo(4294967295L);
    }
}
