package io.huoyan.core.orders;

import static io.huoyan.core.dossier.SampleEntries.missingWeld;
import static io.huoyan.core.dossier.SampleEntries.nok;
import static io.huoyan.core.dossier.SampleEntries.okSeen;
import static io.huoyan.core.dossier.SampleEntries.order;
import static io.huoyan.core.dossier.SampleEntries.pore;
import static io.huoyan.core.dossier.SampleEntries.review;
import static io.huoyan.core.dossier.SampleEntries.vehicle;
import static io.huoyan.core.dossier.SampleEntries.visit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.huoyan.core.domain.OrderId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schemas and the messages name the same fields: one cannot be changed without the other. */
class MessageSchemaTest {
    private static final Path SCHEMAS = Path.of(System.getProperty("huoyan.root"), "docs", "schemas");

    private final ObjectMapper mapper = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"huoyan.order/1", "huoyan.visit/1"})
    void every_field_of_a_message_is_in_its_schema_and_every_required_one_is_in_the_message(String name)
            throws IOException {
        JsonNode schema = mapper.readTree(
                SCHEMAS.resolve(name.replace('/', '.') + ".schema.json").toFile());
        var planner = new OrderPlanner(OrderPlannerTest.NAMES, OrderRules.defaults(), () -> new OrderId("O-1"));
        var messages = planner.plan(
                        OrderPlannerTest.PLAN,
                        visit(
                                vehicle("BODY-1"),
                                "visit-1",
                                1,
                                true,
                                nok("S-1", pore(1), missingWeld()),
                                review("S-2"),
                                okSeen("S-3", Optional.empty())),
                        List.of(order(vehicle("BODY-1"), "O-3", "S-3", OrderState.REPAIRED, pore(1))),
                        OrderPlannerTest.NOTHING_BEFORE)
                .messages();
        var faults = new ArrayList<String>();
        int checked = 0;
        for (OutboxMessage message : messages) {
            if (message.schema().equals(name)) {
                compare(schema, schema, mapper.readTree(message.payload()), name, faults);
                checked++;
            }
        }
        assertThat(checked).isPositive();
        assertThat(faults).isEmpty();
    }

    private static void compare(JsonNode root, JsonNode schema, JsonNode value, String path, List<String> faults) {
        JsonNode here = schema.has("$ref") ? root.at(schema.get("$ref").asText().substring(1)) : schema;
        if (value.isArray()) {
            value.forEach(item -> compare(root, here.path("items"), item, path + "[]", faults));
        } else if (value.isObject()) {
            here.path("required").forEach(key -> {
                if (!value.has(key.asText())) {
                    faults.add(path + "." + key.asText() + " is required by the schema and not in the message");
                }
            });
            var keys = new TreeSet<String>();
            value.fieldNames().forEachRemaining(keys::add);
            for (String key : keys) {
                if (here.path("properties").has(key)) {
                    compare(root, here.get("properties").get(key), value.get(key), path + "." + key, faults);
                } else {
                    faults.add(path + "." + key + " is in the message and not in the schema");
                }
            }
        } else if (here.has("const") && !here.get("const").equals(value)) {
            faults.add(path + " is " + value + "; the schema allows " + here.get("const"));
        } else if (here.has("pattern")
                && !value.asText().matches(here.get("pattern").asText())) {
            faults.add(path + " is " + value + "; the schema allows " + here.get("pattern"));
        } else if (here.has("enum") && !here.get("enum").toString().contains(value.toString())) {
            faults.add(path + " is " + value + "; the schema allows " + here.get("enum"));
        }
    }
}
