package io.huoyan.core.orders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.pipeline.VisitResult;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds a message against the entry of the vehicle's file that it tells: the message is made of the entry once more,
 * and must say the same. Left out is what the catalog and the configuration add (names, sheets, place, pictures'
 * addresses, which orders a visit made), because they may have changed since. Stateless, thread-safe.
 */
public final class MessageProof {
    private static final List<String> ALWAYS = List.of("schema", "revision", "vehicle", "station");
    private static final List<String> OF_A_FINDING_ADDED = List.of("name_en", "name_zh");
    private static final List<String> OF_A_WELD = List.of("id", "safety_class", "verdict", "reason", "detail");
    private static final List<String> ADDED = List.of("pictures", "orders", "awaiting_reinspection");

    private final ObjectMapper mapper = new ObjectMapper();
    private final OrderMessages messages = new OrderMessages(new DefectNames(List.of()), OrderRules.defaults());

    /** What the message says otherwise than the order's revision; empty if nothing. */
    public Optional<String> contradiction(OutboxMessage message, RepairOrder order) {
        return contradiction(message, messages.of(order, Optional.empty()));
    }

    /** What the message says otherwise than the visit's result; empty if nothing. */
    public Optional<String> contradiction(OutboxMessage message, VisitResult visit) {
        return contradiction(message, messages.of(visit, List.of(), List.of()));
    }

    private Optional<String> contradiction(OutboxMessage message, OutboxMessage expected) {
        if (!message.key().equals(expected.key())
                || !message.vehicle().equals(expected.vehicle())
                || !message.station().equals(expected.station())
                || message.channel() != expected.channel()
                || !message.schema().equals(expected.schema())) {
            return Optional.of("its address is not that of " + expected.key());
        }
        JsonNode said;
        JsonNode known;
        try {
            said = stripped(mapper.readTree(message.payload()));
            known = stripped(mapper.readTree(expected.payload()));
        } catch (IOException e) {
            return Optional.of("it is no JSON");
        }
        for (String field : ALWAYS) {
            if (!said.has(field)) {
                return Optional.of("it says nothing of " + field);
            }
        }
        // An earlier version may have said less.
        for (Map.Entry<String, JsonNode> field : said.properties()) {
            if (!field.getValue().equals(known.path(field.getKey()))) {
                return Optional.of("its " + field.getKey() + " is " + field.getValue() + "; the file says "
                        + known.path(field.getKey()));
            }
        }
        return Optional.empty();
    }

    private static JsonNode stripped(JsonNode message) {
        if (message instanceof ObjectNode object) {
            object.remove(ADDED);
        }
        message.path("findings").forEach(finding -> {
            if (finding instanceof ObjectNode object) {
                object.remove(OF_A_FINDING_ADDED);
            }
        });
        if (message.path("weld") instanceof ObjectNode weld) {
            weld.retain(OF_A_WELD);
        }
        return message;
    }
}
