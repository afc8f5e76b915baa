package io.huoyan.server.app;

import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.dossier.VehicleFiles;
import io.huoyan.core.orders.OrderState;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.server.camera.CameraAgent;
import io.huoyan.server.camera.CameraSettings;
import io.huoyan.server.camera.CameraSummary;
import io.huoyan.server.mqtt.BrokerAddress;
import io.huoyan.server.mqtt.OrderSubscriber;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The whole line on one machine: a server, camera agents that stream a sample set to it over gRPC, an MES that listens
 * to the orders. A run that was cut off goes on where it was when it is started over the same data folder.
 */
public final class DemoRun implements AutoCloseable {
    private static final String MES_CLIENT = "demo-mes";
    private static final Duration MES_SESSION = Duration.ofDays(1);
    private static final Duration DELIVERY_WAIT = Duration.ofSeconds(60);
    private static final long DELIVERY_POLL_MS = 20;
    private static final int ORDERS_MAX = 10_000;

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
     * @param inspections recorded, by frame; each is its frame's answer
     * @param visits closed
     * @param orderRevisions made
     * @param deliveredRevisions distinct ones that the MES received
     * @param cameras what became of the cameras' frames
     * @param seconds from the first frame until the last order was delivered
     */
    public record Outcome(
            Map<FrameId, Inspection> inspections,
            List<VisitResult> visits,
            long orderRevisions,
            long deliveredRevisions,
            CameraSummary cameras,
            double seconds) {
        public Outcome {
            inspections = Map.copyOf(inspections);
            visits = List.copyOf(visits);
        }
    }

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
        Answers answers = new Answers(listener);
        CameraSettings settings = CameraSettings.plain(
                sampleSet, "127.0.0.1:" + server.grpcPort(), framesPerSecond, bootId, data.resolve("camera-spool"));
        long startNs = System.nanoTime();
        CameraSummary cameras = new CameraAgent(settings, answers, Clock.systemUTC(), new SecureRandom()).run();
        long orders = awaitDelivery();
        double seconds = (System.nanoTime() - startNs) / 1e9;
        Map<FrameId, Inspection> inspections = new HashMap<>();
        for (ResultId result : answers.results()) {
            Inspection inspection = server.files().inspection(result).orElseThrow();
            inspections.put(inspection.header().frame(), inspection);
        }
        return new Outcome(
                inspections, visits(answers.visits()), orders, mesLog.distinctOrderRevisions(), cameras, seconds);
    }

    private List<VisitResult> visits(Collection<Answers.Visit> closed) {
        return closed.stream()
                .map(visit -> server.files()
                        .commit(
                                visit.vehicle(),
                                file -> new VehicleFiles.Plan<>(
                                        List.of(), List.of(), file.resultOf(visit.station(), visit.id()))))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingLong(VisitResult::sequenceNumber))
                .toList();
    }

    /**
     * Waits until the MES has every order revision, or for too long. That the broker took an order is a revision of its
     * own, made after the order is out.
     */
    private long awaitDelivery() throws InterruptedException {
        boolean drained = server.dispatcher().drain(DELIVERY_WAIT);
        long end = System.nanoTime() + DELIVERY_WAIT.toNanos();
        while (drained && !isQuiet() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(DELIVERY_POLL_MS);
        }
        return server.files().counts().orderRevisions();
    }

    private boolean isQuiet() {
        boolean allTaken = server.files().orders(true, ORDERS_MAX).stream()
                .noneMatch(order -> order.state() == OrderState.CREATED);
        return allTaken
                && mesLog.distinctOrderRevisions() >= server.files().counts().orderRevisions();
    }

    @Override
    public void close() {
        mes.close();
        server.close();
        mesLog.close();
    }
}
