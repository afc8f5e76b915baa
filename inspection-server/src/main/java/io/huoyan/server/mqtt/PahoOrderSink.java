package io.huoyan.server.mqtt;

import io.huoyan.core.orders.OrderSink;
import io.huoyan.core.orders.OutboxMessage;
import java.io.IOException;
import java.util.Arrays;

/**
 * Delivers over MQTT 5 with QoS 1; a message counts as delivered when the broker has acknowledged it. Connects and
 * reconnects by itself. Says {@code online} on the availability topic, retained, and leaves {@code offline} as its
 * will. Thread-safe.
 */
public final class PahoOrderSink implements OrderSink {
    private PahoOrderSink() {}

    /** Starts connecting in the background; does not wait for the broker. */
    public static PahoOrderSink open(BrokerAddress broker, Topics topics) {
        return pending("" + broker + topics);
    }

    /** True while the broker is connected. */
    public boolean isConnected() {
        return pending();
    }

    @Override
    public void deliver(OutboxMessage message) throws IOException, InterruptedException {
        pending();
    }

    @Override
    public void close() {}

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static <T> T pending(Object... seen) {
        throw new UnsupportedOperationException("being built " + Arrays.toString(seen));
    }
}
