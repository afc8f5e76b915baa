package io.huoyan.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptors;
import io.grpc.TlsServerCredentials;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.dossier.VehicleFiles;
import io.huoyan.proto.v1.InspectionServiceGrpc;
import io.huoyan.server.desk.GateKeeper;
import io.huoyan.server.doors.AccessTokens;
import io.huoyan.server.doors.Doors;
import io.huoyan.server.doors.TlsFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gRPC server with all that stands behind it. Started once, stopped once. */
public final class IngestServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IngestServer.class);
    private static final int CALL_THREADS = 8;
    private static final int KEEP_ALIVE_S = 30;
    private static final int KEEP_ALIVE_TIMEOUT_S = 10;
    private static final int KEEP_ALIVE_PERMITTED_S = 10;
    private static final int CONNECTION_IDLE_MIN = 10;
    private static final long MS_FOR_LAST_REPLIES = 2000;

    private final IngestSettings settings;
    private final FrameQueue queue = new FrameQueue();
    private final FrameIntake intake;
    private final InspectionWorkers workers;
    private final Recorder recorder;
    private final InspectionGrpcService service;
    private final VisitTimeouts timeouts;
    private final HealthStatusManager health = new HealthStatusManager();
    private final ExecutorService callThreads;
    private final Server server;

    /**
     * @param catalog stations, views and plans that frames may name
     * @param inspector looks at pictures
     * @param files where outcomes are recorded; stays the caller's, who closes it after this
     * @param closing what is written when a visit closes
     * @param gate asked whether vehicles may leave
     * @param events told of what happens
     * @param clock receipt, lateness, visit timeouts
     * @throws IOException if a certificate, key or token file cannot be read
     * @throws Doors.ClosedDoorException if it must not listen where it should
     */
    public IngestServer(
            IngestSettings settings,
            Catalog catalog,
            FrameInspector inspector,
            VehicleFiles files,
            VisitClosing closing,
            GateKeeper gate,
            IngestEvents events,
            Clock clock)
            throws IOException {
        this.settings = settings;
        boolean asksForCertificate =
                settings.tls().flatMap(TlsFiles::clientAuthority).isPresent();
        Doors.check(
                "gRPC",
                settings.host(),
                settings.tls().isPresent(),
                settings.tokens().isPresent() || asksForCertificate);
        IngestLimits limits = settings.limits();
        FrameMapping mapping = new FrameMapping(catalog);
        InspectionWatchers watchers = new InspectionWatchers(mapping, limits);
        callThreads = callThreads();
        intake = new FrameIntake(limits, queue, clock);
        recorder = new Recorder(files, intake, closing, watchers, events, clock, settings.recorders());
        workers = new InspectionWorkers(queue, intake, inspector, files, recorder, clock);
        Visits visits = new Visits(
                files, intake, closing, events, clock, limits.closeWaits().toMillis(), callThreads);
        timeouts = new VisitTimeouts(catalog, files, intake, visits, clock);
        service = new InspectionGrpcService(mapping, intake, visits, watchers, files, gate, clock, limits, events);
        server = server(clock);
    }

    private static ExecutorService callThreads() {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(CALL_THREADS, task -> {
            Thread thread = new Thread(task, "grpc-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @SuppressWarnings("deprecation") // v1alpha reflection: the only one that older grpcurl and Postman speak
    private Server server(Clock clock) throws IOException {
        CallLimits callLimits = new CallLimits(settings.limits());
        NettyServerBuilder builder = NettyServerBuilder.forAddress(
                        new InetSocketAddress(settings.host(), settings.port()), credentials(clock))
                .executor(callThreads)
                .maxInboundMessageSize(settings.limits().messageBytesMax())
                .maxConcurrentCallsPerConnection(settings.limits().streamsMax())
                .keepAliveTime(KEEP_ALIVE_S, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_S, TimeUnit.SECONDS)
                .permitKeepAliveTime(KEEP_ALIVE_PERMITTED_S, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .maxConnectionIdle(CONNECTION_IDLE_MIN, TimeUnit.MINUTES)
                .addTransportFilter(callLimits)
                .addService(ServerInterceptors.intercept(service, callLimits))
                .addService(health.getHealthService())
                .addService(ProtoReflectionServiceV1.newInstance())
                .addService(io.grpc.protobuf.services.ProtoReflectionService.newInstance());
        if (settings.tokens().isPresent()) {
            builder.intercept(
                    new AccessControl(AccessTokens.load(settings.tokens().get())));
        }
        return builder.build();
    }

    private ServerCredentials credentials(Clock clock) throws IOException {
        if (settings.tls().isEmpty()) {
            return InsecureServerCredentials.create();
        }
        TlsFiles files = settings.tls().get();
        files.check(clock.instant()).ifPresent(LOG::warn);
        TlsServerCredentials.Builder credentials = TlsServerCredentials.newBuilder()
                .keyManager(
                        bytes(Files.readString(files.certificate())),
                        bytes(files.key().text()));
        if (files.clientAuthority().isPresent()) {
            credentials
                    .trustManager(files.clientAuthority().get().toFile())
                    .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
        }
        return credentials.build();
    }

    private static InputStream bytes(String pem) {
        return new ByteArrayInputStream(pem.getBytes(UTF_8));
    }

    /**
     * Begins to listen.
     *
     * @throws IOException if the address cannot be bound
     */
    public void start() throws IOException {
        workers.start(settings.workers());
        server.start();
        timeouts.start();
        setServing(ServingStatus.SERVING);
        LOG.info(
                "gRPC listens on {}:{} ({}{}), {} workers",
                settings.host(),
                server.getPort(),
                settings.tls().isPresent() ? "TLS" : "plain text",
                settings.tokens().isPresent() ? ", tokens" : "",
                settings.workers());
    }

    private void setServing(ServingStatus status) {
        health.setStatus(HealthStatusManager.SERVICE_NAME_ALL_SERVICES, status);
        health.setStatus(InspectionServiceGrpc.SERVICE_NAME, status);
    }

    /** The port it listens on; of use where 0 was asked for. */
    public int port() {
        return server.getPort();
    }

    /** Frames from receipt to record. */
    public int framesUnderWay() {
        return intake.framesUnderWay();
    }

    /** Frames that wait for a worker. */
    public int framesWaiting() {
        return queue.depth();
    }

    /** Frames recorded as late that wait to be inspected after all. */
    public int lateFramesWaiting() {
        return queue.lateDepth();
    }

    /** Bytes of pictures held in all. */
    public long heldBytes() {
        return intake.heldBytes();
    }

    /**
     * Stops taking, finishes, records and answers what was taken, ends; within {@code settings.stopWithin}. What could
     * not be recorded by then was not answered either.
     *
     * @return true if everything that was taken is recorded
     */
    public boolean stop() throws InterruptedException {
        long end = System.nanoTime() + settings.stopWithin().toNanos();
        health.enterTerminalState();
        timeouts.close();
        intake.stop();
        boolean recorded = intake.awaitEmpty(settings.stopWithin().toNanos());
        if (!recorded) {
            LOG.warn(
                    "{} frames were not recorded within {}; they stay unanswered",
                    intake.framesUnderWay(),
                    settings.stopWithin());
            workers.interrupt();
        }
        recorder.stop(msUntil(end));
        service.endStreams(recorded);
        server.shutdown();
        if (!server.awaitTermination(Math.max(MS_FOR_LAST_REPLIES, msUntil(end)), TimeUnit.MILLISECONDS)) {
            endCalls();
        }
        callThreads.shutdown();
        LOG.info(
                "gRPC stopped; {}", recorded ? "all that was taken is recorded" : "not all that was taken is recorded");
        return recorded;
    }

    /** Breaks every call and drops what is under way, unrecorded; for tests of what comes after a crash. */
    void abandon() throws InterruptedException {
        timeouts.close();
        workers.interrupt();
        recorder.abandon();
        endCalls();
        callThreads.shutdown();
    }

    /**
     * The calls end on the call threads, so that those must outlive them: a connection whose end is lost stays open for
     * ever.
     */
    private void endCalls() throws InterruptedException {
        server.shutdownNow();
        if (!server.awaitTermination(MS_FOR_LAST_REPLIES, TimeUnit.MILLISECONDS)) {
            LOG.warn("some calls did not end within {} ms", MS_FOR_LAST_REPLIES);
        }
    }

    private static long msUntil(long endNanos) {
        return Math.max(0, (endNanos - System.nanoTime()) / 1_000_000);
    }

    /** As {@link #stop}; an interruption cuts it short. */
    @Override
    public void close() {
        try {
            var unused = stop();
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
