package io.huoyan.server.mqtt;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;

/** An MQTT 5 broker inside this process, on loopback only. Sessions and queued messages survive its restart. */
public final class EmbeddedBroker implements AutoCloseable {
    private EmbeddedBroker() {}

    /**
     * Starts the broker and waits until it listens.
     *
     * @param folder its own; made if absent
     * @param host a loopback address
     * @param port 0 for a free one
     * @throws IllegalArgumentException if {@code host} is not a loopback address
     */
    public static EmbeddedBroker start(Path folder, String host, int port) {
        return pending("" + folder + host + port);
    }

    /** {@code tcp://host:port}. */
    public URI url() {
        return pending();
    }

    @Override
    public void close() {}

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static <T> T pending(Object... seen) {
        throw new UnsupportedOperationException("being built " + Arrays.toString(seen));
    }
}
