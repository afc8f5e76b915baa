package io.huoyan.server.ingest;

import static io.huoyan.server.ingest.TestFrames.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.huoyan.proto.v1.Frame;
import io.huoyan.proto.v1.FrameReply;
import io.huoyan.proto.v1.InspectionServiceGrpc.InspectionServiceBlockingStub;
import io.huoyan.proto.v1.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same three values always mean the same picture. */
class FrameIdentityTest {
    private final RunningIngest ingest = new RunningIngest();

    @AfterEach
    void stop() {
        ingest.close();
    }

    @Test
    void aFrameSentAgainGetsItsFirstAnswerAgain() {
        TestStream stream = ingest.stream();
        FrameReply first = stream.send(frame("cam-1", 7, "bad")).next();
        FrameReply again = stream.send(frame("cam-1", 7, "bad")).next();

        assertThat(first.getRepeated()).isFalse();
        assertThat(again.getRepeated()).isTrue();
        assertThat(again.getInspection()).isEqualTo(first.getInspection());
        assertThat(ingest.inspector.inspected()).hasSize(1);
    }

    @Test
    void aFrameIsKnownToTheNextServerOnTheSameFiles() {
        FrameReply first = ingest.stream().send(frame("cam-1", 7, "good")).next();
        try (RunningIngest next = new RunningIngest(RunningIngest.settings(IngestLimits.defaults(), 1), ingest.files)) {
            FrameReply again = next.stream().send(frame("cam-1", 7, "good")).next();

            assertThat(again.getRepeated()).isTrue();
            assertThat(again.getInspection()).isEqualTo(first.getInspection());
        }
    }

    @Test
    void aFrameSentAgainWhileTheFirstIsOnItsWayIsInspectedOnce() {
        ingest.inspector.hold("cam-1");
        TestStream first = ingest.stream().send(frame("cam-1", 7, "good"));
        await().until(() -> ingest.inspector.inspected().size() == 1);
        TestStream second = ingest.stream().send(frame("cam-1", 7, "good"));
        ingest.inspector.release("cam-1");

        FrameReply one = first.next();
        FrameReply other = second.next();
        assertThat(one.getRepeated()).isFalse();
        assertThat(other.getRepeated()).isTrue();
        assertThat(other.getInspection()).isEqualTo(one.getInspection());
        assertThat(ingest.files.recorded()).hasSize(1);
    }

    @Test
    void anotherPictureUnderTheSameIdentityIsRefusedByNameWhetherTheFirstIsRecordedOrOnItsWay() {
        ingest.inspector.hold("cam-1");
        TestStream first = ingest.stream().send(frame("cam-1", 7, "good"));
        await().until(() -> ingest.inspector.inspected().size() == 1);
        Refusal onItsWay = ingest.stream().send(frame("cam-1", 7, "bad")).next().getRefusal();
        ingest.inspector.release("cam-1");
        first.next();
        Refusal recorded = ingest.stream().send(frame("cam-1", 7, "bad")).next().getRefusal();

        assertThat(List.of(onItsWay, recorded)).allSatisfy(refusal -> {
            assertThat(refusal.getCode()).isEqualTo(Refusal.Code.INVALID_ARGUMENT);
            assertThat(refusal.getField()).isEqualTo("frame_number");
            assertThat(refusal.getMessage())
                    .startsWith("frame cam-1/boot-1/7 was sent before with another picture (SHA-256 ")
                    .endsWith("allowed is the same picture, or a new frame number or boot id");
        });
        assertThat(ingest.files.recorded()).hasSize(1);
    }

    /** Otherwise an OK of one vehicle would be the answer for another. */
    @Test
    void theSamePictureForAnotherVehicleIsRefused() {
        TestStream stream = ingest.stream();
        stream.send(frame("cam-1", 7, "good")).next();
        Frame other = frame("cam-1", 7, "good").toBuilder()
                .setVehicle(TestFrames.vehicle("BODY-2"))
                .build();

        Refusal refusal = stream.send(other).next().getRefusal();

        assertThat(refusal.getField()).isEqualTo("frame_number");
        assertThat(refusal.getMessage()).contains("was sent before for station BS-110 view left-sill vehicle BODY-1");
    }

    @Test
    void ofManyCallersWhoSendOneFrameAtOnceOneIsInspectedAndAllAreAnswered() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 20; round++) {
                Frame frame = frame("cam-1", round, "good");
                List<CompletableFuture<FrameReply>> replies = new ArrayList<>();
                InspectionServiceBlockingStub stub = ingest.blocking();
                for (int i = 0; i < 8; i++) {
                    replies.add(CompletableFuture.supplyAsync(() -> stub.inspect(frame), threads));
                }
                List<FrameReply> got =
                        replies.stream().map(CompletableFuture::join).toList();
                assertThat(got).allMatch(FrameReply::hasInspection);
                assertThat(got.stream()
                                .map(reply -> reply.getInspection().getResultId())
                                .distinct())
                        .hasSize(1);
                assertThat(got.stream().filter(reply -> !reply.getRepeated())).hasSize(1);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(ingest.files.recorded()).hasSize(20);
    }
}
