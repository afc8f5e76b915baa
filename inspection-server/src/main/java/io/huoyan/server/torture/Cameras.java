package io.huoyan.server.torture;

import com.google.protobuf.ByteString;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.huoyan.proto.v1.CloseVisitRequest;
import io.huoyan.proto.v1.Encoding;
import io.huoyan.proto.v1.Frame;
import io.huoyan.proto.v1.FrameReply;
import io.huoyan.proto.v1.InspectionServiceGrpc;
import io.huoyan.proto.v1.InspectionServiceGrpc.InspectionServiceBlockingStub;
import io.huoyan.proto.v1.Vehicle;
import io.huoyan.proto.v1.Verdict;
import io.huoyan.server.torture.Plant.CameraClock;
import io.huoyan.server.torture.Plant.Shot;
import io.huoyan.server.torture.Plant.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The cameras: they send each frame until it is answered, some again after that, out of order, and close a visit when
 * all of its frames are answered. Used by one thread.
 */
final class Cameras implements AutoCloseable {
    private static final String BOOT = "torture";
    private static final int ANSWER_WAIT_S = 10;
    private static final double AGAIN_SHARE = 0.15;
    private static final double CLOSED_EARLY_SHARE = 0.1;

    private final Plant plant;
    private final Sightings sightings;
    private final Random random;
    private final List<Shot> pending = new ArrayList<>();
    private final List<Shot> answered = new ArrayList<>();
    private final List<Visit> visits = new ArrayList<>();
    private @Nullable ManagedChannel channel;

    Cameras(Plant plant, Sightings sightings, Random random) {
        this.plant = plant;
        this.sightings = sightings;
        this.random = random;
    }

    /** From now on the server is there. */
    void connect(int port) {
        close();
        channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    /** A body comes to the station. */
    void arrive(Visit visit) {
        visits.add(visit);
        pending.addAll(visit.shots());
    }

    /** Bodies that are at the station. */
    Set<String> present() {
        Set<String> bodies = new HashSet<>();
        visits.forEach(visit -> bodies.add(visit.body()));
        return bodies;
    }

    boolean isIdle() {
        return visits.isEmpty();
    }

    /** Sends one thing; false if the server did not answer. */
    boolean step() {
        ManagedChannel open = channel;
        if (open == null) {
            return false;
        }
        InspectionServiceBlockingStub server =
                InspectionServiceGrpc.newBlockingStub(open).withDeadlineAfter(ANSWER_WAIT_S, TimeUnit.SECONDS);
        try {
            if (!answered.isEmpty() && random.nextDouble() < AGAIN_SHARE) {
                return sent(server, answered.get(random.nextInt(answered.size())));
            }
            Optional<Visit> done = visits.stream().filter(this::isDone).findFirst();
            if (done.isPresent()) {
                return closed(server, done.get());
            }
            if (pending.isEmpty()) {
                return true;
            }
            Collections.swap(pending, 0, random.nextInt(Math.min(pending.size(), 6)));
            return sent(server, pending.get(0));
        } catch (StatusRuntimeException e) {
            return false;
        }
    }

    /** All frames are answered; or somebody closes it too early. */
    private boolean isDone(Visit visit) {
        long left = pending.stream()
                .filter(shot -> shot.visit().equals(visit.name()))
                .count();
        return left == 0 || (left == 1 && random.nextDouble() < CLOSED_EARLY_SHARE);
    }

    private boolean sent(InspectionServiceBlockingStub server, Shot shot) {
        FrameReply reply = server.inspect(frame(shot));
        if (!reply.hasInspection()) {
            if (!reply.getRefusal().getResultId().isEmpty()) {
                sightings.answered(shot, reply.getRefusal().getResultId(), List.of());
                settle(shot);
            }
            return !reply.getRefusal().getResultId().isEmpty();
        }
        List<String> bad = reply.getInspection().getWeldsList().stream()
                .filter(weld -> weld.getVerdict().getKind() == Verdict.Kind.NOK)
                .map(weld -> weld.getWeldId())
                .toList();
        sightings.answered(shot, reply.getInspection().getResultId(), bad);
        settle(shot);
        return true;
    }

    private void settle(Shot shot) {
        if (pending.remove(shot)) {
            answered.add(shot);
        }
    }

    private Frame frame(Shot shot) {
        return Frame.newBuilder()
                .setCameraId(shot.camera())
                .setBootId(BOOT)
                .setFrameNumber(shot.number())
                .setStationId(plant.station().value())
                .setViewId(shot.view().value())
                .setVehicle(vehicle(shot.body()))
                .setVisitId(shot.visit())
                .setCaptureTimeNs(shot.clock() == CameraClock.NEVER_SET ? shot.number() : ns(shot.takenAt()))
                .setPtpLocked(shot.clock() == CameraClock.LOCKED)
                .setEncoding(Encoding.ENCODING_PNG)
                .setData(ByteString.copyFromUtf8(shot.picture()))
                .build();
    }

    private static long ns(Instant instant) {
        return Duration.between(Instant.EPOCH, instant).toNanos();
    }

    private Vehicle vehicle(String body) {
        return Vehicle.newBuilder()
                .setVehicleId(body)
                .setVariantId(plant.variant().value())
                .build();
    }

    private boolean closed(InspectionServiceBlockingStub server, Visit visit) {
        var result = server.closeVisit(CloseVisitRequest.newBuilder()
                .setStationId(plant.station().value())
                .setVisitId(visit.name())
                .setVehicle(vehicle(visit.body()))
                .build());
        sightings.closed(visit.name(), result.getSequenceNumber());
        visits.remove(visit);
        return true;
    }

    @Override
    public void close() {
        ManagedChannel open = channel;
        if (open != null) {
            open.shutdownNow();
        }
    }
}
