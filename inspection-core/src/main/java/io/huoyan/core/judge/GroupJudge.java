package io.huoyan.core.judge;

import io.huoyan.core.catalog.Standard;
import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.domain.DefectClass;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.measure.Measurand;
import io.huoyan.core.measure.Measurement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds groups of neighbouring welds against their rules. What comes of it are further findings of welds that are NOK
 * or REVIEW on their own: a group's rule never makes a weld better, and a weld that is in doubt may be bad, so that its
 * group is in doubt as well.
 */
public final class GroupJudge {
    /** The class of a breach of a group's rule. */
    public static final DefectClass GROUP = new DefectClass("PLANT", "GROUP");

    private GroupJudge() {}

    /**
     * @param groups of the plan
     * @param verdicts of welds; a weld of a group that has none counts as in doubt
     * @return further findings by weld: REJECTED where bad welds alone break a rule, NOT_PROVEN where they would
     *     together with those in doubt
     */
    public static Map<WeldId, List<Finding>> findings(List<WeldPlan.Group> groups, Map<WeldId, Verdict> verdicts) {
        Map<WeldId, List<Finding>> findings = new LinkedHashMap<>();
        for (WeldPlan.Group group : groups) {
            for (Standard.GroupRule rule : group.rules()) {
                Set<WeldId> bad = broken(group.welds(), rule, verdicts, 2);
                Set<WeldId> doubtful = broken(group.welds(), rule, verdicts, 1);
                bad.forEach(weld -> add(findings, weld, rule, bad.size(), Finding.Decision.REJECTED));
                doubtful.stream()
                        .filter(weld -> !bad.contains(weld))
                        .forEach(weld -> add(findings, weld, rule, doubtful.size(), Finding.Decision.NOT_PROVEN));
            }
        }
        return findings;
    }

    /** The welds that together break a rule, if all of some severity and more are bad. */
    private static Set<WeldId> broken(
            List<WeldId> welds, Standard.GroupRule rule, Map<WeldId, Verdict> verdicts, int severity) {
        List<Boolean> isBad =
                welds.stream().map(weld -> severity(verdicts, weld) >= severity).toList();
        Set<WeldId> broken = new LinkedHashSet<>();
        int last = welds.size() - 1;
        switch (rule.kind()) {
            case NO_TWO_NEIGHBOURS -> {
                for (int i = 0; i < last; i++) {
                    if (isBad.get(i) && isBad.get(i + 1)) {
                        broken.add(welds.get(i));
                        broken.add(welds.get(i + 1));
                    }
                }
            }
            case NOT_FIRST_OR_LAST -> {
                if (isBad.get(0)) {
                    broken.add(welds.get(0));
                }
                if (isBad.get(last)) {
                    broken.add(welds.get(last));
                }
            }
            case AT_MOST_BAD -> {
                for (int i = 0; i <= last; i++) {
                    if (isBad.get(i)) {
                        broken.add(welds.get(i));
                    }
                }
                if (broken.size() <= rule.count()) {
                    broken.clear();
                }
            }
        }
        return broken;
    }

    private static int severity(Map<WeldId, Verdict> verdicts, WeldId weld) {
        return Optional.ofNullable(verdicts.get(weld)).map(Verdict::severity).orElse(1);
    }

    private static void add(
            Map<WeldId, List<Finding>> findings,
            WeldId weld,
            Standard.GroupRule rule,
            int count,
            Finding.Decision decision) {
        Measurement number = new Measurement(Measurand.DEFECT_COUNT, count, Measurement.Unit.ONE, 0, List.of());
        findings.computeIfAbsent(weld, any -> new ArrayList<>())
                .add(new Finding(
                        GROUP,
                        rule.clause(),
                        Optional.of(number),
                        Optional.of((double) rule.count()),
                        decision,
                        List.of(),
                        1,
                        List.of()));
    }
}
