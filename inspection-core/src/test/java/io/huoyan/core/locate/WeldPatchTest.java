package io.huoyan.core.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.catalog.View;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.Weld.SafetyClass;
import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.image.TestFrames;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.opencv.core.CvType;

class WeldPatchTest {
    private static final int WIDTH_PX = 1280;
    private static final int HEIGHT_PX = 1024;
    private static final PlaneMap MAP =
            PlaneMap.ofPixelToMm(new double[] {0.101, -0.0015, -3.5, 0.0018, 0.1008, -4.1, 2.0e-6, 4.0e-6, 1});
    private static final View.Calibration CALIBRATION =
            new View.Calibration(WIDTH_PX, HEIGHT_PX, MAP, 0.003, List.of(), 0.3);

    private static Weld weld(WeldGeometry geometry) {
        return new Weld(
                new WeldId("W-1"),
                new StationId("BS-110"),
                List.of(new ViewId("left-sill")),
                "135",
                "steel",
                List.of(1.0),
                SafetyClass.A,
                geometry,
                "ISO5817-C");
    }

    private static Weld spot(double xMm, double yMm) {
        return weld(new WeldGeometry.Spot(new MmPoint(xMm, yMm), 6));
    }

    private static Weld seam(MmPoint... path) {
        return weld(new WeldGeometry.Seam(List.of(path), 6));
    }

    private static LocatedWeld locate(Frame frame, Weld weld, MatScope scope) {
        Location location = Locator.locate(frame, CALIBRATION, List.of(weld), 48, 192, scope);
        assertThat(location).isInstanceOf(Location.Registered.class);
        return ((Location.Registered) location).welds().get(0);
    }

    /** Slow waves over the part's plane: what a patch shows anywhere is known without the picture. */
    private static double waves(MmPoint mm) {
        return 0.5 + 0.2 * Math.sin(mm.x() * 1.1) + 0.2 * Math.cos(mm.y() * 0.9);
    }

    private static double wavesAt(int x, int y) {
        return waves(MAP.toMm(new PixelPoint(x, y)));
    }

    private static void assertShowsTheWaves(WeldPatch patch) {
        byte[] bgr = new byte[patch.pixels().rows() * patch.pixels().cols() * 3];
        patch.pixels().get(0, 0, bgr);
        int side = patch.pixels().cols();
        for (int i = 0; i < side * side; i += 97) {
            int row = i / side;
            double expected = 255 * waves(MAP.toMm(patch.toOriginal(i % side, row)));
            for (int channel = 0; channel < 3; channel++) {
                assertThat((double) Byte.toUnsignedInt(bgr[3 * i + channel]))
                        .as("patch pixel " + i % side + ", " + row)
                        .isCloseTo(expected, within(3.0));
            }
        }
    }

    @Test
    void aPatchShowsTheOriginalPixelsThatItSaysItShows() {
        try (MatScope scope = MatScope.open()) {
            List<Frame> frames = List.of(
                    TestFrames.grey8(WIDTH_PX, HEIGHT_PX, scope, WeldPatchTest::wavesAt),
                    TestFrames.grey12(WIDTH_PX, HEIGHT_PX, scope, WeldPatchTest::wavesAt),
                    TestFrames.colour8(WIDTH_PX, HEIGHT_PX, scope, WeldPatchTest::wavesAt));
            for (Frame frame : frames) {
                assertShowsTheWaves(locate(frame, spot(60, 40), scope).patches().get(0));
                locate(frame, seam(new MmPoint(30, 28), new MmPoint(90, 54)), scope)
                        .patches()
                        .forEach(WeldPatchTest::assertShowsTheWaves);
            }
        }
    }

    @Test
    void aSpotIsOnePatchWithItsCentreInTheMiddleAndTheRecipesScale() {
        try (MatScope scope = MatScope.open()) {
            LocatedWeld located =
                    locate(TestFrames.grey8(WIDTH_PX, HEIGHT_PX, scope, (x, y) -> 0.5), spot(60, 40), scope);

            WeldPatch patch = located.patches().get(0);
            assertThat(located.patches()).hasSize(1);
            assertThat(patch.pixels().type()).isEqualTo(CvType.CV_8UC3);
            assertThat(patch.pixels().rows()).isEqualTo(192);
            assertThat(patch.pixels().cols()).isEqualTo(192);
            assertThat(patch.visibleShare()).isEqualTo(1);
            assertThat(MAP.toMm(patch.toOriginal(95.5, 95.5)).distanceMm(new MmPoint(60, 40)))
                    .isLessThan(1e-9);
            MmPoint left = MAP.toMm(patch.toOriginal(95.5 - 24, 95.5));
            MmPoint right = MAP.toMm(patch.toOriginal(95.5 + 24, 95.5));
            assertThat(left.distanceMm(right)).isCloseTo(6, within(1e-9));
            assertThat(located.nominal().get(0).distancePx(MAP.toPixel(new MmPoint(60, 40))))
                    .isLessThan(1e-9);
            assertThat(located.pixelsPerMm()).isCloseTo(9.93, within(0.1));
            assertThat(located.region()).isEqualTo(patch.sourceBox());
        }
    }

    @Test
    void patchPixelsGoToOriginalOnesAndBack() {
        long seed = 20_26;
        Random random = new Random(seed);
        try (MatScope scope = MatScope.open()) {
            Frame frame = TestFrames.grey8(WIDTH_PX, HEIGHT_PX, scope, (x, y) -> 0.5);
            for (WeldPatch patch : locate(
                            frame, seam(new MmPoint(22, 30), new MmPoint(60, 26), new MmPoint(98, 30)), scope)
                    .patches()) {
                for (int i = 0; i < 50; i++) {
                    double x = random.nextDouble() * 191;
                    double y = random.nextDouble() * 191;
                    PixelPoint back = patch.toPatch(patch.toOriginal(x, y));
                    assertThat(back.distancePx(new PixelPoint(x, y)))
                            .as("seed " + seed)
                            .isLessThan(1e-6);
                }
            }
        }
    }

    /** Every point of the path, and one width beyond its ends, lies well inside some patch. */
    @Test
    void aSeamIsCoveredFromBeforeItsStartToBeyondItsEndAroundItsBends() {
        List<List<MmPoint>> paths = List.of(
                List.of(new MmPoint(25, 62), new MmPoint(95, 62)),
                List.of(new MmPoint(22, 30), new MmPoint(60, 26), new MmPoint(98, 30)),
                List.of(new MmPoint(30, 30), new MmPoint(60, 30), new MmPoint(60, 70)),
                List.of(new MmPoint(50, 50), new MmPoint(58, 50)));
        try (MatScope scope = MatScope.open()) {
            Frame frame = TestFrames.grey8(WIDTH_PX, HEIGHT_PX, scope, (x, y) -> 0.5);
            for (List<MmPoint> corners : paths) {
                LocatedWeld located = locate(frame, seam(corners.toArray(MmPoint[]::new)), scope);
                SeamPath path = new SeamPath(corners);
                for (double along = -6; along <= path.lengthMm() + 6; along += 0.5) {
                    PixelPoint point = MAP.toPixel(path.at(along));
                    double halfBeadPx = along < 0 || along > path.lengthMm() ? 0 : 24;
                    assertThat(located.patches())
                            .as("path " + corners + " at " + along + " mm")
                            .anyMatch(patch -> isInside(patch, point, halfBeadPx));
                }
                assertThat(located.nominal()).hasSize(corners.size());
            }
        }
    }

    private static boolean isInside(WeldPatch patch, PixelPoint original, double margin) {
        PixelPoint p = patch.toPatch(original);
        return p.x() >= -0.51 && p.x() <= 191.51 && p.y() >= margin && p.y() <= 191 - margin;
    }

    @Test
    void aSeamRunsFromLeftToRightThroughItsPatches() {
        try (MatScope scope = MatScope.open()) {
            Frame frame = TestFrames.grey8(WIDTH_PX, HEIGHT_PX, scope, (x, y) -> 0.5);
            LocatedWeld located = locate(frame, seam(new MmPoint(70, 80), new MmPoint(40, 20)), scope);
            MmPoint before = new MmPoint(70, 80);
            for (WeldPatch patch : located.patches()) {
                MmPoint left = MAP.toMm(patch.toOriginal(0, 95.5));
                MmPoint right = MAP.toMm(patch.toOriginal(191, 95.5));
                assertThat(left.y()).isGreaterThan(right.y());
                assertThat(right.y()).isLessThan(before.y());
                before = right;
            }
        }
    }

    /** A pattern finer than a patch pixel must become its mean, not a moiré. */
    @Test
    void whatIsFinerThanAPatchPixelIsAveraged() {
        try (MatScope scope = MatScope.open()) {
            Frame frame = TestFrames.grey8(WIDTH_PX, HEIGHT_PX, scope, (x, y) -> (x + y) % 2 == 0 ? 0.9 : 0.1);
            for (double scale : new double[] {0.9 / 2, 0.9 / 3, 0.9 / 4.5}) {
                WeldPatch patch = WholePicture.patch(frame, scale, 32, scope);
                byte[] bgr = new byte[patch.pixels().rows() * patch.pixels().cols() * 3];
                patch.pixels().get(0, 0, bgr);
                int columns = patch.pixels().cols();
                for (int y = 8; y < HEIGHT_PX * scale - 8; y += 3) {
                    for (int x = 8; x < WIDTH_PX * scale - 8; x += 3) {
                        assertThat(Byte.toUnsignedInt(bgr[3 * (y * columns + x)]))
                                .as("scale " + scale + " at " + x + ", " + y)
                                .isBetween(117, 138);
                    }
                }
            }
        }
    }

    @Test
    void aWeldPartlyOutsideSaysHowMuchOfItsPatchIsSeen() {
        try (MatScope scope = MatScope.open()) {
            Frame frame = TestFrames.grey8(WIDTH_PX, HEIGHT_PX, scope, WeldPatchTest::wavesAt);
            MmPoint onLeftEdge = MAP.toMm(new PixelPoint(-0.5, 500));

            WeldPatch half = locate(frame, spot(onLeftEdge.x(), onLeftEdge.y()), scope)
                    .patches()
                    .get(0);
            LocatedWeld outside = locate(frame, spot(-40, 40), scope);

            assertThat(half.visibleShare()).isCloseTo(0.5, within(0.01));
            assertThat(half.sourceBox().x()).isZero();
            assertThat(outside.patches().get(0).visibleShare()).isZero();
            assertThat(outside.region()).isEqualTo(new PixelBox(0, 0, 0, 0));
        }
    }

    @Test
    void aWholePictureKeepsItsPlaceWhenItIsScaled() {
        try (MatScope scope = MatScope.open()) {
            Frame frame = TestFrames.grey8(1000, 700, scope, WeldPatchTest::wavesAt);

            WeldPatch patch = WholePicture.patch(frame, 0.5, 32, scope);

            assertThat(patch.pixels().cols()).isEqualTo(512);
            assertThat(patch.pixels().rows()).isEqualTo(352);
            assertThat(patch.sourceBox()).isEqualTo(new PixelBox(0, 0, 1000, 700));
            assertThat(patch.visibleShare()).isCloseTo(500.0 * 350 / (512 * 352), within(1e-9));
            assertThat(patch.toOriginal(0, 0)).isEqualTo(new PixelPoint(0.5, 0.5));
            byte[] bgr = new byte[3];
            patch.pixels().get(100, 200, bgr);
            assertThat((double) Byte.toUnsignedInt(bgr[0]))
                    .isCloseTo(255 * waves(MAP.toMm(patch.toOriginal(200, 100))), within(3.0));
        }
    }

    @Test
    void aPatchTooSmallToHoldAWeldIsRefused() {
        try (MatScope scope = MatScope.open()) {
            Frame frame = TestFrames.grey8(WIDTH_PX, HEIGHT_PX, scope, (x, y) -> 0.5);

            assertThatThrownBy(() -> Locator.locate(frame, CALIBRATION, List.of(), 96, 192, scope))
                    .hasMessage("patch of 192 px at 96.0 px per weld width holds 2.0 widths; allowed are more than 2");
        }
    }
}
