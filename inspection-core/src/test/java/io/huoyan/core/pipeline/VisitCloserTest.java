package io.huoyan.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.catalog.Standard;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.domain.DefectClass;
import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.evidence.Evidence;
import io.huoyan.core.judge.Finding;
import io.huoyan.core.judge.GroupJudge;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.testkit.DrawnPicture;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every weld of the plan gets exactly one verdict, and none is OK that was not seen to be. */
class VisitCloserTest {
    private static final Verdict OK = new Verdict.Ok();
    private static final Verdict NOK = new Verdict.Nok("crack");
    private static final Verdict UNFIT = new Verdict.Review(Verdict.Reason.UNFIT_PICTURE, "too dark");
    private static final Finding CRACK = finding("ISO6520-1:100", Finding.Decision.REJECTED);
    private static final Finding ACCEPTED = finding("ISO6520-1:602", Finding.Decision.ACCEPTED);

    @Test
    void weldsThatNoFrameShowedAreNotInspected() {
        VisitResult result = close();
        assertThat(result.welds()).hasSize(2).allSatisfy(weld -> assertThat(weld.verdict())
                .isEqualTo(new Verdict.Review(
                        Verdict.Reason.NOT_INSPECTED,
                        "no frame of this visit showed weld " + weld.weld() + "; it is seen in views view, bare")));
        assertThat(result.verdict().word()).isEqualTo("REVIEW");
        assertThat(result.orderable()).isTrue();
    }

    @Test
    void ofSeveralFramesTheWorstVerdictWins() {
        assertThat(combined(OK, OK).word()).isEqualTo("OK");
        assertThat(combined(OK, UNFIT)).isEqualTo(UNFIT);
        assertThat(combined(UNFIT, NOK, OK)).isEqualTo(NOK);
    }

    @Test
    void findingsAreThoseOfTheFramesThatMadeTheVerdictWithoutAcceptedOnes() {
        VisitResult result = close(
                inspection(1, "r1", true, true, weld("W-SPOT", OK, ACCEPTED)),
                inspection(2, "r2", true, true, weld("W-SPOT", NOK, ACCEPTED, CRACK)));
        VisitResult.WeldResult spot = result.welds().get(0);
        assertThat(spot.findings()).containsExactly(CRACK);
        assertThat(spot.results()).containsExactly(new ResultId("r1"), new ResultId("r2"));
        assertThat(spot.evidenceSha256()).containsExactly("abc");
    }

    @Test
    void aLateFrameThatWasInspectedAfterAllCountsOnce() {
        Verdict late = new Verdict.Review(Verdict.Reason.LATE, "late");
        VisitResult result = close(
                inspection(1, "r1", true, true, weld("W-SPOT", late)),
                inspection(1, "r2", true, true, weld("W-SPOT", OK)));
        assertThat(result.welds().get(0).verdict()).isEqualTo(OK);
    }

    @Test
    void aWeldSeenOnlyWithoutCalibrationIsNeverOk() {
        VisitResult result = close(inspection(1, "r1", false, true, weld("picture", OK)));
        assertThat(result.welds()).allSatisfy(weld -> assertThat(weld.verdict())
                .isEqualTo(new Verdict.Review(
                        Verdict.Reason.UNCALIBRATED, "view view is not calibrated; its picture as a whole is OK")));
    }

    @Test
    void whatAShadowRecipeSawOrdersNothing() {
        assertThat(close(inspection(1, "r1", true, false, weld("W-SPOT", NOK))).orderable())
                .isFalse();
        assertThat(close(inspection(1, "r1", true, true, weld("W-SPOT", NOK))).orderable())
                .isTrue();
    }

    @Test
    void whatAGroupOfWeldsMustNotHaveIsAFindingOfEachWeldThatBreaksIt() {
        WeldPlan.Group row = new WeldPlan.Group(
                "row",
                DrawnLine.plan().welds().stream().map(Weld::id).toList(),
                List.of(new Standard.GroupRule("§10", Standard.GroupKind.NO_TWO_NEIGHBOURS, 0)));
        WeldPlan plan =
                new WeldPlan(DrawnLine.plan().variant(), DrawnLine.plan().welds(), List.of(row));
        VisitResult both = close(plan, inspection(1, "r1", true, true, weld("W-SPOT", NOK, CRACK), weld(other(), NOK)));
        VisitResult one = close(plan, inspection(1, "r1", true, true, weld("W-SPOT", NOK, CRACK), weld(other(), OK)));
        assertThat(both.welds()).allSatisfy(weld -> assertThat(weld.findings())
                .filteredOn(f -> f.defectClass().equals(GroupJudge.GROUP))
                .extracting(Finding::decision)
                .containsExactly(Finding.Decision.REJECTED));
        assertThat(one.welds().get(0).findings()).containsExactly(CRACK);
        assertThat(one.welds().get(1).findings()).isEmpty();
        assertThat(one.welds().get(1).verdict()).isEqualTo(OK);
    }

    private static String other() {
        return DrawnLine.plan().welds().get(1).id().value();
    }

    private static Verdict combined(Verdict... verdicts) {
        Inspection[] inspections = new Inspection[verdicts.length];
        for (int i = 0; i < verdicts.length; i++) {
            inspections[i] = inspection(i, "r" + i, true, true, weld("W-SPOT", verdicts[i]));
        }
        return close(inspections).welds().get(0).verdict();
    }

    private static VisitResult close(Inspection... inspections) {
        return close(DrawnLine.plan(), inspections);
    }

    private static VisitResult close(WeldPlan plan, Inspection... inspections) {
        FrameHeader header = DrawnPicture.header("view", 1);
        return VisitCloser.close(
                plan, DrawnLine.STATION, header.visit(), header.vehicle(), List.of(inspections), 1, DrawnLine.NOW);
    }

    private static Inspection inspection(
            long frame, String id, boolean calibrated, boolean live, WeldInspection... welds) {
        return new Inspection(
                new ResultId(id),
                DrawnPicture.header("view", frame),
                DrawnLine.NOW,
                false,
                calibrated,
                welds[0].verdict(),
                List.of(welds),
                List.of(),
                Optional.<InspectionFailure>empty(),
                new Inspection.Provenance("", "", "", "", "recipe", live, "", "", "", "", ""),
                List.of());
    }

    private static WeldInspection weld(String id, Verdict verdict, Finding... findings) {
        PixelBox box = new PixelBox(0, 0, 1, 1);
        Optional<Evidence> evidence =
                verdict.severity() == 0 ? Optional.empty() : Optional.of(new Evidence(box, "abc", new byte[0]));
        return new WeldInspection(
                new WeldId(id), verdict, List.of(findings), List.of(), List.of(), box, List.of(), List.of(), evidence);
    }

    private static Finding finding(String defectClass, Finding.Decision decision) {
        return new Finding(
                DefectClass.parse(defectClass),
                "clause",
                Optional.empty(),
                Optional.empty(),
                decision,
                List.of(),
                1,
                List.of());
    }
}
