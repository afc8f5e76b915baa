package io.huoyan.server.camera;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.grpc.ChannelCredentials;
import io.grpc.ClientInterceptor;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import io.grpc.stub.MetadataUtils;
import io.huoyan.proto.v1.Frame;
import io.huoyan.proto.v1.InspectionServiceGrpc;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Plays the cameras of a folder of pictures: takes frames at their pace, sends each camera's over a stream of its own,
 * keeps on disk what the server does not take. Taking is never held up by the server, unless the pace is 0.
 */
public final class CameraAgent {
    private static final int KEEP_ALIVE_S = 20;
    private static final int KEEP_ALIVE_TIMEOUT_S = 10;
    private static final int REPLY_BYTES_MAX = 64 << 20;
    private static final long VISITS_WAIT_MS = 60_000;
    private static final long SHUTDOWN_MS = 2_000;
    private static final double MS_PER_S = 1000;

    private final CameraSettings settings;
    private final CameraProgress progress;
    private final Clock clock;
    private final RandomGenerator random;
    private final Tally tally = new Tally();
    private volatile boolean stopped;

    /**
     * @param clock capture times
     * @param random spreads the waiting times between attempts
     */
    public CameraAgent(CameraSettings settings, CameraProgress progress, Clock clock, RandomGenerator random) {
        this.settings = settings;
        this.progress = progress;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Runs until every frame is taken and answered, {@code waitsAtEnd} has passed, or {@link #stop} is called.
     *
     * @throws IOException if the manifest, the spool or a certificate cannot be read
     * @throws IllegalArgumentException if the manifest is at fault
     */
    public CameraSummary run() throws IOException, InterruptedException {
        Manifest manifest = Manifest.load(settings.folder());
        try (Spool spool = Spool.open(settings.spool(), settings.spoolBytesMax())) {
            ManagedChannel channel = channel();
            try {
                return run(manifest, spool, channel);
            } finally {
                channel.shutdown();
                if (!channel.awaitTermination(SHUTDOWN_MS, TimeUnit.MILLISECONDS)) {
                    channel.shutdownNow();
                }
            }
        }
    }

    /** Ends a run soon; what has no answer stays in the spool. */
    public void stop() {
        stopped = true;
    }

    private ManagedChannel channel() throws IOException {
        ManagedChannelBuilder<?> builder = Grpc.newChannelBuilder(settings.target(), credentials())
                .maxInboundMessageSize(REPLY_BYTES_MAX)
                .keepAliveTime(KEEP_ALIVE_S, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_S, TimeUnit.SECONDS);
        settings.access().token().ifPresent(token -> builder.intercept(bearer(token)));
        return builder.build();
    }

    private ChannelCredentials credentials() throws IOException {
        CameraSettings.Access access = settings.access();
        if (!access.hasTls()) {
            return InsecureChannelCredentials.create();
        }
        TlsChannelCredentials.Builder builder = TlsChannelCredentials.newBuilder();
        if (access.authority().isPresent()) {
            builder.trustManager(access.authority().get().toFile());
        }
        if (access.certificate().isPresent() && access.key().isPresent()) {
            builder.keyManager(
                    bytes(Files.readString(access.certificate().get())),
                    bytes(access.key().get().text()));
        }
        return builder.build();
    }

    private static InputStream bytes(String pem) {
        return new ByteArrayInputStream(pem.getBytes(UTF_8));
    }

    private static ClientInterceptor bearer(String token) {
        Metadata headers = new Metadata();
        headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + token);
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }

    private CameraSummary run(Manifest manifest, Spool spool, ManagedChannel channel)
            throws IOException, InterruptedException {
        VisitLedger visits = new VisitLedger(
                InspectionServiceGrpc.newBlockingStub(channel), settings.closesVisits(), progress, tally, random);
        Map<String, List<Manifest.Row>> rowsOfCamera = new LinkedHashMap<>();
        for (Manifest.Row row : manifest.rows()) {
            rowsOfCamera
                    .computeIfAbsent(row.camera(), camera -> new ArrayList<>())
                    .add(row);
            visits.expect(VisitLedger.visitOf(row));
        }
        Map<String, FrameBacklog> backlogs = new LinkedHashMap<>();
        rowsOfCamera.keySet().forEach(camera -> backlogs.put(camera, new FrameBacklog(spool)));
        resume(spool, backlogs, visits);

        List<Camera> cameras = new ArrayList<>();
        backlogs.forEach((camera, backlog) -> cameras.add(new Camera(
                new CameraSender(camera, channel, backlog, visits, tally, progress, random),
                camera,
                rowsOfCamera.getOrDefault(camera, List.of()),
                backlog,
                visits)));
        cameras.forEach(Camera::start);
        boolean ended = awaitEnd(cameras);
        visits.finish(ended ? VISITS_WAIT_MS : 0);
        return tally.summary(
                cameras.size(), cameras.stream().mapToLong(Camera::unanswered).sum());
    }

    private void resume(Spool spool, Map<String, FrameBacklog> backlogs, VisitLedger visits) throws IOException {
        for (Path file : spool.files()) {
            Frame frame;
            try {
                frame = Spool.read(file);
            } catch (IOException e) {
                progress.told("", e.getMessage() + "; it is left out");
                continue;
            }
            backlogs.computeIfAbsent(frame.getCameraId(), camera -> new FrameBacklog(spool))
                    .resume(file, frame);
            visits.expect(VisitLedger.visitOf(frame));
            tally.resumed.incrementAndGet();
        }
        if (tally.resumed.get() > 0) {
            progress.told("", tally.resumed.get() + " frames of an earlier run are in the spool and go first");
        }
    }

    /** @return true if every frame has its answer */
    private boolean awaitEnd(List<Camera> cameras) throws InterruptedException {
        for (Camera camera : cameras) {
            camera.awaitTaken();
        }
        long end = System.nanoTime() + settings.waitsAtEnd().toNanos();
        boolean all = true;
        for (Camera camera : cameras) {
            all &= camera.awaitAnswered(end);
        }
        return all;
    }

    /** One camera: a thread that takes, and a thread that sends. */
    private final class Camera {
        private static final long LOOK_MS = 100;

        private final CameraSender sender;
        private final String name;
        private final List<Manifest.Row> rows;
        private final FrameBacklog backlog;
        private final VisitLedger visits;
        private final FrameMaker maker =
                new FrameMaker(settings.bootId(), settings.usefulForMs(), settings.sendAs(), clock);
        private final Thread taking;
        private final Thread sending;

        Camera(CameraSender sender, String name, List<Manifest.Row> rows, FrameBacklog backlog, VisitLedger visits) {
            this.sender = sender;
            this.name = name;
            this.rows = rows;
            this.backlog = backlog;
            this.visits = visits;
            this.taking = new Thread(this::take, "camera-" + name);
            this.sending = new Thread(sender, "sender-" + name);
        }

        void start() {
            taking.start();
            sending.start();
        }

        private void take() {
            try {
                long begin = System.nanoTime();
                for (int i = 0; i < rows.size() && !stopped; i++) {
                    awaitTurn(begin, i);
                    take(rows.get(i));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                sender.sourceEnded();
            }
        }

        private void awaitTurn(long beginNanos, int frame) throws InterruptedException {
            if (settings.framesPerSecond() == 0) {
                backlog.awaitRoom(() -> stopped);
                return;
            }
            long due = beginNanos + (long) (frame * MS_PER_S / settings.framesPerSecond() * 1_000_000);
            long left = due - System.nanoTime();
            while (left > 0 && !stopped) {
                TimeUnit.NANOSECONDS.sleep(Math.min(left, LOOK_MS * 1_000_000));
                left = due - System.nanoTime();
            }
        }

        private void take(Manifest.Row row) {
            tally.taken.incrementAndGet();
            progress.taken(name, row.frameNumber());
            try {
                if (!backlog.add(maker.frame(row))) {
                    lost(row, "the spool is full: it may hold " + settings.spoolBytesMax() + " bytes");
                }
            } catch (IOException | IllegalArgumentException e) {
                lost(row, String.valueOf(e.getMessage()));
            }
        }

        private void lost(Manifest.Row row, String why) {
            tally.lost.incrementAndGet();
            progress.lost(name, row.frameNumber(), why);
            visits.settle(VisitLedger.visitOf(row));
        }

        void awaitTaken() throws InterruptedException {
            taking.join();
        }

        boolean awaitAnswered(long endNanos) throws InterruptedException {
            while (sending.isAlive() && !stopped && System.nanoTime() < endNanos) {
                sending.join(LOOK_MS);
            }
            sender.stop();
            sending.join();
            return backlog.size() == 0;
        }

        long unanswered() {
            return backlog.size();
        }
    }
}
