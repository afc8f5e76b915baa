package io.huoyan.server.mqtt;

import static io.huoyan.server.testkit.SampleMessages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.orders.OrderSink.SinkOfflineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BrokerLinkTest {
    private static final Topics TOPICS = new Topics("plant", "body", "line1");
    private static final int TRIES = 6;

    /** How a broker can turn somebody away. */
    private enum Refusal {
        /** Closes the connection at once: the client's CONNECT may still find it open, or not. */
        AT_ONCE("Connection lost \\(32109\\), java\\.(io\\.EOFException|net\\.SocketException: .+)"),
        /** Reads CONNECT and closes. */
        AFTER_CONNECT("Connection lost \\(32109\\), java\\.io\\.EOFException"),
        /** CONNACK with reason code 0x87, not authorized (MQTT 5 §3.2.2.2). */
        NOT_AUTHORIZED("it refuses a client without user and password, or forbids client id refused-NOT_AUTHORIZED: "
                + ".+ \\(135\\)");

        /** What the link says of it. */
        private final Pattern problem;

        Refusal(String problem) {
            this.problem = Pattern.compile("broker tcp://127\\.0\\.0\\.1:\\d+ is not connected: " + problem);
        }
    }

    /** Paho 1.2.5 by itself leaves one thread behind for each of these tries. */
    @ParameterizedTest
    @EnumSource
    void being_turned_away_again_and_again_leaves_no_threads_behind(Refusal refusal) throws Exception {
        var tries = new AtomicInteger();
        try (var broker = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread doorman = new Thread(() -> turnAway(broker, refusal, tries));
            doorman.start();
            String clientId = "refused-" + refusal;
            var url = URI.create("tcp://127.0.0.1:" + broker.getLocalPort());
            try (var sink = PahoOrderSink.open(BrokerAddress.plain(url, clientId), TOPICS)) {
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> tries.get() >= TRIES);
                assertThat(sink.isConnected()).isFalse();
                assertThatThrownBy(() -> sink.deliver(message("BODY-1", 1)))
                        .isInstanceOf(SinkOfflineException.class)
                        .message()
                        .matches(refusal.problem);
            }
            Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(threadsOf(clientId))
                    .isZero());
        }
    }

    private static void turnAway(ServerSocket broker, Refusal refusal, AtomicInteger tries) {
        while (true) {
            try (Socket socket = broker.accept()) {
                tries.incrementAndGet();
                if (refusal != Refusal.AT_ONCE) {
                    InputStream in = socket.getInputStream();
                    assertThat(in.read()).isEqualTo(0x10);
                    in.skipNBytes(in.read());
                }
                if (refusal == Refusal.NOT_AUTHORIZED) {
                    socket.getOutputStream().write(new byte[] {0x20, 0x03, 0x00, (byte) 0x87, 0x00});
                    socket.getOutputStream().flush();
                }
            } catch (SocketException e) {
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static long threadsOf(String clientId) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains(clientId))
                .count();
    }

    @Test
    void a_closed_sink_says_so() {
        var sink = PahoOrderSink.open(
                BrokerAddress.plain(URI.create("tcp://127.0.0.1:" + FreePort.choose()), "closed"), TOPICS);
        sink.close();

        assertThatThrownBy(() -> sink.deliver(message("BODY-1", 1)))
                .isInstanceOf(SinkOfflineException.class)
                .hasMessageEndingWith("is not connected: closed");
    }
}
