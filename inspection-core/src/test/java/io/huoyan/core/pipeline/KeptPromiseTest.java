package io.huoyan.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.catalog.Recipe;
import io.huoyan.core.decode.DecodeLimits;
import io.huoyan.core.decode.Decoders;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.domain.RecipeId;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.ModelDescription;
import io.huoyan.core.infer.ModelFolderException;
import io.huoyan.core.infer.ProbabilityMaps;
import io.huoyan.core.infer.ScoreBand;
import io.huoyan.core.infer.Sight;
import io.huoyan.core.infer.knowngood.KnownGood;
import io.huoyan.core.infer.knowngood.Likeness;
import io.huoyan.core.infer.knowngood.Memories;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.testkit.DetectorFake;
import io.huoyan.core.testkit.DrawnPicture;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Mat;

class KeptPromiseTest {
    private static final Recipe RECIPE = DrawnLine.catalog().recipes().get(DrawnLine.RECIPE);

    @TempDir
    Path folder;

    @Test
    void aScoreBelowTheBandLeavesTheVerdictAsItIs() {
        Inspection inspection = inspect(seam(), "bare", new Judging(0.4999), 0.5, 0.75);

        assertThat(inspection.verdict()).isInstanceOf(Verdict.Ok.class);
        assertThat(inspection.provenance().promiseSha256())
                .isEqualTo(band(0.5, 0.75).sha256());
    }

    @Test
    void aScoreAtTheStartOfTheBandIsReview() {
        Inspection inspection = inspect(seam(), "bare", new Judging(0.5), 0.5, 0.75);

        assertThat(inspection.verdict()).isInstanceOfSatisfying(Verdict.Review.class, review -> {
            assertThat(review.reason()).isEqualTo(Verdict.Reason.PROMISE_BAND);
            assertThat(review.detail())
                    .isEqualTo(
                            "score 0.5000 of the picture as a whole; by the model's promise people look from 0.5000");
        });
        assertThat(inspection.welds()).singleElement().satisfies(weld -> assertThat(weld.evidence())
                .isPresent());
    }

    @Test
    void aScoreJustBelowTheBandsEndIsReviewAndOneAtItIsNok() {
        assertThat(inspect(seam(), "bare", new Judging(0.7499), 0.5, 0.75)
                        .verdict()
                        .word())
                .isEqualTo("REVIEW");
        Verdict beyond = inspect(seam(), "bare", new Judging(0.75), 0.5, 0.75).verdict();
        assertThat(beyond)
                .isEqualTo(new Verdict.Nok(
                        "score 0.7500 of the picture as a whole; by the model's promise NOK from 0.7500"));
    }

    @Test
    void noVerdictBecomesMilder() {
        DrawnPicture pore = DrawnLine.withPore(seam(), new MmPoint(40, 18));

        assertThat(inspect(pore, "bare", new Judging(0), 0.5, 0.75).verdict().word())
                .isEqualTo("NOK");
        assertThat(inspect(pore, "bare", new Judging(0.6), 0.5, 0.75).verdict())
                .isEqualTo(inspect(pore, "bare", new Judging(0), 0.5, 0.75).verdict());
        Inspection nothingSeen = inspect(blank().with(p -> p.x() - 40, 120), "bare", new Judging(0), 0.5, 0.75);
        assertThat(nothingSeen.verdict())
                .isInstanceOfSatisfying(Verdict.Review.class, review -> assertThat(review.reason())
                        .isEqualTo(Verdict.Reason.UNCALIBRATED));
    }

    @Test
    void aCalibratedPictureIsJudgedByItsWeldsAlone() {
        Inspection inspection =
                inspect(DrawnLine.withSeam(DrawnLine.withSpot(DrawnLine.plate())), "view", new Judging(1), 0, 0);

        assertThat(inspection.verdict()).isInstanceOf(Verdict.Ok.class);
        assertThat(inspection.provenance().promiseSha256()).isEmpty();
    }

    @Test
    void aNetworkThatDoesNotJudgeIsScoredByItsHighestDefect() {
        assertThat(score(DrawnLine.withPore(seam(), new MmPoint(40, 18)), new DetectorFake()))
                .isCloseTo(0.95, within(1e-6));
        assertThat(score(seam(), new DetectorFake())).isZero();
        assertThat(score(seam(), new Judging(0.625))).isEqualTo(0.625);
    }

    /** Else all pictures in which nothing is found are alike, and a promise that needs one of them needs all. */
    @Test
    void whereNothingIsFoundTheSurestPixelCountsALittleAndThatOfAWeldDoesNot() {
        assertThat(score(seam(), new Faint("pore", 0.02f))).isCloseTo(0.001 * 0.02, within(1e-9));
        assertThat(score(seam(), new Faint("crack", 0.04f))).isCloseTo(0.001 * 0.04, within(1e-9));
        assertThat(score(seam(), new Faint("spot", 0.04f))).isZero();
        assertThat(score(DrawnLine.withPore(seam(), new MmPoint(40, 18)), new Faint("crack", 0.04f)))
                .isCloseTo(0.95, within(1e-6));
    }

    @Test
    void readingsOfDifferentKindsHaveDifferentWords() {
        assertThat(PictureScore.reading(new Judging(0), RECIPE))
                .isEqualTo("judgement at long sides of [288, 352] px, as it is and mirrored");
        assertThat(PictureScore.reading(new DetectorFake(), RECIPE))
                .startsWith("highest defect at 48.0 px per weld width from {burn-through=0.05, crack=0.05, ")
                .contains("} of at least {burn-through=4.0, crack=4.0, ")
                .endsWith("} px², else 0.001 of the surest pixel");
    }

    @Test
    void aPromiseIsLoadedUnlessTheRecipeIgnoresItAndThatOfAnotherReadingIsRefused() throws IOException {
        DefectDetector judging = new Judging(0);
        assertThat(KeptPromise.load(folder, RECIPE, judging)).isEmpty();
        band(0.5, 0.75).write(folder);

        assertThat(KeptPromise.load(folder, RECIPE, judging)).contains(new KeptPromise(band(0.5, 0.75)));
        assertThat(KeptPromise.load(folder, ignoring(), judging)).isEmpty();
        assertThatThrownBy(() -> KeptPromise.load(folder, RECIPE, new DetectorFake()))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContaining(
                        "reading is 'judgement at long sides of [288, 352] px, as it is and mirrored', used is 'highest defect");
    }

    @Test
    void aNetworkThatDoesNotJudgeIsNotAskedTwiceForTheScore() {
        Counting alone = new Counting();
        Counting promising = new Counting();
        KeptPromise promise = new KeptPromise(band(0.5, 0.75));

        pipeline(alone, Memories.none(), Map.of()).inspect(DrawnLine.captured(seam(), "bare", 1), true);
        pipeline(promising, Memories.none(), Map.of(DrawnLine.RECIPE, promise))
                .inspect(DrawnLine.captured(seam(), "bare", 1), true);

        assertThat(promising.passes().get())
                .isPositive()
                .isEqualTo(alone.passes().get());
    }

    @Test
    void aResultNamesTheMemoriesItWasComparedWith() {
        Memories memories = new Memories(Map.of("picture", memory()), Optional.empty(), "a".repeat(64));

        for (String view : List.of("bare", "view")) {
            Inspection inspection =
                    pipeline(new DetectorFake(), memories, Map.of()).inspect(DrawnLine.captured(seam(), view, 1), true);
            assertThat(inspection.provenance().knownGoodSha256()).as(view).isEqualTo("a".repeat(64));
        }
    }

    private static DrawnPicture blank() {
        return new DrawnPicture(
                DrawnLine.WIDTH_PX, DrawnLine.HEIGHT_PX, PlaneMap.straightDown(0.1, new MmPoint(0, 0)), 100);
    }

    private static DrawnPicture seam() {
        return DrawnLine.withSeam(blank());
    }

    private static Inspection inspect(
            DrawnPicture picture, String view, DefectDetector eyes, double reviewFrom, double nokFrom) {
        Map<RecipeId, KeptPromise> promises = Map.of(DrawnLine.RECIPE, new KeptPromise(band(reviewFrom, nokFrom)));
        return pipeline(eyes, Memories.none(), promises).inspect(DrawnLine.captured(picture, view, 1), true);
    }

    private static InspectionPipeline pipeline(
            DefectDetector eyes, Memories memories, Map<RecipeId, KeptPromise> promises) {
        return new InspectionPipeline(
                DrawnLine.catalog(),
                Map.of(DrawnLine.RECIPE, eyes),
                Map.of(DrawnLine.RECIPE, memories),
                promises,
                Clock.fixed(DrawnLine.NOW, ZoneOffset.UTC),
                () -> new ResultId("r"),
                "test");
    }

    private static double score(DrawnPicture picture, DefectDetector eyes) {
        try (MatScope scope = MatScope.open()) {
            Optional<Frame> frame = Outcomes.success(
                    Decoders.decode(DrawnLine.captured(picture, "bare", 1), DecodeLimits.defaults(), scope));
            return PictureScore.of(frame.orElseThrow(), RECIPE, eyes, scope);
        }
    }

    private static ScoreBand band(double reviewFrom, double nokFrom) {
        return new ScoreBand(
                reviewFrom,
                nokFrom,
                "p",
                new DetectorFake().model().sha256(),
                "fp32",
                PictureScore.reading(new Judging(0), RECIPE));
    }

    private static Recipe ignoring() {
        return new Recipe(
                RECIPE.id(),
                RECIPE.mode(),
                RECIPE.modelId(),
                RECIPE.modelVersion(),
                RECIPE.numericForm(),
                RECIPE.pixelsPerWeldWidth(),
                RECIPE.labelThresholds(),
                RECIPE.quality(),
                RECIPE.knownGood(),
                true,
                0,
                false);
    }

    private static KnownGood memory() {
        int channels = DetectorFake.LABELS.size();
        float[] turn = new float[channels * channels];
        float[] place = new float[channels];
        return new KnownGood(
                KnownGood.Kind.PLACES,
                "fake",
                new DetectorFake().model().sha256(),
                false,
                new Likeness(new float[2 * channels], new float[2 * channels], new float[0], new float[0]),
                new KnownGood.Metric(new float[channels], turn),
                1,
                List.of(new KnownGood.GoodPicture(
                        "g.png", "0", new float[2 * channels], place, place, 0, KnownGood.Stretch.NONE, 1, 1)),
                1,
                0.05);
    }

    /** The fake, with a judgement of every patch. */
    private record Judging(double flawed, DetectorFake fake) implements DefectDetector {
        Judging(double flawed) {
            this(flawed, new DetectorFake());
        }

        @Override
        public ModelDescription model() {
            return fake.model();
        }

        @Override
        public boolean judges() {
            return true;
        }

        @Override
        public List<ProbabilityMaps> detect(List<Mat> patches) {
            return fake.detect(patches);
        }

        @Override
        public List<Sight> look(List<Mat> patches) {
            return fake.look(patches).stream()
                    .map(s -> new Sight(s.maps(), s.features(), OptionalDouble.of(flawed), s.things()))
                    .toList();
        }

        @Override
        public void close() {}
    }

    /** The fake, with one pixel of a label in each patch that is hardly sure. */
    private record Faint(String label, float probability, DetectorFake fake) implements DefectDetector {
        Faint(String label, float probability) {
            this(label, probability, new DetectorFake());
        }

        @Override
        public ModelDescription model() {
            return fake.model();
        }

        @Override
        public boolean judges() {
            return false;
        }

        @Override
        public List<ProbabilityMaps> detect(List<Mat> patches) {
            List<ProbabilityMaps> maps = fake.detect(patches);
            for (ProbabilityMaps one : maps) {
                int first = DetectorFake.LABELS.indexOf(label) * one.height() * one.width();
                one.probability()[first] = Math.max(one.probability()[first], probability);
            }
            return maps;
        }

        @Override
        public List<Sight> look(List<Mat> patches) {
            return fake.look(patches);
        }

        @Override
        public void close() {}
    }

    /** The fake, counting the patches that it is shown. */
    private record Counting(DetectorFake fake, AtomicInteger passes) implements DefectDetector {
        Counting() {
            this(new DetectorFake(), new AtomicInteger());
        }

        @Override
        public ModelDescription model() {
            return fake.model();
        }

        @Override
        public boolean judges() {
            return false;
        }

        @Override
        public List<ProbabilityMaps> detect(List<Mat> patches) {
            passes.addAndGet(patches.size());
            return fake.detect(patches);
        }

        @Override
        public List<Sight> look(List<Mat> patches) {
            passes.addAndGet(patches.size());
            return fake.look(patches);
        }

        @Override
        public void close() {}
    }
}
