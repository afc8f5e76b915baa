package io.huoyan.server.mqtt;

import static io.huoyan.core.dossier.SampleEntries.STATION;
import static io.huoyan.core.dossier.SampleEntries.vehicle;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.orders.OutboxMessage;
import io.huoyan.core.orders.OutboxMessage.Channel;
import io.huoyan.server.mqtt.OrderSubscriber.Received;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddedBrokerTest {
    private static final Topics TOPICS = new Topics("plant", "body", "line1");
    private static final Duration SESSION = Duration.ofHours(2);

    @TempDir
    private Path folder;

    static OutboxMessage order(String vehicle, String key) {
        return new OutboxMessage(
                vehicle(vehicle).id(),
                STATION,
                Channel.ORDERS,
                key,
                "huoyan.order/1",
                ("{\"order\":\"" + key + "\",\"缺陷\":\"气孔\"}").getBytes(UTF_8));
    }

    @Test
    void an_order_reaches_the_subscriber_with_its_bytes_and_properties() throws Exception {
        List<Received> received = new CopyOnWriteArrayList<>();
        try (var broker = EmbeddedBroker.start(folder, "127.0.0.1", 0);
                var mes = OrderSubscriber.connect(
                        BrokerAddress.plain(broker.url(), "mes"), TOPICS, SESSION, received::add);
                var sink = PahoOrderSink.open(BrokerAddress.plain(broker.url(), "huoyan"), TOPICS)) {
            assertThat(mes.awaitSubscribed()).isTrue();
            sink.deliver(order("BODY-1", "O-1/1"));
            sink.deliver(order("BODY-1", "O-1/1"));

            Awaitility.await().until(() -> received.size() == 2);
            assertThat(received.get(0))
                    .isEqualTo(new Received(
                            "plant/body/line1/W10/orders",
                            "O-1/1",
                            "huoyan.order/1",
                            "{\"order\":\"O-1/1\",\"缺陷\":\"气孔\"}",
                            false));
            assertThat(received.get(1).repeated()).isTrue();
            assertThat(received.get(1).payload()).isEqualTo(received.get(0).payload());
            assertThat(mes.distinctOrderRevisions()).isEqualTo(1);
            assertThat(sink.unheard()).isZero();
        }
    }

    @Test
    void what_was_sent_while_a_subscriber_was_away_survives_a_restart_of_the_broker() throws Exception {
        List<Received> received = new CopyOnWriteArrayList<>();
        int port;
        try (var broker = EmbeddedBroker.start(folder, "127.0.0.1", 0)) {
            port = broker.url().getPort();
            var mes = OrderSubscriber.connect(BrokerAddress.plain(broker.url(), "mes"), TOPICS, SESSION, received::add);
            assertThat(mes.awaitSubscribed()).isTrue();
            mes.close();
            try (var sink = PahoOrderSink.open(BrokerAddress.plain(broker.url(), "huoyan"), TOPICS)) {
                for (int i = 1; i <= 20; i++) {
                    sink.deliver(order("BODY-1", "O-" + i + "/1"));
                }
                assertThat(sink.unheard()).isZero();
            }
        }
        assertThat(received).isEmpty();
        try (var broker = EmbeddedBroker.start(folder, "127.0.0.1", port);
                var mes = OrderSubscriber.connect(
                        BrokerAddress.plain(broker.url(), "mes"), TOPICS, SESSION, received::add)) {
            assertThat(mes.awaitSubscribed()).isTrue();
            Awaitility.await().until(() -> received.size() == 20);
            assertThat(received)
                    .extracting(Received::key)
                    .startsWith("O-1/1", "O-2/1")
                    .endsWith("O-20/1");
        }
    }

    /** A process that has stopped its broker must be able to end without being killed. */
    @Test
    void a_closed_broker_leaves_no_thread_that_keeps_the_process_alive() {
        try (var broker = EmbeddedBroker.start(folder, "127.0.0.1", 0)) {
            assertThat(broker.url().getPort()).isPositive();
            assertThat(threadsThatKeepAlive()).isPositive();
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(threadsThatKeepAlive()).isZero());
    }

    private static long threadsThatKeepAlive() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon() && thread.getName().contains("hivemq"))
                .count();
    }

    @Test
    void a_port_that_is_taken_is_named() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedBroker.start(folder, "127.0.0.1", taken.getLocalPort()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("port " + taken.getLocalPort() + " of 127.0.0.1 cannot be had");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.168.1.5", "::"})
    void an_address_that_is_not_loopback_is_refused(String host) {
        assertThatThrownBy(() -> EmbeddedBroker.start(folder, host, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was to listen on " + host + "; allowed are loopback addresses only");
    }
}
