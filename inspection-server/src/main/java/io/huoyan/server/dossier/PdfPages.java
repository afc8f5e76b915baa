package io.huoyan.server.dossier;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.image.BufferedImage;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;

/**
 * Pages of A4, filled from the top. Text in Latin letters is written as text; other text (Chinese names) is drawn with
 * a font of the machine, and where that has no such letters, by its code points.
 */
final class PdfPages implements Closeable {
    private static final float MARGIN = 42;
    private static final float LEADING = 1.35f;
    private static final float JPEG_QUALITY = 0.9f;
    private static final PDRectangle SIZE = PDRectangle.A4;

    private final PDDocument document = new PDDocument();
    private final PDFont plain = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
    private final PDFont bold = new PDType1Font(Standard14Fonts.FontName.HELVETICA_BOLD);
    private final String footer;
    private PDPageContentStream page;
    private float y;
    private int pages;

    PdfPages(String title, String footer) throws IOException {
        this.footer = footer;
        document.getDocumentInformation().setTitle(title);
        document.getDocumentInformation().setCreator("Huoyan");
        this.page = nextPage();
    }

    private PDPageContentStream nextPage() throws IOException {
        PDPage next = new PDPage(SIZE);
        document.addPage(next);
        pages++;
        PDPageContentStream stream = new PDPageContentStream(document, next);
        y = SIZE.getHeight() - MARGIN;
        page = stream;
        put(footer + "    page " + pages, MARGIN, MARGIN / 2, 7, false);
        return stream;
    }

    private void room(float height) throws IOException {
        if (y - height < MARGIN) {
            page.close();
            page = nextPage();
        }
    }

    void heading(String text) throws IOException {
        room(48);
        y -= 12;
        line(text, 13, true);
        page.setLineWidth(0.5f);
        page.moveTo(MARGIN, y - 4);
        page.lineTo(SIZE.getWidth() - MARGIN, y - 4);
        page.stroke();
        y -= 6;
    }

    void title(String text) throws IOException {
        line(text, 18, true);
        y -= 4;
    }

    void text(String text) throws IOException {
        line(text, 9, false);
    }

    void strong(String text) throws IOException {
        line(text, 9, true);
    }

    /** Wrapped at blanks, or anywhere where there are none. */
    private void line(String text, float size, boolean isBold) throws IOException {
        String left = text;
        float width = SIZE.getWidth() - 2 * MARGIN;
        while (!left.isEmpty()) {
            int fits = fitting(left, size, isBold, width);
            room(size * LEADING);
            y -= size * LEADING;
            put(left.substring(0, fits).strip(), MARGIN, y, size, isBold);
            left = left.substring(fits).strip();
        }
    }

    private int fitting(String text, float size, boolean isBold, float width) {
        int end = text.length();
        while (end > 1 && width(text.substring(0, end), size, isBold) > width) {
            int blank = text.lastIndexOf(' ', end - 1);
            end = blank > 0 ? blank : end - 1;
        }
        return end;
    }

    private float width(String text, float size, boolean isBold) {
        if (isLatin(text)) {
            try {
                return (isBold ? bold : plain).getStringWidth(text) / 1000 * size;
            } catch (IOException e) {
                return text.length() * size;
            }
        }
        return text.codePoints()
                .mapToObj(point -> point < 0x2000 ? 0.56f * size : size)
                .reduce(0f, Float::sum);
    }

    /** A picture with a caption, not wider than the page and not higher than a third of it. */
    void picture(BufferedImage image, String caption) throws IOException {
        float width = SIZE.getWidth() - 2 * MARGIN;
        float scale = Math.min(width / image.getWidth(), SIZE.getHeight() / 3 / image.getHeight());
        room(image.getHeight() * scale + 26);
        y -= image.getHeight() * scale + 6;
        page.drawImage(
                JPEGFactory.createFromImage(document, image, JPEG_QUALITY),
                MARGIN,
                y,
                image.getWidth() * scale,
                image.getHeight() * scale);
        line(caption, 8, false);
        y -= 4;
    }

    private void put(String text, float x, float baseline, float size, boolean isBold) throws IOException {
        if (isLatin(text)) {
            page.beginText();
            page.setFont(isBold ? bold : plain, size);
            page.newLineAtOffset(x, baseline);
            page.showText(text);
            page.endText();
        } else {
            draw(text, x, baseline, size, isBold);
        }
    }

    private boolean isLatin(String text) {
        try {
            plain.encode(text);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private void draw(String text, float x, float baseline, float size, boolean isBold) throws IOException {
        Shape outline;
        try {
            Font font = new Font(Font.SANS_SERIF, isBold ? Font.BOLD : Font.PLAIN, 1).deriveFont(size);
            if (font.canDisplayUpTo(text) >= 0) {
                put(codePoints(text), x, baseline, size, isBold);
                return;
            }
            outline = font.createGlyphVector(new FontRenderContext(null, true, true), text)
                    .getOutline();
        } catch (RuntimeException | LinkageError | InternalError noFonts) {
            put(codePoints(text), x, baseline, size, isBold);
            return;
        }
        fill(outline, AffineTransform.getTranslateInstance(x, baseline));
    }

    private void fill(Shape outline, AffineTransform place) throws IOException {
        AffineTransform upright = new AffineTransform(place);
        upright.scale(1, -1);
        float[] p = new float[6];
        float[] at = new float[2];
        for (PathIterator path = outline.getPathIterator(upright); !path.isDone(); path.next()) {
            switch (path.currentSegment(p)) {
                case PathIterator.SEG_MOVETO -> page.moveTo(p[0], p[1]);
                case PathIterator.SEG_LINETO -> page.lineTo(p[0], p[1]);
                case PathIterator.SEG_QUADTO ->
                    // A quadratic curve as the cubic one that is the same.
                    page.curveTo(
                            at[0] + 2f / 3 * (p[0] - at[0]),
                            at[1] + 2f / 3 * (p[1] - at[1]),
                            p[2] + 2f / 3 * (p[0] - p[2]),
                            p[3] + 2f / 3 * (p[1] - p[3]),
                            p[2],
                            p[3]);
                case PathIterator.SEG_CUBICTO -> page.curveTo(p[0], p[1], p[2], p[3], p[4], p[5]);
                default -> page.closePath();
            }
            int last = lastPoint(path.currentSegment(p));
            if (last >= 0) {
                at[0] = p[last];
                at[1] = p[last + 1];
            }
        }
        page.fill();
    }

    private static int lastPoint(int segment) {
        return switch (segment) {
            case PathIterator.SEG_MOVETO, PathIterator.SEG_LINETO -> 0;
            case PathIterator.SEG_QUADTO -> 2;
            case PathIterator.SEG_CUBICTO -> 4;
            default -> -1;
        };
    }

    private String codePoints(String text) {
        StringBuilder written = new StringBuilder();
        text.codePoints().forEach(point -> {
            String one = Character.toString(point);
            written.append(isLatin(one) ? one : String.format("\\u{%X}", point));
        });
        return written.toString();
    }

    void save(Path file) throws IOException {
        page.close();
        document.save(file.toFile());
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}
