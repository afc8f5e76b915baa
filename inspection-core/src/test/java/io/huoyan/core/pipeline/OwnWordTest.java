package io.huoyan.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.ModelDescription;
import io.huoyan.core.infer.ProbabilityMaps;
import io.huoyan.core.infer.SeenThing;
import io.huoyan.core.infer.Sight;
import io.huoyan.core.infer.ThingLabel;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.testkit.DetectorFake;
import io.huoyan.core.testkit.DrawnPicture;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.opencv.core.Mat;

/** Pictures whose maps show a weld and nothing else, of which the network says more as a whole or by boxes. */
class OwnWordTest {
    private static final SeenThing NOTHING = thing("stain", 0);

    @Test
    void aPictureThatTheNetworkHoldsForFlawedIsNotOkThoughNoMapShowsIt() {
        assertThat(verdict(seam(), new Judging(0.4999, NOTHING))).isInstanceOf(Verdict.Ok.class);
        assertThat(verdict(seam(), new Judging(0.5, NOTHING)))
                .isEqualTo(new Verdict.Review(
                        Verdict.Reason.UNCERTAIN,
                        "the network holds the picture for flawed, score 0.5000; from 0.5 on people look, though no map"
                                + " shows a flaw"));
    }

    /** Kinds of a plant's own are boxed and have no map. */
    @Test
    void aFlawThatIsBoxedAloneIsNotOk() {
        assertThat(verdict(seam(), new Judging(0.1, thing("stain", 0.4999)))).isInstanceOf(Verdict.Ok.class);
        assertThat(verdict(seam(), new Judging(0.1, thing("stain", 0.5))))
                .isInstanceOfSatisfying(Verdict.Review.class, review -> {
                    assertThat(review.reason()).isEqualTo(Verdict.Reason.UNCERTAIN);
                    assertThat(review.detail()).startsWith("it boxes a thing of kind stain, score 0.5000; ");
                });
        assertThat(verdict(seam(), new Judging(0.9, thing("stain", 0.8))).toString())
                .contains("score 0.9000; it boxes a thing of kind stain, score 0.8000");
    }

    @Test
    void aGoodWeldBoxedIsNoDoubtAndABadOneIs() {
        assertThat(verdict(seam(), new Judging(0.1, thing("good-weld", 0.99)))).isInstanceOf(Verdict.Ok.class);
        assertThat(verdict(seam(), new Judging(0.1, thing("bad-weld", 0.4999)))).isInstanceOf(Verdict.Ok.class);
        assertThat(verdict(seam(), new Judging(0.1, thing("bad-weld", 0.5))).toString())
                .contains("it boxes a thing of kind bad-weld, score 0.5000");
    }

    @Test
    void noVerdictBecomesMilder() {
        DrawnPicture pore = DrawnLine.withPore(seam(), new MmPoint(40, 18));

        assertThat(verdict(pore, new Judging(0.9, thing("stain", 0.9))))
                .isEqualTo(verdict(pore, new Judging(0, NOTHING)))
                .isInstanceOf(Verdict.Nok.class);
    }

    private static SeenThing thing(String name, double score) {
        return new SeenThing(name, score, 10, 10, 20, 20);
    }

    private static DrawnPicture seam() {
        return DrawnLine.withSeam(new DrawnPicture(
                DrawnLine.WIDTH_PX, DrawnLine.HEIGHT_PX, PlaneMap.straightDown(0.1, new MmPoint(0, 0)), 100));
    }

    private static Verdict verdict(DrawnPicture picture, DefectDetector eyes) {
        return new InspectionPipeline(
                        DrawnLine.catalog(),
                        Map.of(DrawnLine.RECIPE, eyes),
                        Clock.fixed(DrawnLine.NOW, ZoneOffset.UTC),
                        () -> new ResultId("r"),
                        "test")
                .inspect(DrawnLine.captured(picture, "bare", 1), true)
                .verdict();
    }

    /** The fake, with a judgement of every patch and a box in it. */
    private record Judging(double flawed, SeenThing thing, DetectorFake fake) implements DefectDetector {
        Judging(double flawed, SeenThing thing) {
            this(
                    flawed,
                    thing,
                    new DetectorFake(List.of(
                            new ThingLabel("stain", false),
                            new ThingLabel("good-weld", true),
                            new ThingLabel("bad-weld", true))));
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
                    .map(s -> new Sight(s.maps(), s.features(), OptionalDouble.of(flawed), List.of(thing)))
                    .toList();
        }

        @Override
        public void close() {}
    }
}
