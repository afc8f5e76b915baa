package io.huoyan.core.evidence;

import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.judge.Finding;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.measure.Measurand;
import io.huoyan.core.measure.Measurement;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;

/**
 * Draws findings and measurements over a picture, on demand and never into stored evidence: nominal geometry thin and
 * dashed, the outline seen, each defect outlined and named, widths and diameters as dimension lines with their values,
 * the verdict as a coloured bar. Thread-safe.
 */
public final class Overlay {
    private static final Color OK = new Color(60, 190, 90);
    private static final Color NOK = new Color(235, 60, 50);
    private static final Color REVIEW = new Color(250, 180, 30);
    private static final Color NOMINAL = new Color(90, 210, 255);
    private static final Color SEEN = new Color(120, 255, 120);
    private static final Color DIMENSION = new Color(255, 255, 255);
    private static final int LETTERS_PX = 14;
    private static final int BAR_PX = 6;
    private static final int LABELLED_DEFECTS_MAX = 40;

    /** An offset shorter than this is told in the table, and would only be a dot here, screen px. */
    private static final double SHORTEST_DIMENSION_PX = 6;

    private final DefectNames names;

    /** @param names of the defect classes, English and Chinese */
    public Overlay(DefectNames names) {
        this.names = names;
    }

    /** A new picture; {@code picture} itself is not changed. */
    public BufferedImage draw(DisplayPicture picture, List<WeldDrawing> welds) {
        BufferedImage drawn = new BufferedImage(
                picture.image().getWidth(), picture.image().getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D graphics = drawn.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            graphics.drawImage(picture.image(), 0, 0, null);
            new Sheet(picture, graphics, new Lettering(graphics, drawn.getWidth(), drawn.getHeight(), LETTERS_PX))
                    .draw(welds);
        } finally {
            graphics.dispose();
        }
        return drawn;
    }

    /** One drawing in the making. */
    private final class Sheet {
        private final DisplayPicture picture;
        private final Graphics2D graphics;
        private final Lettering lettering;

        Sheet(DisplayPicture picture, Graphics2D graphics, Lettering lettering) {
            this.picture = picture;
            this.graphics = graphics;
            this.lettering = lettering;
        }

        void draw(List<WeldDrawing> welds) {
            Verdict worst = welds.stream().map(WeldDrawing::verdict).reduce(new Verdict.Ok(), Verdict::worse);
            Rectangle bar = new Rectangle(0, 0, picture.image().getWidth(), BAR_PX);
            graphics.setColor(colourOf(worst));
            graphics.fill(bar);
            lettering.keepOff(bar);
            welds.forEach(this::geometry);
            welds.forEach(weld -> weld.findings().stream()
                    .filter(finding -> finding.decision() != Finding.Decision.ACCEPTED)
                    .limit(LABELLED_DEFECTS_MAX)
                    .forEach(this::finding));
            welds.forEach(this::headline);
            welds.forEach(weld -> weld.measurements().forEach(this::dimension));
        }

        private void geometry(WeldDrawing weld) {
            graphics.setStroke(new BasicStroke(1.4f));
            graphics.setColor(SEEN);
            weld.seen().forEach(outline -> graphics.draw(path(outline, true)));
            graphics.setStroke(
                    new BasicStroke(1f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1f, new float[] {6f, 5f}, 0f));
            graphics.setColor(NOMINAL);
            if (weld.nominal().size() == 1) {
                cross(at(weld.nominal().get(0)));
            } else if (weld.nominal().size() > 1) {
                graphics.draw(path(weld.nominal(), false));
            }
        }

        private void cross(Point2D p) {
            double arm = 9;
            graphics.draw(new Line2D.Double(p.getX() - arm, p.getY(), p.getX() + arm, p.getY()));
            graphics.draw(new Line2D.Double(p.getX(), p.getY() - arm, p.getX(), p.getY() + arm));
        }

        private void finding(Finding finding) {
            if (finding.outline().isEmpty()) {
                return;
            }
            Color colour = finding.decision() == Finding.Decision.REJECTED ? NOK : REVIEW;
            graphics.setColor(colour);
            graphics.setStroke(new BasicStroke(2f));
            boolean isDefect = finding.measured()
                    .filter(m -> m.shape().equals(finding.outline()))
                    .isEmpty();
            graphics.draw(path(finding.outline(), isDefect));
            double right = finding.outline().stream()
                    .mapToDouble(p -> at(p).getX())
                    .max()
                    .orElseThrow();
            double top = finding.outline().stream()
                    .mapToDouble(p -> at(p).getY())
                    .min()
                    .orElseThrow();
            lettering.write(name(finding) + size(finding), right + 6, top - LETTERS_PX, colour);
        }

        private String name(Finding finding) {
            return names.named(finding.defectClass())
                    .map(entry -> lettering.hasChinese() ? entry.english() + " " + entry.chinese() : entry.english())
                    .orElse(finding.defectClass().toString());
        }

        private String size(Finding finding) {
            return finding.measured()
                    .or(() -> finding.sizes().stream()
                            .filter(m -> m.measurand() == Measurand.DEFECT_LENGTH)
                            .findFirst())
                    .map(m -> "  " + value(m))
                    .orElse("");
        }

        private void headline(WeldDrawing weld) {
            Point2D anchor = anchor(weld);
            String text = weld.name() + "  " + weld.verdict().word();
            if (weld.verdict() instanceof Verdict.Review review) {
                text += " (" + review.reason() + ")";
            }
            lettering.write(text, anchor.getX(), anchor.getY(), colourOf(weld.verdict()));
        }

        /** Above what was seen, else above the nominal place, else the upper left corner. */
        private Point2D anchor(WeldDrawing weld) {
            List<PixelPoint> points = weld.seen().isEmpty()
                    ? weld.nominal()
                    : weld.seen().stream().flatMap(List::stream).toList();
            if (points.isEmpty()) {
                return new Point2D.Double(4, BAR_PX + 4);
            }
            double left = points.stream().mapToDouble(p -> at(p).getX()).min().orElseThrow();
            double top = points.stream().mapToDouble(p -> at(p).getY()).min().orElseThrow();
            return new Point2D.Double(left, top - 2.2 * LETTERS_PX);
        }

        private void dimension(Measurement m) {
            if (m.shape().size() < 2 || isTextOnly(m.measurand())) {
                return;
            }
            Point2D a = at(m.shape().get(0));
            Point2D b = at(m.shape().get(m.shape().size() - 1));
            double length = a.distance(b);
            if (length < SHORTEST_DIMENSION_PX) {
                return;
            }
            graphics.setColor(DIMENSION);
            graphics.setStroke(new BasicStroke(1.2f));
            graphics.draw(new Line2D.Double(a, b));
            double tickX = -(b.getY() - a.getY()) / length * 4;
            double tickY = (b.getX() - a.getX()) / length * 4;
            for (Point2D end : List.of(a, b)) {
                graphics.draw(new Line2D.Double(
                        end.getX() - tickX, end.getY() - tickY, end.getX() + tickX, end.getY() + tickY));
            }
            graphics.fill(new Ellipse2D.Double(b.getX() - 1.5, b.getY() - 1.5, 3, 3));
            lettering.write(symbol(m.measurand()) + value(m), b.getX() + 6, b.getY() + 2, DIMENSION);
        }

        private Path2D path(List<PixelPoint> points, boolean closed) {
            Path2D path = new Path2D.Double();
            for (int i = 0; i < points.size(); i++) {
                Point2D p = at(points.get(i));
                if (i == 0) {
                    path.moveTo(p.getX(), p.getY());
                } else {
                    path.lineTo(p.getX(), p.getY());
                }
            }
            if (closed && !points.isEmpty()) {
                path.closePath();
            }
            return path;
        }

        /**
         * Original pixel to screen; an original pixel's centre is at its index, a screen pixel's at its index and a
         * half.
         */
        private Point2D at(PixelPoint p) {
            double scale = picture.scale();
            return new Point2D.Double(
                    (p.x() - picture.box().x() + 0.5) * scale,
                    (p.y() - picture.box().y() + 0.5) * scale);
        }
    }

    private static Color colourOf(Verdict verdict) {
        if (verdict instanceof Verdict.Ok) {
            return OK;
        }
        return verdict instanceof Verdict.Nok ? NOK : REVIEW;
    }

    /** Sizes of defects stand in the label of their finding. */
    private static boolean isTextOnly(Measurand measurand) {
        return switch (measurand) {
            case DEFECT_LENGTH,
                    DEFECT_WIDTH,
                    DEFECT_AREA,
                    DEFECT_POSITION,
                    DEFECT_EXTENT,
                    DEFECT_SPACING,
                    DEFECT_CLUSTER_LENGTH,
                    DEFECT_COUNT,
                    DEFECT_LENGTH_SUM,
                    SPOT_OVALITY,
                    SEAM_WIDTH_MEAN -> true;
            case SEAM_LENGTH,
                    SEAM_WIDTH_MIN,
                    SEAM_WIDTH_MAX,
                    SEAM_GAP,
                    SEAM_OFFSET,
                    SPOT_DIAMETER,
                    SPOT_OFFSET,
                    SPOT_EDGE_DISTANCE -> false;
        };
    }

    private static String symbol(Measurand measurand) {
        return switch (measurand) {
            case SEAM_LENGTH -> "L ";
            case SEAM_WIDTH_MEAN, SEAM_WIDTH_MIN, SEAM_WIDTH_MAX, DEFECT_WIDTH -> "b ";
            case SEAM_GAP -> "gap ";
            case SEAM_OFFSET, SPOT_OFFSET -> "off ";
            case SPOT_DIAMETER -> "⌀ ";
            case SPOT_EDGE_DISTANCE -> "edge ";
            case SPOT_OVALITY -> "oval ";
            case DEFECT_COUNT -> "n ";
            case DEFECT_LENGTH_SUM -> "Σ ";
            case DEFECT_LENGTH, DEFECT_AREA, DEFECT_POSITION, DEFECT_EXTENT, DEFECT_SPACING, DEFECT_CLUSTER_LENGTH ->
                "";
        };
    }

    private static String value(Measurement m) {
        return switch (m.unit()) {
            case MM -> String.format(Locale.ROOT, "%.2f ± %.2f mm", m.value(), m.standardUncertainty());
            case MM2 -> String.format(Locale.ROOT, "%.2f ± %.2f mm²", m.value(), m.standardUncertainty());
            case ONE -> String.format(Locale.ROOT, "%.3f ± %.3f", m.value(), m.standardUncertainty());
            case PX, PX2 -> String.format(Locale.ROOT, "%.0f px (uncalibrated)", m.value());
        };
    }
}
