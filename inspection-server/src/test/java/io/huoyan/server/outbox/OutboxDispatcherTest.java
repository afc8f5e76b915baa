package io.huoyan.server.outbox;

import static io.huoyan.server.testkit.SampleMessages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.orders.OrderSink;
import io.huoyan.core.orders.OutboxMessage;
import io.huoyan.server.outbox.OutboxDispatcher.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutboxDispatcherTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Settings QUICK = new Settings(4, 10, Duration.ofMillis(5), Duration.ofMillis(50));

    private final ListOutbox outbox = new ListOutbox();
    private final List<String> arrived = new CopyOnWriteArrayList<>();

    /** A sink made of one function. */
    private interface Deliver extends OrderSink {
        @Override
        default void close() {}
    }

    private OutboxDispatcher start(Deliver sink, Settings settings) {
        return OutboxDispatcher.start(outbox, sink, settings, OutboxListener.NONE, new Random(1));
    }

    private void write(int vehicles, int messagesEach) {
        for (int number = 1; number <= messagesEach; number++) {
            for (int vehicle = 1; vehicle <= vehicles; vehicle++) {
                outbox.write(message("BODY-" + vehicle, number));
            }
        }
    }

    private List<String> arrivedOf(String vehicle) {
        return arrived.stream().filter(key -> key.startsWith(vehicle + "/")).toList();
    }

    @Test
    void rows_written_before_the_start_and_after_it_are_delivered_in_order_per_vehicle_and_marked() throws Exception {
        write(3, 10);
        try (var dispatcher = start(message -> arrived.add(message.key()), QUICK)) {
            assertThat(dispatcher.drain(SOON)).isTrue();
            outbox.write(message("BODY-1", 11));
            assertThat(dispatcher.drain(SOON)).isTrue();
            assertThat(dispatcher.depth()).isZero();
        }
        assertThat(arrived).hasSize(31);
        assertThat(arrivedOf("BODY-1"))
                .containsExactly(
                        "BODY-1/1",
                        "BODY-1/2",
                        "BODY-1/3",
                        "BODY-1/4",
                        "BODY-1/5",
                        "BODY-1/6",
                        "BODY-1/7",
                        "BODY-1/8",
                        "BODY-1/9",
                        "BODY-1/10",
                        "BODY-1/11");
        assertThat(outbox.delivered()).hasSize(31).doesNotHaveDuplicates();
    }

    @Test
    void a_row_that_is_refused_is_tried_again_and_later_rows_of_its_vehicle_wait_but_no_other_vehicle()
            throws Exception {
        var stillRefused = new AtomicBoolean(true);
        Deliver sink = message -> {
            if (message.key().equals("BODY-1/2") && stillRefused.get()) {
                throw new IOException("refused");
            }
            arrived.add(message.key());
        };
        write(2, 3);
        try (var dispatcher = start(sink, QUICK)) {
            Awaitility.await().until(() -> arrivedOf("BODY-2").size() == 3);
            assertThat(arrivedOf("BODY-1")).containsExactly("BODY-1/1");
            assertThat(outbox.depth()).isEqualTo(2);
            stillRefused.set(false);
            assertThat(dispatcher.drain(SOON)).isTrue();
        }
        assertThat(arrivedOf("BODY-1")).containsExactly("BODY-1/1", "BODY-1/2", "BODY-1/3");
    }

    /** A broker that refuses one station's topic must not stop the plant, however many of its messages wait. */
    @Test
    void more_refused_messages_than_there_is_room_for_hold_up_no_other_vehicle_and_arrive_in_order_when_taken()
            throws Exception {
        var stillRefused = new AtomicBoolean(true);
        Deliver sink = message -> {
            if (message.key().startsWith("BAD-") && stillRefused.get()) {
                throw new IOException("refused");
            }
            arrived.add(message.key());
        };
        for (int number = 1; number <= 3; number++) {
            for (int vehicle = 1; vehicle <= 20; vehicle++) {
                outbox.write(message("BAD-" + vehicle, number));
            }
        }
        write(2, 3);
        try (var dispatcher = start(sink, QUICK)) {
            Awaitility.await().until(() -> arrivedOf("BODY-2").size() == 3);
            outbox.write(message("BODY-1", 4));
            Awaitility.await().until(() -> arrivedOf("BODY-1").size() == 4);
            assertThat(dispatcher.drain(Duration.ofMillis(100))).isFalse();
            assertThat(outbox.depth()).isEqualTo(60);
            stillRefused.set(false);
            assertThat(dispatcher.drain(SOON)).isTrue();
        }
        for (int vehicle = 1; vehicle <= 20; vehicle++) {
            String bad = "BAD-" + vehicle;
            assertThat(arrivedOf(bad).stream().distinct()).containsExactly(bad + "/1", bad + "/2", bad + "/3");
        }
    }

    @Test
    void a_bug_in_the_sink_is_a_failure_like_another() throws Exception {
        var calls = new AtomicInteger();
        Deliver sink = message -> {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("a bug");
            }
            arrived.add(message.key());
        };
        write(1, 1);
        try (var dispatcher = start(sink, QUICK)) {
            assertThat(dispatcher.drain(SOON)).isTrue();
        }
        assertThat(arrived).containsExactly("BODY-1/1");
    }

    /** With a first wait of an hour, only being told that the sink is back can let them go on. */
    @Test
    void when_the_sink_is_back_all_vehicles_that_found_it_offline_go_on_at_once() throws Exception {
        var offline = new AtomicBoolean(true);
        var failed = new Semaphore(0);
        Deliver sink = message -> {
            if (offline.get()) {
                failed.release();
                throw new OrderSink.SinkOfflineException("nobody there");
            }
            arrived.add(message.key());
        };
        write(2, 2);
        try (var dispatcher = start(sink, new Settings(4, 10, NEVER, NEVER))) {
            failed.acquire(2);
            offline.set(false);
            outbox.write(message("BODY-3", 1));
            assertThat(dispatcher.drain(SOON)).isTrue();
        }
        assertThat(arrived).hasSize(5).startsWith("BODY-3/1");
    }

    /** It was on its way when the sink was there again, and comes too late to be told. */
    @Test
    void who_finds_the_sink_offline_while_others_get_through_goes_on_at_once() throws Exception {
        var othersGotThrough = new CountDownLatch(1);
        var tries = new AtomicInteger();
        Deliver sink = message -> {
            if (message.vehicle().value().equals("BODY-1") && tries.incrementAndGet() == 1) {
                othersGotThrough.await();
                throw new OrderSink.SinkOfflineException("nobody there");
            }
            arrived.add(message.key());
            if (message.key().equals("BODY-2/2")) {
                othersGotThrough.countDown();
            }
        };
        write(2, 2);
        try (var dispatcher = start(sink, new Settings(4, 10, NEVER, NEVER))) {
            assertThat(dispatcher.drain(SOON)).isTrue();
        }
        assertThat(tries).hasValue(3);
        assertThat(arrived).containsExactlyInAnyOrder("BODY-1/1", "BODY-1/2", "BODY-2/1", "BODY-2/2");
    }

    @Test
    void a_refused_row_does_not_go_on_when_others_get_through() throws Exception {
        var refused = new AtomicInteger();
        Deliver sink = message -> {
            if (message.vehicle().value().equals("BODY-1")) {
                refused.incrementAndGet();
                throw new IOException("refused");
            }
            arrived.add(message.key());
        };
        write(1, 1);
        try (var dispatcher = start(sink, new Settings(4, 10, NEVER, NEVER))) {
            Awaitility.await().until(() -> refused.get() == 1);
            outbox.write(message("BODY-2", 1));
            Awaitility.await().until(() -> outbox.delivered().contains(2L));
            assertThat(dispatcher.drain(Duration.ofMillis(100))).isFalse();
        }
        assertThat(refused).hasValue(1);
    }

    @Test
    void waits_double_from_the_first_to_the_longest() throws Exception {
        var triesNanos = new ArrayList<Long>();
        Deliver sink = message -> {
            synchronized (triesNanos) {
                triesNanos.add(System.nanoTime());
                if (triesNanos.size() < 7) {
                    throw new IOException("refused");
                }
            }
        };
        write(1, 1);
        try (var dispatcher = start(sink, new Settings(1, 10, Duration.ofMillis(20), Duration.ofMillis(160)))) {
            assertThat(dispatcher.drain(SOON)).isTrue();
        }
        // 20, 40, 80, 160, 160, 160 ms, each 25 % less at most.
        long[] leastMs = {15, 30, 60, 120, 120, 120};
        for (int i = 0; i < leastMs.length; i++) {
            assertThat(Duration.ofNanos(triesNanos.get(i + 1) - triesNanos.get(i))
                            .toMillis())
                    .as("wait %d", i)
                    .isGreaterThanOrEqualTo(leastMs[i]);
        }
    }

    @Test
    void at_most_the_allowed_number_of_vehicles_is_in_flight_and_one_message_of_each() throws Exception {
        var inFlight = new AtomicInteger();
        var most = new AtomicInteger();
        var fourAreIn = new CountDownLatch(4);
        Deliver sink = message -> {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            fourAreIn.countDown();
            fourAreIn.await();
            inFlight.decrementAndGet();
            arrived.add(message.key());
        };
        write(20, 3);
        try (var dispatcher = start(sink, QUICK)) {
            assertThat(dispatcher.drain(SOON)).isTrue();
        }
        assertThat(most).hasValue(4);
        assertThat(arrived).hasSize(60);
        assertThat(arrivedOf("BODY-7")).containsExactly("BODY-7/1", "BODY-7/2", "BODY-7/3");
    }

    @Test
    void an_outbox_that_cannot_be_read_is_read_again() throws Exception {
        outbox.failReads(1);
        write(1, 1);
        try (var dispatcher = start(message -> arrived.add(message.key()), QUICK)) {
            assertThat(dispatcher.drain(SOON)).isTrue();
        }
        assertThat(arrived).containsExactly("BODY-1/1");
    }

    @Test
    void each_try_is_told_to_the_listener() throws Exception {
        var told = new CopyOnWriteArrayList<String>();
        var calls = new AtomicInteger();
        OutboxListener listener = new OutboxListener() {
            @Override
            public void delivered(Outbox.Row row) {
                told.add("delivered " + row.message().key());
            }

            @Override
            public void failed(Outbox.Row row, Exception reason) {
                told.add("failed " + row.message().key() + ": " + reason.getMessage());
            }
        };
        Deliver sink = message -> {
            if (calls.incrementAndGet() == 1) {
                throw new IOException("not yet");
            }
        };
        write(1, 1);
        try (var dispatcher = OutboxDispatcher.start(outbox, sink, QUICK, listener)) {
            assertThat(dispatcher.drain(SOON)).isTrue();
        }
        assertThat(told).containsExactly("failed BODY-1/1: not yet", "delivered BODY-1/1");
    }

    @Test
    void after_closing_nothing_is_delivered_and_what_was_on_its_way_is_not_marked() throws Exception {
        var entered = new CountDownLatch(1);
        Deliver sink = message -> {
            entered.countDown();
            new CountDownLatch(1).await();
        };
        write(1, 2);
        var dispatcher = start(sink, QUICK);
        entered.await();
        dispatcher.close();
        outbox.write(message("BODY-2", 1));

        assertThat(outbox.delivered()).isEmpty();
        assertThat(outbox.depth()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "65,1", "1,0", "1,100001"})
    void settings_outside_their_range_are_refused(int vehicles, int rows) {
        assertThatThrownBy(() -> new Settings(vehicles, rows, Duration.ofMillis(1), Duration.ofMillis(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("; allowed is 1 to ");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "64,100000"})
    void settings_at_the_ends_of_their_range_are_taken(int vehicles, int rows) {
        assertThatCode(() -> new Settings(vehicles, rows, Duration.ofMillis(1), Duration.ofMillis(1)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"0,5", "6,5", "-1,5"})
    void a_first_wait_must_be_above_0_and_not_above_the_longest(long firstMs, long longestMs) {
        assertThatThrownBy(() -> new Settings(1, 1, Duration.ofMillis(firstMs), Duration.ofMillis(longestMs)))
                .hasMessageEndingWith("; allowed is 0 < firstRetry <= longestRetry");
    }

    @Test
    void a_message_reaches_the_sink_as_it_was_written() throws Exception {
        OutboxMessage written = message("BODY-1", 1);
        var got = new CopyOnWriteArrayList<OutboxMessage>();
        outbox.write(written);
        try (var dispatcher = start(got::add, QUICK)) {
            assertThat(dispatcher.drain(SOON)).isTrue();
        }
        assertThat(got).containsExactly(written);
    }
}
