package io.huoyan.server.ingest;

import static io.huoyan.server.ingest.TestFrames.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.huoyan.proto.v1.Frame;
import io.huoyan.proto.v1.FrameReply;
import io.huoyan.proto.v1.Refusal;
import io.huoyan.proto.v1.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a camera sees of its stream. */
class FrameStreamsTest {
    private final RunningIngest ingest = new RunningIngest();

    @AfterEach
    void stop() {
        ingest.close();
    }

    @Test
    void everyFrameGetsOneReplyInTheOrderOfTheFrames() {
        TestStream first = ingest.stream();
        TestStream second = ingest.stream();
        for (int i = 0; i < 200; i++) {
            first.send(frame("cam-1", i, i % 3 == 0 ? "bad" : "good"));
            second.send(frame("cam-2", i, i % 5 == 0 ? "rubbish" : "good"));
        }
        first.halfClose();
        second.halfClose();

        assertThat(first.end()).isEqualTo(Status.OK);
        assertThat(second.end()).isEqualTo(Status.OK);
        List<FrameReply> replies = first.next(200);
        assertThat(replies)
                .extracting(FrameReply::getFrameNumber)
                .containsExactlyElementsOf(LongStream.range(0, 200).boxed().toList());
        assertThat(replies.get(0).getInspection().getVerdict().getKind()).isEqualTo(Verdict.Kind.NOK);
        assertThat(replies.get(1).getInspection().getVerdict().getKind()).isEqualTo(Verdict.Kind.OK);
        assertThat(second.next(200))
                .extracting(FrameReply::getFrameNumber)
                .containsExactlyElementsOf(LongStream.range(0, 200).boxed().toList());
        assertThat(first.waiting() + second.waiting()).isZero();
        assertThat(ingest.files.recorded()).hasSize(400);
        await().untilAsserted(() -> {
            assertThat(ingest.server.heldBytes()).isZero();
            assertThat(ingest.server.framesUnderWay()).isZero();
        });
    }

    @Test
    void repliesKeepTheOrderOfTheFramesWhenALaterFrameIsReadyFirst() {
        ingest.inspector.hold("cam-1");
        TestStream stream = ingest.stream();
        stream.send(frame("cam-1", 1, "good")).send(frame("cam-2", 1, "good"));
        await().until(() -> ingest.files.recorded().size() == 1);

        assertThat(stream.waiting()).isZero();
        ingest.inspector.release("cam-1");

        assertThat(stream.next(2)).extracting(FrameReply::getCameraId).containsExactly("cam-1", "cam-2");
    }

    /** A refusal is an answer: one bad frame must not cost a camera its stream. */
    @Test
    void aFrameAtFaultIsRefusedInItsReplyAndTheStreamStaysOpen() {
        TestStream stream = ingest.stream();
        stream.send(frame("cam-1", 1, "good").toBuilder().setStationId("BS-999").build());
        FrameReply refused = stream.next();
        assertThat(refused.getRefusal().getCode()).isEqualTo(Refusal.Code.INVALID_ARGUMENT);
        assertThat(refused.getRefusal().getField()).isEqualTo("station_id");
        assertThat(refused.getRefusal().getMessage())
                .isEqualTo("station_id is 'BS-999'; allowed are the catalog's stations [BS-110]");

        assertThat(stream.send(frame("cam-1", 2, "good")).next().hasInspection())
                .isTrue();
    }

    @Test
    void anUndecodablePictureIsRecordedAndRefusedWithItsResultAndNeverOk() {
        FrameReply reply = ingest.stream().send(frame("cam-1", 1, "rubbish")).next();

        assertThat(reply.getRefusal().getCode()).isEqualTo(Refusal.Code.INVALID_ARGUMENT);
        assertThat(reply.getRefusal().getField()).isEqualTo("data");
        assertThat(ingest.files.recorded()).singleElement().satisfies(inspection -> {
            assertThat(inspection.id().value()).isEqualTo(reply.getRefusal().getResultId());
            assertThat(inspection.verdict().word()).isEqualTo("REVIEW");
        });
    }

    /** It has a vehicle and a place, so that it belongs into the file; what cannot be read is only its picture. */
    @Test
    void aFrameWithAReadableHeaderAndAnUnknownPixelFormatIsRecorded() {
        Frame frame = frame("cam-1", 1, "good").toBuilder()
                .setEncodingValue(1)
                .setPfncPixelFormat(0x01100003)
                .build();

        FrameReply reply = ingest.stream().send(frame).next();

        assertThat(reply.getRefusal().getField()).isEqualTo("pfnc_pixel_format");
        assertThat(reply.getRefusal().getMessage()).startsWith("pfnc_pixel_format is 0x01100003; allowed are");
        assertThat(reply.getRefusal().getResultId()).isNotEmpty();
        assertThat(ingest.files.recorded()).hasSize(1);
    }

    @Test
    void aBugInTheInspectionIsRecordedAsReviewAndAnsweredInternal() {
        FrameReply reply = ingest.stream().send(frame("cam-1", 1, "bug")).next();

        assertThat(reply.getRefusal().getCode()).isEqualTo(Refusal.Code.INTERNAL);
        assertThat(reply.getRefusal().getMessage()).isEqualTo("the inspection failed: IllegalStateException");
        assertThat(ingest.files.recorded())
                .singleElement()
                .satisfies(inspection -> assertThat(inspection.verdict().word()).isEqualTo("REVIEW"));
    }

    /** What is not on disk must not be believed by anybody. */
    @Test
    void whileTheStoreFailsEveryFrameIsAnsweredInternalAndCanBeSentAgain() {
        ingest.files.setFailing(true);
        TestStream stream = ingest.stream();
        for (int i = 0; i < 20; i++) {
            FrameReply reply = stream.send(frame("cam-1", i, "good")).next();
            assertThat(reply.hasInspection()).isFalse();
            assertThat(reply.getRefusal().getCode()).isEqualTo(Refusal.Code.INTERNAL);
            assertThat(reply.getRefusal().getMessage()).contains("the disk is gone");
            assertThat(reply.getRefusal().getResultId()).isEmpty();
        }
        ingest.files.setFailing(false);

        FrameReply again = stream.send(frame("cam-1", 0, "good")).next();
        assertThat(again.hasInspection()).isTrue();
        assertThat(again.getRepeated()).isFalse();
    }

    /** HTTP/2's window fills: nothing on the server grows, and the other cameras do not notice. */
    @Test
    void aCameraThatNeverReadsItsRepliesSlowsNobodyAndFillsNothing() {
        TestStream stalled = new TestStream(ingest.channel(), false);
        String big = "good" + "x".repeat(100_000);
        for (int i = 0; i < 400 && (i < 40 || stalled.isReady()); i++) {
            stalled.send(frame("cam-1", i, big));
        }

        TestStream other = ingest.stream();
        for (int i = 0; i < 100; i++) {
            assertThat(other.send(frame("cam-2", i, "good")).next().hasInspection())
                    .isTrue();
        }
        assertThat(ingest.server.heldBytes())
                .isLessThanOrEqualTo(IngestLimits.defaults().framesPerCameraMax() * 100_004L);
        stalled.cancel();
    }

    /** One worker, a camera that has all it may under way: the other's frame is next but one, never last. */
    @Test
    void aFloodingCameraDoesNotStarveAnother() {
        try (RunningIngest one =
                new RunningIngest(RunningIngest.settings(IngestLimits.defaults(), 1), new MemoryVehicleFiles())) {
            one.inspector.hold("cam-1");
            TestStream flooding = one.stream();
            for (int i = 0; i < 100; i++) {
                flooding.send(frame("cam-1", i, "good"));
            }
            await().until(() -> one.server.framesUnderWay() == 4);
            TestStream other = one.stream().send(frame("cam-2", 1, "good"));
            await().until(() -> one.server.framesUnderWay() == 5);
            one.inspector.release("cam-1");

            assertThat(other.next().hasInspection()).isTrue();
            assertThat(List.copyOf(one.inspector.inspected()).subList(0, 3))
                    .extracting(header -> header.frame().camera().value())
                    .containsExactly("cam-1", "cam-1", "cam-2");
            flooding.next(100);
        }
    }

    /** Late ones are not lost: they are in the file, say so, and are looked at when there is room. */
    @Test
    void aFrameWhoseTurnComesTooLateIsRecordedAsLateAndInspectedAfterAll() {
        try (RunningIngest one =
                new RunningIngest(RunningIngest.settings(IngestLimits.defaults(), 1), new MemoryVehicleFiles())) {
            one.inspector.hold("cam-1");
            TestStream blocker = one.stream().send(frame("cam-1", 1, "good"));
            await().until(() -> one.inspector.inspected().size() == 1);
            TestStream stream = one.stream()
                    .send(useful(frame("cam-2", 1, "good"), 100))
                    .send(useful(frame("cam-2", 2, "good"), 101));
            await().until(() -> one.server.framesWaiting() == 2);
            one.clock.advance(Duration.ofMillis(101));
            one.inspector.release("cam-1");
            blocker.next();

            FrameReply late = stream.next();
            FrameReply justInTime = stream.next();

            assertThat(late.getRefusal().getCode()).isEqualTo(Refusal.Code.DEADLINE_EXCEEDED);
            assertThat(late.getRefusal().getMessage())
                    .isEqualTo("its turn came 101 ms after receipt; useful_for_ms is 100");
            assertThat(late.getRefusal().getResultId()).isNotEmpty();
            assertThat(justInTime.hasInspection()).isTrue();
            await().until(() -> one.files.recorded().size() == 4);
            assertThat(one.files.recorded().get(3).verdict().word()).isEqualTo("OK");
            assertThat(one.files.recorded().get(3).header().frame().toString()).isEqualTo("cam-2/boot-1/1");
            await().untilAsserted(() -> assertThat(one.server.heldBytes()).isZero());

            FrameReply again =
                    stream.send(useful(frame("cam-2", 1, "good"), 100)).next();
            assertThat(again.getRefusal()).isEqualTo(late.getRefusal());
            assertThat(again.getRepeated()).isTrue();
            assertThat(one.blocking().closeVisit(TestFrames.closing("V-1")).getWeldsOk())
                    .as("welds of cam-1 and cam-2, whose late frame counts as inspected")
                    .isEqualTo(9);
        }
    }

    private static Frame useful(Frame frame, int ms) {
        return frame.toBuilder().setUsefulForMs(ms).build();
    }

    @Test
    void aStreamThatBreaksLosesNoFrameThatWasTaken() {
        ingest.inspector.hold("cam-1");
        TestStream stream = ingest.stream();
        for (int i = 0; i < 4; i++) {
            stream.send(frame("cam-1", i, "good"));
        }
        await().until(() -> ingest.server.framesUnderWay() == 4);
        stream.cancel();
        ingest.inspector.release("cam-1");

        await().until(() -> ingest.files.recorded().size() == 4);
        TestStream again = ingest.stream();
        for (int i = 0; i < 4; i++) {
            assertThat(again.send(frame("cam-1", i, "good")).next().getRepeated())
                    .isTrue();
        }
        assertThat(ingest.files.recorded()).hasSize(4);
    }
}
