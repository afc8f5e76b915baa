package io.huoyan.server.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.huoyan.server.mqtt.OrderSubscriber.Received;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Messages to the MES as lines for people. Thread-safe. */
final class MesLines {
    private final ObjectMapper mapper = new ObjectMapper();

    String describe(Received message) {
        try {
            JsonNode json = mapper.readTree(message.payload());
            String line = json.has("order_id") ? order(json) : visit(json);
            return message.repeated() ? line + "  (again)" : line;
        } catch (JsonProcessingException e) {
            return message.topic() + ": not JSON: " + message.payload();
        }
    }

    private static String order(JsonNode json) {
        String findings = StreamSupport.stream(json.path("findings").spliterator(), false)
                .map(MesLines::finding)
                .distinct()
                .collect(Collectors.joining("; "));
        return String.format(
                Locale.ROOT,
                "ORDER  %s rev %d %s  P%d  %s  weld %s  %s",
                json.path("order_id").asText(),
                json.path("revision").asInt(),
                json.path("state").asText(),
                json.path("priority").asInt(),
                json.path("vehicle").path("id").asText(),
                json.path("weld").path("id").asText(),
                findings);
    }

    private static String finding(JsonNode json) {
        String name = json.path("name_en").asText() + " " + json.path("name_zh").asText();
        if (!json.hasNonNull("measured")) {
            return name;
        }
        String limit = json.hasNonNull("limit")
                ? String.format(Locale.ROOT, " (limit %.2f)", json.path("limit").asDouble())
                : "";
        return String.format(
                Locale.ROOT,
                "%s %.2f ± %.2f %s%s",
                name,
                json.path("measured").asDouble(),
                2 * json.path("uncertainty").asDouble(),
                json.path("unit").asText(),
                limit);
    }

    private static String visit(JsonNode json) {
        JsonNode counts = json.path("counts");
        return String.format(
                Locale.ROOT,
                "VISIT  %s %s  %s  %d welds: %d OK, %d NOK, %d REVIEW%s%s",
                json.path("vehicle").path("id").asText(),
                json.path("vehicle").path("variant").asText(),
                json.path("verdict").asText(),
                counts.path("welds").asInt(),
                counts.path("ok").asInt(),
                counts.path("nok").asInt(),
                counts.path("review").asInt(),
                json.path("mode").asText().equals("SHADOW") ? "  (shadow: orders nothing)" : "",
                waiting(json));
    }

    private static String waiting(JsonNode visit) {
        return StreamSupport.stream(visit.path("awaiting_reinspection").spliterator(), false)
                .map(order -> "; order " + order.path("order_id").asText() + " of weld "
                        + order.path("weld").asText() + " waits for a re-inspection: "
                        + order.path("why").asText())
                .collect(Collectors.joining());
    }
}
