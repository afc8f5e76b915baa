package io.huoyan.server.mqtt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Test kit: a Mosquitto broker of its own on 127.0.0.1, with persistence. */
final class MosquittoProcess implements AutoCloseable {
    private static final int STOP_WAIT_S = 10;

    private final Process process;

    private MosquittoProcess(Process process) {
        this.process = process;
    }

    /** Starts {@code mosquitto}; {@code more} are further lines of its configuration. */
    static MosquittoProcess start(Path folder, int port, String more) throws IOException {
        Files.createDirectories(folder);
        Path configuration = folder.resolve("mosquitto.conf");
        Files.writeString(
                configuration,
                """
                listener %d 127.0.0.1
                persistence true
                persistence_location %s/
                autosave_interval 1
                autosave_on_changes true
                max_queued_messages 0
                user root
                %s
                """
                        .formatted(port, folder, more));
        Process process = new ProcessBuilder(program(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto.log").toFile())
                .start();
        Awaitility.await().ignoreExceptions().until(() -> {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            }
        });
        return new MosquittoProcess(process);
    }

    /** Debian puts it where not every user's path leads. */
    private static String program() {
        Path debian = Path.of("/usr/sbin/mosquitto");
        return Files.isExecutable(debian) ? debian.toString() : "mosquitto";
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_WAIT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
