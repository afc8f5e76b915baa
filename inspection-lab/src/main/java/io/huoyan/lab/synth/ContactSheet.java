package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.MatScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.Point;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** One picture of many specimens: a row per defect, a column per sheet and light, for people to look at. */
public final class ContactSheet {
    private static final int CAPTION_PX = 16;
    private static final int MARGIN_PX = 4;
    private static final int TITLE_PX = 24;
    private static final int SIDE_MIN_PX = 96;
    private static final int SIDE_MAX_PX = 512;
    private static final int JPEG_QUALITY = 86;
    private static final double FIELD_SEAM_MM = 18;
    private static final double FIELD_FINE_MM = 9;
    private static final double FIELD_SPOT_MM = 14;
    private static final Scalar PAPER = new Scalar(250, 250, 250);
    private static final Scalar INK = new Scalar(20, 20, 20);
    private static final Scalar PLANNED = new Scalar(60, 220, 60);

    private static final List<Column> SEAM_COLUMNS = List.of(
            new Column(WeldKind.ARC, Material.ROLLED, LightKind.RING),
            new Column(WeldKind.ARC, Material.GALVANISED, LightKind.BAR),
            new Column(WeldKind.ARC, Material.PAINTED, LightKind.DOME),
            new Column(WeldKind.ARC, Material.ALUMINIUM, LightKind.BAR),
            new Column(WeldKind.LASER, Material.GALVANISED, LightKind.RING),
            new Column(WeldKind.BRAZED, Material.GALVANISED, LightKind.BAR));
    private static final List<Column> SPOT_COLUMNS = List.of(
            new Column(WeldKind.SPOT, Material.ROLLED, LightKind.RING),
            new Column(WeldKind.SPOT, Material.GALVANISED, LightKind.BAR),
            new Column(WeldKind.SPOT, Material.BRUSHED, LightKind.DOME),
            new Column(WeldKind.SPOT, Material.ALUMINIUM, LightKind.BAR),
            new Column(WeldKind.SPOT, Material.GALVANISED, LightKind.RING),
            new Column(WeldKind.SPOT, Material.ALUMINIUM, LightKind.DOME));

    private final int cellPx;
    private final long seed;

    private record Column(WeldKind weld, Material material, LightKind light) {
        String caption() {
            return String.join(" ", weld.name(), material.name(), light.name()).toLowerCase(Locale.ROOT);
        }
    }

    private record Cell(String caption, SpecimenOrder order, long seed) {}

    /** @param cellPx side of one specimen, 96 to 512 */
    public ContactSheet(int cellPx, long seed) {
        if (cellPx < SIDE_MIN_PX || cellPx > SIDE_MAX_PX) {
            throw new IllegalArgumentException(
                    "cell is " + cellPx + " px; allowed are " + SIDE_MIN_PX + " to " + SIDE_MAX_PX);
        }
        this.cellPx = cellPx;
        this.seed = seed;
    }

    /** Told after each specimen. */
    @FunctionalInterface
    public interface Progress {
        void rendered(int done, int all, String what);
    }

    /**
     * @param defects rows, besides good welds
     * @param file of the picture; its name ends in .png or .jpg
     * @return how many specimens are on it
     */
    public int write(List<DefectKind> defects, Path file, Progress progress) throws IOException {
        List<List<Cell>> rows = rows(defects);
        int blocks = rows.size() > 12 ? 2 : 1;
        int perBlock = (rows.size() + blocks - 1) / blocks;
        int across = SEAM_COLUMNS.size();
        int cellHeight = cellPx + CAPTION_PX + MARGIN_PX;
        int blockWidth = across * (cellPx + MARGIN_PX) + 2 * MARGIN_PX;
        int all = rows.size() * across;
        try (MatScope scope = MatScope.open()) {
            Mat sheet = scope.mat(TITLE_PX + perBlock * cellHeight, blocks * blockWidth, CvType.CV_8UC3);
            Imgproc.rectangle(sheet, new Rect(0, 0, sheet.cols(), sheet.rows()), PAPER, Imgproc.FILLED);
            text(sheet, "Rendered by huoyan synth, seed " + seed + "; green: where the weld should be", 6, 17, 0.5);
            int done = 0;
            for (int row = 0; row < rows.size(); row++) {
                int left = row / perBlock * blockWidth + MARGIN_PX;
                int top = TITLE_PX + row % perBlock * cellHeight;
                for (int column = 0; column < across; column++) {
                    Cell cell = rows.get(row).get(column);
                    draw(scope, sheet, cell, left + column * (cellPx + MARGIN_PX), top);
                    progress.rendered(++done, all, cell.caption());
                }
            }
            Files.write(file, encoded(scope, sheet, file));
        }
        return all;
    }

    private List<List<Cell>> rows(List<DefectKind> defects) {
        List<List<Cell>> rows = new ArrayList<>();
        if (defects.stream().anyMatch(DefectKind::isOfSeams)) {
            rows.add(row(SEAM_COLUMNS, Optional.empty(), 0));
        }
        if (defects.stream().anyMatch(kind -> !kind.isOfSeams())) {
            rows.add(row(SPOT_COLUMNS, Optional.empty(), 1));
        }
        for (DefectKind kind : defects) {
            rows.add(row(
                    kind.isOfSeams() ? SEAM_COLUMNS : SPOT_COLUMNS,
                    Optional.of(kind),
                    2 + Arrays.asList(DefectKind.values()).indexOf(kind)));
        }
        return rows;
    }

    private List<Cell> row(List<Column> columns, Optional<DefectKind> defect, int number) {
        List<Cell> cells = new ArrayList<>();
        for (int k = 0; k < columns.size(); k++) {
            Column column = columns.get(k);
            String caption =
                    defect.map(kind -> kind.label().replace("spot-", "")).orElse("good") + ": " + column.caption();
            boolean isCurved = column.weld().isSeam() && k % 3 == 2;
            cells.add(new Cell(
                    caption,
                    new SpecimenOrder(column.weld(), column.material(), column.light(), defect, isCurved),
                    seed + 100L * number + k));
        }
        return cells;
    }

    private void draw(MatScope scope, Mat sheet, Cell cell, int left, int top) {
        double fieldMm =
                switch (cell.order().weld()) {
                    case LASER -> FIELD_FINE_MM;
                    case SPOT -> FIELD_SPOT_MM;
                    default -> FIELD_SEAM_MM;
                };
        double pixelMm = fieldMm / cellPx;
        StudioPlan plan = new StudioPlan(
                cellPx,
                List.of(cell.order().weld()),
                List.of(cell.order().material()),
                List.of(cell.order().light()),
                List.of(),
                1,
                0,
                1,
                0,
                Map.of(Quantity.PIXEL, new Range(pixelMm, pixelMm), Quantity.MEAN_GREY, new Range(0.32, 0.42)));
        RenderedSpecimen specimen = new SpecimenRenderer(plan).render(cell.order(), cell.seed());
        Mat picture = scope.mat(cellPx, cellPx, CvType.CV_8UC3);
        picture.put(0, 0, specimen.bgr());
        if (isElsewhere(cell.order().defect())) {
            planned(picture, specimen);
        }
        picture.copyTo(scope.own(sheet.submat(new Rect(left, top + CAPTION_PX, cellPx, cellPx))));
        text(sheet, cell.caption(), left + 1, top + CAPTION_PX - 5, Math.min(0.4, cellPx / 620.0));
    }

    private static boolean isElsewhere(Optional<DefectKind> defect) {
        return defect.map(kind -> switch (kind) {
                    case MISSING, SHORT, GAP, OFF_LOCATION, SPOT_MISSING, SPOT_OFF_LOCATION -> true;
                    default -> false;
                })
                .orElse(false);
    }

    private static void planned(Mat picture, RenderedSpecimen specimen) {
        List<MmPoint> nominal = specimen.weld().nominal();
        if (nominal.size() == 1) {
            MmPoint at = nominal.get(0);
            double radius = specimen.weld().nominalWidthMm()
                    / 2
                    / specimen.pixelToMm().mmPerPixel(specimen.pixelToMm().toPixel(at));
            Imgproc.circle(picture, point(specimen, at), (int) Math.round(radius), PLANNED, 1, Imgproc.LINE_AA);
            return;
        }
        for (int k = 1; k < nominal.size(); k++) {
            Imgproc.line(
                    picture,
                    point(specimen, nominal.get(k - 1)),
                    point(specimen, nominal.get(k)),
                    PLANNED,
                    1,
                    Imgproc.LINE_AA);
        }
    }

    private static Point point(RenderedSpecimen specimen, MmPoint at) {
        PixelPoint pixel = specimen.pixelToMm().toPixel(at);
        return new Point(pixel.x(), pixel.y());
    }

    private static void text(Mat sheet, String text, int x, int y, double size) {
        Imgproc.putText(
                sheet, text, new Point(x, y), Imgproc.FONT_HERSHEY_SIMPLEX, size, INK, 1, Imgproc.LINE_AA, false);
    }

    private static byte[] encoded(MatScope scope, Mat sheet, Path file) throws IOException {
        boolean isPng = String.valueOf(file.getFileName()).endsWith(".png");
        MatOfByte bytes = scope.own(new MatOfByte());
        MatOfInt how = scope.own(new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, JPEG_QUALITY));
        if (!Imgcodecs.imencode(isPng ? ".png" : ".jpg", sheet, bytes, how)) {
            throw new IOException(file + " could not be encoded");
        }
        return bytes.toArray();
    }
}
