package io.huoyan.server.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.domain.StationId;
import io.huoyan.core.orders.OutboxMessage.Channel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What {@code docs/asyncapi.yaml} says beside what the server does. The schemas it names have tests of their own. */
class AsyncApiTest {
    private static final Path DOCS = Path.of(System.getProperty("huoyan.root"), "docs");
    private static final Topics TOPICS = new Topics("plant", "body-shop", "line-1");
    private static final StationId STATION = new StationId("W10");

    private Object document = Map.of();

    @BeforeEach
    void read() throws IOException {
        String text = Files.readString(DOCS.resolve("asyncapi.yaml"));
        document = new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    private static Object at(Object node, String... keys) {
        Object found = node;
        for (String key : keys) {
            assertThat(found).as("what holds %s", key).isInstanceOf(Map.class);
            found = Objects.requireNonNull(((Map<?, ?>) found).get(key), key);
        }
        return found;
    }

    private String address(String channel) {
        return String.valueOf(at(document, "channels", channel, "address"))
                .replace("{site}", "plant")
                .replace("{area}", "body-shop")
                .replace("{line}", "line-1")
                .replace("{station}", STATION.value())
                .replace("{server}", "huoyan");
    }

    @Test
    void its_addresses_are_the_topics_that_the_server_uses() {
        assertThat(address("orders")).isEqualTo(TOPICS.of(STATION, Channel.ORDERS));
        assertThat(address("visits")).isEqualTo(TOPICS.of(STATION, Channel.VISITS));
        assertThat(address("availability")).isEqualTo(TOPICS.availability("huoyan"));
        assertThat(address("commands")).isEqualTo(TOPICS.commands(STATION));
        assertThat(address("gateRequests")).isEqualTo(TOPICS.gateRequests(STATION));
    }

    @Test
    void its_last_will_is_the_server_s() {
        Object will = at(document, "servers", "plant", "bindings", "mqtt", "lastWill");

        assertThat(at(will, "topic")).isEqualTo(TOPICS.availability("huoyan"));
        assertThat(at(will, "message")).isEqualTo("offline");
        assertThat(at(will, "retain")).isEqualTo(true);
    }

    @Test
    void every_reference_leads_somewhere() {
        List<String> references = new ArrayList<>();
        collect(document, references);

        assertThat(references).hasSizeGreaterThan(10).allSatisfy(this::leadsSomewhere);
    }

    private static void collect(Object node, List<String> references) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (key.equals("$ref")) {
                    references.add(String.valueOf(value));
                }
                collect(value, references);
            });
        } else if (node instanceof List<?> list) {
            list.forEach(one -> collect(one, references));
        }
    }

    private void leadsSomewhere(String reference) {
        if (reference.startsWith("#/")) {
            assertThat(at(document, reference.substring(2).split("/"))).isInstanceOf(Map.class);
        } else {
            assertThat(DOCS.resolve(reference)).isRegularFile();
        }
    }

    /** The name that a message has here is the one that its schema demands of the payload. */
    @Test
    void every_message_has_the_schema_of_its_name() throws IOException {
        for (Object message : ((Map<?, ?>) at(document, "components", "messages")).values()) {
            if (at(message, "payload") instanceof Map<?, ?> payload && payload.get("$ref") != null) {
                String schema = Files.readString(DOCS.resolve(String.valueOf(payload.get("$ref"))));
                assertThat(schema).contains("\"" + at(message, "name") + "\"");
            }
        }
    }
}
