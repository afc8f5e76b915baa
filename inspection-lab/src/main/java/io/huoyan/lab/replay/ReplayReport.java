package io.huoyan.lab.replay;

import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.decode.DecodeLimits;
import io.huoyan.core.decode.Decoders;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.Result;
import io.huoyan.core.dossier.InspectionJson;
import io.huoyan.core.evidence.DisplayPicture;
import io.huoyan.core.evidence.Overlay;
import io.huoyan.core.evidence.WeldDrawing;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.WeldInspection;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A replay as a folder to look at: {@code index.html} with every picture, its findings and its values,
 * {@code pictures/} with the overlays, {@code summary.json}. It needs nothing from outside.
 */
public final class ReplayReport {
    private static final int LONG_SIDE_MIN_PX = 1100;
    private static final int LONG_SIDE_MAX_PX = 1600;
    private static final int WELD_SIDE_PX = 900;
    private static final int THUMBNAIL_PX = 240;
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
        InspectionJson codec = new InspectionJson();
        Files.write(
                outDir.resolve("inspections.jsonl"),
                summary.pictures().stream()
                        .flatMap(picture -> picture.inspection().stream())
                        .map(inspection -> new String(codec.write(inspection), StandardCharsets.UTF_8))
                        .toList());
        return index;
    }

    private Drawn draw(ReplayedPicture picture, int number, Path outDir) throws IOException {
        if (picture.inspection().isEmpty()) {
            return new Drawn(Optional.empty(), Optional.empty(), List.of());
        }
        Inspection inspection = picture.inspection().get();
        ReplayFolder.Item item =
                new ReplayFolder.Item(picture.file(), picture.name(), inspection.header(), picture.inPlan());
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
        JpegFile.write(whole, outDir.resolve(stem + ".jpg"), whole.getWidth());
        int thumbnail = whole.getWidth() * THUMBNAIL_PX / Math.max(whole.getWidth(), whole.getHeight());
        JpegFile.write(whole, outDir.resolve(stem + "-small.jpg"), Math.max(1, thumbnail));
        List<String> welds = new ArrayList<>();
        for (WeldInspection weld : inspection.welds()) {
            PixelBox region = weld.region().clippedTo(frame.widthPx(), frame.heightPx());
            boolean isPart = !region.isEmpty() && !region.equals(all);
            String name = stem + "-" + weld.weld().value().replace(':', '_') + ".jpg";
            if (isPart && !weld.verdict().word().equals("OK")) {
                DisplayPicture part = DisplayPicture.of(frame, region, WELD_SIDE_PX, scope);
                BufferedImage image = overlay.draw(part, List.of(weld.drawing()));
                JpegFile.write(image, outDir.resolve(name), image.getWidth());
                welds.add(name);
            }
        }
        return new Drawn(Optional.of(stem + "-small.jpg"), Optional.of(stem + ".jpg"), welds);
    }
}
