package io.huoyan.server.torture;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.huoyan.server.doors.Secret;
import io.huoyan.server.store.sql.StorePlace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, to be killed. */
final class ServerProcess implements AutoCloseable {
    private static final long GONE_WAIT_S = 30;

    private final Process process;
    private final int port;
    private final int reviewPort;

    private ServerProcess(Process process, int port, int reviewPort) {
        this.process = process;
        this.port = port;
        this.reviewPort = reviewPort;
    }

    /** Where it works, and what is wrong with its world. */
    record World(
            Path home,
            Path data,
            Path catalog,
            String brokerUrl,
            long clockShiftS,
            OptionalLong fileKbMax,
            Optional<StorePlace.Postgres> database) {}

    /**
     * Starts it and waits until it takes frames.
     *
     * @param log takes its log
     * @throws IOException if it ends before
     */
    static ServerProcess start(World world, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        if (world.fileKbMax().isPresent()) {
            command.addAll(
                    List.of("bash", "-c", "ulimit -f " + world.fileKbMax().getAsLong() + " && exec \"$0\" \"$@\""));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dai.djl.offline=true",
                "-Dhuoyan.log.level=WARN",
                "-Dlogback.configurationFile=huoyan-logback.xml",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                TortureServer.class.getName(),
                world.home().toString(),
                world.data().toString(),
                world.catalog().toString(),
                world.brokerUrl(),
                String.valueOf(world.clockShiftS())));
        world.database()
                .ifPresent(place -> command.addAll(List.of(
                        place.url(),
                        place.user(),
                        place.password().map(Secret::toString).orElse(""))));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        BufferedReader said = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(TortureServer.READY)) {
                drain(said);
                String[] ports = line.substring(TortureServer.READY.length()).split(" ");
                return new ServerProcess(process, Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
            }
        }
        throw new IOException("the server ended before it took frames; see " + log);
    }

    private static void drain(BufferedReader said) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (said.readLine() != null) {
                            // what it says is in its log too
                        }
                    } catch (IOException e) {
                        // it is gone
                    }
                },
                "torture-server-said");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return port;
    }

    /** Of QA's door. */
    int reviewPort() {
        return reviewPort;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: no thread of it does anything more. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        if (!process.waitFor(GONE_WAIT_S, TimeUnit.SECONDS)) {
            throw new IllegalStateException("process " + process.pid() + " outlives its SIGKILL");
        }
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
    }
}
