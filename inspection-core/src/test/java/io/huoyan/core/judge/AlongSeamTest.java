package io.huoyan.core.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.catalog.Standard;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.domain.DefectClass;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.infer.Detection;
import io.huoyan.core.judge.Finding.Decision;
import io.huoyan.core.measure.Measurand;
import io.huoyan.core.measure.Measurement;
import io.huoyan.core.measure.WeldMeasures;
import io.huoyan.core.measure.WeldMeasures.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules about several defects of one weld, just below, at and just above their limits. */
class AlongSeamTest {
    private static final DefectClass PORE = DefectClass.parse("ISO6520-1:2017");
    private static final DefectClass UNDERCUT = DefectClass.parse("ISO6520-1:5012");
    private static final DefectNames NAMES = new DefectNames(List.of(
            new DefectNames.Entry(PORE, "surface pore", "", Optional.of("pore"), List.of("135")),
            new DefectNames.Entry(UNDERCUT, "intermittent undercut", "", Optional.of("undercut"), List.of("135"))));

    private static final Standard.Rule TWO_IN_25_MM = along(PORE, "DEFECT_COUNT", 25, limit(2, 0, Optional.empty()));

    /** ISO 5817's short imperfection: 25 mm in any 100 mm, of a shorter weld a quarter of its length. */
    private static final Standard.Rule SHORT_ONLY =
            along(UNDERCUT, "DEFECT_LENGTH_SUM", 100, limit(0, 0.25, Optional.of(25.0)));

    private static final Standard.Rule APART =
            rule(PORE, "DEFECT_SPACING", Standard.Kind.AT_LEAST, limit(5, 0, Optional.empty()));
    private static final Standard.Rule CLUSTER =
            rule(PORE, "DEFECT_CLUSTER_LENGTH", Standard.Kind.AT_MOST, limit(3, 0, Optional.empty()));
    private static final Standard.Rule SIZE =
            rule(PORE, "DEFECT_LENGTH", Standard.Kind.AT_MOST, limit(1, 0, Optional.empty()));

    private final Judge judge = new Judge(NAMES);

    @ParameterizedTest
    @CsvSource({"2, OK, ACCEPTED", "3, NOK, REJECTED"})
    void soManyPoresWithinALengthAndNoMore(int pores, String word, Decision decision) {
        List<SeenDefect> seen = new ArrayList<>();
        for (int i = 0; i < pores; i++) {
            seen.add(defect("pore", 10 + 5 * i, 0.5, 0.05));
        }
        Judgement judgement = judge(150, List.of(TWO_IN_25_MM), seen);
        assertThat(judgement.verdict().word()).isEqualTo(word);
        assertThat(judgement.findings()).extracting(Finding::decision).containsExactly(decision);
        assertThat(judgement.findings().get(0).measured().orElseThrow().value()).isEqualTo(pores);
    }

    @ParameterizedTest
    @CsvSource({"1, 2, OK", "2, 3, NOK"})
    void poresThatTouchCountEachAndTakeTheirLengthOnce(int parts, int counted, String word) {
        SeenDefect touching = defect("pore", 20, 0.9, 0.05);
        Detection whole = touching.detection();
        SeenDefect first = new SeenDefect(
                new Detection(whole.label(), whole.score(), whole.outline(), whole.areaPx(), parts), touching.sizes());
        Standard.Rule sum = along(PORE, "DEFECT_LENGTH_SUM", 25, limit(2, 0, Optional.empty()));

        Judgement judgement = judge(150, List.of(TWO_IN_25_MM, sum), List.of(first, defect("pore", 30, 0.5, 0.05)));

        assertThat(judgement.verdict().word()).isEqualTo(word);
        assertThat(judgement.findings().get(0).measured().orElseThrow().value()).isEqualTo(counted);
        assertThat(judgement.findings().get(1).measured().orElseThrow().value()).isCloseTo(1.4, within(1e-9));
    }

    /** Three pores, the last 25 mm behind the first, u = 0.05 mm: 1.65 · √2 · u is 0.117 mm. */
    @ParameterizedTest
    @CsvSource({"24.88, NOK", "24.89, REVIEW", "25.0, REVIEW", "25.11, REVIEW", "25.12, OK"})
    void whatPlacesLeaveOpenIsDecidedByNobodyButAPerson(double lastMm, String word) {
        Judgement judgement = judge(
                150,
                List.of(TWO_IN_25_MM),
                List.of(
                        defect("pore", 20, 0.5, 0.05),
                        defect("pore", 30, 0.5, 0.05),
                        defect("pore", 20 + lastMm, 0.5, 0.05)));
        assertThat(judgement.verdict().word()).isEqualTo(word);
    }

    @Test
    void poresOfDifferentPartsOfALongSeamAreNotCountedTogether() {
        Judgement judgement = judge(
                150,
                List.of(TWO_IN_25_MM),
                List.of(
                        defect("pore", 5, 0.5, 0.05),
                        defect("pore", 10, 0.5, 0.05),
                        defect("pore", 80, 0.5, 0.05),
                        defect("pore", 140, 0.5, 0.05)));
        assertThat(judgement.verdict().word()).isEqualTo("OK");
    }

    /** u = 0.05 mm each, so that two have √2 · 0.05 and the guard band is 0.117 mm. */
    @ParameterizedTest
    @CsvSource({
        "12.4, 12.4, OK",
        "12.44, 12.44, OK",
        "12.45, 12.45, REVIEW",
        "12.5, 12.5, REVIEW",
        "12.55, 12.55, REVIEW",
        "12.56, 12.56, NOK"
    })
    void aShortImperfectionMayTake25MmOfAny100Mm(double firstMm, double secondMm, String word) {
        Judgement judgement = judge(
                200,
                List.of(SHORT_ONLY),
                List.of(defect("undercut", 30, firstMm, 0.05), defect("undercut", 80, secondMm, 0.05)));
        assertThat(judgement.verdict().word()).isEqualTo(word);
    }

    /** A quarter of 40 mm is 10 mm; the guard band of one is 0.0825 mm. */
    @ParameterizedTest
    @CsvSource({"9.9, OK", "9.93, REVIEW", "10.0, REVIEW", "10.07, REVIEW", "10.1, NOK"})
    void ofAWeldShorterThan100MmAQuarter(double lengthMm, String word) {
        Judgement judgement = judge(40, List.of(SHORT_ONLY), List.of(defect("undercut", 20, lengthMm, 0.05)));
        assertThat(judgement.verdict().word()).isEqualTo(word);
    }

    /** 20 mm each at 20 and 150 mm: any 100 mm hold one and never both; moved to 110 mm, one and half of the other. */
    @Test
    void whatLiesInAPartInPartCountsInPart() {
        Judgement apart = judge(
                200, List.of(SHORT_ONLY), List.of(defect("undercut", 20, 20, 0.05), defect("undercut", 150, 20, 0.05)));
        Judgement near = judge(
                200, List.of(SHORT_ONLY), List.of(defect("undercut", 20, 20, 0.05), defect("undercut", 110, 20, 0.05)));
        assertThat(apart.findings().get(0).measured().orElseThrow().value()).isEqualTo(20);
        assertThat(near.findings().get(0).measured().orElseThrow().value()).isEqualTo(30);
        assertThat(near.verdict().word()).isEqualTo("NOK");
    }

    @Test
    void aShortImperfectionWhoseDepthNobodySeesStaysForAPerson() {
        Standard.Rule depth = rule(UNDERCUT, "", Standard.Kind.NOT_JUDGEABLE, Optional.empty());
        Judgement shortOne = judge(200, List.of(depth, SHORT_ONLY), List.of(defect("undercut", 30, 5, 0.05)));
        Judgement longOne = judge(200, List.of(depth, SHORT_ONLY), List.of(defect("undercut", 60, 40, 0.05)));
        assertThat(shortOne.verdict().word()).isEqualTo("REVIEW");
        assertThat(longOne.verdict().word()).isEqualTo("NOK");
    }

    @ParameterizedTest
    @CsvSource({"4.9, NOK", "4.92, REVIEW", "5.0, REVIEW", "5.08, REVIEW", "5.09, OK"})
    void poresMustKeepApart(double spacingMm, String word) {
        Judgement judgement = judgeTwoPores(APART, Measurand.DEFECT_SPACING, spacingMm);
        assertThat(judgement.verdict().word()).isEqualTo(word);
        assertThat(judgement.findings()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"2.9, OK", "2.93, REVIEW", "3.0, REVIEW", "3.08, REVIEW", "3.09, NOK"})
    void aClusterMustNotBeLongerThanItsLimit(double clusterMm, String word) {
        Judgement judgement = judgeTwoPores(CLUSTER, Measurand.DEFECT_CLUSTER_LENGTH, clusterMm);
        assertThat(judgement.verdict().word()).isEqualTo(word);
    }

    /** Guard bands of 1.65 · 0.06 = 0.099 mm and 1.65 · 0.25 = 0.41 mm: alone the first is OK, the second REVIEW. */
    @ParameterizedTest
    @CsvSource({
        "DEFECT_SPACING, 5.20, 0.06, 5.25, 0.06, OK, ACCEPTED, 5.20",
        "DEFECT_SPACING, 5.20, 0.06, 5.25, 0.25, REVIEW, NOT_PROVEN, 5.25",
        "DEFECT_SPACING, 4.85, 0.25, 4.89, 0.06, NOK, REJECTED, 4.89",
        "DEFECT_CLUSTER_LENGTH, 2.80, 0.06, 2.75, 0.06, OK, ACCEPTED, 2.80",
        "DEFECT_CLUSTER_LENGTH, 2.80, 0.06, 2.75, 0.25, REVIEW, NOT_PROVEN, 2.75",
        "DEFECT_CLUSTER_LENGTH, 3.15, 0.25, 3.11, 0.06, NOK, REJECTED, 3.11"
    })
    void aPairThatIsInDoubtIsNotPassedBecauseANearerOneIsProven(
            Measurand measurand,
            double firstMm,
            double firstU,
            double secondMm,
            double secondU,
            String word,
            Decision decision,
            double toldMm) {
        Standard.Rule rule = measurand == Measurand.DEFECT_SPACING ? APART : CLUSTER;
        SeenDefect first = with(defect("pore", 20, 0.5, 0.05), measured(measurand, firstMm, firstU));
        SeenDefect second = with(defect("pore", 60, 0.5, 0.05), measured(measurand, secondMm, secondU));
        for (List<SeenDefect> order : List.of(List.of(first, second), List.of(second, first))) {
            Judgement judgement = judge(150, List.of(SIZE, rule), order);
            assertThat(judgement.verdict().word()).isEqualTo(word);
            Finding ofBoth = judgement.findings().get(2);
            assertThat(ofBoth.decision()).isEqualTo(decision);
            assertThat(ofBoth.measured().orElseThrow().value()).isEqualTo(toldMm);
        }
    }

    @Test
    void aPairThatIsProvenTooNearIsBadThoughOfAThirdPoreNothingIsKnown() {
        SeenDefect nowhere = new SeenDefect(new Detection("pore", 0.8, List.of(), 9), List.of());
        SeenDefect near = with(defect("pore", 20, 0.5, 0.05), Measurand.DEFECT_SPACING, 2);
        assertThat(judge(150, List.of(SIZE, APART), List.of(near, nowhere))
                        .verdict()
                        .word())
                .isEqualTo("NOK");
    }

    /** 24.8 mm ± 0.05 mm is proven to be short; 24.7 mm ± 0.5 mm, 200 mm farther on, is not. */
    @ParameterizedTest
    @CsvSource({"0.05, OK, 24.8", "0.5, REVIEW, 24.7"})
    void aSmallerSumThatIsInDoubtIsNotPassedBecauseALargerOneIsProven(double uMm, String word, double toldMm) {
        Judgement judgement = judge(
                400,
                List.of(SHORT_ONLY),
                List.of(defect("undercut", 50, 24.8, 0.05), defect("undercut", 250, 24.7, uMm)));
        assertThat(judgement.verdict().word()).isEqualTo(word);
        assertThat(judgement.findings().get(0).measured().orElseThrow().value()).isCloseTo(toldMm, within(1e-9));
    }

    private Judgement judgeTwoPores(Standard.Rule rule, Measurand ofBoth, double valueMm) {
        return judge(
                150,
                List.of(SIZE, rule),
                List.of(
                        with(defect("pore", 20, 0.5, 0.05), ofBoth, valueMm),
                        with(defect("pore", 21, 0.5, 0.05), ofBoth, valueMm)));
    }

    @Test
    void aSinglePoreBreaksNoRuleAboutNeighboursButIsNotPassedByItEither() {
        List<SeenDefect> one = List.of(defect("pore", 20, 0.5, 0.05));
        assertThat(judge(150, List.of(SIZE, APART, CLUSTER), one).verdict().word())
                .isEqualTo("OK");
        assertThat(judge(150, List.of(APART, CLUSTER), one).verdict().word()).isEqualTo("REVIEW");
    }

    @Test
    void whereNothingIsSeenNoFindingIsMade() {
        assertThat(judge(150, List.of(TWO_IN_25_MM, SHORT_ONLY, APART, CLUSTER), List.of())
                        .findings())
                .isEmpty();
    }

    @Test
    void aDefectWithoutAPlaceOrAnOutlineIsNeverPassed() {
        SeenDefect nowhere = new SeenDefect(new Detection("pore", 0.8, List.of(), 9), List.of());
        for (Standard.Rule rule : List.of(TWO_IN_25_MM, APART, CLUSTER)) {
            Judgement judgement = judge(150, List.of(SIZE, rule), List.of(nowhere));
            assertThat(judgement.verdict().word()).as(rule.quantity()).isEqualTo("REVIEW");
            assertThat(judgement.findings()).extracting(Finding::decision).containsOnly(Decision.NOT_JUDGEABLE);
        }
    }

    private Judgement judge(double lengthMm, List<Standard.Rule> rules, List<SeenDefect> defects) {
        Standard standard =
                new Standard("T", "test", new Standard.Scope(List.of("135"), List.of("steel"), 0.5, 3), 1.65, rules);
        Weld weld = new Weld(
                new WeldId("W1"),
                new StationId("ST"),
                List.of(new ViewId("view")),
                "135",
                "steel",
                List.of(1.5),
                Weld.SafetyClass.A,
                new WeldGeometry.Seam(List.of(new MmPoint(0, 0), new MmPoint(lengthMm, 0)), 6),
                "T");
        return judge.judge(weld, standard, new WeldMeasures(Presence.SEEN, 1, List.of(), List.of()), defects);
    }

    private static SeenDefect defect(String label, double atMm, double lengthMm, double uMm) {
        List<Measurement> sizes = List.of(
                measured(Measurand.DEFECT_LENGTH, lengthMm, uMm),
                measured(Measurand.DEFECT_POSITION, atMm, uMm),
                measured(Measurand.DEFECT_EXTENT, lengthMm, uMm));
        return new SeenDefect(new Detection(label, 0.8, List.of(new PixelPoint(atMm, 1)), 9), sizes);
    }

    private static SeenDefect with(SeenDefect defect, Measurand measurand, double valueMm) {
        return with(defect, measured(measurand, valueMm, 0.05));
    }

    private static SeenDefect with(SeenDefect defect, Measurement size) {
        List<Measurement> sizes = new ArrayList<>(defect.sizes());
        sizes.add(size);
        return new SeenDefect(defect.detection(), sizes);
    }

    private static Measurement measured(Measurand measurand, double valueMm, double uMm) {
        return new Measurement(measurand, valueMm, Measurement.Unit.MM, uMm, List.of());
    }

    private static Optional<Standard.Limit> limit(double constant, double perLength, Optional<Double> maxMm) {
        return Optional.of(new Standard.Limit(constant, 0, 0, 0, perLength, maxMm));
    }

    private static Standard.Rule along(
            DefectClass subject, String quantity, double perLengthMm, Optional<Standard.Limit> limit) {
        return new Standard.Rule("§", subject, quantity, Standard.Kind.AT_MOST, limit, Optional.of(perLengthMm));
    }

    private static Standard.Rule rule(
            DefectClass subject, String quantity, Standard.Kind kind, Optional<Standard.Limit> limit) {
        return new Standard.Rule("§", subject, quantity, kind, limit);
    }
}
