package io.huoyan.server.ingest;

import static io.huoyan.server.ingest.TestFrames.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.huoyan.proto.v1.FrameReply;
import io.huoyan.proto.v1.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StoppingTest {
    /** What was taken is recorded and answered; what comes after is told to come again. */
    @Test
    void aServerThatStopsFinishesWhatItTookAndRefusesWhatComesAfter() throws Exception {
        // More workers than held frames, so that the other camera's frame finds one.
        try (RunningIngest ingest =
                new RunningIngest(RunningIngest.settings(IngestLimits.defaults(), 8), new MemoryVehicleFiles())) {
            ingest.inspector.hold("cam-1");
            TestStream stream = ingest.stream();
            TestStream other = ingest.stream();
            for (int i = 0; i < 4; i++) {
                stream.send(frame("cam-1", i, "good"));
            }
            assertThat(other.send(frame("cam-2", 1, "good")).next().hasInspection())
                    .isTrue();
            await().until(() -> ingest.server.framesUnderWay() == 4);
            HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(ingest.channel());
            assertThat(health.check(HealthCheckRequest.getDefaultInstance()).getStatus())
                    .isEqualTo(ServingStatus.SERVING);

            CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(() -> {
                try {
                    return ingest.server.stop();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            await().untilAsserted(() -> assertThat(health.check(HealthCheckRequest.newBuilder()
                                    .setService("huoyan.inspection.v1.InspectionService")
                                    .build())
                            .getStatus())
                    .isEqualTo(ServingStatus.NOT_SERVING));
            FrameReply after = nextRefused(other);
            assertThat(after.getRefusal().getCode()).isEqualTo(Refusal.Code.UNAVAILABLE);
            assertThat(after.getRefusal().getRetryAfterMs()).isEqualTo(500);
            assertThat(after.getRefusal().getMessage())
                    .isEqualTo("the server is stopping and takes no more frames; try again in 500 ms");
            ingest.inspector.release("cam-1");

            assertThat(stream.next(4)).allMatch(FrameReply::hasInspection);
            assertThat(stream.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(other.end().getDescription()).isEqualTo("the server is stopping; try again in 500 ms");
            assertThat(stopped.orTimeout(120, TimeUnit.SECONDS).join()).isTrue();
            assertThat(ingest.files.recorded()).hasSize(5);
        }
    }

    /** Health says NOT_SERVING a moment before the intake closes: a frame in between is still taken. */
    private static FrameReply nextRefused(TestStream stream) {
        for (long i = 2; ; i++) {
            FrameReply reply = stream.send(frame("cam-2", i, "rubbish")).next();
            if (reply.getRefusal().getCode() == Refusal.Code.UNAVAILABLE) {
                return reply;
            }
        }
    }

    /** What could not be recorded was not answered either: its camera sends it again. */
    @Test
    void stoppingEndsInBoundedTimeAndAnswersNothingThatIsNotRecorded() throws Exception {
        IngestSettings plain = IngestSettings.loopback(0, 1);
        IngestSettings quick = new IngestSettings(
                plain.host(), 0, Optional.empty(), Optional.empty(), plain.limits(), 1, 1, Duration.ofMillis(300));
        try (RunningIngest ingest = new RunningIngest(quick, new MemoryVehicleFiles())) {
            ingest.inspector.hold("cam-1");
            TestStream stream = ingest.stream();
            stream.send(frame("cam-1", 1, "good")).send(frame("cam-1", 2, "good"));
            await().until(() -> ingest.server.framesUnderWay() == 2);

            long begin = System.nanoTime();
            boolean all = ingest.server.stop();

            assertThat(all).isFalse();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
            assertThat(stream.end().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            List<String> recorded = ingest.files.recorded().stream()
                    .map(inspection ->
                            String.valueOf(inspection.header().frame().frameNumber()))
                    .toList();
            for (int i = stream.waiting(); i > 0; i--) {
                FrameReply reply = stream.next();
                if (reply.hasInspection()) {
                    assertThat(recorded).contains(String.valueOf(reply.getFrameNumber()));
                }
            }
        }
    }
}
