package io.huoyan.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.decode.PixelFormat;
import io.huoyan.core.domain.CameraId;
import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.evidence.Evidence;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.ModelDescription;
import io.huoyan.core.infer.ProbabilityMaps;
import io.huoyan.core.infer.Sight;
import io.huoyan.core.judge.Finding;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.measure.Measurand;
import io.huoyan.core.measure.Measurement;
import io.huoyan.core.testkit.DetectorFake;
import io.huoyan.core.testkit.DrawnPicture;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;

/** One frame all the way; and whatever goes wrong, no weld is OK. */
class InspectionPipelineTest {
    private final DrawnLine line = new DrawnLine();
    private final InspectionPipeline pipeline = line.pipeline(new DetectorFake());

    @AfterEach
    void noNativeMemoryIsLeft() {
        assertThat(MatScope.openMats()).isZero();
    }

    @Test
    void goodWeldsAreOkAndMeasured() {
        Inspection inspection = pipeline.inspect(DrawnLine.captured(good(), "view", 1), true);
        assertThat(inspection.verdict()).isEqualTo(new Verdict.Ok());
        assertThat(inspection.failure()).isEmpty();
        assertThat(inspection.calibrated()).isTrue();
        assertThat(inspection.isSimulated()).isTrue();
        assertThat(inspection.creationTime()).isEqualTo(DrawnLine.NOW);
        assertThat(value(inspection, "W-SPOT", Measurand.SPOT_DIAMETER)).isCloseTo(6, within(0.05));
        assertThat(value(inspection, "W-SEAM", Measurand.SEAM_WIDTH_MEAN)).isCloseTo(6, within(0.05));
        assertThat(weld(inspection, "W-SEAM").measurements())
                .filteredOn(m -> m.measurand() == Measurand.SEAM_WIDTH_MEAN)
                .singleElement()
                .satisfies(m -> assertThat(m.value()).isCloseTo(6, within(m.halfWidth95())));
        assertThat(value(inspection, "W-SEAM", Measurand.SEAM_LENGTH)).isCloseTo(30, within(0.2));
        assertThat(inspection.welds())
                .allSatisfy(weld -> assertThat(weld.evidence()).isEmpty());
    }

    @Test
    void everyStageIsTimedInItsOrder() {
        Inspection inspection = pipeline.inspect(DrawnLine.captured(good(), "view", 1), true);
        assertThat(inspection.stageTimes())
                .extracting(Inspection.StageTime::stage)
                .containsExactly(
                        "decode",
                        "quality of frame",
                        "locate",
                        "quality of welds",
                        "infer",
                        "measure",
                        "judge",
                        "known good",
                        "search",
                        "evidence");
    }

    @Test
    void theResultNamesWhatItWasMadeWith() {
        Inspection.Provenance provenance =
                pipeline.inspect(DrawnLine.captured(good(), "view", 1), true).provenance();
        assertThat(provenance.imageSha256()).matches("[0-9a-f]{64}");
        assertThat(provenance.modelId()).isEqualTo("fake/1");
        assertThat(provenance.modelSha256()).isEqualTo("0".repeat(64));
        assertThat(provenance.recipe()).isEqualTo("recipe");
        assertThat(provenance.liveRecipe()).isTrue();
        assertThat(provenance.catalogSha256()).isEqualTo("c".repeat(64));
        assertThat(provenance.softwareVersion()).isEqualTo("test");
    }

    @Test
    void aPoreIsNokAndItsPixelsAreKeptUnchanged() {
        CapturedImage image = DrawnLine.captured(DrawnLine.withPore(good(), new MmPoint(40, 18)), "view", 1);
        Inspection inspection = pipeline.inspect(image, false);
        WeldInspection seam = weld(inspection, "W-SEAM");
        assertThat(seam.verdict().word()).isEqualTo("NOK");
        assertThat(seam.findings())
                .filteredOn(f -> f.decision() == Finding.Decision.REJECTED)
                .extracting(Finding::defectClass)
                .containsExactly(DrawnLine.pore());
        Evidence evidence = seam.evidence().orElseThrow();
        assertSamePixels(evidence, image);
        assertThat(weld(inspection, "W-SPOT").verdict().word()).isEqualTo("OK");
        assertThat(inspection.verdict().word()).isEqualTo("NOK");
    }

    @Test
    void aMissingSpotIsNok() {
        Inspection inspection =
                pipeline.inspect(DrawnLine.captured(DrawnLine.withSeam(DrawnLine.plate()), "view", 1), false);
        assertThat(weld(inspection, "W-SPOT").verdict())
                .isEqualTo(new Verdict.Nok("missing weld (PLANT:MISSING): not permitted [§1]"));
        assertThat(weld(inspection, "W-SEAM").verdict().word()).isEqualTo("OK");
    }

    @Test
    void aNetworkThatThrowsIsAFailureOfOursAndEveryWeldIsReviewed() {
        InspectionPipeline broken = line.pipeline(new Misbehaving(maps -> {
            throw new IllegalStateException("out of order");
        }));
        Inspection inspection = broken.inspect(DrawnLine.captured(good(), "view", 1), false);
        assertThat(inspection.failure())
                .contains(new InspectionFailure.Internal(
                        "frame cam/boot/1 could not be inspected: IllegalStateException"));
        assertThat(inspection.welds())
                .hasSize(2)
                .allSatisfy(weld -> assertReview(weld.verdict(), Verdict.Reason.INTERNAL));
    }

    /** Nothing is above a threshold where nothing is a number: both welds would read OK but for this. */
    @Test
    void aNetworkThatAnswersWhatIsNoNumberIsAFailureOfOursAndEveryWeldIsReviewed() {
        InspectionPipeline broken = line.pipeline(new Misbehaving(maps -> maps.stream()
                .map(one -> {
                    float[] values = one.probability().clone();
                    int pores = DetectorFake.LABELS.indexOf("pore") * one.height() * one.width();
                    Arrays.fill(values, pores, pores + one.height() * one.width(), Float.NaN);
                    return new ProbabilityMaps(one.labels(), one.height(), one.width(), values);
                })
                .toList()));
        Inspection inspection = broken.inspect(DrawnLine.captured(good(), "view", 1), false);
        assertThat(inspection.failure()).containsInstanceOf(InspectionFailure.Internal.class);
        assertThat(inspection.welds())
                .hasSize(2)
                .allSatisfy(weld -> assertReview(weld.verdict(), Verdict.Reason.INTERNAL));
    }

    @Test
    void aNetworkThatAnswersTooFewPatchesIsAFailureOfOurs() {
        InspectionPipeline broken = line.pipeline(new Misbehaving(maps -> maps.subList(0, 1)));
        Inspection inspection = broken.inspect(DrawnLine.captured(good(), "view", 1), false);
        assertThat(inspection.failure()).containsInstanceOf(InspectionFailure.Internal.class);
        assertReview(inspection.verdict(), Verdict.Reason.INTERNAL);
    }

    @Test
    void aRecipeWithoutNetworkIsAFailureOfOurs() {
        InspectionPipeline empty = new InspectionPipeline(
                DrawnLine.catalog(), Map.of(), Clock.systemUTC(), () -> new ResultId("r"), "test");
        assertReview(empty.inspect(DrawnLine.captured(good(), "view", 1), false).verdict(), Verdict.Reason.INTERNAL);
    }

    @Test
    void aTruncatedPictureNamesTheFieldAndEveryWeldIsReviewed() {
        CapturedImage whole = DrawnLine.captured(good(), "view", 1);
        ByteBuffer half = whole.data().limit(whole.data().limit() / 2);
        Inspection inspection = pipeline.inspect(
                new CapturedImage(whole.header(), PixelFormat.MONO8, whole.widthPx(), whole.heightPx(), 0, half),
                false);
        assertThat(inspection.failure()).isPresent();
        assertThat(inspection.welds()).hasSize(2).allSatisfy(weld -> assertThat(weld.verdict())
                .isInstanceOf(Verdict.Review.class));
        assertThat(inspection.verdict()).isInstanceOf(Verdict.Review.class);
    }

    @Test
    void aBlackPictureIsUnfitAndKeptWhole() {
        CapturedImage image = DrawnLine.captured(
                new DrawnPicture(
                        DrawnLine.WIDTH_PX, DrawnLine.HEIGHT_PX, PlaneMap.straightDown(0.1, new MmPoint(0, 0)), 2),
                "view",
                1);
        Inspection inspection = pipeline.inspect(image, false);
        assertReview(inspection.verdict(), Verdict.Reason.UNFIT_PICTURE);
        assertThat(inspection.welds()).hasSize(2).allSatisfy(weld -> {
            assertReview(weld.verdict(), Verdict.Reason.UNFIT_PICTURE);
            assertSamePixels(weld.evidence().orElseThrow(), image);
        });
    }

    @Test
    void aPartThatIsNotFoundIsReviewed() {
        DrawnPicture elsewhere = new DrawnPicture(
                DrawnLine.WIDTH_PX, DrawnLine.HEIGHT_PX, PlaneMap.straightDown(0.1, new MmPoint(0, 0)), 100);
        Inspection inspection = pipeline.inspect(
                DrawnLine.captured(DrawnLine.withSeam(DrawnLine.withSpot(elsewhere)), "view", 1), false);
        assertThat(inspection.welds())
                .hasSize(2)
                .allSatisfy(weld -> assertReview(weld.verdict(), Verdict.Reason.REGISTRATION));
    }

    @Test
    void theSamePictureUnderAnotherNumberIsUnfit() {
        CapturedImage first = DrawnLine.captured(good(), "view", 1);
        assertThat(pipeline.inspect(first, false).verdict().word()).isEqualTo("OK");
        CapturedImage again =
                new CapturedImage(DrawnPicture.header("view", 2), first.format(), 800, 600, 0, first.data());
        assertReview(pipeline.inspect(again, false).verdict(), Verdict.Reason.UNFIT_PICTURE);
        assertThat(pipeline.inspect(first, false).verdict().word())
                .as("the first frame sent again is not a frozen camera")
                .isNotNull();
    }

    @Test
    void whatTheCatalogDoesNotHoldIsNamedWithWhatItHolds() {
        assertInvalid(header -> withStation(header, "X9"), "station_id", "station_id is 'X9'; the catalog holds ST");
        assertInvalid(header -> withView(header, "roof"), "view_id", "view_id is 'roof'; station ST has bare, view");
        assertInvalid(
                header -> withVariant(header, "VAN"),
                "vehicle.variant_id",
                "vehicle.variant_id is 'VAN'; the catalog holds plans of V");
    }

    /** Another camera's picture would be measured with this one's millimetres. */
    @Test
    void aPictureOfAnotherCameraThanItsViewsIsNotJudged() {
        assertInvalid(
                header -> withCamera(header, "cam-7"),
                "camera_id",
                "camera_id is 'cam-7'; view view of station ST is seen by cam");
    }

    @Test
    void aLateFrameIsReviewedAndItsPictureKept() {
        CapturedImage image = DrawnLine.captured(good(), "view", 1);
        Inspection inspection = pipeline.notInspected(image, new InspectionFailure.Late("200 ms too late"), false);
        assertThat(inspection.verdict()).isEqualTo(new Verdict.Review(Verdict.Reason.LATE, "200 ms too late"));
        assertThat(inspection.welds()).hasSize(2).allSatisfy(weld -> {
            assertReview(weld.verdict(), Verdict.Reason.LATE);
            assertSamePixels(weld.evidence().orElseThrow(), image);
        });
    }

    @Test
    void aRefusedFrameIsReviewedWithoutPicture() {
        Inspection inspection = pipeline.notInspected(
                DrawnLine.captured(good(), "view", 1), new InspectionFailure.Internal("disk full"), false);
        assertThat(inspection.welds()).hasSize(2).allSatisfy(weld -> {
            assertReview(weld.verdict(), Verdict.Reason.INTERNAL);
            assertThat(weld.evidence()).isEmpty();
        });
    }

    @Test
    void withoutCalibrationSeenAndForbiddenIsNokInPixels() {
        DrawnPicture picture = DrawnLine.withPore(DrawnLine.withSeam(blank()), new MmPoint(40, 18));
        Inspection inspection = pipeline.inspect(DrawnLine.captured(picture, "bare", 1), false);
        assertThat(inspection.calibrated()).isFalse();
        assertThat(inspection.verdict().word()).isEqualTo("NOK");
        WeldInspection whole = weld(inspection, "picture");
        assertThat(whole.findings()).isNotEmpty().allSatisfy(finding -> assertThat(finding.sizes())
                .isNotEmpty()
                .allSatisfy(size -> assertThat(size.unit())
                        .isEqualTo(
                                size.measurand() == Measurand.DEFECT_AREA
                                        ? Measurement.Unit.PX2
                                        : Measurement.Unit.PX)));
        assertThat(whole.measurements())
                .allSatisfy(m -> assertThat(m.unit().isCalibrated()).isFalse());
    }

    @Test
    void withoutCalibrationAWeldWithNothingElseIsOk() {
        Inspection inspection = pipeline.inspect(DrawnLine.captured(DrawnLine.withSeam(blank()), "bare", 1), false);
        assertThat(inspection.verdict()).isEqualTo(new Verdict.Ok());
    }

    @Test
    void withoutCalibrationAPictureWithoutWeldIsReviewed() {
        Inspection inspection =
                pipeline.inspect(DrawnLine.captured(blank().with(p -> p.x() - 40, 120), "bare", 1), false);
        assertReview(inspection.verdict(), Verdict.Reason.UNCALIBRATED);
    }

    @Test
    void aPictureOfNoKnownViewIsInspectedWhole() {
        FrameHeader unknown = withStation(DrawnPicture.header("bare", 1), "nowhere");
        CapturedImage image = DrawnLine.captured(DrawnLine.withSeam(blank()), "bare", 1);
        Inspection inspection = pipeline.inspectWhole(
                new CapturedImage(unknown, image.format(), 800, 600, 0, image.data()), DrawnLine.RECIPE, true);
        assertThat(inspection.verdict()).isEqualTo(new Verdict.Ok());
        assertThat(inspection.welds()).extracting(weld -> weld.weld().value()).containsExactly("picture");
    }

    @Test
    void noMutilatedPictureIsOk() {
        long seed = 7;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<PixelFormat> formats = List.copyOf(EnumSet.allOf(PixelFormat.class));
        byte[] pixels = new byte[DrawnLine.WIDTH_PX * DrawnLine.HEIGHT_PX];
        DrawnLine.captured(good(), "view", 1).data().get(pixels);
        for (int i = 0; i < 60; i++) {
            byte[] bytes = random.nextBoolean() ? new byte[random.nextInt(pixels.length)] : pixels.clone();
            if (bytes.length < pixels.length) {
                random.nextBytes(bytes);
            }
            PixelFormat format = formats.get(random.nextInt(formats.size()));
            int width = random.nextInt(2 * DrawnLine.WIDTH_PX) - 10;
            CapturedImage image = new CapturedImage(
                    DrawnPicture.header("view", i), format, width, DrawnLine.HEIGHT_PX, 0, ByteBuffer.wrap(bytes));
            if (format == PixelFormat.MONO8 && width == DrawnLine.WIDTH_PX) {
                continue;
            }
            Inspection inspection = pipeline.inspect(image, false);
            assertThat(inspection.verdict().word())
                    .as(i + " " + format + " " + width)
                    .isNotEqualTo("OK");
        }
    }

    private static DrawnPicture good() {
        return DrawnLine.withSeam(DrawnLine.withSpot(DrawnLine.plate()));
    }

    private static DrawnPicture blank() {
        return new DrawnPicture(
                DrawnLine.WIDTH_PX, DrawnLine.HEIGHT_PX, PlaneMap.straightDown(0.1, new MmPoint(0, 0)), 100);
    }

    private static WeldInspection weld(Inspection inspection, String name) {
        return inspection.welds().stream()
                .filter(weld -> weld.weld().value().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static double value(Inspection inspection, String weld, Measurand measurand) {
        return weld(inspection, weld).measurements().stream()
                .filter(m -> m.measurand() == measurand)
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static void assertReview(Verdict verdict, Verdict.Reason reason) {
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Review.class, review -> assertThat(review.reason())
                .isEqualTo(reason));
    }

    private void assertInvalid(UnaryOperator<FrameHeader> change, String field, String message) {
        CapturedImage image = DrawnLine.captured(good(), "view", 1);
        CapturedImage changed = new CapturedImage(
                change.apply(image.header()), image.format(), image.widthPx(), image.heightPx(), 0, image.data());
        Inspection inspection = pipeline.inspect(changed, false);
        assertThat(inspection.failure()).contains(new InspectionFailure.InvalidField(field, message));
        assertThat(inspection.verdict()).isInstanceOf(Verdict.Review.class);
    }

    private static FrameHeader withStation(FrameHeader h, String station) {
        return with(h, new StationId(station), h.view(), h.vehicle());
    }

    private static FrameHeader withView(FrameHeader h, String view) {
        return with(h, h.station(), new ViewId(view), h.vehicle());
    }

    private static FrameHeader withCamera(FrameHeader h, String camera) {
        FrameId frame = new FrameId(new CameraId(camera), "boot", 1);
        return new FrameHeader(
                frame, h.station(), h.view(), h.vehicle(), h.visit(), 0, false, 0, 0, 0, "", 0, h.usefulFor());
    }

    private static FrameHeader withVariant(FrameHeader h, String variant) {
        return with(h, h.station(), h.view(), new Vehicle(h.vehicle().id(), false, new VariantId(variant)));
    }

    private static FrameHeader with(FrameHeader h, StationId station, ViewId view, Vehicle vehicle) {
        return new FrameHeader(h.frame(), station, view, vehicle, h.visit(), 0, false, 0, 0, 0, "", 0, h.usefulFor());
    }

    private static void assertSamePixels(Evidence evidence, CapturedImage image) {
        assertThat(evidence.sha256()).isEqualTo(sha256(evidence.png()));
        try (MatScope scope = MatScope.open()) {
            Mat kept =
                    scope.own(Imgcodecs.imdecode(scope.own(new MatOfByte(evidence.png())), Imgcodecs.IMREAD_UNCHANGED));
            byte[] values = new byte[(int) kept.total()];
            kept.get(0, 0, values);
            ByteBuffer data = image.data();
            byte[] expected = new byte[values.length];
            for (int y = 0; y < evidence.box().height(); y++) {
                for (int x = 0; x < evidence.box().width(); x++) {
                    expected[y * evidence.box().width() + x] =
                            data.get((evidence.box().y() + y) * image.widthPx()
                                    + evidence.box().x()
                                    + x);
                }
            }
            assertThat(values).isEqualTo(expected);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** The fake's answers, spoiled. */
    private record Misbehaving(UnaryOperator<List<ProbabilityMaps>> spoil, DetectorFake fake)
            implements DefectDetector {
        Misbehaving(UnaryOperator<List<ProbabilityMaps>> spoil) {
            this(spoil, new DetectorFake());
        }

        @Override
        public ModelDescription model() {
            return fake.model();
        }

        @Override
        public boolean judges() {
            return fake.judges();
        }

        @Override
        public List<ProbabilityMaps> detect(List<Mat> patches) {
            return spoil.apply(fake.detect(patches));
        }

        @Override
        public List<Sight> look(List<Mat> patches) {
            return fake.look(patches);
        }

        @Override
        public void close() {}
    }
}
