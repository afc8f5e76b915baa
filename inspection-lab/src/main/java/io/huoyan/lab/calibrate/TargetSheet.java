package io.huoyan.lab.calibrate;

import io.huoyan.core.image.MatScope;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.opencv.core.Mat;

/** Prints a target to scale, with a line by which the print can be checked. */
public final class TargetSheet {
    private static final float POINTS_PER_MM = 72 / 25.4f;
    private static final float TEXT_POINTS = 8;
    private static final float LINE_MM = 100;
    private static final float BELOW_MM = 8;

    private TargetSheet() {}

    /** Writes one page of PDF; what was there is replaced. */
    public static void write(Target target, Path file) throws IOException {
        float widthMm = (float) (target.columns() * target.pitchMm());
        float heightMm = (float) (target.rows() * target.pitchMm());
        float leftMm = (float) (target.paperWidthMm() - widthMm) / 2;
        float bottomMm = (float) (target.paperHeightMm() - heightMm) / 2;
        PDRectangle paper = new PDRectangle(points(target.paperWidthMm()), points(target.paperHeightMm()));
        try (PDDocument document = new PDDocument()) {
            document.getDocumentInformation().setTitle("Huoyan ChArUco target " + target.word());
            PDPage page = new PDPage(paper);
            document.addPage(page);
            PDImageXObject squares = LosslessFactory.createFromImage(document, image(target));
            squares.setInterpolate(false);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawImage(squares, points(leftMm), points(bottomMm), points(widthMm), points(heightMm));
                line(content, leftMm, bottomMm - BELOW_MM);
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), TEXT_POINTS);
                content.newLineAtOffset(points(leftMm + LINE_MM + 4), points(bottomMm - BELOW_MM - 1));
                content.showText(String.format(
                        Locale.ROOT,
                        "Huoyan %s, %d x %d squares of %.0f mm. Print at 100 %%; the line is 100 mm. Measure over many squares.",
                        target.word(),
                        target.columns(),
                        target.rows(),
                        target.pitchMm()));
                content.endText();
            }
            document.save(file.toFile());
        }
    }

    /** A line of 100 mm with ticks at its ends. */
    private static void line(PDPageContentStream content, float leftMm, float yMm) throws IOException {
        content.setLineWidth(0.5f);
        content.moveTo(points(leftMm), points(yMm));
        content.lineTo(points(leftMm + LINE_MM), points(yMm));
        for (float x : new float[] {leftMm, leftMm + LINE_MM}) {
            content.moveTo(points(x), points(yMm - 2));
            content.lineTo(points(x), points(yMm + 2));
        }
        content.stroke();
    }

    private static BufferedImage image(Target target) {
        try (MatScope scope = MatScope.open()) {
            Mat raster = target.raster(scope);
            byte[] grey = new byte[Math.toIntExact(raster.total())];
            raster.get(0, 0, grey);
            BufferedImage image = new BufferedImage(raster.cols(), raster.rows(), BufferedImage.TYPE_BYTE_BINARY);
            for (int i = 0; i < grey.length; i++) {
                image.setRGB(i % raster.cols(), i / raster.cols(), grey[i] == 0 ? 0 : 0xffffff);
            }
            return image;
        }
    }

    private static float points(double mm) {
        return (float) mm * POINTS_PER_MM;
    }
}
