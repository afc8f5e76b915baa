package io.huoyan.core.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.domain.DefectClass;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.judge.Finding;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.testkit.DrawnPicture;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;

class OverlayTest {
    private final Overlay overlay = new Overlay(new DefectNames(List.of()));

    @Test
    void theVerdictIsABarInItsColour() {
        assertThat(barOf(new Verdict.Ok())).isEqualTo(new Color(60, 190, 90));
        assertThat(barOf(new Verdict.Nok("crack"))).isEqualTo(new Color(235, 60, 50));
        assertThat(barOf(new Verdict.Review(Verdict.Reason.LATE, "late"))).isEqualTo(new Color(250, 180, 30));
    }

    /**
     * A rejected defect's outline is drawn where it is: left edge at x = 50, so that screen pixels 100 to 102 are red.
     */
    @Test
    void aDefectIsOutlinedInPlace() {
        List<PixelPoint> outline =
                List.of(new PixelPoint(50, 60), new PixelPoint(80, 60), new PixelPoint(80, 90), new PixelPoint(50, 90));
        Finding finding = new Finding(
                DefectClass.parse("ISO6520-1:100"),
                "",
                Optional.empty(),
                Optional.empty(),
                Finding.Decision.REJECTED,
                outline,
                1,
                List.of());
        BufferedImage drawn = draw(new Verdict.Nok("crack"), List.of(finding));
        Color edge = new Color(drawn.getRGB(101, 150));
        Color inside = new Color(drawn.getRGB(130, 150));
        assertThat(edge.getRed()).isGreaterThan(200);
        assertThat(edge.getGreen()).isLessThan(100);
        assertThat(inside).isEqualTo(new Color(100, 100, 100));
    }

    @Test
    void evidenceKeepsSixteenBitsAndIsShownInEight() {
        try (MatScope scope = MatScope.open()) {
            Mat deep = scope.mat(20, 30, CvType.CV_16UC1);
            deep.setTo(new Scalar(4000));
            Frame frame = new Frame(DrawnPicture.header("view", 1), deep, 4095);
            Evidence evidence = EvidenceCutter.cut(frame, new PixelBox(-5, -5, 20, 20), scope)
                    .orElseThrow();
            assertThat(evidence.box()).isEqualTo(new PixelBox(0, 0, 15, 15));
            assertThat(evidence.png()[24]).as("bit depth in the PNG's header").isEqualTo((byte) 16);
            DisplayPicture shown = DisplayPicture.of(evidence, 60, scope);
            assertThat(shown.scale()).isEqualTo(4);
            assertThat(new Color(shown.image().getRGB(30, 30))).isEqualTo(Color.WHITE);
        }
    }

    @Test
    void nothingIsCutWhereThePictureIsNot() {
        try (MatScope scope = MatScope.open()) {
            Frame frame = picture(scope);
            assertThat(EvidenceCutter.cut(frame, new PixelBox(500, 0, 10, 10), scope))
                    .isEmpty();
        }
    }

    private Color barOf(Verdict verdict) {
        return new Color(draw(verdict, List.of()).getRGB(200, 2));
    }

    private BufferedImage draw(Verdict verdict, List<Finding> findings) {
        try (MatScope scope = MatScope.open()) {
            DisplayPicture picture = DisplayPicture.of(picture(scope), new PixelBox(0, 0, 200, 120), 400, scope);
            BufferedImage before = picture.image();
            int corner = before.getRGB(0, 0);
            BufferedImage drawn = overlay.draw(
                    picture,
                    List.of(new WeldDrawing(
                            "W1", verdict, findings, List.of(), List.of(new PixelPoint(150, 60)), List.of())));
            assertThat(before.getRGB(0, 0)).as("the picture drawn on").isEqualTo(corner);
            return drawn;
        }
    }

    private static Frame picture(MatScope scope) {
        PlaneMap map = PlaneMap.straightDown(1, new MmPoint(0, 0));
        return new DrawnPicture(200, 120, map, 100).frame(1, 0, 1, scope);
    }
}
