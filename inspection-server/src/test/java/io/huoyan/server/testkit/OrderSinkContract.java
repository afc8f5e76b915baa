package io.huoyan.server.testkit;

import static io.huoyan.server.testkit.SampleMessages.commit;
import static io.huoyan.server.testkit.SampleMessages.message;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.orders.OrderSink;
import io.huoyan.core.orders.OrderSink.SinkOfflineException;
import io.huoyan.server.outbox.OutboxDispatcher;
import io.huoyan.server.outbox.OutboxListener;
import io.huoyan.server.store.VehicleStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every order sink must do: repeat, offline, restart, order. A sink's test extends it and says how its other side
 * is stopped and started.
 */
public abstract class OrderSinkContract {
    private static final int VEHICLES = 12;
    private static final int MESSAGES_EACH = 25;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    private static final OutboxDispatcher.Settings IMPATIENT =
            new OutboxDispatcher.Settings(8, 50, Duration.ofMillis(20), Duration.ofMillis(500));

    @TempDir
    protected Path folder;

    /** Opens the sink; the other side may be absent. */
    protected abstract OrderSink openSink();

    /** The other side goes away. */
    protected abstract void stopOtherSide();

    /** The other side is there (again), with what it had. */
    protected abstract void startOtherSide();

    /** All that arrived since the test began, in the order of arrival, repeats included. */
    protected abstract List<Arrival> arrived();

    /**
     * @param key of the message
     * @param payload its bytes as text
     */
    public record Arrival(String key, String payload) {}

    @Test
    void a_message_handed_in_again_arrives_again_byte_for_byte() throws Exception {
        startOtherSide();
        try (OrderSink sink = openSink()) {
            sink.deliver(message("BODY-1", 1));
            sink.deliver(message("BODY-1", 1));
            Awaitility.await().atMost(LONG_ENOUGH).until(() -> arrived().size() == 2);
        }
        assertThat(arrived().get(0).payload())
                .isEqualTo(new String(message("BODY-1", 1).payload(), UTF_8));
        assertThat(arrived().get(1)).isEqualTo(arrived().get(0));
    }

    @Test
    void while_the_other_side_is_away_a_message_is_refused_as_offline_and_gets_through_when_it_is_back()
            throws Exception {
        startOtherSide();
        try (OrderSink sink = openSink()) {
            sink.deliver(message("BODY-1", 1));
            stopOtherSide();
            assertThatThrownBy(() -> sink.deliver(message("BODY-1", 2))).isInstanceOf(SinkOfflineException.class);
            startOtherSide();
            Awaitility.await().atMost(LONG_ENOUGH).ignoreExceptions().until(() -> {
                sink.deliver(message("BODY-1", 2));
                return true;
            });
            Awaitility.await().atMost(LONG_ENOUGH).until(() -> firstArrivals().size() == 2);
        }
        assertThat(firstArrivals().keySet()).containsExactly("BODY-1/1", "BODY-1/2");
    }

    @Test
    void a_sink_opened_before_the_other_side_is_there_delivers_once_it_is() throws Exception {
        try (OrderSink sink = openSink()) {
            assertThatThrownBy(() -> sink.deliver(message("BODY-1", 1))).isInstanceOf(SinkOfflineException.class);
            startOtherSide();
            Awaitility.await().atMost(LONG_ENOUGH).ignoreExceptions().until(() -> {
                sink.deliver(message("BODY-1", 1));
                return true;
            });
        }
    }

    /**
     * Other side, dispatcher and store are each stopped in the middle; nothing is lost, first arrivals are in order.
     */
    @Test
    void through_restarts_of_either_side_everything_arrives_in_order_per_vehicle() throws Exception {
        startOtherSide();
        run(1, MESSAGES_EACH / 2, true);
        startOtherSide();
        run(MESSAGES_EACH / 2 + 1, MESSAGES_EACH, false);

        Awaitility.await().atMost(LONG_ENOUGH).until(() -> firstArrivals().size() == VEHICLES * MESSAGES_EACH);
        Map<String, Integer> last = new HashMap<>();
        for (String key : firstArrivals().keySet()) {
            int slash = key.indexOf('/');
            int number = Integer.parseInt(key.substring(slash + 1));
            assertThat(number).as(key).isEqualTo(1 + last.getOrDefault(key.substring(0, slash), 0));
            last.put(key.substring(0, slash), number);
        }
        for (Arrival arrival : arrived()) {
            assertThat(arrival.payload()).isEqualTo(firstArrivals().get(arrival.key()));
        }
    }

    private void run(int from, int to, boolean stopInTheMiddle) throws Exception {
        try (var files = VehicleStore.open(folder.resolve("store"));
                OrderSink sink = openSink();
                var dispatcher = OutboxDispatcher.start(files.outbox(), sink, IMPATIENT, OutboxListener.NONE)) {
            for (int number = from; number <= to; number++) {
                for (int vehicle = 1; vehicle <= VEHICLES; vehicle++) {
                    commit(files, message("BODY-" + vehicle, number));
                }
                if (stopInTheMiddle && number == (from + to) / 2) {
                    stopOtherSide();
                }
            }
            if (!stopInTheMiddle) {
                assertThat(dispatcher.drain(LONG_ENOUGH)).isTrue();
                Awaitility.await().until(() -> files.outbox().depth() == 0);
            } else {
                assertThat(dispatcher.drain(Duration.ofMillis(200))).isFalse();
            }
        }
    }

    private Map<String, String> firstArrivals() {
        var first = new LinkedHashMap<String, String>();
        arrived().forEach(arrival -> first.putIfAbsent(arrival.key(), arrival.payload()));
        return first;
    }
}
