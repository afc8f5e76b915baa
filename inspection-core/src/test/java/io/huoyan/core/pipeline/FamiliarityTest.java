package io.huoyan.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.domain.ResultId;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.knowngood.KnownGood;
import io.huoyan.core.infer.knowngood.Likeness;
import io.huoyan.core.infer.knowngood.Memories;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.testkit.DetectorFake;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FamiliarityTest {
    private static final DefectDetector DETECTOR = new DetectorFake();

    @Test
    void aWeldThatDiffersFromItsGoodPartsIsReviewedAndTheOthersAreNot() {
        String seam = okWeld(Memories.none(), 0);

        Inspection inspection = inspect(new Memories(Map.of(seam, never()), Optional.empty(), ""));

        assertThat(verdictOf(inspection, seam)).isInstanceOfSatisfying(Verdict.Review.class, review -> {
            assertThat(review.reason()).isEqualTo(Verdict.Reason.UNKNOWN_ANOMALY);
            assertThat(review.detail()).startsWith("differs from the good parts: distance ");
        });
        assertThat(inspection.welds().stream().filter(w -> w.verdict() instanceof Verdict.Ok))
                .isNotEmpty();
    }

    @Test
    void aPictureUnlikeAnythingTheModelWasShownIsReviewed() {
        Inspection inspection = inspect(new Memories(Map.of(), Optional.of(never()), ""));

        assertThat(inspection.verdict())
                .isInstanceOfSatisfying(Verdict.Review.class, review -> assertThat(review.reason())
                        .isEqualTo(Verdict.Reason.UNLIKE_ANYTHING_SEEN));
    }

    @Test
    void aWeldLikeItsGoodPartsStaysOk() {
        String seam = okWeld(Memories.none(), 0);

        Inspection inspection = inspect(new Memories(Map.of(seam, memory(1e9)), Optional.of(memory(1e9)), ""));

        assertThat(inspection.verdict()).isInstanceOf(Verdict.Ok.class);
    }

    private static String okWeld(Memories memories, int number) {
        List<WeldInspection> ok = inspect(memories).welds().stream()
                .filter(weld -> weld.verdict() instanceof Verdict.Ok)
                .toList();
        assertThat(ok).hasSizeGreaterThan(1);
        return ok.get(number).weld().value();
    }

    private static Verdict verdictOf(Inspection inspection, String weld) {
        return inspection.welds().stream()
                .filter(one -> one.weld().value().equals(weld))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    private static Inspection inspect(Memories memories) {
        InspectionPipeline pipeline = new InspectionPipeline(
                DrawnLine.catalog(),
                Map.of(DrawnLine.RECIPE, DETECTOR),
                Map.of(DrawnLine.RECIPE, memories),
                Map.of(),
                Clock.fixed(DrawnLine.NOW, ZoneOffset.UTC),
                () -> new ResultId("r"),
                "test");
        return pipeline.inspect(
                DrawnLine.captured(DrawnLine.withSeam(DrawnLine.withSpot(DrawnLine.plate())), "view", 1), true);
    }

    private static KnownGood never() {
        return memory(1e-9);
    }

    /** One vector far from everything, and a threshold. */
    private static KnownGood memory(double threshold) {
        int channels = DetectorFake.LABELS.size();
        float[] turn = new float[channels * channels];
        for (int i = 0; i < channels; i++) {
            turn[i * channels + i] = 1;
        }
        float[] far = new float[channels];
        far[0] = 9;
        return new KnownGood(
                KnownGood.Kind.PLACES,
                "fake",
                DETECTOR.model().sha256(),
                false,
                new Likeness(new float[2 * channels], new float[2 * channels], new float[0], new float[0]),
                new KnownGood.Metric(new float[channels], turn),
                1,
                List.of(new KnownGood.GoodPicture(
                        "g.png", "0", new float[2 * channels], far, far, 0, KnownGood.Stretch.NONE, 1, 1)),
                threshold,
                0.05);
    }
}
