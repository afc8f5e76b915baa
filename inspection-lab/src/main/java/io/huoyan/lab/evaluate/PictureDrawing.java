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

/** A picture with what its labels say (dashed, blue) and what was seen (solid, red), or its map, drawn over it. */
final class PictureDrawing {
    private static final int LONG_SIDE_PX = 640;
    private static final double ENLARGED_MAX = 3;
    private static final int LETTERS_PX = 13;
    private static final int SEEN_MAX = 30;
    private static final double SMALL_PX = 48;
    private static final double FRAME_PX = 8;
    private static final Color TRUE = new Color(60, 170, 255);
    private static final Color SEEN = new Color(255, 70, 50);
    private static final Color BEHIND = new Color(0, 0, 0, 110);
    private static final Box WHOLE = new Box(0, 0, 1, 1);
    private static final float[] DASHES = {6, 4};

    private PictureDrawing() {}

    /**
     * A picture as it is drawn on.
     *
     * @param scale its pixels a pixel of the file
     */
    private record Sized(BufferedImage image, double scale) {}

    /** A new picture; empty if the file cannot be read. */
    static Optional<BufferedImage> of(PictureResult result) {
        Optional<Sized> sized = sized(result);
        sized.ifPresent(picture -> draw(picture, result, true));
        return sized.map(Sized::image);
    }

    /** In grey with its map over it and what its labels say; empty if it has no map or the file cannot be read. */
    static Optional<BufferedImage> heat(PictureResult result) {
        Optional<ScoreMap> map = result.exam().map();
        Optional<Sized> sized = map.isPresent() ? sized(result) : Optional.empty();
        sized.ifPresent(picture -> {
            HeatColours.lay(map.orElseThrow(), picture.image());
            draw(picture, result, false);
        });
        return sized.map(Sized::image);
    }

    private static Optional<Sized> sized(PictureResult result) {
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
            return Optional.of(new Sized(image, scale));
        }
    }

    private static void draw(Sized picture, PictureResult result, boolean isSeenDrawn) {
        BufferedImage image = picture.image();
        double scale = picture.scale();
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, LETTERS_PX));
            labels(graphics, image, result, scale);
            if (isSeenDrawn) {
                seen(graphics, image, result, scale);
            }
        } finally {
            graphics.dispose();
        }
    }

    private static void labels(Graphics2D graphics, BufferedImage image, PictureResult result, double scale) {
        List<List<PixelPoint>> masked = result.sample().mask().map(MaskFile::outlines).orElse(List.of()).stream()
                .map(shares -> aroundSmall(onPicture(shares, image)))
                .toList();
        graphics.setColor(BEHIND);
        graphics.setStroke(new BasicStroke(4));
        masked.forEach(mask -> outline(graphics, mask, WHOLE, 1));
        result.things().forEach(thing -> outline(graphics, thing.outline(), thing.box(), scale));
        graphics.setColor(TRUE);
        graphics.setStroke(new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASHES, 0));
        masked.forEach(mask -> outline(graphics, mask, WHOLE, 1));
        for (PictureResult.TrueThing thing : result.things()) {
            outline(graphics, thing.outline(), thing.box(), scale);
            letters(
                    graphics,
                    thing.className(),
                    thing.box().left() * scale,
                    thing.box().top() * scale - 3,
                    image);
        }
    }

    private static void seen(Graphics2D graphics, BufferedImage image, PictureResult result, double scale) {
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
    }

    private static List<PixelPoint> onPicture(List<PixelPoint> shares, BufferedImage image) {
        return shares.stream()
                .map(share -> new PixelPoint(share.x() * image.getWidth(), share.y() * image.getHeight()))
                .toList();
    }

    /** What is so small that its own outline would hide it gets a frame some pixels off. */
    private static List<PixelPoint> aroundSmall(List<PixelPoint> outline) {
        Box box = Box.around(outline);
        if (Math.max(box.width(), box.height()) >= SMALL_PX) {
            return outline;
        }
        double left = box.left() - FRAME_PX;
        double top = box.top() - FRAME_PX;
        double right = box.left() + box.width() + FRAME_PX;
        double bottom = box.top() + box.height() + FRAME_PX;
        return List.of(
                new PixelPoint(left, top),
                new PixelPoint(right, top),
                new PixelPoint(right, bottom),
                new PixelPoint(left, bottom));
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
