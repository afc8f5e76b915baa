package io.huoyan.lab.train;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.MatScope;
import io.huoyan.lab.dataset.LabelledShape;
import io.huoyan.lab.dataset.OutlinePixels;
import io.huoyan.lab.synth.Label;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * Paints shapes into a truth per pixel. A box says where a thing is, not its outline: a round thing's box becomes the
 * ellipse in it, a slender weld's box the weld, and the box of a crack or of a weld that lies askew a region of which
 * nothing is known about that label.
 */
final class ShapePainter {
    /** A box at least this many times as long as wide is taken for the weld in it. */
    private static final double SLENDER_RATIO = 2.5;

    /** Of an ellipse, so that it lacks no more than a thousandth of its area. */
    private static final int ELLIPSE_CORNERS = 128;

    private final int width;
    private final int height;
    private final MatScope scope;
    private final byte[] labels;
    private final byte[] known;

    ShapePainter(int width, int height, byte knownBits, MatScope scope) {
        this.width = width;
        this.height = height;
        this.scope = scope;
        this.labels = new byte[width * height];
        this.known = new byte[width * height];
        Arrays.fill(known, knownBits);
    }

    byte[] labels() {
        return labels;
    }

    byte[] known() {
        return known;
    }

    void paint(LabelledShape shape) {
        Optional<Label> label = ClassMeaning.of(shape.className()).label();
        if (label.isEmpty()) {
            return;
        }
        byte[] mask = mask(shape, label.get());
        byte bit = label.get().bit();
        boolean isOnlyARegion = shape.isCrowd() || isOnlyARegion(shape, label.get());
        for (int i = 0; i < mask.length; i++) {
            if (mask[i] != 0 && isOnlyARegion) {
                known[i] &= (byte) ~bit;
            } else if (mask[i] != 0) {
                labels[i] |= bit;
            }
        }
    }

    private boolean isOnlyARegion(LabelledShape shape, Label label) {
        if (!shape.isBox()) {
            return false;
        }
        return switch (label) {
            case CRACK -> true;
            case SEAM -> !isSlender(shape);
            case SPOT, PORE, EXCESS, SPATTER, BURN_THROUGH -> false;
        };
    }

    private boolean isSlender(LabelledShape box) {
        PixelPoint a = box.corners().get(0);
        PixelPoint b = box.corners().get(2);
        double boxWidth = (b.x() - a.x()) * width;
        double boxHeight = (b.y() - a.y()) * height;
        return Math.max(boxWidth, boxHeight) >= SLENDER_RATIO * Math.min(boxWidth, boxHeight);
    }

    private byte[] mask(LabelledShape shape, Label label) {
        Mat mask = scope.zeros(height, width, CvType.CV_8UC1);
        boolean isRound = shape.isBox() && (label == Label.PORE || label == Label.SPATTER || label == Label.SPOT);
        List<PixelPoint> corners = isRound ? ellipseIn(shape) : shape.corners();
        OutlinePixels.paint(
                mask,
                corners.stream()
                        .map(corner -> new PixelPoint(corner.x() * width, corner.y() * height))
                        .toList(),
                (byte) 1);
        byte[] bytes = new byte[width * height];
        mask.get(0, 0, bytes);
        return bytes;
    }

    private static List<PixelPoint> ellipseIn(LabelledShape box) {
        PixelPoint a = box.corners().get(0);
        PixelPoint b = box.corners().get(2);
        return IntStream.range(0, ELLIPSE_CORNERS)
                .mapToDouble(i -> 2 * Math.PI * i / ELLIPSE_CORNERS)
                .mapToObj(angle -> new PixelPoint(
                        (a.x() + b.x()) / 2 + Math.cos(angle) * (b.x() - a.x()) / 2,
                        (a.y() + b.y()) / 2 + Math.sin(angle) * (b.y() - a.y()) / 2))
                .toList();
    }
}
