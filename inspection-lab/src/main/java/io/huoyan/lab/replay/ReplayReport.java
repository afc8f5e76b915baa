package io.huoyan.lab.replay;

import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.decode.DecodeLimits;
import io.huoyan.core.decode.Decoders;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.Result;
import io.huoyan.core.evidence.DisplayPicture;
import io.huoyan.core.evidence.Overlay;
import io.huoyan.core.evidence.WeldDrawing;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.WeldInspection;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/**
 * A replay as a folder to look at: {@code index.html} with every picture, its findings and its values,
 * {@code pictures/} with the overlays, {@code summary.json}. It needs nothing from outside.
 */
public final class ReplayReport {
    private static final int LONG_SIDE_MIN_PX = 1100;
    private static final int LONG_SIDE_MAX_PX = 1600;
    private static final int WELD_SIDE_PX = 900;
    private static final int THUMBNAIL_PX = 240;
    private static final int JPEG_QUALITY = 86;
    private static final String PICTURES = "pictures";

    private final DefectNames names;
    private final Overlay overlay;

    /** @param names of the defect classes */
    public ReplayReport(DefectNames names) {
        this.names = names;
        this.overlay = new Overlay(names);
    }

    /** Pictures of one row: file names within the report; empty where the picture cannot be drawn. */
    record Drawn(Optional<String> thumbnail, Optional<String> whole, List<String> welds) {}

    /**
     * Writes the report; files of the same names are replaced.
     *
     * @return the file to open
     */
    public Path writeHtml(ReplaySummary summary, Path outDir) throws IOException {
        Files.createDirectories(outDir.resolve(PICTURES));
        List<Drawn> drawn = new ArrayList<>();
        for (int i = 0; i < summary.pictures().size(); i++) {
            drawn.add(draw(summary.pictures().get(i), i + 1, outDir));
        }
        Path index = outDir.resolve("index.html");
        Files.writeString(index, new ReportPage(names).html(summary, drawn), StandardCharsets.UTF_8);
        Files.write(outDir.resolve("summary.json"), new SummaryJson().write(summary));
        return index;
    }

    private Drawn draw(ReplayedPicture picture, int number, Path outDir) throws IOException {
        if (picture.inspection().isEmpty()) {
            return new Drawn(Optional.empty(), Optional.empty(), List.of());
        }
        Inspection inspection = picture.inspection().get();
        ReplayFolder.Item item = new ReplayFolder.Item(picture.file(), picture.name(), inspection.header(), false);
        try (MatScope scope = MatScope.open()) {
            Result<Frame> decoded = Decoders.decode(item.read(), DecodeLimits.defaults(), scope);
            if (decoded instanceof Result.Success<Frame> success) {
                return draw(success.value(), inspection, number, outDir, scope);
            }
        }
        return new Drawn(Optional.empty(), Optional.empty(), List.of());
    }

    private Drawn draw(Frame frame, Inspection inspection, int number, Path outDir, MatScope scope) throws IOException {
        String stem = PICTURES + String.format("/%05d", number);
        PixelBox all = new PixelBox(0, 0, frame.widthPx(), frame.heightPx());
        int longSide =
                Math.max(LONG_SIDE_MIN_PX, Math.min(LONG_SIDE_MAX_PX, Math.max(frame.widthPx(), frame.heightPx())));
        List<WeldDrawing> drawings =
                inspection.welds().stream().map(WeldInspection::drawing).toList();
        BufferedImage whole = overlay.draw(DisplayPicture.of(frame, all, longSide, scope), drawings);
        write(whole, outDir.resolve(stem + ".jpg"), whole.getWidth(), scope);
        int thumbnail = whole.getWidth() * THUMBNAIL_PX / Math.max(whole.getWidth(), whole.getHeight());
        write(whole, outDir.resolve(stem + "-small.jpg"), Math.max(1, thumbnail), scope);
        List<String> welds = new ArrayList<>();
        for (WeldInspection weld : inspection.welds()) {
            PixelBox region = weld.region().clippedTo(frame.widthPx(), frame.heightPx());
            boolean isPart = !region.isEmpty() && !region.equals(all);
            String name = stem + "-" + weld.weld().value().replace(':', '_') + ".jpg";
            if (isPart && !weld.verdict().word().equals("OK")) {
                DisplayPicture part = DisplayPicture.of(frame, region, WELD_SIDE_PX, scope);
                BufferedImage image = overlay.draw(part, List.of(weld.drawing()));
                write(image, outDir.resolve(name), image.getWidth(), scope);
                welds.add(name);
            }
        }
        return new Drawn(Optional.of(stem + "-small.jpg"), Optional.of(stem + ".jpg"), welds);
    }

    private static void write(BufferedImage image, Path file, int widthPx, MatScope scope) throws IOException {
        Mat pixels = scope.mat(image.getHeight(), image.getWidth(), CvType.CV_8UC3);
        pixels.put(0, 0, ((DataBufferByte) image.getRaster().getDataBuffer()).getData());
        Mat sized = pixels;
        if (widthPx != image.getWidth()) {
            sized = scope.mat();
            double scale = (double) widthPx / image.getWidth();
            Imgproc.resize(pixels, sized, new Size(), scale, scale, Imgproc.INTER_AREA);
        }
        MatOfByte bytes = scope.own(new MatOfByte());
        if (!Imgcodecs.imencode(
                ".jpg", sized, bytes, scope.own(new MatOfInt(Imgcodecs.IMWRITE_JPEG_QUALITY, JPEG_QUALITY)))) {
            throw new IOException(file + " could not be encoded as JPEG");
        }
        Files.write(file, bytes.toArray());
    }
}
