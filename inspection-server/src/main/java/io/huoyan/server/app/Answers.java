package io.huoyan.server.app;

import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.VisitId;
import io.huoyan.proto.v1.FrameReply;
import io.huoyan.proto.v1.VisitResult;
import io.huoyan.server.camera.CameraProgress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects what a server answered to the cameras of a demo. Thread-safe. */
final class Answers implements CameraProgress {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final DemoRun.Listener listener;
    private final Map<String, ResultId> results = new ConcurrentHashMap<>();
    private final Map<VisitId, Visit> visits = new ConcurrentHashMap<>();

    Answers(DemoRun.Listener listener) {
        this.listener = listener;
    }

    /** A closed visit. */
    record Visit(StationId station, VisitId id, Vehicle vehicle) {}

    @Override
    public void answered(FrameReply reply) {
        if (reply.hasInspection()) {
            results.put(
                    reply.getCameraId() + "/" + reply.getBootId() + "/" + reply.getFrameNumber(),
                    new ResultId(reply.getInspection().getResultId()));
            listener.answered(results.size());
        } else {
            listener.told(reply.getCameraId() + " frame " + reply.getFrameNumber() + " was refused: "
                    + reply.getRefusal().getMessage());
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
        VisitId id = new VisitId(result.getVisitId());
        Vehicle vehicle = new Vehicle(
                new VehicleId(result.getVehicle().getVehicleId()),
                result.getVehicle().getIsVin(),
                new VariantId(result.getVehicle().getVariantId()));
        visits.put(id, new Visit(new StationId(result.getStationId()), id, vehicle));
    }

    /** Results of distinct frames. */
    List<ResultId> results() {
        return List.copyOf(results.values());
    }

    Collection<Visit> visits() {
        return List.copyOf(visits.values());
    }
}
