package io.huoyan.core.orders;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huoyan.core.orders.CommandAnswer.Code;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code huoyan.order-answer/1}, written and read back. Thread-safe. */
final class AnswerJson {
    static final String SCHEMA = "huoyan.order-answer/1";

    private final JsonMapper mapper = new JsonMapper();

    byte[] write(CommandAnswer answer) {
        ObjectNode json = mapper.createObjectNode().put("schema", SCHEMA);
        answer.commandId().ifPresent(id -> json.put("command_id", id));
        answer.orderId().ifPresent(id -> json.put("order_id", id));
        json.put("done", answer.isDone()).put("code", answer.code().name()).put("message", answer.message());
        answer.state().ifPresent(state -> json.put("state", state.name()));
        answer.revision().ifPresent(revision -> json.put("revision", revision));
        try {
            return mapper.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a tree of JSON can always be written", e);
        }
    }

    CommandAnswer read(byte[] bytes) {
        try {
            JsonNode json = mapper.readTree(bytes);
            return new CommandAnswer(
                    Optional.ofNullable(json.path("command_id").textValue()),
                    Optional.ofNullable(json.path("order_id").textValue()),
                    Code.valueOf(json.path("code").asText()),
                    json.path("message").asText(),
                    Optional.ofNullable(json.path("state").textValue()).map(OrderState::valueOf),
                    json.has("revision") ? OptionalInt.of(json.get("revision").asInt()) : OptionalInt.empty());
        } catch (IOException e) {
            throw new UncheckedIOException("an answer of ours cannot be read back", e);
        }
    }
}
