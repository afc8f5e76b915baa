package io.huoyan.server.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huoyan.core.judge.Finding;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.orders.Unclosed;
import io.huoyan.server.desk.ReviewDesk.Doubt;
import io.huoyan.server.desk.ReviewDesk.Outcome;
import java.util.List;

/** The queue as JSON. Thread-safe. */
final class ReviewJson {
    private final JsonMapper mapper = new JsonMapper();

    String queue(List<Doubt> doubts, long waiting) {
        ObjectNode json = mapper.createObjectNode().put("waiting", waiting);
        ArrayNode reviews = json.putArray("reviews");
        doubts.forEach(doubt -> reviews.add(doubt(doubt)));
        return text(json);
    }

    private ObjectNode doubt(Doubt doubt) {
        ObjectNode json = mapper.createObjectNode()
                .put("vehicle", doubt.vehicle().id().value())
                .put("variant", doubt.vehicle().variant().value())
                .put("weld", doubt.standing().weld().value())
                .put("revision", doubt.standing().revision())
                .put("station", doubt.standing().station().value())
                .put("visit", doubt.standing().visit().value())
                .put("since", doubt.standing().since().toString())
                .put("reason", doubt.standing().reason())
                .put("detail", doubt.seen().verdict() instanceof Verdict.Review review ? review.detail() : "");
        doubt.weld()
                .ifPresent(weld -> json.put("safety_class", weld.safetyClass().name()));
        doubt.order().ifPresent(order -> json.set("order", order(order)));
        ArrayNode findings = json.putArray("findings");
        doubt.seen().findings().forEach(finding -> findings.add(finding(finding)));
        ArrayNode pictures = json.putArray("pictures");
        doubt.seen().evidenceSha256().forEach(sha256 -> pictures.add("/pictures/" + sha256 + ".png"));
        return json;
    }

    private ObjectNode finding(Finding finding) {
        ObjectNode json = mapper.createObjectNode()
                .put("defect", finding.defectClass().toString())
                .put("clause", finding.clause())
                .put("decision", finding.decision().name());
        finding.measured().ifPresent(measured -> json.put(
                        "measurand", measured.measurand().name())
                .put("measured", measured.value())
                .put("uncertainty", measured.standardUncertainty())
                .put("unit", measured.unit().name().toLowerCase(java.util.Locale.ROOT)));
        finding.limit().ifPresent(limit -> json.put("limit", limit));
        return json;
    }

    String outcome(Outcome outcome) {
        ObjectNode json = mapper.createObjectNode();
        if (outcome instanceof Outcome.Refused refused) {
            return text(
                    json.put("decided", false).put("stale", refused.isStale()).put("message", refused.message()));
        }
        json.put("decided", true);
        Outcome.Done done = (Outcome.Done) outcome;
        done.order().ifPresent(order -> json.set("order", order(order)));
        done.unclosed().ifPresent(unclosed -> {
            json.set("order", order(unclosed.order()));
            json.put("message", stays(unclosed));
        });
        return text(json);
    }

    /** In words, for a person. */
    static String stays(Unclosed unclosed) {
        return "Decided good. Order " + unclosed.order().id() + " stays "
                + unclosed.order().state() + ", to be re-inspected: " + unclosed.why();
    }

    private ObjectNode order(RepairOrder order) {
        return mapper.createObjectNode()
                .put("order_id", order.id().value())
                .put("revision", order.revision())
                .put("state", order.state().name());
    }

    private String text(ObjectNode json) {
        try {
            return mapper.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON can always be written", e);
        }
    }
}
