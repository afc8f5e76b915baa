package io.huoyan.server.torture;

import io.huoyan.server.mqtt.EmbeddedBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The broker of the torture, on 127.0.0.1: it can be stopped, and started again with what it kept. */
public abstract class TortureBroker implements AutoCloseable {
    /** Which brokers there are. */
    public enum Kind {
        EMBEDDED,
        /** A process of the installed {@code mosquitto}. */
        MOSQUITTO
    }

    private final int port;

    private TortureBroker(int port) {
        this.port = port;
    }

    /**
     * Starts one.
     *
     * @param folder where it keeps sessions and messages
     */
    static TortureBroker start(Kind kind, Path folder) throws IOException, InterruptedException {
        TortureBroker broker =
                switch (kind) {
                    case EMBEDDED -> new Embedded(folder, freePort());
                    case MOSQUITTO -> new Mosquitto(folder, freePort());
                };
        broker.start();
        return broker;
    }

    int port() {
        return port;
    }

    /** Of no effect if it runs. */
    abstract void start() throws IOException, InterruptedException;

    /** Of no effect if it does not run. */
    abstract void stop();

    @Override
    public void close() {
        stop();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static final class Embedded extends TortureBroker {
        private final Path folder;
        private @Nullable EmbeddedBroker broker;

        Embedded(Path folder, int port) {
            super(port);
            this.folder = folder;
        }

        @Override
        void start() {
            if (broker == null) {
                broker = EmbeddedBroker.start(folder, "127.0.0.1", port());
            }
        }

        @Override
        void stop() {
            if (broker != null) {
                broker.close();
                broker = null;
            }
        }
    }

    private static final class Mosquitto extends TortureBroker {
        private static final int START_TRIES = 200;
        private static final int STOP_WAIT_S = 10;
        /** Debian puts it where not every user's path leads. */
        private static final Path DEBIAN = Path.of("/usr/sbin/mosquitto");

        private final Path folder;
        private @Nullable Process process;

        Mosquitto(Path folder, int port) {
            super(port);
            this.folder = folder;
        }

        @Override
        void start() throws IOException, InterruptedException {
            if (process != null) {
                return;
            }
            Files.createDirectories(folder);
            Path configuration = Files.writeString(
                    folder.resolve("mosquitto.conf"),
                    """
                    listener %d 127.0.0.1
                    allow_anonymous true
                    persistence true
                    persistence_location %s/
                    autosave_interval 1
                    autosave_on_changes true
                    max_queued_messages 0
                    user %s
                    """
                            .formatted(port(), folder, System.getProperty("user.name")));
            Process started = new ProcessBuilder(
                            Files.isExecutable(DEBIAN) ? DEBIAN.toString() : "mosquitto",
                            "-c",
                            configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("mosquitto.log").toFile()))
                    .start();
            for (int i = 0; i < START_TRIES && started.isAlive(); i++) {
                if (isListening()) {
                    process = started;
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
            started.destroyForcibly();
            throw new IOException("mosquitto did not start; see " + folder.resolve("mosquitto.log"));
        }

        private boolean isListening() {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
                return socket.isConnected();
            } catch (IOException e) {
                return false;
            }
        }

        /** It writes what it keeps before it ends. */
        @Override
        void stop() {
            Process running = process;
            process = null;
            if (running != null) {
                running.destroy();
                try {
                    if (!running.waitFor(STOP_WAIT_S, TimeUnit.SECONDS)) {
                        running.destroyForcibly();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
