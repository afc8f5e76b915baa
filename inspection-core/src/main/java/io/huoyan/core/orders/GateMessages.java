package io.huoyan.core.orders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huoyan.core.domain.InvalidIdentifierException;
import io.huoyan.core.domain.VehicleId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * {@code huoyan.gate-request/1}, read from bytes that anybody may have sent, and {@code huoyan.gate/1}, the answer to
 * it. Thread-safe.
 */
public final class GateMessages {
    /** Name and version of the answer. */
    public static final String SCHEMA = "huoyan.gate/1";

    /** Bytes of one request. */
    public static final int BYTES_MAX = 4_096;

    private static final String REQUEST_SCHEMA = "huoyan.gate-request/1";

    private final JsonMapper mapper = new JsonMapper();

    /** The vehicle asked about; empty if the bytes are no request. */
    public Optional<VehicleId> read(byte[] request) {
        if (request.length > BYTES_MAX) {
            return Optional.empty();
        }
        try {
            JsonNode json = mapper.readTree(request);
            return REQUEST_SCHEMA.equals(json.path("schema").asText())
                    ? Optional.of(new VehicleId(json.path("vehicle").asText()))
                    : Optional.empty();
        } catch (IOException | InvalidIdentifierException e) {
            return Optional.empty();
        }
    }

    /** UTF-8 JSON. */
    public byte[] write(GateAnswer answer, Instant at) {
        ObjectNode json = head(at).put("vehicle", answer.vehicle().value())
                .put("may_leave", answer.mayLeave())
                .put("open_orders", answer.openOrders())
                .put("blockers_in_all", answer.blockersInAll());
        ArrayNode blockers = json.putArray("blockers");
        for (GateAnswer.Blocker blocker : answer.blockers()) {
            ObjectNode one = blockers.addObject().put("why", blocker.why().name());
            blocker.weld().ifPresent(weld -> one.put("weld", weld.value()));
            blocker.order().ifPresent(order -> one.put("order_id", order.value()));
        }
        return bytes(json);
    }

    /** The answer where there is none: the vehicle stays. */
    public byte[] refuse(Optional<VehicleId> vehicle, String why, String message, Instant at) {
        ObjectNode json = head(at);
        vehicle.ifPresent(id -> json.put("vehicle", id.value()));
        json.put("may_leave", false).put("open_orders", 0).put("blockers_in_all", 1);
        json.putArray("blockers").addObject().put("why", why);
        return bytes(json.put("message", message));
    }

    private ObjectNode head(Instant at) {
        return mapper.createObjectNode()
                .put("schema", SCHEMA)
                .put("asked_at", OrderMessages.time(at.truncatedTo(ChronoUnit.MILLIS)));
    }

    private byte[] bytes(ObjectNode json) {
        try {
            return mapper.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a tree of JSON can always be written", e);
        }
    }
}
