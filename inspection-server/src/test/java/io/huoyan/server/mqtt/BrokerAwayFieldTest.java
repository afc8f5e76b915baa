package io.huoyan.server.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.server.testkit.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However long the broker is away: all arrives, in order, out of bounded memory. Needs {@code mosquitto}. */
@Tag("field")
class BrokerAwayFieldTest {
    private static final int ORDERS = 10_000;
    private static final int VISITS = ORDERS / BrokerAwayProcess.WELDS;

    /** How much more it may hold at the end than after the first tenth. */
    private static final long GROWTH_MB_MAX = 30;

    private static final Duration ARRIVAL_WAIT_MAX = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    /** {@link ChildJvm} gives it 200 MB. */
    @Test
    void ten_thousand_orders_made_while_the_broker_is_away_arrive_in_order_per_vehicle_out_of_a_flat_heap()
            throws Exception {
        int port = FreePort.choose();
        String url = "tcp://127.0.0.1:" + port;
        subscribeOnce(port, url);
        long begin = System.nanoTime();
        Process server = ChildJvm.start(
                BrokerAwayProcess.class, folder.resolve("store").toString(), url, String.valueOf(ORDERS));
        var heldMb = new ArrayList<Long>();
        var arrived = new CopyOnWriteArrayList<OrderSubscriber.Received>();
        try (var said = new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8))) {
            await(said, BrokerAwayProcess.MADE, heldMb);
            double madeS = (System.nanoTime() - begin) / 1e9;
            MosquittoProcess broker = startBroker(port);
            try (var mes = mes(url, arrived::add)) {
                assertThat(mes.awaitSubscribed()).isTrue();
                await(said, BrokerAwayProcess.DRAINED, heldMb);
                Awaitility.await().atMost(ARRIVAL_WAIT_MAX).untilAsserted(() -> assertThat(first(arrived))
                        .hasSize(ORDERS + VISITS));
            } finally {
                broker.close();
            }
            System.out.printf(
                    "measured %d orders made in %.1f s without a broker, all delivered after %.1f s; heap in MB, after"
                            + " each tenth and at the end: %s%n",
                    ORDERS, madeS, (System.nanoTime() - begin) / 1e9, heldMb);
        } finally {
            server.destroyForcibly();
        }
        assertThat(heldMb.get(heldMb.size() - 1)).isLessThan(heldMb.get(0) + GROWTH_MB_MAX);
        assertThat(heldMb).allMatch(mb -> mb < heldMb.get(0) + GROWTH_MB_MAX);
        assertThat(inOrder(first(arrived))).isTrue();
    }

    /** As in a plant, the MES knew the broker before it went away: from here on the broker keeps what is for it. */
    private void subscribeOnce(int port, String url) throws Exception {
        MosquittoProcess broker = startBroker(port);
        try (var mes = mes(url, message -> {})) {
            assertThat(mes.awaitSubscribed()).isTrue();
        } finally {
            broker.close();
        }
    }

    private MosquittoProcess startBroker(int port) throws IOException {
        return MosquittoProcess.start(folder.resolve("mosquitto"), port, "allow_anonymous true");
    }

    private static OrderSubscriber mes(String url, Consumer<OrderSubscriber.Received> onMessage) {
        return OrderSubscriber.connect(
                BrokerAddress.plain(URI.create(url), "mes"), BrokerAwayProcess.TOPICS, Duration.ofHours(1), onMessage);
    }

    private static void await(BufferedReader said, String word, List<Long> heldMb) throws Exception {
        String line = said.readLine();
        while (!word.equals(line)) {
            assertThat(line).as("what the server says").isNotNull();
            if (line.startsWith(BrokerAwayProcess.HELD)) {
                heldMb.add(Long.parseLong(line.substring(BrokerAwayProcess.HELD.length())));
            }
            line = said.readLine();
        }
    }

    /** Without repeats; a broker that comes up may lose an acknowledgement. */
    private static List<OrderSubscriber.Received> first(List<OrderSubscriber.Received> arrived) {
        Map<String, OrderSubscriber.Received> byKey = new LinkedHashMap<>();
        arrived.forEach(message -> byKey.putIfAbsent(message.key(), message));
        return List.copyOf(byKey.values());
    }

    /** Each vehicle's orders in the order of its welds, then its visit. */
    private static boolean inOrder(List<OrderSubscriber.Received> arrived) {
        Map<String, Integer> orders = new HashMap<>();
        boolean isInOrder = true;
        for (OrderSubscriber.Received message : arrived) {
            String vehicle = message.payload().replaceFirst("(?s).*\"vehicle\":\\{\"id\":\"([^\"]+)\".*", "$1");
            int before = orders.merge(vehicle, 1, Integer::sum) - 1;
            String expected = before == BrokerAwayProcess.WELDS
                    ? "\"visit\":\"visit-"
                    : "\"weld\":{\"id\":\"S-" + (before + 1) + "\"";
            isInOrder &= message.isOrder() == (before < BrokerAwayProcess.WELDS)
                    && message.payload().contains(expected);
        }
        return isInOrder;
    }
}
