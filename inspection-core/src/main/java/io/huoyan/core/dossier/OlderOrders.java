package io.huoyan.core.dossier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huoyan.core.orders.Escalation;
import io.huoyan.core.orders.Move;

/** Orders as they were written before they knew who moved them and until when. */
final class OlderOrders {
    /** Nobody promised anything then: these orders were due when they were last written. */
    private static final String DUE = "updatedAt";

    private OlderOrders() {}

    /** The same as a document of the newest version; {@code order} is changed. */
    static JsonNode brought(ObjectNode order) {
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
}
