package io.huoyan.lab.train;

import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.ProbabilityMaps;
import io.huoyan.core.infer.SeenThing;
import io.huoyan.core.infer.Sight;
import io.huoyan.lab.synth.Label;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/**
 * A page about one training: its course as curves, and what the network sees in pictures that it has not learnt from.
 */
final class TrainingReport {
    private static final int PICTURES_MAX = 12;
    private static final double SCORE_MIN = 0.25;
    private static final double PAINTED_MIN = 0.5;
    private static final int CURVE_WIDTH = 720;
    private static final int CURVE_HEIGHT = 260;
    private static final List<String> COLOURS = List.of("#1f5fa8", "#b3541e", "#3d8b40", "#7a4ea3", "#222222");

    private final Path directory;
    private final StringBuilder page = new StringBuilder();

    private TrainingReport(Path directory) {
        this.directory = directory;
    }

    /**
     * Writes {@code workDir/report/index.html}.
     *
     * @param pictures of which some are shown, at a size at which they are learnt; not drawn by the training
     * @return the page
     */
    static Path write(
            TrainingPlan plan, List<History.Line> course, DefectDetector detector, List<TrainingPicture> pictures) {
        TrainingReport report = new TrainingReport(plan.workDir().resolve("report"));
        try {
            Files.createDirectories(report.directory);
            report.head(plan);
            report.curves(course);
            report.overlays(detector, pictures);
            Path file = report.directory.resolve("index.html");
            Files.writeString(file, report.page.append("</body></html>\n"));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(report.directory + ": the report cannot be written", e);
        }
    }

    private void head(TrainingPlan plan) {
        page.append(
                """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>Training of %s %s</title><style>
                body{font:15px/1.5 system-ui,sans-serif;margin:2em auto;max-width:1100px;color:#222}
                figure{display:inline-block;margin:.4em;vertical-align:top}figcaption{font-size:12px;max-width:320px}
                svg text{font:11px system-ui,sans-serif}.key{margin-right:1em}
                </style></head><body><h1>Training of %s %s</h1>
                """
                        .formatted(plan.id(), plan.version(), plan.id(), plan.version()));
        page.append("<p>%d steps of %d pieces of %d px, highest rate %s, seed %d, trained: %s.</p>\n"
                .formatted(
                        plan.schedule().steps(),
                        plan.schedule().batch(),
                        plan.schedule().cropSidePx(),
                        plan.schedule().learningRate(),
                        plan.data().seed(),
                        plan.start().part()));
    }

    private void curves(List<History.Line> course) {
        page.append(
                "<h2>Loss</h2>\n<p>Parts of the loss on what is learnt from, and, black, the whole loss on photographs"
                        + " that are kept from learning.</p>\n");
        double highest = 0.1;
        int last = 1;
        for (History.Line line : course) {
            highest = Math.max(highest, line.watched().orElse(0));
            for (double part : line.parts()) {
                highest = Math.max(highest, part);
            }
            last = Math.max(last, line.step());
        }
        highest = Math.min(highest, 6);
        page.append("<svg width=\"%d\" height=\"%d\" role=\"img\">".formatted(CURVE_WIDTH + 60, CURVE_HEIGHT + 30));
        for (int i = 0; i <= 4; i++) {
            double y = CURVE_HEIGHT * (1 - i / 4.0) + 8;
            page.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"40\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/><text x=\"2\" y=\"%.1f\">%.2f</text>",
                    CURVE_WIDTH + 40,
                    y,
                    y,
                    y + 4,
                    highest * i / 4));
        }
        page.append("<text x=\"40\" y=\"%d\">step 0</text><text x=\"%d\" y=\"%d\">%d</text>"
                .formatted(CURVE_HEIGHT + 26, CURVE_WIDTH, CURVE_HEIGHT + 26, last));
        for (int part = 0; part <= TrainableNetwork.PARTS.size(); part++) {
            page.append(curve(course, part, highest, last));
        }
        page.append("</svg><p>");
        for (int part = 0; part <= TrainableNetwork.PARTS.size(); part++) {
            String name = part < TrainableNetwork.PARTS.size() ? TrainableNetwork.PARTS.get(part) : "watched";
            page.append("<span class=\"key\" style=\"color:%s\">■ %s</span>".formatted(COLOURS.get(part), name));
        }
        page.append("</p>\n");
    }

    private static String curve(List<History.Line> course, int part, double highest, int last) {
        StringBuilder points = new StringBuilder();
        for (History.Line line : course) {
            boolean isPart = part < line.parts().length;
            if (isPart || line.watched().isPresent()) {
                double value = isPart ? line.parts()[part] : line.watched().getAsDouble();
                double x = 40 + (double) CURVE_WIDTH * line.step() / last;
                double y = 8 + CURVE_HEIGHT * (1 - Math.min(1, value / highest));
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
            }
        }
        return "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.4\" points=\"%s\"/>"
                .formatted(COLOURS.get(part), points.toString().strip());
    }

    private void overlays(DefectDetector detector, List<TrainingPicture> pictures) throws IOException {
        page.append(
                "<h2>Pictures that were not learnt from</h2>\n<p>Blue: weld, red: any flaw. Boxes: things from a score"
                        + " of 0.25.</p>\n");
        int stride = Math.max(1, pictures.size() / PICTURES_MAX);
        for (int i = 0; i < pictures.size() && i / stride < PICTURES_MAX; i += stride) {
            String name = "picture-" + i + ".jpg";
            String words;
            try (MatScope scope = MatScope.open()) {
                Mat drawn = scope.mat();
                words = draw(detector, pictures.get(i), drawn, scope);
                if (!Imgcodecs.imwrite(directory.resolve(name).toString(), drawn)) {
                    throw new IOException(directory.resolve(name) + " cannot be written");
                }
            }
            page.append("<figure><img src=\"%s\" width=\"320\" alt=\"%s\"><figcaption>%s</figcaption></figure>\n"
                    .formatted(name, words, words));
        }
    }

    private static String draw(DefectDetector detector, TrainingPicture picture, Mat drawn, MatScope scope) {
        Mat pixels = scope.mat(picture.height(), picture.width(), CvType.CV_8UC3);
        pixels.put(0, 0, picture.bgr());
        int multiple = detector.model().sideMultiplePx();
        Core.copyMakeBorder(
                pixels,
                drawn,
                0,
                Math.floorMod(-picture.height(), multiple),
                0,
                Math.floorMod(-picture.width(), multiple),
                Core.BORDER_REPLICATE);
        Sight sight = detector.look(List.of(drawn)).get(0);
        paint(sight.maps(), drawn);
        StringBuilder words = new StringBuilder();
        sight.flawed().ifPresent(flawed -> words.append(String.format(Locale.ROOT, "flawed %.2f", flawed)));
        for (SeenThing thing : sight.things()) {
            if (thing.score() >= SCORE_MIN) {
                Imgproc.rectangle(
                        drawn,
                        new Point(thing.left(), thing.top()),
                        new Point(thing.right(), thing.bottom()),
                        new Scalar(0, 220, 255),
                        2);
                words.append(String.format(Locale.ROOT, ", %s %.2f", thing.name(), thing.score()));
            }
        }
        return words.toString();
    }

    private static void paint(ProbabilityMaps maps, Mat drawn) {
        byte[] bgr = new byte[3 * maps.width() * maps.height()];
        drawn.get(0, 0, bgr);
        for (Label label : Label.values()) {
            int channel = Outputs.isFlaw(label) ? 2 : 0;
            for (int i = 0; i < maps.width() * maps.height(); i++) {
                if (maps.at(label.index(), i / maps.width(), i % maps.width()) >= PAINTED_MIN) {
                    int at = 3 * i + channel;
                    bgr[at] = (byte) (Byte.toUnsignedInt(bgr[at]) / 2 + 127);
                }
            }
        }
        drawn.put(0, 0, bgr);
    }
}
