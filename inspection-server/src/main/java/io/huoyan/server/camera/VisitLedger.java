package io.huoyan.server.camera;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.huoyan.proto.v1.CloseVisitRequest;
import io.huoyan.proto.v1.Frame;
import io.huoyan.proto.v1.InspectionServiceGrpc.InspectionServiceBlockingStub;
import io.huoyan.proto.v1.Vehicle;
import io.huoyan.proto.v1.VisitResult;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Knows how many frames of each visit are without an answer, and closes the visit after the last. Thread-safe. */
final class VisitLedger {
    private static final int DEADLINE_S = 30;
    private static final int ATTEMPTS_MAX = 60;

    private final InspectionServiceBlockingStub server;
    private final boolean closes;
    private final CameraProgress progress;
    private final Tally tally;
    private final RandomGenerator random;
    private final Map<CloseVisitRequest, Integer> open = new HashMap<>();
    private final ExecutorService closing =
            Executors.newSingleThreadExecutor(task -> new Thread(task, "camera-visits"));

    VisitLedger(
            InspectionServiceBlockingStub server,
            boolean closes,
            CameraProgress progress,
            Tally tally,
            RandomGenerator random) {
        this.server = server;
        this.closes = closes;
        this.progress = progress;
        this.tally = tally;
        this.random = random;
    }

    static CloseVisitRequest visitOf(Frame frame) {
        return visit(frame.getStationId(), frame.getVisitId(), frame.getVehicle());
    }

    static CloseVisitRequest visitOf(Manifest.Row row) {
        return visit(row.station(), row.visit(), FrameMaker.vehicle(row));
    }

    private static CloseVisitRequest visit(String station, String visit, Vehicle vehicle) {
        return CloseVisitRequest.newBuilder()
                .setStationId(station)
                .setVisitId(visit)
                .setVehicle(vehicle)
                .build();
    }

    /** One frame of the visit is to come. To be called for all of them before the first is settled. */
    synchronized void expect(CloseVisitRequest visit) {
        open.merge(visit, 1, Integer::sum);
    }

    /** One frame of the visit has its answer, or never will. */
    synchronized void settle(CloseVisitRequest visit) {
        Integer left = open.computeIfPresent(visit, (known, count) -> count == 1 ? null : count - 1);
        if (left == null && closes && !closing.isShutdown()) {
            closing.execute(() -> close(visit));
        }
    }

    private void close(CloseVisitRequest visit) {
        Backoff backoff = new Backoff(random);
        for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
            try {
                VisitResult result =
                        server.withDeadlineAfter(DEADLINE_S, TimeUnit.SECONDS).closeVisit(visit);
                tally.visitsClosed.incrementAndGet();
                progress.visitClosed(result);
                return;
            } catch (StatusRuntimeException e) {
                if (e.getStatus().getCode() == Status.Code.INVALID_ARGUMENT || attempt == ATTEMPTS_MAX) {
                    progress.told("", "visit " + visit.getVisitId() + " was not closed: " + e.getStatus());
                    return;
                }
            }
            try {
                Thread.sleep(backoff.nextMs());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Waits for the closings under way. */
    void finish(long waitMs) throws InterruptedException {
        closing.shutdown();
        if (!closing.awaitTermination(waitMs, TimeUnit.MILLISECONDS)) {
            closing.shutdownNow();
        }
    }
}
