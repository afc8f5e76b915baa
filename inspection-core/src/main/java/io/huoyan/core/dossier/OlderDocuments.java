package io.huoyan.core.dossier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huoyan.core.orders.Escalation;
import io.huoyan.core.orders.Move;

/** Documents of earlier versions, brought to the newest version of their type. */
final class OlderDocuments {
    /** Nobody promised anything then: these orders were due when they were last written. */
    private static final String DUE = "updatedAt";

    private OlderDocuments() {}

    /** The same as a document of the newest version; {@code value} is changed. */
    static JsonNode brought(String type, int version, ObjectNode value) {
        addBudgets(value);
        if (version == 1 && type.equals("order")) {
            return order(value);
        }
        if (version == 1 && type.equals("inspection")) {
            return inspection(value);
        }
        return version == 1 && type.equals("visit") ? visit(value) : value;
    }

    /** Inspections as they were written before anything was searched for around a weld. */
    private static JsonNode inspection(ObjectNode inspection) {
        for (JsonNode weld : inspection.path("welds")) {
            if (weld instanceof ObjectNode known) {
                known.putNull("around");
            }
        }
        return inspection;
    }

    /** Measurements as they were written before they had a budget. */
    private static void addBudgets(JsonNode node) {
        if (node instanceof ObjectNode object && object.has("measurand") && object.has("shape")) {
            object.withArray("budget");
        }
        node.forEach(OlderDocuments::addBudgets);
    }

    /** Orders as they were written before they knew who moved them and until when. */
    private static JsonNode order(ObjectNode order) {
        order.putObject("move")
                .put("by", Move.By.SYSTEM.name())
                .put("who", "huoyan")
                .put("why", "")
                .putNull("command");
        order.putNull("heldFrom");
        order.putObject("deadlines")
                .put("acceptBy", order.path(DUE).asText())
                .put("repairBy", order.path(DUE).asText());
        order.put("escalation", Escalation.NONE.name());
        return order;
    }

    /** Results as they were written before it was noted when a weld was seen. */
    private static JsonNode visit(ObjectNode visit) {
        for (JsonNode weld : visit.path("welds")) {
            if (weld instanceof ObjectNode known) {
                known.putNull("seenAt");
            }
        }
        return visit;
    }
}
