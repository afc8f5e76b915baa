package io.huoyan.core.locate;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.QualityLimits;
import io.huoyan.core.catalog.SampleCatalog;
import io.huoyan.core.catalog.View;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.decode.DecodeLimits;
import io.huoyan.core.decode.Decoders;
import io.huoyan.core.decode.PixelFormat;
import io.huoyan.core.domain.Result;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.image.TestFrames;
import io.huoyan.core.quality.CheckResult;
import io.huoyan.core.quality.FrameChecks;
import io.huoyan.core.quality.SeenPicture;
import io.huoyan.core.quality.WeldChecks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** The pictures that are shipped, through the rooms up to the weld patches. */
class SampleFramesTest {
    private static final Catalog CATALOG = SampleCatalog.load();
    private static final QualityLimits LIMITS =
            CATALOG.recipes().values().iterator().next().quality();
    private static final StationId STATION = new StationId("BS-110");
    private static final double RESIDUAL_MAX_MM = 0.02;
    private static final double STRONG_BLUR_PX = 4;

    /** One line of the manifest. */
    private record Shown(String file, ViewId view, VariantId variant, PixelFormat format) {
        static Shown of(String line) {
            String[] cells = line.split(",", -1);
            return new Shown(cells[0], new ViewId(cells[3]), new VariantId(cells[6]), PixelFormat.valueOf(cells[9]));
        }

        List<Weld> welds() {
            return CATALOG.plan(variant).orElseThrow().weldsIn(STATION, view);
        }

        View.Calibration calibration() {
            return Optional.ofNullable(
                            CATALOG.station(STATION).orElseThrow().views().get(view))
                    .flatMap(View::calibration)
                    .orElseThrow();
        }
    }

    private static List<Shown> shown() throws IOException {
        return Files.readAllLines(folder().resolve("manifest.csv")).stream()
                .skip(1)
                .map(Shown::of)
                .toList();
    }

    private static Path folder() {
        return SampleCatalog.folder().resolveSibling("");
    }

    private static Frame decoded(Shown shown, MatScope scope) throws IOException {
        ByteBuffer data = ByteBuffer.wrap(Files.readAllBytes(folder().resolve(shown.file())));
        CapturedImage image = new CapturedImage(TestFrames.header(1), shown.format(), 0, 0, 0, data);
        Result<Frame> result = Decoders.decode(image, DecodeLimits.defaults(), scope);
        assertThat(result).as(shown.file()).isInstanceOf(Result.Success.class);
        return ((Result.Success<Frame>) result).value();
    }

    private static Location.Registered located(Shown shown, Frame frame, MatScope scope) {
        Location location = Locator.locate(frame, shown.calibration(), shown.welds(), 48, 192, scope);
        assertThat(location).as(shown.file()).isInstanceOf(Location.Registered.class);
        return (Location.Registered) location;
    }

    @Test
    void everyShippedPictureIsFitAndItsPartIsFoundByAllItsDiscs() throws IOException {
        for (Shown shown : shown()) {
            try (MatScope scope = MatScope.open()) {
                Frame frame = decoded(shown, scope);
                SeenPicture picture = new SeenPicture(frame.header().frame(), "");
                assertThat(FrameChecks.check(frame, LIMITS, picture, Optional.empty(), scope))
                        .as(shown.file())
                        .allMatch(CheckResult::fit);
                Location.Registered located = located(shown, frame, scope);
                assertThat(located.registration().residualMm()).as(shown.file()).isLessThan(RESIDUAL_MAX_MM);
                assertThat(located.registration().fiducialsFound()).isEqualTo(4);
                for (LocatedWeld weld : located.welds()) {
                    assertThat(WeldChecks.check(frame, weld.checkedRegion(), LIMITS, scope))
                            .as(shown.file() + " " + weld.weld().id())
                            .allMatch(CheckResult::fit);
                    assertThat(weld.patches()).allMatch(patch -> patch.visibleShare() == 1);
                }
            }
        }
    }

    /** A missing weld has no edge left to be blurred, and says so; what has one must not pass. */
    @Test
    void noWeldOfAStronglyBlurredPictureIsFitToBeJudgedByItsEdges() throws IOException {
        for (Shown shown : shown().subList(0, 6)) {
            try (MatScope scope = MatScope.open()) {
                Frame sharp = decoded(shown, scope);
                Mat pixels = scope.mat();
                Imgproc.GaussianBlur(sharp.pixels(), pixels, new Size(0, 0), STRONG_BLUR_PX);
                Frame blurred = new Frame(sharp.header(), pixels, sharp.fullScale());
                for (LocatedWeld weld : located(shown, blurred, scope).welds()) {
                    CheckResult sharpness = WeldChecks.check(blurred, weld.checkedRegion(), LIMITS, scope).stream()
                            .filter(result -> result.check().equals("sharpness"))
                            .findFirst()
                            .orElseThrow();
                    assertThat(!sharpness.fit() || sharpness.message().startsWith("there is no edge"))
                            .as(shown.file() + " " + weld.weld().id() + ": " + sharpness.message())
                            .isTrue();
                }
            }
        }
    }
}
