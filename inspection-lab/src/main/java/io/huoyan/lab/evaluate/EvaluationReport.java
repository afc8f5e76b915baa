package io.huoyan.lab.evaluate;

import io.huoyan.lab.replay.JpegFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An evaluation as a folder: {@code index.html} with every miss and every pseudo-reject as a picture, and its map where
 * there is one, {@code pictures.csv} with a line per picture, {@code classes.csv}, and {@code results.json}, which can
 * be evaluated again or compared with. It needs nothing from outside.
 */
public final class EvaluationReport {
    private static final String PICTURES = "pictures";

    private EvaluationReport() {}

    /**
     * Writes the report; files of the same names are replaced.
     *
     * @param other a second evaluation of the same set, to be shown beside the first
     * @param notes paragraphs to be printed above the figures, as plain text
     * @return the page to open
     */
    public static Path write(Evaluation evaluation, Optional<Evaluation> other, List<String> notes, Path outDir)
            throws IOException {
        Files.createDirectories(outDir.resolve(PICTURES));
        Optional<Comparison> comparison = other.map(second -> Comparison.of(evaluation, second));
        Map<String, String> drawn = new LinkedHashMap<>();
        for (PictureResult result : evaluation.results()) {
            if (result.isDrawn()) {
                draw(result, "a", drawn, outDir);
            }
        }
        if (comparison.isPresent()) {
            for (Comparison.Flip flip : comparison.get().flips()) {
                draw(flip.first(), "a", drawn, outDir);
                draw(flip.second(), "b", drawn, outDir);
            }
        }
        Path page = outDir.resolve("index.html");
        text(page, new EvaluationPage(drawn).html(evaluation, comparison, notes));
        text(outDir.resolve("pictures.csv"), EvaluationCsv.pictures(evaluation));
        text(outDir.resolve("classes.csv"), EvaluationCsv.classes(evaluation));
        ReportFile.write(outDir.resolve("results.json"), file -> StoredResults.write(evaluation, file));
        return page;
    }

    private static void text(Path file, String text) throws IOException {
        ReportFile.write(file, to -> Files.writeString(to, text, StandardCharsets.UTF_8));
    }

    private static void draw(PictureResult result, String side, Map<String, String> drawn, Path outDir)
            throws IOException {
        String key = side + ":" + result.sample().name();
        if (drawn.containsKey(key)) {
            return;
        }
        String name = result.sample().name();
        Optional<String> plain = written(PictureDrawing.of(result), side, name, outDir);
        plain.ifPresent(file -> drawn.put(key, file));
        Optional<String> heat = written(PictureDrawing.heat(result), PictureFigures.HEAT + side, name, outDir);
        heat.ifPresent(file -> drawn.put(PictureFigures.HEAT + key, file));
    }

    private static Optional<String> written(Optional<BufferedImage> image, String side, String name, Path outDir)
            throws IOException {
        if (image.isEmpty()) {
            return Optional.empty();
        }
        String file = PICTURES + "/" + side + "-" + name.replaceAll("[^A-Za-z0-9._-]", "_") + ".jpg";
        ReportFile.write(
                outDir.resolve(file),
                to -> JpegFile.write(image.get(), to, image.get().getWidth()));
        return Optional.of(file);
    }
}
