package io.huoyan.core.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.Detection;
import io.huoyan.core.testkit.DrawnPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** Dark discs blurred as a lens blurs them: their edges are steepest within the disc. */
class DefectBlurTest {
    private static final int SIDE_PX = 60;
    private static final int FINER = 8;
    private static final double PIXEL_MM = 0.1;
    private static final double BLUR_PX = 1.5;
    private static final MmPoint CENTRE = new MmPoint(2.93, 3.04);
    private static final PlaneMap MAP = PlaneMap.ofPixelToMm(new double[] {PIXEL_MM, 0, 0, 0, PIXEL_MM, 0, 0, 0, 1});

    @Test
    void aBlurredPoreIsToldSmallerByNoMoreThanItsUncertaintySays() {
        for (double diameterMm : new double[] {0.6, 0.8, 1.2}) {
            List<Measurement> sizes = measured(diameterMm, Optional.of(BLUR_PX));

            for (Measurand measurand : List.of(Measurand.DEFECT_LENGTH, Measurand.DEFECT_WIDTH)) {
                Measurement size = of(sizes, measurand);
                assertThat(Math.abs(size.value() - diameterMm))
                        .as("%s", size)
                        .isLessThan(2 * size.standardUncertainty());
                double blurMm = BLUR_PX * PIXEL_MM;
                assertThat(blur(size)).isCloseTo(2 * blurMm * blurMm / diameterMm / Math.sqrt(3), within(0.012));
            }
            Measurement area = of(sizes, Measurand.DEFECT_AREA);
            assertThat(Math.abs(area.value() - Math.PI / 4 * diameterMm * diameterMm))
                    .as("%s", area)
                    .isLessThan(2 * area.standardUncertainty());
        }
    }

    @Test
    void aSharpPictureHasNextToNoDoubtOfItAndAnUnknownBlurIsOnePixel() {
        assertThat(blur(of(measured(0.8, Optional.of(0.3)), Measurand.DEFECT_WIDTH)))
                .isLessThan(0.002);
        assertThat(blur(of(measured(0.8, Optional.empty()), Measurand.DEFECT_WIDTH)))
                .isCloseTo(2 * 0.01 / 0.8 / Math.sqrt(3), within(0.004));
    }

    private static double blur(Measurement size) {
        return size.budget().stream()
                .filter(contribution -> contribution.name().equals("blur"))
                .mapToDouble(Contribution::standardUncertainty)
                .findFirst()
                .orElseThrow();
    }

    private static Measurement of(List<Measurement> sizes, Measurand measurand) {
        return sizes.stream()
                .filter(size -> size.measurand() == measurand)
                .findFirst()
                .orElseThrow();
    }

    private static List<Measurement> measured(double diameterMm, Optional<Double> blurPx) {
        List<PixelPoint> outline = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            double angle = 2 * Math.PI * i / 40;
            double radiusMm = diameterMm / 2 + 0.03;
            outline.add(MAP.toPixel(
                    new MmPoint(CENTRE.x() + radiusMm * Math.cos(angle), CENTRE.y() + radiusMm * Math.sin(angle))));
        }
        Scale scale = new Scale(MAP, Measurement.Unit.MM, 0, 0, 0, 0, 0, Optional.empty(), blurPx);
        try (MatScope scope = MatScope.open()) {
            return DefectRuler.measure(
                    blurredDisc(diameterMm, scope),
                    new Detection("pore", 0.9, outline, 40),
                    1,
                    scale,
                    Optional.empty(),
                    scope);
        }
    }

    private static Frame blurredDisc(double diameterMm, MatScope scope) {
        Mat fine = scope.mat(SIDE_PX * FINER, SIDE_PX * FINER, CvType.CV_8UC1);
        byte[] pixels = new byte[SIDE_PX * FINER * SIDE_PX * FINER];
        for (int i = 0; i < pixels.length; i++) {
            int row = i / (SIDE_PX * FINER);
            double x = (i - row * SIDE_PX * FINER + 0.5) / FINER - 0.5;
            double y = (row + 0.5) / FINER - 0.5;
            boolean isInside = MAP.toMm(new PixelPoint(x, y)).distanceMm(CENTRE) < diameterMm / 2;
            pixels[i] = (byte) (isInside ? 60 : 160);
        }
        fine.put(0, 0, pixels);
        Mat blurred = scope.mat(SIDE_PX * FINER, SIDE_PX * FINER, CvType.CV_8UC1);
        Imgproc.GaussianBlur(fine, blurred, new Size(0, 0), BLUR_PX * FINER);
        Mat picture = scope.mat(SIDE_PX, SIDE_PX, CvType.CV_8UC1);
        Imgproc.resize(blurred, picture, picture.size(), 0, 0, Imgproc.INTER_AREA);
        return new Frame(DrawnPicture.header("drawn", 1), picture, 255);
    }
}
