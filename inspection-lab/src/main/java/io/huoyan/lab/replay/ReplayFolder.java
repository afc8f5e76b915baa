package io.huoyan.lab.replay;

import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.domain.CameraId;
import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.VisitId;
import io.huoyan.lab.dataset.LoosePicture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The pictures of a folder: those its {@code manifest.csv} lists, as the line's cameras would have sent them, or,
 * without one, every picture file in it and its sub-folders, without calibration.
 */
final class ReplayFolder {
    static final String MANIFEST = "manifest.csv";

    /** More pictures than this are refused: a replay holds a result of each. */
    static final int PICTURES_MAX = 100_000;

    private static final int DEPTH_MAX = 8;
    private static final String BOOT = "replay";
    private static final List<String> COLUMNS = List.of(
            "file",
            "camera",
            "station",
            "view",
            "vehicle",
            "isVin",
            "variant",
            "visit",
            "frameNumber",
            "encoding",
            "light");

    /** Files that are pictures by their name; those that no decoder reads are told as failures. */
    private static final Set<String> PICTURE_ENDINGS = Set.of(
            "jpg", "jpeg", "png", "bmp", "tif", "tiff", "webp", "avif", "heic", "heif", "gif", "jp2", "raw", "pgm",
            "ppm");

    private ReplayFolder() {}

    /**
     * A picture to be replayed.
     *
     * @param file where it is
     * @param name from the folder on
     * @param header as its camera would have sent it
     * @param inPlan true if the manifest says what it shows, false for a picture of nothing known
     */
    record Item(Path file, String name, FrameHeader header, boolean inPlan) {
        /**
         * Reads the file; the format is by what its name ends in. A camera's pixels stand as they are stored, a
         * photograph of nothing known is turned as {@code evaluate} turns it, so that both say the same of it.
         */
        CapturedImage read() throws IOException {
            return inPlan ? LoosePicture.asStored(file, header) : LoosePicture.read(file, header);
        }
    }

    /**
     * @throws IOException if the folder cannot be read
     * @throws IllegalArgumentException if it holds no or too many pictures or its manifest has faults; the message
     *     names all
     */
    static List<Item> items(Path folder) throws IOException {
        List<Item> items = Files.exists(folder.resolve(MANIFEST)) ? listed(folder) : found(folder);
        if (items.isEmpty() || items.size() > PICTURES_MAX) {
            throw new IllegalArgumentException(
                    folder + " holds " + items.size() + " pictures; allowed are 1 to " + PICTURES_MAX);
        }
        return items;
    }

    private static List<Item> found(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder, DEPTH_MAX)) {
            files = walk.filter(Files::isRegularFile)
                    .filter(file -> PICTURE_ENDINGS.contains(ending(file)))
                    .sorted(Comparator.comparing(Path::toString))
                    .limit(PICTURES_MAX + 1L)
                    .toList();
        }
        List<Item> items = new ArrayList<>(files.size());
        for (Path file : files) {
            int number = items.size() + 1;
            items.add(new Item(file, folder.relativize(file).toString(), LoosePicture.header(number), false));
        }
        return items;
    }

    private static List<Item> listed(Path folder) throws IOException {
        Path manifest = folder.resolve(MANIFEST);
        List<String> lines = Files.readAllLines(manifest, StandardCharsets.UTF_8);
        List<String> columns =
                lines.isEmpty() ? List.of() : List.of(lines.get(0).strip().split(","));
        List<String> missing =
                COLUMNS.stream().filter(c -> !columns.contains(c)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(manifest + ":1: columns " + missing + " are missing");
        }
        List<Item> items = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                try {
                    items.add(item(folder, columns, lines.get(i)));
                } catch (IllegalArgumentException fault) {
                    faults.add(manifest + ":" + (i + 1) + ": " + fault.getMessage());
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", faults));
        }
        return items;
    }

    private static Item item(Path folder, List<String> columns, String line) {
        String[] cells = line.split(",", -1);
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("line has " + cells.length + " values; needed are " + columns.size());
        }
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < cells.length; i++) {
            row.put(columns.get(i), cells[i].strip());
        }
        String name = row.getOrDefault("file", "");
        Path file = folder.resolve(name).normalize();
        if (name.isEmpty() || !file.startsWith(folder.normalize())) {
            throw new IllegalArgumentException("file is '" + name + "'; allowed is a file within the folder");
        }
        FrameHeader header = header(
                row.getOrDefault("camera", ""),
                row.getOrDefault("station", ""),
                row.getOrDefault("view", ""),
                row.getOrDefault("vehicle", ""),
                row.getOrDefault("isVin", "").equals("true"),
                row.getOrDefault("variant", ""),
                row.getOrDefault("visit", ""),
                number(row, "frameNumber"),
                (int) number(row, "light"));
        return new Item(file, name, header, true);
    }

    private static long number(Map<String, String> row, String column) {
        String text = row.getOrDefault(column, "");
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException(column + " is '" + text + "'; allowed is a number of at most 9 digits");
        }
        return Long.parseLong(text);
    }

    private static FrameHeader header(
            String camera,
            String station,
            String view,
            String vehicle,
            boolean isVin,
            String variant,
            String visit,
            long frameNumber,
            int light) {
        return new FrameHeader(
                new FrameId(new CameraId(camera), BOOT, frameNumber),
                new StationId(station),
                new ViewId(view),
                new Vehicle(new VehicleId(vehicle), isVin, new VariantId(variant)),
                new VisitId(visit),
                0,
                false,
                0,
                0,
                0,
                "",
                light,
                Duration.ZERO);
    }

    private static String ending(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
