package io.huoyan.server.mqtt;

import static io.huoyan.core.dossier.SampleEntries.STATION;
import static io.huoyan.server.testkit.SampleMessages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.orders.OrderSink.SinkOfflineException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a broker refuses must not use up the room for what it would take. */
class AcknowledgementTest {
    private static final Topics TOPICS = new Topics("plant", "body", "line1");
    private static final int ROOM = 3;
    private static final int TRIES = 100;

    /** Not authorized, quota exceeded, payload format invalid, unspecified (MQTT 5 §3.4.2.1). */
    @ParameterizedTest
    @ValueSource(ints = {0x87, 0x97, 0x99, 0x80})
    void refused_messages_leave_their_room_to_others_on_the_same_connection(int code) throws Exception {
        try (var broker = ScriptedBroker.start(ROOM, publish -> publish <= TRIES ? code : 0, false);
                var sink = PahoOrderSink.open(BrokerAddress.plain(broker.url(), "refused"), TOPICS)) {
            // The first that is refused is the word on the availability topic: orders go on without it.
            for (int i = 1; i < TRIES; i++) {
                int number = i;
                assertThatThrownBy(() -> sink.deliver(message("BODY-1", number)))
                        .isInstanceOf(IOException.class)
                        .isNotInstanceOf(SinkOfflineException.class)
                        .hasMessageEndingWith("with MQTT reason code 0x" + Integer.toHexString(code));
            }
            for (int i = 1; i <= TRIES; i++) {
                sink.deliver(message("BODY-1", i));
            }
            assertThat(broker.connections()).isEqualTo(1);
        }
    }

    /** What it hears is worked off by the thread on which Paho counts what is on its way. */
    @Test
    void a_sender_that_is_slow_to_hear_is_never_told_that_too_much_is_on_its_way() throws Exception {
        var heard = new AtomicInteger();
        try (var broker = ScriptedBroker.start(ROOM, publish -> 0, true);
                var sender = MesSender.connect(BrokerAddress.plain(broker.url(), "slow"), TOPICS, answer -> {
                    LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
                    heard.incrementAndGet();
                })) {
            assertThat(sender.awaitConnected()).isTrue();
            for (int i = 0; i < TRIES; i++) {
                sender.command(STATION, new byte[] {'x'}, "c-" + i);
            }
            Awaitility.await().until(() -> heard.get() == TRIES);
            assertThat(broker.connections()).isEqualTo(1);
        }
    }

    @Test
    void a_sender_is_told_that_the_broker_refuses_what_it_sends() throws Exception {
        try (var broker = ScriptedBroker.start(ROOM, publish -> 0x87, false);
                var sender = MesSender.connect(BrokerAddress.plain(broker.url(), "talks"), TOPICS, answer -> {})) {
            assertThatThrownBy(() -> sender.command(STATION, new byte[] {'x'}, "c-1"))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the broker refuses a message for plant/body/line1/W10/orders/commands with MQTT reason"
                            + " code 0x87");
        }
    }
}
