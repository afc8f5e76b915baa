package io.huoyan.server.ingest;

import static io.huoyan.server.ingest.TestFrames.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.huoyan.proto.v1.Frame;
import io.huoyan.proto.v1.FrameReply;
import io.huoyan.proto.v1.InspectionServiceGrpc;
import io.huoyan.proto.v1.Refusal;
import io.huoyan.proto.v1.WatchInspectionsRequest;
import io.huoyan.proto.v1.WatchedInspection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Each limit just below, at and just above. */
class IngestLimitsTest {
    private static final int MESSAGE_BYTES_MAX = 256 << 10;

    private static RunningIngest with(IngestLimits limits) {
        return new RunningIngest(RunningIngest.settings(limits, 1), new MemoryVehicleFiles());
    }

    private static CompletableFuture<FrameReply> inspect(RunningIngest ingest, Frame frame) {
        CompletableFuture<FrameReply> future = new CompletableFuture<>();
        InspectionServiceGrpc.newStub(ingest.channel()).inspect(frame, new StreamObserver<>() {
            @Override
            public void onNext(FrameReply reply) {
                future.complete(reply);
            }

            @Override
            public void onError(Throwable failure) {
                future.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {}
        });
        return future.orTimeout(120, TimeUnit.SECONDS);
    }

    private static Frame frame(String camera, long number, int bytes) {
        return TestFrames.frame(camera, number, "good").toBuilder()
                .setData(ByteString.copyFromUtf8("good" + "x".repeat(bytes - 4)))
                .build();
    }

    @Test
    void bytesHeldInAllAreTakenUpToTheLimitAndRefusedAboveItUntilThereIsRoom() {
        try (RunningIngest ingest = with(RunningIngest.limits(MESSAGE_BYTES_MAX, 8, 8, 0, 64))) {
            ingest.inspector.hold("cam-1");
            CompletableFuture<FrameReply> first = inspect(ingest, frame("cam-1", 1, 200_000));
            await().until(() -> ingest.server.heldBytes() == 200_000);
            int left = MESSAGE_BYTES_MAX - 200_000;

            Refusal above = inspect(ingest, frame("cam-2", 1, left + 1)).join().getRefusal();
            assertThat(above.getCode()).isEqualTo(Refusal.Code.RESOURCE_EXHAUSTED);
            assertThat(above.getMessage())
                    .isEqualTo("pictures of 200000 bytes are held and this one has " + (left + 1)
                            + "; allowed are 262144 in all");
            assertThat(above.getRetryAfterMs()).isEqualTo(250);
            assertThat(above.getResultId()).isEmpty();

            CompletableFuture<FrameReply> at = inspect(ingest, frame("cam-2", 1, left));
            await().until(() -> ingest.server.heldBytes() == MESSAGE_BYTES_MAX);
            ingest.inspector.release("cam-1");

            assertThat(first.join().hasInspection()).isTrue();
            assertThat(at.join().hasInspection()).isTrue();
            assertThat(inspect(ingest, frame("cam-2", 2, left + 1)).join().hasInspection())
                    .isTrue();
            await().until(() -> ingest.server.heldBytes() == 0);
        }
    }

    @Test
    void framesOfOneCameraAreTakenUpToItsLimitWhateverItOpens() {
        try (RunningIngest ingest = with(RunningIngest.limits(1 << 20, 3, 8, 0, 64))) {
            ingest.inspector.hold("cam-1");
            List<CompletableFuture<FrameReply>> taken = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                taken.add(inspect(ingest, frame("cam-1", i, 10)));
            }
            await().until(() -> ingest.server.framesUnderWay() == 3);

            Refusal above = inspect(ingest, frame("cam-1", 3, 10)).join().getRefusal();
            assertThat(above.getCode()).isEqualTo(Refusal.Code.RESOURCE_EXHAUSTED);
            assertThat(above.getMessage()).isEqualTo("camera cam-1 has 3 frames without a reply; allowed are 3");
            CompletableFuture<FrameReply> other = inspect(ingest, frame("cam-2", 1, 10));
            await().until(() -> ingest.server.framesUnderWay() == 4);
            ingest.inspector.release("cam-1");
            assertThat(taken).allMatch(reply -> reply.join().hasInspection());
            assertThat(other.join().hasInspection()).isTrue();
        }
    }

    @Test
    void framesOfAllCamerasAreTakenUpToTheLimit() {
        try (RunningIngest ingest = with(RunningIngest.limits(1 << 20, 2, 2, 0, 64))) {
            ingest.inspector.hold("cam-1");
            ingest.inspector.hold("cam-2");
            CompletableFuture<FrameReply> one = inspect(ingest, frame("cam-1", 1, 10));
            CompletableFuture<FrameReply> two = inspect(ingest, frame("cam-2", 1, 10));
            await().until(() -> ingest.server.framesUnderWay() == 2);

            Refusal above = inspect(ingest, frame("cam-3", 1, 10)).join().getRefusal();
            assertThat(above.getMessage()).isEqualTo("2 frames of all cameras are without a reply; allowed are 2");
            ingest.inspector.release("cam-1");
            ingest.inspector.release("cam-2");
            assertThat(one.join().hasInspection() && two.join().hasInspection()).isTrue();
        }
    }

    /** A stream that is within its window is never refused: HTTP/2 holds its sender back. */
    @Test
    void aStreamIsHeldBackRatherThanRefused() {
        try (RunningIngest ingest = with(RunningIngest.limits(1 << 20, 3, 8, 0, 64))) {
            ingest.inspector.hold("cam-1");
            TestStream stream = ingest.stream();
            for (int i = 0; i < 50; i++) {
                stream.send(frame("cam-1", i, 10));
            }
            await().until(() -> ingest.server.framesUnderWay() == 3);
            ingest.inspector.release("cam-1");

            assertThat(stream.next(50)).allMatch(FrameReply::hasInspection);
        }
    }

    @Test
    void streamsAreOpenedUpToTheLimitAndAClosedOneMakesRoom() {
        try (RunningIngest ingest = with(RunningIngest.limits(1 << 20, 3, 8, 0, 2))) {
            TestStream one = ingest.stream().send(frame("cam-1", 1, 10));
            TestStream two = ingest.stream().send(frame("cam-2", 1, 10));
            one.next();
            two.next();

            Status above = ingest.stream().end();
            assertThat(above.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(above.getDescription())
                    .isEqualTo("2 streams and calls are open; allowed are 2; try again in 250 ms");
            one.halfClose();
            assertThat(one.end()).isEqualTo(Status.OK);
            await().untilAsserted(() -> {
                TestStream three = ingest.stream().send(frame("cam-3", 1, 10));
                assertThat(three.next().hasInspection()).isTrue();
            });
        }
    }

    @Test
    void aMessageAtTheLimitIsTakenAndALargerOneEndsItsStreamAlone() {
        try (RunningIngest ingest = with(RunningIngest.limits(1 << 20, 3, 8, 0, 64))) {
            Frame empty = frame("cam-1", 1, 4);
            int overhead = empty.getSerializedSize() - 4 + 2;
            Frame at = frame("cam-1", 1, MESSAGE_BYTES_MAX - overhead);
            assertThat(at.getSerializedSize()).isEqualTo(MESSAGE_BYTES_MAX);
            TestStream other = ingest.stream();
            assertThat(ingest.stream().send(at).next().hasInspection()).isTrue();

            Status above = ingest.stream()
                    .send(frame("cam-1", 2, MESSAGE_BYTES_MAX - overhead + 1))
                    .end();
            assertThat(above.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(above.getDescription()).contains("exceeds maximum size 262144");
            assertThat(other.send(frame("cam-2", 1, 10)).next().hasInspection()).isTrue();
        }
    }

    @Test
    void watchersBeyondTheLimitAreRefused() {
        try (RunningIngest ingest = with(RunningIngest.limits(1 << 20, 3, 8, 0, 64))) {
            Watching one = new Watching(ingest, "");
            Watching two = new Watching(ingest, "BS-110");
            await().untilAsserted(() -> {
                ingest.stream().send(frame("cam-1", System.nanoTime(), 10)).next();
                assertThat(one.got).isNotEmpty();
                assertThat(two.got).isNotEmpty();
            });
            assertThat(new Watching(ingest, "")
                            .end
                            .orTimeout(120, TimeUnit.SECONDS)
                            .join()
                            .getDescription())
                    .isEqualTo("2 watchers are open; allowed are 2");
        }
    }

    private static final class Watching implements StreamObserver<WatchedInspection> {
        final List<WatchedInspection> got = new java.util.concurrent.CopyOnWriteArrayList<>();
        final CompletableFuture<Status> end = new CompletableFuture<>();

        Watching(RunningIngest ingest, String station) {
            InspectionServiceGrpc.newStub(ingest.channel())
                    .watchInspections(
                            WatchInspectionsRequest.newBuilder()
                                    .setStationId(station)
                                    .build(),
                            this);
        }

        @Override
        public void onNext(WatchedInspection inspection) {
            got.add(inspection);
        }

        @Override
        public void onError(Throwable failure) {
            end.complete(Status.fromThrowable(failure));
        }

        @Override
        public void onCompleted() {
            end.complete(Status.OK);
        }
    }

    @Test
    void limitsOutsideTheirRangeAreRefusedByName() {
        assertThatThrownBy(() -> RunningIngest.limits(MESSAGE_BYTES_MAX - 1, 1, 1, 0, 1))
                .hasMessage("heldBytesMax is 262143; allowed is 262144 or more");
        assertThatThrownBy(() -> RunningIngest.limits(1 << 20, 0, 1, 0, 1))
                .hasMessage("framesPerCameraMax is 0; allowed is 1 to 1000");
        assertThatThrownBy(() -> RunningIngest.limits(1 << 20, 2, 1, 0, 1))
                .hasMessage("framesMax is 1; allowed is 2 or more");
        assertThatThrownBy(() -> IngestSettings.loopback(65536, 1)).hasMessage("port is 65536; allowed is 0 to 65535");
        assertThatThrownBy(() -> IngestSettings.loopback(0, 0)).hasMessage("workers is 0; allowed is 1 or more");
    }
}
