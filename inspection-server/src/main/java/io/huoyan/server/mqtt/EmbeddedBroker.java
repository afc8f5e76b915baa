package io.huoyan.server.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.hivemq.embedded.EmbeddedHiveMQ;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/**
 * An MQTT 5 broker inside this process (HiveMQ CE), on loopback only, open to whoever is on this machine. Sessions and
 * queued messages survive its restart.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final Duration START_WAIT_MAX = Duration.ofMinutes(2);
    private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(20);
    private static final int PORT_MAX = 65_535;

    /**
     * Messages that wait on disk for one client that is away or slow; what comes after them is lost. The broker's own
     * default, 1000, is less than a line orders in an hour.
     */
    private static final int QUEUED_MAX = 1_000_000;

    private final EmbeddedHiveMQ broker;
    private final URI url;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(EmbeddedHiveMQ broker, URI url) {
        this.broker = broker;
        this.url = url;
    }

    /**
     * Starts the broker and waits until it listens.
     *
     * @param folder its own; made if absent
     * @param host a loopback address
     * @param port 0 for a free one
     * @throws IllegalArgumentException if {@code host} is not a loopback address
     * @throws UncheckedIOException if it does not start, e.g. because the port is taken
     */
    public static EmbeddedBroker start(Path folder, String host, int port) {
        InetAddress address = loopback(host);
        if (port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException("MQTT port is " + port + "; allowed is 0 to " + PORT_MAX);
        }
        try {
            int freePort = freePort(address, port);
            Path configuration = Files.createDirectories(folder.resolve("configuration"));
            Files.writeString(configuration.resolve("config.xml"), configuration(address, freePort), UTF_8);
            quiet();
            EmbeddedHiveMQ broker = EmbeddedHiveMQ.builder()
                    .withConfigurationFolder(configuration)
                    .withDataFolder(Files.createDirectories(folder.resolve("data")))
                    .withExtensionsFolder(Files.createDirectories(folder.resolve("extensions")))
                    .build();
            await(broker, freePort);
            return new EmbeddedBroker(broker, URI.create("tcp://" + address.getHostAddress() + ":" + freePort));
        } catch (IOException e) {
            throw new UncheckedIOException("the embedded broker cannot start in " + folder + ": " + e.getMessage(), e);
        }
    }

    private static InetAddress loopback(String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            if (!address.isLoopbackAddress()) {
                throw new IllegalArgumentException("the embedded broker was to listen on " + host
                        + "; allowed are loopback addresses only, e.g. 127.0.0.1: it asks nobody for a password."
                        + " Use a broker of the plant by its URL instead");
            }
            return address;
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "the embedded broker was to listen on " + host + ", which is unknown", e);
        }
    }

    /** Asks for the port once before the broker does, so that a taken one is named in plain words. */
    private static int freePort(InetAddress address, int port) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address, port));
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new IOException(
                    "port " + port + " of " + address.getHostAddress() + " cannot be had: " + e.getMessage(), e);
        }
    }

    private static String configuration(InetAddress address, int port) {
        return """
                <?xml version="1.0"?>
                <hivemq>
                    <listeners>
                        <tcp-listener>
                            <port>%d</port>
                            <bind-address>%s</bind-address>
                        </tcp-listener>
                    </listeners>
                    <persistence><mode>file</mode></persistence>
                    <mqtt>
                        <queued-messages>
                            <max-queue-size>%d</max-queue-size>
                            <strategy>discard</strategy>
                        </queued-messages>
                    </mqtt>
                    <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
                </hivemq>
                """
                .formatted(port, address.getHostAddress(), QUEUED_MAX);
    }

    /**
     * It says much at INFO, and warns of settings that are as they should be here; a level that was configured is kept.
     */
    private static void quiet() {
        for (String name : List.of("com.hivemq", "jetbrains.exodus", "event")) {
            if (LoggerFactory.getLogger(name) instanceof Logger logger && logger.getLevel() == null) {
                logger.setLevel(Level.ERROR);
            }
        }
    }

    private static void await(EmbeddedHiveMQ broker, int port) throws IOException {
        try {
            broker.start().get(START_WAIT_MAX.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            closing(broker);
            throw new IOException(
                    "it did not start on port " + port + " within " + START_WAIT_MAX.toSeconds() + " s: " + e, e);
        } catch (InterruptedException e) {
            closing(broker);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it started", e);
        }
    }

    /**
     * Closes it on a thread of its own: its own threads would keep the process alive, and closing has no time limit.
     */
    private static Thread closing(EmbeddedHiveMQ broker) {
        Thread thread = new Thread(
                () -> {
                    try {
                        broker.close();
                    } catch (ExecutionException | InterruptedException e) {
                        LOG.warn("the embedded broker did not stop cleanly", e);
                    }
                },
                "huoyan-broker-closing");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** {@code tcp://host:port}. */
    public URI url() {
        return url;
    }

    /** Stops it, waiting 20 s at most; sessions and queued messages stay on disk. A second call does nothing. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        Thread thread = closing(broker);
        try {
            thread.join(STOP_WAIT_MAX.toMillis());
            if (thread.isAlive()) {
                LOG.warn(
                        "the embedded broker did not stop within {} s; it is left to itself",
                        STOP_WAIT_MAX.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
