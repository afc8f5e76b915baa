package io.huoyan.lab.evaluate;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.MatScope;
import io.huoyan.lab.dataset.MaskFile;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** A picture with what its labels say (dashed, blue) and what was seen (solid, red) drawn over it. */
final class PictureDrawing {
    private static final int LONG_SIDE_PX = 640;
    private static final double ENLARGED_MAX = 3;
    private static final int LETTERS_PX = 13;
    private static final int SEEN_MAX = 30;
    private static final Color TRUE = new Color(60, 170, 255);
    private static final Color SEEN = new Color(255, 70, 50);
    private static final Box WHOLE = new Box(0, 0, 1, 1);
    private static final float[] DASHES = {6, 4};

    private PictureDrawing() {}

    /** A new picture; empty if the file cannot be read. */
    static Optional<BufferedImage> of(PictureResult result) {
        try (MatScope scope = MatScope.open()) {
            Mat original = scope.own(Imgcodecs.imread(result.sample().image().toString(), Imgcodecs.IMREAD_COLOR));
            if (original.empty()) {
                return Optional.empty();
            }
            double scale = Math.min(ENLARGED_MAX, (double) LONG_SIDE_PX / Math.max(original.cols(), original.rows()));
            Mat sized = scope.mat();
            Imgproc.resize(original, sized, new Size(), scale, scale, Imgproc.INTER_AREA);
            BufferedImage image = new BufferedImage(sized.cols(), sized.rows(), BufferedImage.TYPE_3BYTE_BGR);
            sized.get(0, 0, ((DataBufferByte) image.getRaster().getDataBuffer()).getData());
            draw(image, result, scale);
            return Optional.of(image);
        }
    }

    private static void draw(BufferedImage image, PictureResult result, double scale) {
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, LETTERS_PX));
            graphics.setColor(TRUE);
            graphics.setStroke(new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASHES, 0));
            result.sample()
                    .mask()
                    .map(MaskFile::outlines)
                    .orElse(List.of())
                    .forEach(shares -> outline(graphics, onPicture(shares, image), WHOLE, 1));
            for (PictureResult.TrueThing thing : result.things()) {
                outline(graphics, thing.outline(), thing.box(), scale);
                letters(
                        graphics,
                        thing.className(),
                        thing.box().left() * scale,
                        thing.box().top() * scale - 3,
                        image);
            }
            graphics.setColor(SEEN);
            graphics.setStroke(new BasicStroke(2));
            result.exam().candidates().stream()
                    .filter(Candidate::isSeen)
                    .limit(SEEN_MAX)
                    .forEach(candidate -> {
                        Box box = candidate.box();
                        outline(graphics, candidate.outline(), box, scale);
                        String words = candidate.className() + String.format(Locale.ROOT, " %.2f", candidate.score());
                        letters(
                                graphics,
                                words,
                                box.left() * scale,
                                (box.top() + box.height()) * scale + LETTERS_PX,
                                image);
                    });
        } finally {
            graphics.dispose();
        }
    }

    private static List<PixelPoint> onPicture(List<PixelPoint> shares, BufferedImage image) {
        return shares.stream()
                .map(share -> new PixelPoint(share.x() * image.getWidth(), share.y() * image.getHeight()))
                .toList();
    }

    private static void outline(Graphics2D graphics, List<PixelPoint> outline, Box box, double scale) {
        Path2D path = new Path2D.Double();
        if (outline.isEmpty()) {
            path.moveTo(box.left() * scale, box.top() * scale);
            path.lineTo((box.left() + box.width()) * scale, box.top() * scale);
            path.lineTo((box.left() + box.width()) * scale, (box.top() + box.height()) * scale);
            path.lineTo(box.left() * scale, (box.top() + box.height()) * scale);
        } else {
            path.moveTo(outline.get(0).x() * scale, outline.get(0).y() * scale);
            outline.forEach(point -> path.lineTo(point.x() * scale, point.y() * scale));
        }
        path.closePath();
        graphics.draw(path);
    }

    private static void letters(Graphics2D graphics, String words, double x, double y, BufferedImage image) {
        Color colour = graphics.getColor();
        int width = graphics.getFontMetrics().stringWidth(words);
        int left = (int) Math.max(0, Math.min(image.getWidth() - width - 2.0, x));
        int baseline = (int) Math.max(LETTERS_PX, Math.min(image.getHeight() - 3.0, y));
        graphics.setColor(new Color(0, 0, 0, 150));
        graphics.fillRect(left, baseline - LETTERS_PX, width + 2, LETTERS_PX + 3);
        graphics.setColor(colour);
        graphics.drawString(words, left + 1, baseline);
    }
}
