package io.huoyan.server.ingest;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.huoyan.core.dossier.VehicleFiles;
import io.huoyan.proto.v1.AskGateRequest;
import io.huoyan.proto.v1.CloseVisitRequest;
import io.huoyan.proto.v1.Frame;
import io.huoyan.proto.v1.FrameReply;
import io.huoyan.proto.v1.GateAnswer;
import io.huoyan.proto.v1.GetInspectionRequest;
import io.huoyan.proto.v1.Inspection;
import io.huoyan.proto.v1.InspectionServiceGrpc;
import io.huoyan.proto.v1.VisitResult;
import io.huoyan.proto.v1.WatchInspectionsRequest;
import io.huoyan.proto.v1.WatchedInspection;
import io.huoyan.server.desk.GateKeeper;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service {@code huoyan.inspection.v1.InspectionService}; see {@code docs/grpc.md}. */
final class InspectionGrpcService extends InspectionServiceGrpc.InspectionServiceImplBase {
    private static final Logger LOG = LoggerFactory.getLogger(InspectionGrpcService.class);

    private final FrameMapping mapping;
    private final FrameIntake intake;
    private final Visits visits;
    private final InspectionWatchers watchers;
    private final VehicleFiles files;
    private final GateKeeper gate;
    private final Clock clock;
    private final IngestLimits limits;
    private final IngestEvents events;
    private final Set<FrameStream> streams = ConcurrentHashMap.newKeySet();

    InspectionGrpcService(
            FrameMapping mapping,
            FrameIntake intake,
            Visits visits,
            InspectionWatchers watchers,
            VehicleFiles files,
            GateKeeper gate,
            Clock clock,
            IngestLimits limits,
            IngestEvents events) {
        this.mapping = mapping;
        this.intake = intake;
        this.visits = visits;
        this.watchers = watchers;
        this.files = files;
        this.gate = gate;
        this.clock = clock;
        this.limits = limits;
        this.events = events;
    }

    @Override
    public StreamObserver<Frame> streamFrames(StreamObserver<FrameReply> replies) {
        FrameStream[] self = new FrameStream[1];
        FrameStream stream = new FrameStream(
                (ServerCallStreamObserver<FrameReply>) replies,
                this::reply,
                intake::isEased,
                limits.framesPerCameraMax(),
                () -> streams.remove(self[0]));
        self[0] = stream;
        streams.add(stream);
        stream.open();
        return stream;
    }

    @Override
    public void inspect(Frame frame, StreamObserver<FrameReply> replies) {
        var unused = reply(frame).thenAccept(reply -> answer(replies, reply));
    }

    private CompletableFuture<FrameReply> reply(Frame frame) {
        events.received(frame.getData().size());
        // The reply is made from the identity alone, so that nothing holds the picture longer than the intake counts
        // it.
        Frame identity = Frame.newBuilder()
                .setCameraId(frame.getCameraId())
                .setBootId(frame.getBootId())
                .setFrameNumber(frame.getFrameNumber())
                .build();
        return outcome(frame).thenApply(outcome -> {
            FrameReply reply = mapping.reply(identity, outcome);
            events.answered(
                    reply.hasInspection() ? "OK" : reply.getRefusal().getCode().name(), reply.getRepeated());
            return reply;
        });
    }

    private CompletableFuture<Outcome> outcome(Frame frame) {
        try {
            FrameMapping.Read read = mapping.read(frame);
            if (read instanceof FrameMapping.Read.Headed headed) {
                return intake.accept(headed.image(), headed.fault());
            }
            return CompletableFuture.completedFuture(
                    new Outcome.NotRecorded(((FrameMapping.Read.Headless) read).failure()));
        } catch (RuntimeException e) {
            LOG.error("a frame could not be read", e);
            return CompletableFuture.completedFuture(InspectionWorkers.notRecorded(e));
        }
    }

    @Override
    public void getInspection(GetInspectionRequest request, StreamObserver<Inspection> replies) {
        try {
            var found = files.inspection(FrameMapping.resultId(request.getResultId()));
            if (found.isPresent()) {
                answer(replies, mapping.inspection(found.get()));
            } else {
                replies.onError(Status.NOT_FOUND
                        .withDescription("no result '" + request.getResultId() + "' is in the vehicles' files")
                        .asRuntimeException());
            }
        } catch (RuntimeException e) {
            fail(replies, e);
        }
    }

    @Override
    public void closeVisit(CloseVisitRequest request, StreamObserver<VisitResult> replies) {
        try {
            var unused = visits.close(mapping.read(request)).whenComplete((closed, failure) -> {
                if (failure == null) {
                    answer(replies, FrameMapping.visitResult(closed));
                } else {
                    fail(replies, failure.getCause() == null ? failure : failure.getCause());
                }
            });
        } catch (RuntimeException e) {
            fail(replies, e);
        }
    }

    @Override
    public void askGate(AskGateRequest request, StreamObserver<GateAnswer> replies) {
        try {
            var answer = gate.ask(FrameMapping.vehicleId(request.getVehicleId()));
            answer(replies, GateMapping.answer(answer, clock.instant()));
        } catch (RuntimeException e) {
            fail(replies, e);
        }
    }

    @Override
    public void watchInspections(WatchInspectionsRequest request, StreamObserver<WatchedInspection> replies) {
        try {
            watchers.watch(mapping.watchedStation(request.getStationId()), (ServerCallStreamObserver<WatchedInspection>)
                    replies);
        } catch (RuntimeException e) {
            fail(replies, e);
        }
    }

    /**
     * Ends every stream.
     *
     * @param answered true: each after its last reply; false: now, frames without a reply get none
     */
    void endStreams(boolean answered) {
        Status status = Status.UNAVAILABLE.withDescription(
                "the server is stopping; try again in " + limits.retryAfterMs() + " ms");
        for (FrameStream stream : streams) {
            if (answered) {
                stream.end(status);
            } else {
                stream.breakOff(status);
            }
        }
        watchers.stop();
    }

    private static <T> void answer(StreamObserver<T> replies, T message) {
        try {
            replies.onNext(message);
            replies.onCompleted();
        } catch (IllegalStateException | io.grpc.StatusRuntimeException gone) {
            LOG.debug("the caller went away before the answer", gone);
        }
    }

    private static void fail(StreamObserver<?> replies, Throwable failure) {
        Status status = RefusalMapping.status(failure);
        if (status.getCode() != Status.Code.INVALID_ARGUMENT) {
            LOG.error("a call failed", failure);
        }
        replies.onError(status.asRuntimeException());
    }
}
