package io.huoyan.server.ingest;

import io.huoyan.core.dossier.VehicleFiles;
import io.huoyan.server.doors.Secret;
import io.huoyan.server.doors.TlsFiles;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback for tests of its clients; messages up to 256 KiB. */
public final class LoopbackServer implements AutoCloseable {
    private final ScriptedInspector inspector = new ScriptedInspector(RunningIngest.CATALOG, Clock.systemUTC());
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final IngestServer server;

    /** @param port 0 for a free one */
    public LoopbackServer(int port, VehicleFiles files) throws java.io.IOException {
        this(port, files, Optional.empty(), Optional.empty());
    }

    public LoopbackServer(int port, VehicleFiles files, Optional<TlsFiles> tls, Optional<java.nio.file.Path> tokens)
            throws java.io.IOException {
        IngestSettings settings = new IngestSettings(
                "127.0.0.1",
                port,
                tls,
                tokens.map(Secret.InFile::new),
                RunningIngest.limits(1 << 24, 4, 64, 8, 64),
                2,
                2,
                Duration.ofSeconds(5));
        server = new IngestServer(
                settings,
                RunningIngest.CATALOG,
                inspector,
                files,
                RunningIngest.closing(),
                RunningIngest.gate(files),
                new IngestEvents() {
                    @Override
                    public void answered(String code, boolean repeated) {
                        answers.computeIfAbsent(code, key -> new AtomicInteger())
                                .incrementAndGet();
                    }
                },
                Clock.systemUTC());
        server.start();
    }

    public int port() {
        return server.port();
    }

    public ScriptedInspector inspector() {
        return inspector;
    }

    public int framesUnderWay() {
        return server.framesUnderWay();
    }

    /** How many frames were answered with this code. */
    public int answered(String code) {
        return answers.getOrDefault(code, new AtomicInteger()).get();
    }

    /** As if killed: calls break, nothing is finished nor recorded any more. */
    public void die() throws InterruptedException {
        server.abandon();
    }

    @Override
    public void close() {
        server.close();
    }
}
