package io.huoyan.lab.calibrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.catalog.CatalogLoader;
import io.huoyan.core.catalog.View;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.image.MatScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;

/** A camera whose lens and place are known takes pictures of the target; they must come out again. */
class CalibrationTest {
    private static final Pitch PITCH = new Pitch(Target.A4, 16, Pitch.UNCERTIFIED);
    private static final Pitch CERTIFIED = new Pitch(Target.A4, 16, 0.0005);
    private static final double FLAT_MM = 560;

    private static List<Shot> shots = List.of();
    private static LensCalibration lens;

    @TempDir
    Path temporary;

    @BeforeAll
    static void calibrate() {
        shots = List.of(
                shot("flat", DrawnTarget.pose(0, 0, FLAT_MM, 0, 0), 1),
                shot("left", DrawnTarget.pose(-60, -40, 520, 28, 0), 2),
                shot("right", DrawnTarget.pose(60, 40, 520, -28, 0), 3),
                shot("up", DrawnTarget.pose(50, -50, 520, 0, 28), 4),
                shot("down", DrawnTarget.pose(-50, 50, 520, 0, -28), 5),
                shot("near", DrawnTarget.pose(0, 0, 440, 18, 18), 6),
                shot("far", DrawnTarget.pose(20, 10, 640, -20, 20), 7),
                shot("turned", DrawnTarget.pose(-20, -20, 560, 25, -25), 8),
                shot("corner", DrawnTarget.pose(80, 70, 560, -15, -25), 9));
        lens = LensCalibration.of(shots, PITCH);
    }

    private static Shot shot(String name, BoardPose pose, long seed) {
        try (MatScope scope = MatScope.open()) {
            return new TargetFinder(Target.A4).find(DrawnTarget.picture(pose, seed, scope), name, scope);
        }
    }

    @Test
    void cornersLieWhereTheyAreToATenthOfAPixel() {
        BoardPose pose = DrawnTarget.pose(0, 0, FLAT_MM, 0, 0);
        double sum = 0;
        for (Shot.Corner corner : shots.get(0).corners()) {
            double[] onSheet = DrawnTarget.onSheet(pose, corner.seen());
            MmPoint truth = Target.A4.corner(corner.id(), 16);
            sum += Math.pow(onSheet[0] - truth.x(), 2) + Math.pow(onSheet[1] - truth.y(), 2);
        }
        double mmPerPixel = FLAT_MM / DrawnTarget.LENS.fxPx();

        assertThat(Math.sqrt(sum / shots.get(0).corners().size()) / mmPerPixel).isLessThan(0.1);
    }

    @Test
    void theLensComesOutAgain() {
        assertThat(lens.rmsPx()).isLessThan(0.15);
        assertThat(lens.lens().fxPx()).isCloseTo(2200, within(4.0));
        assertThat(lens.lens().fyPx()).isCloseTo(2205, within(4.0));
        assertThat(lens.lens().cxPx()).isCloseTo(650, within(4.0));
        assertThat(lens.lens().cyPx()).isCloseTo(500, within(4.0));
        assertThat(lens.lens().k1()).isCloseTo(-0.18, within(0.02));
        assertThat(Math.abs(lens.lens().fxPx() - 2200) / 2200).isLessThan(4 * lens.focalRelativeUncertainty() + 1e-4);
    }

    @Test
    void millimetresOfThePlaneComeOutAgainInThePartsFrame() {
        BoardPose pose = DrawnTarget.pose(5, -5, FLAT_MM, 4, -3);
        Shot shot = shot("in place", pose, 20);
        var placement = new PlaneCalibration.Placement(new MmPoint(120, 35), 90);

        PlaneCalibration plane = PlaneCalibration.of(shot, lens.lens(), PITCH, placement);

        assertThat(plane.cameraHeightMm()).isCloseTo(pose.camera()[2], within(1.0));
        for (int x = 100; x < DrawnTarget.WIDTH_PX; x += 180) {
            for (int y = 100; y < DrawnTarget.HEIGHT_PX; y += 160) {
                PixelPoint seen = new PixelPoint(x, y);
                double[] onSheet = DrawnTarget.onSheet(pose, seen);
                MmPoint truth = placement.toPart(new MmPoint(onSheet[0], onSheet[1]));
                MmPoint found = plane.map().toMm(seen);
                assertThat(Math.hypot(found.x() - truth.x(), found.y() - truth.y()))
                        .as(seen.toString())
                        .isLessThan(0.06);
            }
        }
    }

    @Test
    void whatIsToBeExpectedGrowsWithTheHeightThatIsNotKnown() {
        PlaneCalibration plane = PlaneCalibration.of(
                shots.get(0), lens.lens(), PITCH, new PlaneCalibration.Placement(new MmPoint(0, 0), 0));

        double known = most(plane, 0);
        double unknown = most(plane, 2);

        // 30 mm × 0.3 % × 2, and next to nothing of the lens.
        assertThat(known).isCloseTo(0.18, within(0.03));
        // 2 mm / √3 of 560 mm, of 30 mm, twice, beside it.
        assertThat(unknown)
                .isCloseTo(Math.hypot(known, 2 * 30 * 2 / Math.sqrt(3) / plane.cameraHeightMm()), within(0.01));
    }

    private static double most(PlaneCalibration plane, double heightMm) {
        return ExpectedUncertainty.over(
                        plane,
                        DrawnTarget.WIDTH_PX,
                        DrawnTarget.HEIGHT_PX,
                        Pitch.UNCERTIFIED,
                        new ExpectedUncertainty.PlaneRange(heightMm, 0))
                .stream()
                .mapToDouble(ExpectedUncertainty.Place::expandedMm)
                .max()
                .orElseThrow();
    }

    @Test
    void aLensIsReadAsItWasWritten() throws IOException {
        Path file = Files.writeString(temporary.resolve("lens.yaml"), CalibrationYaml.lens(lens, CERTIFIED));

        LensFile read = LensFile.read(file);

        assertThat(read.uncertaintyOf(CERTIFIED.target(), CERTIFIED.mm())).isEqualTo(0.0005);
        assertThat(read.widthPx()).isEqualTo(DrawnTarget.WIDTH_PX);
        assertThat(read.lens().fxPx()).isCloseTo(lens.lens().fxPx(), within(0.01));
        assertThat(read.lens().k1()).isCloseTo(lens.lens().k1(), within(1e-6));
    }

    /** Before lens.yaml told it. */
    @Test
    void aLensThatDoesNotTellOfItsTargetHadAnUncertifiedOne() throws IOException {
        String text = CalibrationYaml.lens(lens, CERTIFIED).replaceAll("(?m)^(target|pitchMm).*\n", "");
        Path file = Files.writeString(temporary.resolve("old.yaml"), text);

        assertThat(text).doesNotContain("targetRelativeUncertainty");
        assertThat(LensFile.read(file).uncertaintyOf(CERTIFIED.target(), CERTIFIED.mm()))
                .isEqualTo(Pitch.UNCERTIFIED);
    }

    /** Else a plane shot with a print on paper would be as sure as a certified plate. */
    @Test
    void aCertificateHoldsForThePrintThatItIsOf() throws IOException {
        Path file = Files.writeString(temporary.resolve("lens.yaml"), CalibrationYaml.lens(lens, CERTIFIED));
        LensFile read = LensFile.read(file);

        assertThat(read.uncertaintyOf(CERTIFIED.target(), CERTIFIED.mm() + 0.001))
                .isEqualTo(Pitch.UNCERTIFIED);
        assertThat(Arrays.stream(Target.values())
                        .filter(other -> other != CERTIFIED.target())
                        .mapToDouble(other -> read.uncertaintyOf(other, CERTIFIED.mm())))
                .isNotEmpty()
                .containsOnly(Pitch.UNCERTIFIED);
    }

    /** The catalog reads what is written as it is. */
    @Test
    void theCatalogTakesAViewsCalibration() throws IOException {
        PlaneCalibration plane = PlaneCalibration.of(
                shots.get(0), lens.lens(), PITCH, new PlaneCalibration.Placement(new MmPoint(-70, -40), 0));
        Path source = Path.of(System.getProperty("huoyan.root"), "sample-images/body-line/catalog");
        String yaml = CalibrationYaml.view(
                plane,
                DrawnTarget.WIDTH_PX,
                DrawnTarget.HEIGHT_PX,
                Pitch.UNCERTIFIED,
                new ExpectedUncertainty.PlaneRange(1, 1));
        Path catalog = temporary.resolve("catalog");
        try (var files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = catalog.resolve(source.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        String stations = Files.readString(catalog.resolve("stations.yaml"));
        int from = stations.indexOf("        calibration:");
        int to = stations.indexOf("      - id: right-sill");
        Files.writeString(
                catalog.resolve("stations.yaml"),
                stations.substring(0, from) + yaml.indent(8) + stations.substring(to));

        View view = CatalogLoader.load(catalog)
                .stations()
                .get(new StationId("BS-110"))
                .views()
                .get(new ViewId("left-sill"));

        View.Calibration read = view.calibration().orElseThrow();
        assertThat(read.pose().orElseThrow().cameraHeightMm()).isCloseTo(plane.cameraHeightMm(), within(0.01));
        PixelPoint at = new PixelPoint(1100, 150);
        MmPoint expected = plane.map().toMm(at);
        assertThat(read.pixelToMm().toMm(at).x()).isCloseTo(expected.x(), within(1e-3));
        assertThat(read.pixelToMm().toMm(at).y()).isCloseTo(expected.y(), within(1e-3));
    }

    @Test
    void tooFewShotsAreRefused() {
        assertThatThrownBy(() -> LensCalibration.of(shots.subList(0, 7), PITCH))
                .isInstanceOf(CalibrationException.class)
                .hasMessage("there are 7 shots that show the target; needed are 8 or more: near and far, tilted four"
                        + " ways, reaching every corner of the picture");
    }

    /** Five that are there twice are five: the camera, or the file, did not move. */
    @Test
    void shotsThatRepeatAnotherAreNamedAndCountForNothing() {
        List<Shot> twice = new ArrayList<>();
        for (Shot shot : shots.subList(0, 5)) {
            twice.add(shot);
            twice.add(moved(shot, "copy of " + shot.name(), 0));
        }

        assertThat(DistinctShots.of(twice).shots()).isEqualTo(shots.subList(0, 5));
        assertThat(DistinctShots.of(twice).leftOut().get(0))
                .hasToString("copy of flat: every corner lies within 0.5 px of where flat has it; needed is a shot"
                        + " from another side");
        assertThatThrownBy(() -> LensCalibration.of(twice, PITCH))
                .isInstanceOf(CalibrationException.class)
                .hasMessageStartingWith("there are 5 shots that show the target, and 5 that only repeat one of them;"
                        + " needed are 8 or more");
    }

    @Test
    void ofRepeatsTheOneWithMostCornersStaysAndOneThatMovedIsNone() {
        Shot flat = shots.get(0);
        Shot part =
                new Shot("part", flat.widthPx(), flat.heightPx(), flat.corners().subList(0, 20));

        assertThat(DistinctShots.of(List.of(part, flat)).shots()).containsExactly(flat);
        assertThat(DistinctShots.of(List.of(flat, moved(flat, "below", 0.49))).shots())
                .hasSize(1);
        assertThat(DistinctShots.of(List.of(flat, moved(flat, "above", 0.51))).shots())
                .hasSize(2);
        assertThat(DistinctShots.of(shots).leftOut()).isEmpty();
    }

    private static Shot moved(Shot shot, String name, double px) {
        return new Shot(
                name,
                shot.widthPx(),
                shot.heightPx(),
                shot.corners().stream()
                        .map(corner -> new Shot.Corner(
                                corner.id(),
                                new PixelPoint(
                                        corner.seen().x() + px, corner.seen().y())))
                        .toList());
    }

    @Test
    void aTargetThatLiesNowhereIsRefused() {
        assertThatThrownBy(() -> new PlaneCalibration.Placement(new MmPoint(Double.NaN, 0), 0))
                .isInstanceOf(CalibrationException.class)
                .hasMessage("the target lies at NaN, 0.0 mm; allowed are numbers up to a million millimetres");
        assertThatThrownBy(() -> new PlaneCalibration.Placement(new MmPoint(0, Double.POSITIVE_INFINITY), 0))
                .hasMessageStartingWith("the target lies at 0.0, Infinity mm");
        assertThatThrownBy(() -> new PlaneCalibration.Placement(new MmPoint(0, 0), Double.NaN))
                .hasMessage("the target is turned by NaN°; allowed are -360 to 360");
        assertThatThrownBy(() -> new PlaneCalibration.Placement(new MmPoint(0, 0), 360.1))
                .hasMessageStartingWith("the target is turned by 360.1°");
        assertThat(new PlaneCalibration.Placement(new MmPoint(-1e6, 1e6), -360).angleDeg())
                .isEqualTo(-360);
    }

    @Test
    void aSetThatLooksStraightDownIsRefusedAndSaysWhatToAdd() {
        List<Shot> flat = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            flat.add(shot("flat " + i, DrawnTarget.pose(0, 0, FLAT_MM + 2 * i, 0.5, 0.5), 40 + i));
        }

        assertThatThrownBy(() -> LensCalibration.of(flat, PITCH))
                .isInstanceOf(CalibrationException.class)
                .hasMessageStartingWith("the set is too poor to calibrate by: ")
                .hasMessageContaining("0 shots have the sheet tilted by 12° or more with its top or bottom towards the"
                        + " camera, needed are 2; add some tilted by about 30°")
                .hasMessageContaining("its left or right");
    }

    @Test
    void aSetThatLeavesThePicturesEdgesOutSaysWhichToReach() {
        List<Shot> middle = shots.stream()
                .map(shot -> new Shot(
                        shot.name(),
                        shot.widthPx(),
                        shot.heightPx(),
                        shot.corners().stream()
                                .filter(corner -> corner.seen().x() < 700)
                                .toList()))
                .filter(shot -> shot.corners().size() >= 20)
                .toList();

        assertThatThrownBy(() -> LensCalibration.of(middle, PITCH))
                .hasMessageContaining("add shots that reach: ")
                .hasMessageContaining("top row, far right");
    }

    @Test
    void shotsOfTwoSizesAreRefused() {
        List<Shot> mixed = new ArrayList<>(shots);
        mixed.add(new Shot("odd", 640, 512, shots.get(0).corners()));

        assertThatThrownBy(() -> LensCalibration.of(mixed, PITCH))
                .hasMessage(
                        "odd is 640 × 512 px, flat is 1280 × 1024 px; allowed are pictures of one camera at one size");
    }

    @Test
    void aMirroredShotIsNamedAsSuch() {
        try (MatScope scope = MatScope.open()) {
            Mat picture = DrawnTarget.picture(DrawnTarget.pose(0, 0, FLAT_MM, 0, 0), 1, scope);
            Mat mirrored = scope.mat();
            Core.flip(picture, mirrored, 1);

            assertThatThrownBy(() -> new TargetFinder(Target.A4).find(mirrored, "m.png", scope))
                    .hasMessage("m.png: shows the target mirrored; allowed is a picture as the line's camera gives it");
        }
    }

    @Test
    void aPictureWithoutTargetIsRefused() {
        try (MatScope scope = MatScope.open()) {
            Mat grey = scope.mat(400, 600, CvType.CV_8UC1);
            scope.own(grey.setTo(Scalar.all(90)));

            assertThatThrownBy(() -> new TargetFinder(Target.A4).find(grey, "g.png", scope))
                    .hasMessage("g.png: shows 0 corners of the target a4; needed are 12 or more of its 150."
                            + " Is it this target, sharp, and not too small?");
        }
        assertThatThrownBy(() -> new TargetFinder(Target.A4).find(temporary.resolve("none.png")))
                .hasMessage(temporary.resolve("none.png") + ": is missing or no picture");
    }

    /** Each has marks of its own: a sheet of the other size would give millimetres that are half as many again. */
    @Test
    void oneTargetIsNotTakenForAnother() {
        try (MatScope scope = MatScope.open()) {
            Mat picture = DrawnTarget.picture(DrawnTarget.pose(0, 0, FLAT_MM, 0, 0), 1, scope);

            assertThatThrownBy(() -> new TargetFinder(Target.A3).find(picture, "a4.png", scope))
                    .hasMessageStartingWith("a4.png: shows 0 corners of the target a3");
        }
    }

    @Test
    void aPitchFarFromTheTargetsIsRefused() {
        assertThat(new Pitch(Target.A4, 16.47, 0).mm()).isEqualTo(16.47);
        assertThatThrownBy(() -> new Pitch(Target.A4, 16.49, 0))
                .hasMessage("pitch is 16.49 mm; the target a4 has squares of 16.0 mm, allowed is within 3 %. Is it this"
                        + " target, printed at 100 %?");
        assertThatThrownBy(() -> new Pitch(Target.A4, 16, 0.11))
                .hasMessage("relative uncertainty of the pitch is 0.11; allowed is 0 to 0.1");
    }

    @Test
    void aShotOfLittleOfTheTargetGivesNoPlane() {
        Shot few = new Shot("few", 1280, 1024, shots.get(0).corners().subList(0, 23));
        Shot narrow = new Shot("narrow", 1280, 1024, shots.get(0).corners().subList(0, 45));
        var placement = new PlaneCalibration.Placement(new MmPoint(0, 0), 0);

        assertThatThrownBy(() -> PlaneCalibration.of(few, lens.lens(), PITCH, placement))
                .hasMessage("few: shows 23 corners of the target; needed are 24 or more");
        assertThatThrownBy(() -> PlaneCalibration.of(narrow, lens.lens(), PITCH, placement))
                .hasMessageContaining("narrow: the target's corners span ")
                .hasMessageContaining("needed are 410 px or more both ways");
    }

    /** The sheet, rendered from its PDF as a printer would, is found by the finder; its squares are 16 mm. */
    @Test
    void thePrintedSheetIsTheTargetToScale() throws IOException {
        Path pdf = temporary.resolve("target.pdf");
        TargetSheet.write(Target.A4, pdf);
        Path png = temporary.resolve("target.png");
        double dpi = 127;
        try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
            ImageIO.write(new PDFRenderer(document).renderImageWithDPI(0, (float) dpi), "png", png.toFile());
        }

        Shot shot = new TargetFinder(Target.A4).find(png);

        assertThat(shot.corners()).hasSize(Target.A4.corners());
        PixelPoint first = shot.corners().get(0).seen();
        PixelPoint last = shot.corners().get(shot.corners().size() - 1).seen();
        double perMm = dpi / 25.4;
        assertThat((last.x() - first.x()) / perMm).isCloseTo(14 * 16, within(0.2));
        assertThat((last.y() - first.y()) / perMm).isCloseTo(9 * 16, within(0.2));
    }

    @Test
    void aFolderOfPicturesIsReadAsTheyWereWritten() {
        Path file = temporary.resolve("shot.png");
        try (MatScope scope = MatScope.open()) {
            Mat picture = DrawnTarget.picture(DrawnTarget.pose(0, 0, FLAT_MM, 0, 0), 1, scope);
            assertThat(Imgcodecs.imwrite(file.toString(), picture)).isTrue();
        }

        assertThat(new TargetFinder(Target.A4).find(file).corners())
                .isEqualTo(shots.get(0).corners());
    }
}
