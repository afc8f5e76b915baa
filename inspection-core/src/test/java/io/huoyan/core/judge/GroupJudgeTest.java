package io.huoyan.core.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.catalog.Standard.GroupKind;
import io.huoyan.core.catalog.Standard.GroupRule;
import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.judge.Finding.Decision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rows of spot welds, written as their verdicts: o OK, x NOK, r REVIEW, a minus none. What is expected: X a weld that
 * breaks the rule, ? one that would if those in doubt are bad, a point one of which nothing is said.
 */
class GroupJudgeTest {
    @ParameterizedTest
    @CsvSource({
        "oxoxo, .....",
        "oxxoo, .!!..",
        "xxxoo, !!!..",
        "oxroo, .??..",
        "orroo, .??..",
        "ox-oo, .??..",
        "oroxo, .....",
        "xxrxx, !!?!!",
        "ooooo, ....."
    })
    void noTwoNeighboursMayBeBad(String verdicts, String expected) {
        assertThat(said(new GroupRule("§10", GroupKind.NO_TWO_NEIGHBOURS, 0), verdicts))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"xoooo, !....", "oooox, ....!", "xooox, !...!", "roooo, ?....", "oooo-, ....?", "oxxxo, ....."})
    void neitherTheFirstNorTheLastMayBeBad(String verdicts, String expected) {
        assertThat(said(new GroupRule("§11", GroupKind.NOT_FIRST_OR_LAST, 0), verdicts))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"xoxoo, .....", "xoxox, !.!.!", "xorox, ?.?.?", "xoror, ?.?.?", "roror, ?.?.?", "ooror, ....."})
    void noMoreThanTwoMayBeBad(String verdicts, String expected) {
        assertThat(said(new GroupRule("§12", GroupKind.AT_MOST_BAD, 2), verdicts))
                .isEqualTo(expected);
    }

    @Test
    void theFindingNamesTheRuleAndHowManyWeldsBreakIt() {
        Map<WeldId, List<Finding>> findings = findings(new GroupRule("§12", GroupKind.AT_MOST_BAD, 2), "xxxoo");
        Finding finding = findings.get(new WeldId("S0")).get(0);
        assertThat(finding.clause()).isEqualTo("§12");
        assertThat(finding.defectClass()).hasToString("PLANT:GROUP");
        assertThat(finding.measured().orElseThrow().value()).isEqualTo(3);
        assertThat(finding.limit()).contains(2.0);
    }

    private static String said(GroupRule rule, String verdicts) {
        Map<WeldId, List<Finding>> findings = findings(rule, verdicts);
        StringBuilder said = new StringBuilder();
        for (int i = 0; i < verdicts.length(); i++) {
            List<Finding> own = findings.getOrDefault(new WeldId("S" + i), List.of());
            said.append(own.isEmpty() ? '.' : own.get(0).decision() == Decision.REJECTED ? '!' : '?');
        }
        return said.toString();
    }

    private static Map<WeldId, List<Finding>> findings(GroupRule rule, String verdicts) {
        List<WeldId> welds = new ArrayList<>();
        Map<WeldId, Verdict> byWeld = new LinkedHashMap<>();
        for (int i = 0; i < verdicts.length(); i++) {
            WeldId weld = new WeldId("S" + i);
            welds.add(weld);
            switch (verdicts.charAt(i)) {
                case 'o' -> byWeld.put(weld, new Verdict.Ok());
                case 'x' -> byWeld.put(weld, new Verdict.Nok("bad"));
                case 'r' -> byWeld.put(weld, new Verdict.Review(Verdict.Reason.UNCERTAIN, "doubtful"));
                default -> {}
            }
        }
        return GroupJudge.findings(List.of(new WeldPlan.Group("row", welds, List.of(rule))), byWeld);
    }
}
