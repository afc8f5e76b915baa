package io.huoyan.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Every limit just below, at and just above, guard band included. */
class JudgeTest {
    private static final DefectClass CRACK = DefectClass.parse("ISO6520-1:100");
    private static final DefectClass EXCESS = DefectClass.parse("ISO6520-1:502");
    private static final DefectClass SPATTER = DefectClass.parse("ISO6520-1:602");
    private static final DefectClass PORE = DefectClass.parse("ISO6520-1:2017");
    private static final DefectClass SHORT = DefectClass.parse("PLANT:SHORT");
    private static final DefectClass GAP = DefectClass.parse("PLANT:GAP");

    private static final DefectNames NAMES = new DefectNames(List.of(
            named(CRACK, "crack", Optional.of("crack")),
            named(EXCESS, "excess weld metal", Optional.of("excess")),
            named(SPATTER, "spatter", Optional.of("spatter")),
            named(PORE, "surface pore", Optional.of("pore")),
            named(SHORT, "short seam", Optional.empty()),
            named(GAP, "interrupted seam", Optional.empty()),
            named(Judge.MISSING, "missing weld", Optional.empty())));

    private static final Standard.Rule NO_CRACK = rule("1.1", CRACK, "", Standard.Kind.NOT_PERMITTED, Optional.empty());
    private static final Standard.Rule NO_MISSING =
            rule("§1", Judge.MISSING, "", Standard.Kind.NOT_PERMITTED, Optional.empty());
    private static final Standard.Rule LENGTH = rule(
            "§2",
            SHORT,
            "SEAM_LENGTH",
            Standard.Kind.AT_LEAST,
            Optional.of(new Standard.Limit(0, 0, 0, 0, 0.9, Optional.empty())));
    private static final Standard.Rule INTERRUPTION =
            rule("§2", GAP, "SEAM_GAP", Standard.Kind.AT_MOST, Optional.of(constant(2)));
    private static final Standard.Rule SPATTER_SIZE =
            rule("§3", SPATTER, "DEFECT_LENGTH", Standard.Kind.AT_MOST, Optional.of(constant(1)));
    private static final Standard.Rule EXCESS_HEIGHT =
            rule("1.9", EXCESS, "", Standard.Kind.NOT_JUDGEABLE, Optional.empty());

    private final Judge judge = new Judge(NAMES);

    /** ISO 14253-1: with g = 1.65 and u = 0.1 the guard band is 0.165 mm on either side of the limit of 2 mm. */
    @ParameterizedTest
    @CsvSource({
        "1.834, OK, ACCEPTED",
        "1.835, OK, ACCEPTED",
        "1.836, REVIEW, NOT_PROVEN",
        "2.000, REVIEW, NOT_PROVEN",
        "2.164, REVIEW, NOT_PROVEN",
        "2.166, NOK, REJECTED"
    })
    void aValueThatMustNotBeAboveItsLimit(double valueMm, String word, Decision decision) {
        Judgement judgement = judge(List.of(INTERRUPTION), seen(measured(Measurand.SEAM_GAP, valueMm, 0.1)), List.of());
        assertThat(judgement.verdict().word()).isEqualTo(word);
        assertThat(judgement.findings()).extracting(Finding::decision).containsExactly(decision);
    }

    /** 0.9 of 40 mm is 36 mm. */
    @ParameterizedTest
    @CsvSource({
        "35.83, NOK, REJECTED",
        "35.84, REVIEW, NOT_PROVEN",
        "36.00, REVIEW, NOT_PROVEN",
        "36.16, REVIEW, NOT_PROVEN",
        "36.17, OK, ACCEPTED"
    })
    void aValueThatMustNotBeBelowItsLimit(double valueMm, String word, Decision decision) {
        Judgement judgement = judge(List.of(LENGTH), seen(measured(Measurand.SEAM_LENGTH, valueMm, 0.1)), List.of());
        assertThat(judgement.verdict().word()).isEqualTo(word);
        assertThat(judgement.findings()).extracting(Finding::decision).containsExactly(decision);
    }

    @ParameterizedTest
    @CsvSource({"1.999, OK", "2.0, OK", "2.001, NOK"})
    void withoutUncertaintyTheLimitItselfIsStillAllowed(double valueMm, String word) {
        Judgement judgement = judge(List.of(INTERRUPTION), seen(measured(Measurand.SEAM_GAP, valueMm, 0)), List.of());
        assertThat(judgement.verdict().word()).isEqualTo(word);
    }

    @Test
    void theSentenceNamesValueUncertaintyLimitAndClause() {
        Judgement judgement = judge(List.of(INTERRUPTION), seen(measured(Measurand.SEAM_GAP, 3.4, 0.1)), List.of());
        assertThat(judgement.verdict())
                .isEqualTo(new Verdict.Nok(
                        "interrupted seam (PLANT:GAP): SEAM_GAP is 3.40 mm ± 0.10 mm (k = 1), the limit "
                                + "2.00 mm [§2]"));
    }

    @Test
    void whatIsNotPermittedAndSeenIsNok() {
        Judgement judgement = judge(List.of(NO_CRACK), seen(), List.of(defect("crack", 0.4)));
        assertThat(judgement.verdict()).isEqualTo(new Verdict.Nok("crack (ISO6520-1:100): not permitted [1.1]"));
        assertThat(judgement.findings().get(0).score()).isEqualTo(0.8);
    }

    @Test
    void eachOccurrenceIsAFindingOfItsOwn() {
        Judgement judgement = judge(
                List.of(SPATTER_SIZE),
                seen(),
                List.of(defect("spatter", 0.4), defect("spatter", 1.4), defect("spatter", 1.0)));
        assertThat(judgement.findings())
                .extracting(Finding::decision)
                .containsExactly(Decision.ACCEPTED, Decision.REJECTED, Decision.NOT_PROVEN);
        assertThat(judgement.verdict().word()).isEqualTo("NOK");
    }

    @Test
    void whatNoRuleNamesIsReviewedWhenSeen() {
        Judgement judgement = judge(List.of(NO_CRACK), seen(), List.of(defect("pore", 0.4)));
        assertThat(judgement.verdict())
                .isEqualTo(new Verdict.Review(
                        Verdict.Reason.NOT_JUDGEABLE,
                        "surface pore (ISO6520-1:2017): seen, and no rule of the weld's standard names it"));
    }

    @Test
    void aLabelWithoutMeaningForTheProcessIsAnUnknownAnomaly() {
        Judgement judgement = judge(List.of(NO_CRACK), seen(), List.of(defect("something", 0.4)));
        assertThat(judgement.findings()).extracting(Finding::defectClass).containsExactly(Judge.UNKNOWN);
        assertThat(judgement.verdict().word()).isEqualTo("REVIEW");
    }

    @Test
    void aHeightThatOnePictureCannotShowIsReviewed() {
        Judgement judgement = judge(List.of(EXCESS_HEIGHT), seen(), List.of(defect("excess", 2)));
        assertThat(judgement.verdict())
                .isInstanceOfSatisfying(Verdict.Review.class, review -> assertThat(review.reason())
                        .isEqualTo(Verdict.Reason.NOT_JUDGEABLE));
    }

    /** The catalog names it when it is taken up; else no weld could ever be OK by a standard with a height in it. */
    @Test
    void aHeightThatNothingCanSeeIsNoFindingOfAWeld() {
        Standard.Rule undercut =
                rule("1.7", new DefectClass("ISO6520-1", "5011"), "", Standard.Kind.NOT_JUDGEABLE, Optional.empty());
        Judgement judgement = judge(List.of(undercut), seen(), List.of());
        assertThat(judgement.findings()).isEmpty();
        assertThat(judgement.verdict()).isEqualTo(new Verdict.Ok());
    }

    @Test
    void aPlantsDeviationThatItsSheetCallsNotJudgeableIsReviewed() {
        Standard.Rule gap = rule("§2", GAP, "", Standard.Kind.NOT_JUDGEABLE, Optional.empty());
        Judgement judgement = judge(List.of(gap), seen(), List.of());
        assertThat(judgement.verdict())
                .isInstanceOfSatisfying(Verdict.Review.class, review -> assertThat(review.reason())
                        .isEqualTo(Verdict.Reason.NOT_JUDGEABLE));
    }

    @Test
    void aMissingWeldIsNokAndItsOtherRulesAskNothing() {
        Judgement judgement = judge(
                List.of(NO_MISSING, LENGTH, INTERRUPTION),
                new WeldMeasures(Presence.MISSING, 0, List.of(), List.of()),
                List.of());
        assertThat(judgement.findings()).extracting(Finding::defectClass).containsExactly(Judge.MISSING);
        assertThat(judgement.verdict().word()).isEqualTo("NOK");
    }

    @Test
    void aMissingWeldOfAStandardThatDoesNotSpeakOfItIsReviewed() {
        Judgement judgement =
                judge(List.of(LENGTH), new WeldMeasures(Presence.MISSING, 0, List.of(), List.of()), List.of());
        assertThat(judgement.verdict().word()).isEqualTo("REVIEW");
    }

    @Test
    void aWeldOfWhichTooLittleWasSeenIsReviewed() {
        Judgement judgement =
                judge(List.of(NO_MISSING), new WeldMeasures(Presence.DOUBTFUL, 0.12, List.of(), List.of()), List.of());
        assertThat(judgement.verdict())
                .isEqualTo(new Verdict.Review(
                        Verdict.Reason.UNCERTAIN,
                        "12 % of the weld was seen; allowed is 20 % or more to be called there"));
    }

    @Test
    void aQuantityThatCouldNotBeMeasuredIsNeverAccepted() {
        Judgement judgement = judge(List.of(LENGTH), seen(), List.of());
        assertThat(judgement.verdict())
                .isEqualTo(new Verdict.Review(
                        Verdict.Reason.NOT_JUDGEABLE, "short seam (PLANT:SHORT): could not be measured [§2]"));
    }

    @Test
    void pixelsAreNeverComparedWithMillimetres() {
        Measurement inPixels = new Measurement(Measurand.SEAM_GAP, 0.1, Measurement.Unit.PX, 0, List.of());
        Judgement judgement = judge(List.of(INTERRUPTION), seen(inPixels), List.of());
        assertThat(judgement.verdict().word()).isEqualTo("REVIEW");
    }

    @Test
    void aWeldThatItsStandardDoesNotCoverIsReviewed() {
        Standard aluminium = new Standard(
                "AL", "aluminium", new Standard.Scope(List.of("135"), List.of("aluminium"), 0.5, 3), 1.65, List.of());
        Judgement judgement = judge.judge(weld(), aluminium, seen(), List.of());
        assertThat(judgement.verdict())
                .isEqualTo(new Verdict.Review(
                        Verdict.Reason.NOT_JUDGEABLE,
                        "standard AL does not cover weld W1 (process 135, steel, 1.5 mm)"));
    }

    @Test
    void theWorstFindingMakesTheVerdict() {
        Judgement judgement = judge(
                List.of(INTERRUPTION, NO_CRACK),
                seen(measured(Measurand.SEAM_GAP, 2, 0.1)),
                List.of(defect("crack", 0.4), defect("pore", 0.4)));
        assertThat(judgement.verdict().word()).isEqualTo("NOK");
        assertThat(judgement.findings()).hasSize(3);
    }

    private Judgement judge(List<Standard.Rule> rules, WeldMeasures measures, List<SeenDefect> defects) {
        Standard standard =
                new Standard("T", "test", new Standard.Scope(List.of("135"), List.of("steel"), 0.5, 3), 1.65, rules);
        return judge.judge(weld(), standard, measures, defects);
    }

    private static WeldMeasures seen(Measurement... measurements) {
        return new WeldMeasures(Presence.SEEN, 1, List.of(measurements), List.of());
    }

    private static Measurement measured(Measurand measurand, double valueMm, double uMm) {
        return new Measurement(measurand, valueMm, Measurement.Unit.MM, uMm, List.of());
    }

    private static SeenDefect defect(String label, double lengthMm) {
        List<Measurement> sizes = new ArrayList<>();
        sizes.add(measured(Measurand.DEFECT_LENGTH, lengthMm, 0.05));
        return new SeenDefect(new Detection(label, 0.8, List.of(new PixelPoint(1, 1)), 9), sizes);
    }

    private static Weld weld() {
        return new Weld(
                new WeldId("W1"),
                new StationId("ST"),
                List.of(new ViewId("view")),
                "135",
                "steel",
                List.of(1.5, 2.0),
                Weld.SafetyClass.A,
                new WeldGeometry.Seam(List.of(new MmPoint(0, 0), new MmPoint(40, 0)), 6),
                "T");
    }

    private static Standard.Limit constant(double mm) {
        return Standard.Limit.constant(mm);
    }

    private static Standard.Rule rule(
            String clause, DefectClass subject, String quantity, Standard.Kind kind, Optional<Standard.Limit> limit) {
        return new Standard.Rule(clause, subject, quantity, kind, limit);
    }

    private static DefectNames.Entry named(DefectClass defectClass, String english, Optional<String> label) {
        return new DefectNames.Entry(defectClass, english, "", label, List.of("135"));
    }
}
