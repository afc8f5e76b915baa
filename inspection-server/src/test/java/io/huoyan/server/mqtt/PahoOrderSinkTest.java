package io.huoyan.server.mqtt;

import static io.huoyan.server.testkit.SampleMessages.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.server.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PahoOrderSinkTest {
    private static final Topics TOPICS = new Topics("plant", "body", "line1");
    private static final String AVAILABILITY = "plant/body/line1/huoyan/availability";

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(folder, "127.0.0.1", 0);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    private static BrokerAddress address(String clientId) {
        return BrokerAddress.plain(broker.url(), clientId);
    }

    @Test
    void it_says_online_while_it_is_there_and_offline_when_it_leaves_also_to_those_who_come_later() {
        try (var sink = PahoOrderSink.open(address("huoyan"), TOPICS)) {
            Awaitility.await().until(sink::isConnected);
            try (var watcher = new AvailabilityWatcher(address("watcher"), AVAILABILITY)) {
                Awaitility.await().until(() -> watcher.said().equals(List.of("online (retained)")));
            }
        }
        try (var watcher = new AvailabilityWatcher(address("watcher"), AVAILABILITY)) {
            Awaitility.await().until(() -> watcher.said().equals(List.of("offline (retained)")));
        }
    }

    @Test
    void a_server_that_is_killed_leaves_its_will() throws Exception {
        Process server = ChildJvm.start(SinkProcess.class, broker.url().toString());
        try (var said = new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8));
                var watcher = new AvailabilityWatcher(address("watcher"), AVAILABILITY)) {
            while (!SinkProcess.DELIVERED.equals(said.readLine())) {
                assertThat(server.isAlive()).isTrue();
            }
            Awaitility.await().until(() -> watcher.said().stream().anyMatch(word -> word.startsWith("online")));
            ChildJvm.kill(server);
            Awaitility.await()
                    .until(() -> watcher.said().get(watcher.said().size() - 1).equals("offline"));
        } finally {
            server.destroyForcibly();
        }
    }

    /** A broker acknowledges what nobody has subscribed to, and drops it: that must not go unnoticed. */
    @Test
    void messages_that_nobody_subscribed_to_are_counted() throws Exception {
        try (var sink = PahoOrderSink.open(address("lonely"), new Topics("other", "body", "line1"))) {
            sink.deliver(message("BODY-1", 1));
            sink.deliver(message("BODY-1", 2));
            assertThat(sink.unheard()).isEqualTo(2);
        }
    }

    @Test
    void topics_follow_the_isa_95_prefix() {
        var message = message("BODY-1", 1);
        assertThat(TOPICS.of(message.station(), message.channel())).isEqualTo("plant/body/line1/W10/orders");
        assertThat(TOPICS.availability("huoyan")).isEqualTo(AVAILABILITY);
        assertThat(TOPICS.allStations(message.channel())).isEqualTo("plant/body/line1/+/orders");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "+", "#", "a b", "-a", "车间"})
    void a_level_that_is_no_identifier_is_refused(String level) {
        assertThatThrownBy(() -> new Topics("plant", level, "line1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("MQTT area is '" + level
                        + "'; allowed are 1 to 64 characters of A-Z a-z 0-9 . _ : -, the first a letter or digit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://x:1", "tcp://x", "tcp://:1883", "x:1883", "ssl://x:0"})
    void an_url_that_names_no_broker_is_refused(String url) {
        assertThatThrownBy(() -> BrokerAddress.plain(URI.create(url), "huoyan"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("MQTT broker is '" + url + "'; allowed are tcp://host:port and ssl://host:port");
    }

    @Test
    void certificates_are_refused_without_tls() {
        assertThatThrownBy(() -> new BrokerAddress(
                        URI.create("tcp://x:1883"),
                        "huoyan",
                        Optional.empty(),
                        Optional.of(Path.of("ca.pem")),
                        Optional.empty()))
                .hasMessageEndingWith("allowed with certificates is ssl://host:port");
    }

    @Test
    void a_client_id_has_64_characters_at_most() {
        URI url = URI.create("tcp://x:1883");
        assertThatCode(() -> BrokerAddress.plain(url, "a".repeat(64))).doesNotThrowAnyException();
        assertThatThrownBy(() -> BrokerAddress.plain(url, "a".repeat(65)))
                .hasMessageStartingWith("MQTT client id is 'aaa");
    }

    @Test
    void a_password_is_not_shown() {
        assertThat(new BrokerAddress.Login("user", "secret").toString()).isEqualTo("Login[user]");
    }
}
