package io.huoyan.server.mqtt;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Subscribes as an MES would: QoS 1, a session that outlives its connection, each message told apart by its key.
 * Thread-safe.
 */
public final class OrderSubscriber implements AutoCloseable {
    private OrderSubscriber() {}

    /**
     * Connects, subscribes to orders and visits of the line, and keeps reconnecting.
     *
     * @param sessionExpiry how long the broker keeps messages for it while it is away
     * @param onMessage called once per arrival on one thread; repeats are marked
     */
    public static OrderSubscriber connect(
            BrokerAddress broker, Topics topics, Duration sessionExpiry, Consumer<Received> onMessage) {
        return pending("" + broker + topics + sessionExpiry + onMessage);
    }

    /** Distinct (order id, revision) pairs seen since {@code connect}. */
    public int distinctOrderRevisions() {
        return pending();
    }

    /** Distinct visit results seen since {@code connect}. */
    public int distinctVisits() {
        return pending();
    }

    @Override
    public void close() {}

    /**
     * A message as it arrived.
     *
     * @param topic of the message
     * @param key its user property {@code key}
     * @param schema its user property {@code schema}
     * @param payload UTF-8 JSON
     * @param repeated true if a message with this topic and key came before
     */
    public record Received(String topic, String key, String schema, String payload, boolean repeated) {}

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static <T> T pending(Object... seen) {
        throw new UnsupportedOperationException("being built " + Arrays.toString(seen));
    }
}
