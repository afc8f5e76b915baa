package io.huoyan.benchmarks;

import com.google.protobuf.ByteString;
import io.huoyan.proto.v1.Encoding;
import io.huoyan.proto.v1.Frame;
import io.huoyan.proto.v1.Vehicle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One picture of a sample set, ready to be sent. */
record SampleFrame(Frame frame) {
    static List<SampleFrame> load(Path set) throws IOException {
        List<String> lines = Files.readAllLines(set.resolve("manifest.csv"));
        String[] header = lines.get(0).split(",");
        List<SampleFrame> frames = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < header.length; i++) {
                row.put(header[i].strip(), cells[i].strip());
            }
            frames.add(of(set, row));
        }
        return frames;
    }

    private static SampleFrame of(Path set, Map<String, String> row) throws IOException {
        return new SampleFrame(Frame.newBuilder()
                .setCameraId(value(row, "camera"))
                .setBootId("benchmark")
                .setStationId(value(row, "station"))
                .setViewId(value(row, "view"))
                .setVehicle(Vehicle.newBuilder()
                        .setVehicleId(value(row, "vehicle"))
                        .setIsVin(Boolean.parseBoolean(value(row, "isVin")))
                        .setVariantId(value(row, "variant")))
                .setVisitId(value(row, "visit"))
                .setCaptureTimeNs(1)
                .setEncoding(
                        Encoding.valueOf("ENCODING_" + value(row, "encoding").toUpperCase(Locale.ROOT)))
                .setWidthPx(Integer.parseInt(value(row, "widthPx")))
                .setHeightPx(Integer.parseInt(value(row, "heightPx")))
                .setData(ByteString.copyFrom(Files.readAllBytes(set.resolve(value(row, "file")))))
                .build());
    }

    private static String value(Map<String, String> row, String column) {
        String value = row.get(column);
        if (value == null) {
            throw new IllegalArgumentException("manifest.csv has no column " + column);
        }
        return value;
    }
}
