package io.huoyan.server.app;

import io.huoyan.proto.v1.FrameReply;
import io.huoyan.proto.v1.VisitResult;
import io.huoyan.proto.v1.VisitWeld;
import io.huoyan.server.camera.CameraAgent;
import io.huoyan.server.camera.CameraProgress;
import io.huoyan.server.camera.CameraSettings;
import io.huoyan.server.camera.CameraSummary;
import io.huoyan.server.mqtt.BrokerAddress;
import io.huoyan.server.mqtt.OrderSubscriber;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole line on one machine: a server, camera agents that stream a sample set to it over gRPC, an MES that listens
 * to the orders. A run that was cut off goes on where it was when it is started over the same data folder.
 */
public final class DemoRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoRun.class);
    private static final String MES_CLIENT = "demo-mes";
    private static final Duration MES_SESSION = Duration.ofDays(1);
    private static final Duration DELIVERY_WAIT = Duration.ofSeconds(60);
    private static final long DELIVERY_POLL_MS = 20;

    private final RunningServer server;
    private final MesLog mesLog;
    private final OrderSubscriber mes;
    private final Path data;

    /** Told of what happens, by several threads. */
    public interface Listener {
        void message(OrderSubscriber.Received message);

        void answered(long answered);

        void told(String message);
    }

    /**
     * A weld's verdict at the end of its visit.
     *
     * @param verdict OK, NOK or REVIEW
     * @param reason of a REVIEW, else empty
     */
    public record WeldVerdict(
            String vehicle, String variant, String visit, String weld, String verdict, String reason, String detail) {}

    /**
     * @param answered frames with a recorded inspection as their answer
     * @param welds verdicts of all visits
     * @param orderRevisions made
     * @param deliveredRevisions distinct ones that the MES received
     * @param resultIds inspections, by camera and frame number
     * @param cameras what became of the cameras' frames
     */
    public record Outcome(
            long answered,
            List<WeldVerdict> welds,
            long orderRevisions,
            long deliveredRevisions,
            Map<String, String> resultIds,
            CameraSummary cameras) {}

    private DemoRun(RunningServer server, MesLog mesLog, OrderSubscriber mes, Path data) {
        this.server = server;
        this.mesLog = mesLog;
        this.mes = mes;
        this.data = data;
    }

    /** Starts server and MES; the MES listens before the first order can be made. */
    public static DemoRun start(
            ServerConfiguration configuration, String softwareVersion, Wiring.StartListener starting, Listener listener)
            throws IOException {
        RunningServer server = Wiring.start(configuration, softwareVersion, Clock.systemUTC(), starting);
        try {
            MesLog mesLog = MesLog.open(configuration.dataDir().resolve("mes.jsonl"));
            BrokerAddress own = server.broker();
            BrokerAddress broker =
                    new BrokerAddress(own.url(), MES_CLIENT, own.login(), own.caFile(), own.clientCertificate());
            OrderSubscriber mes =
                    OrderSubscriber.connect(broker, configuration.mqtt().topics(), MES_SESSION, message -> {
                        mesLog.append(message);
                        listener.message(message);
                    });
            return new DemoRun(server, mesLog, mes, configuration.dataDir());
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    public RunningServer server() {
        return server;
    }

    /**
     * Streams the set and waits until every order is delivered.
     *
     * @param bootId the same again resumes a run that was cut off
     */
    public Outcome stream(Path sampleSet, double framesPerSecond, String bootId, Listener listener)
            throws IOException, InterruptedException {
        Map<String, String> results = new ConcurrentSkipListMap<>();
        Map<String, VisitResult> visits = new ConcurrentHashMap<>();
        CameraProgress progress = new CameraProgress() {
            @Override
            public void answered(FrameReply reply) {
                if (reply.hasInspection()) {
                    results.put(
                            reply.getCameraId() + "/" + reply.getFrameNumber(),
                            reply.getInspection().getResultId());
                    listener.answered(results.size());
                }
            }

            @Override
            public void lost(String camera, long frameNumber, String why) {
                listener.told(camera + " lost frame " + frameNumber + ": " + why);
            }

            @Override
            public void told(String camera, String message) {
                LOG.info("{}: {}", camera, message);
            }

            @Override
            public void visitClosed(VisitResult result) {
                visits.put(result.getVisitId(), result);
            }
        };
        CameraSettings settings = CameraSettings.plain(
                sampleSet, "127.0.0.1:" + server.grpcPort(), framesPerSecond, bootId, data.resolve("camera-spool"));
        CameraSummary summary = new CameraAgent(settings, progress, Clock.systemUTC(), new SecureRandom()).run();
        long orders = awaitDelivery();
        return new Outcome(
                results.size(),
                verdicts(visits),
                orders,
                mesLog.distinctOrderRevisions(),
                Map.copyOf(results),
                summary);
    }

    /** Waits until the MES has every order revision, or for too long. */
    private long awaitDelivery() throws InterruptedException {
        boolean drained = server.dispatcher().drain(DELIVERY_WAIT);
        long orders = server.files().counts().orderRevisions();
        long end = System.nanoTime() + DELIVERY_WAIT.toNanos();
        while (drained && mesLog.distinctOrderRevisions() < orders && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(DELIVERY_POLL_MS);
        }
        return orders;
    }

    private static List<WeldVerdict> verdicts(Map<String, VisitResult> visits) {
        List<WeldVerdict> verdicts = new ArrayList<>();
        for (VisitResult visit : visits.values()) {
            for (VisitWeld weld : visit.getWeldsList()) {
                verdicts.add(new WeldVerdict(
                        visit.getVehicle().getVehicleId(),
                        visit.getVehicle().getVariantId(),
                        visit.getVisitId(),
                        weld.getWeldId(),
                        weld.getVerdict().getKind().name(),
                        weld.getVerdict().getReviewReason(),
                        weld.getVerdict().getDetail()));
            }
        }
        verdicts.sort(Comparator.comparing(WeldVerdict::vehicle).thenComparing(WeldVerdict::weld));
        return verdicts;
    }

    @Override
    public void close() {
        mes.close();
        server.close();
        mesLog.close();
    }
}
