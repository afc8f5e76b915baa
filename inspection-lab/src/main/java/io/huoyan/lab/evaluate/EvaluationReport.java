package io.huoyan.lab.evaluate;

import io.huoyan.lab.replay.JpegFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
        Drawn drawn = new Drawn(outDir);
        for (PictureResult result : evaluation.results()) {
            if (result.isDrawn()) {
                drawn.draw(result, "a");
            }
        }
        if (comparison.isPresent()) {
            for (Comparison.Flip flip : comparison.get().flips()) {
                drawn.draw(flip.first(), "a");
                drawn.draw(flip.second(), "b");
            }
        }
        Path page = outDir.resolve("index.html");
        text(page, new EvaluationPage(drawn.files).html(evaluation, comparison, notes));
        text(outDir.resolve("pictures.csv"), EvaluationCsv.pictures(evaluation));
        text(outDir.resolve("classes.csv"), EvaluationCsv.classes(evaluation));
        ReportFile.write(outDir.resolve("results.json"), file -> StoredResults.write(evaluation, file));
        return page;
    }

    private static void text(Path file, String text) throws IOException {
        ReportFile.write(file, to -> Files.writeString(to, text, StandardCharsets.UTF_8));
    }

    /** The report's pictures, each drawn once. */
    private static final class Drawn {
        private final Path outDir;
        /** File by the key that the page asks with. */
        private final Map<String, String> files = new LinkedHashMap<>();
        /** Names in Chinese may be one in plain letters, names in capitals and small letters one on the disk. */
        private final Set<String> taken = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

        private final Set<String> asked = new HashSet<>();

        Drawn(Path outDir) {
            this.outDir = outDir;
        }

        void draw(PictureResult result, String side) throws IOException {
            String name = result.sample().name();
            String key = side + ":" + name;
            if (asked.add(key)) {
                write(PictureDrawing.of(result), key, side + "-" + name);
                String heat = PictureFigures.HEAT;
                write(PictureDrawing.heat(result), heat + key, heat + side + "-" + name);
            }
        }

        private void write(Optional<BufferedImage> image, String key, String name) throws IOException {
            if (image.isPresent()) {
                String file = free(PICTURES + "/" + name.replaceAll("[^A-Za-z0-9._-]", "_"));
                ReportFile.write(
                        outDir.resolve(file),
                        to -> JpegFile.write(image.get(), to, image.get().getWidth()));
                files.put(key, file);
            }
        }

        private String free(String stem) {
            String file = stem + ".jpg";
            for (int number = 2; !taken.add(file); number++) {
                file = stem + "-" + number + ".jpg";
            }
            return file;
        }
    }
}
