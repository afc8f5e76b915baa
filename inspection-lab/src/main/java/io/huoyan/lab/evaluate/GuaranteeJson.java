package io.huoyan.lab.evaluate;

import io.huoyan.lab.guarantee.Share;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** A guarantee as the members of one JSON object. */
public final class GuaranteeJson {
    private GuaranteeJson() {}

    /** Shares are 0 to 1, and left out where there is none. */
    public static Map<String, Object> members(Guarantee guarantee) {
        Map<String, Object> classes = new LinkedHashMap<>();
        for (Guarantee.ClassPromise one : guarantee.promises()) {
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("promise", one.promise().toString());
            members.put("needed", one.promise().unitsNeeded());
            members.put("units", one.units());
            members.put("given", one.choice().isPresent());
            one.choice().ifPresent(choice -> members.put("threshold", choice.threshold()));
            put(members, "missed", one.measured());
            put(members, "missedByOwnThreshold", one.measuredAlone());
            one.weakest().ifPresent(promise -> members.put("crossFitPromise", promise.toString()));
            members.put("leftOut", one.leftOut());
            classes.put(one.name(), members);
        }
        Map<String, Object> top = new LinkedHashMap<>();
        top.put("given", guarantee.isGiven());
        top.put("notCovered", guarantee.notCovered());
        if (guarantee.isGiven()) {
            top.put("reviewFrom", guarantee.reviewFrom());
            top.put("nokFrom", guarantee.nokFrom());
        }
        put(top, guarantee.scores());
        guarantee.verdicts().ifPresent(cost -> {
            Map<String, Object> ofVerdicts = new LinkedHashMap<>();
            put(ofVerdicts, cost);
            top.put("verdicts", ofVerdicts);
        });
        top.put("leftOut", guarantee.leftOut());
        top.put("notInspected", guarantee.notInspected());
        top.put("classes", classes);
        return top;
    }

    private static void put(Map<String, Object> members, Guarantee.Cost cost) {
        put(members, "missed", cost.missed());
        put(members, "pseudoReject", cost.pseudoReject());
        put(members, "review", cost.review());
    }

    private static void put(Map<String, Object> members, String name, Share share) {
        if (share.of() > 0) {
            members.put(name, share.value());
            members.put(name + "Interval", Arrays.asList(share.low(), share.high()));
            members.put(name + "Of", share.of());
        }
    }
}
