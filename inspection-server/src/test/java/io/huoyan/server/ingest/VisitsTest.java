package io.huoyan.server.ingest;

import static io.huoyan.server.ingest.TestFrames.closing;
import static io.huoyan.server.ingest.TestFrames.frame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.huoyan.core.orders.OutboxMessage;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.proto.v1.CloseVisitRequest;
import io.huoyan.proto.v1.FrameReply;
import io.huoyan.proto.v1.GetInspectionRequest;
import io.huoyan.proto.v1.Verdict;
import io.huoyan.proto.v1.VisitResult;
import io.huoyan.proto.v1.VisitWeld;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VisitsTest {
    private final RunningIngest ingest = new RunningIngest();

    @AfterEach
    void stop() {
        ingest.close();
    }

    @Test
    void aClosedVisitHasOneVerdictPerWeldAndClosingItAgainGivesTheSameResult() {
        ingest.stream().send(frame("cam-1", 1, "good")).next();
        ingest.stream().send(frame("cam-2", 1, "bad")).next();

        VisitResult first = ingest.blocking().closeVisit(closing("V-1"));
        VisitResult again = ingest.blocking().closeVisit(closing("V-1"));

        assertThat(first.getWeldsList())
                .extracting(VisitWeld::getWeldId)
                .hasSize(13)
                .doesNotHaveDuplicates();
        assertThat(first.getWeldsOk()).isEqualTo(5);
        assertThat(first.getWeldsNok()).isEqualTo(4);
        assertThat(first.getWeldsReview()).isEqualTo(4);
        assertThat(first.getVerdict().getKind()).isEqualTo(Verdict.Kind.NOK);
        assertThat(first.getWelds(12).getVerdict().getReviewReason()).isEqualTo("NOT_INSPECTED");
        assertThat(again).isEqualTo(first);
        assertThat(ingest.files.results()).hasSize(1);
    }

    @Test
    void aVisitOfWhichNoFrameCameIsClosedWithEveryWeldNotInspected() {
        VisitResult result = ingest.blocking().closeVisit(closing("V-9"));

        assertThat(result.getWeldsReview()).isEqualTo(13);
        assertThat(result.getWeldsList())
                .allMatch(weld -> weld.getVerdict().getReviewReason().equals("NOT_INSPECTED"));
    }

    /** Whoever closes cannot know what is still on its way. */
    @Test
    void closingWaitsForTheFramesOfTheVisitThatAreOnTheirWay() {
        ingest.inspector.hold("cam-1");
        TestStream stream = ingest.stream().send(frame("cam-1", 1, "good"));
        await().until(() -> ingest.inspector.inspected().size() == 1);
        CompletableFuture<VisitResult> closed =
                CompletableFuture.supplyAsync(() -> ingest.blocking().closeVisit(closing("V-1")));
        assertThat(ingest.blocking().closeVisit(closing("V-2")).getWeldsReview())
                .as("another visit does not wait")
                .isEqualTo(13);
        assertThat(closed).isNotDone();
        ingest.inspector.release("cam-1");
        stream.next();

        assertThat(closed.orTimeout(120, TimeUnit.SECONDS).join().getWeldsOk()).isEqualTo(5);
    }

    @Test
    void aFrameAfterTheClosingIsRecordedAndAnsweredAndSaysSoAndAmendsTheResult() {
        VisitResult closed = ingest.blocking().closeVisit(closing("V-1"));
        TestStream stream = ingest.stream();

        FrameReply after = stream.send(frame("cam-1", 1, "good")).next();

        assertThat(after.hasInspection()).isTrue();
        assertThat(after.getVisitClosed()).isTrue();
        assertThat(ingest.files.recorded()).hasSize(1);
        VisitResult amended = ingest.blocking().closeVisit(closing("V-1"));
        assertThat(closed.getRevision()).isOne();
        assertThat(amended.getRevision()).isEqualTo(2);
        assertThat(amended.getSequenceNumber()).isEqualTo(closed.getSequenceNumber() + 1);
        assertThat(amended.getWeldsOk()).isEqualTo(5);
        FrameReply inTime = stream.send(
                        frame("cam-1", 2, "good").toBuilder().setVisitId("V-2").build())
                .next();
        assertThat(inTime.getVisitClosed()).isFalse();
    }

    /** A weld found bad too late is as bad as one found in time. */
    @Test
    void aWeldFoundBadAfterTheClosingIsOrderedAndToldToTheMes() {
        TestStream stream = ingest.stream();
        stream.send(frame("cam-1", 1, "good")).next();
        ingest.blocking().closeVisit(closing("V-1"));
        assertThat(ingest.files.orders()).isEmpty();

        stream.send(frame("cam-1", 2, "bad")).next();

        VisitResult amended = ingest.blocking().closeVisit(closing("V-1"));
        assertThat(amended.getVerdict().getKind()).isEqualTo(Verdict.Kind.NOK);
        assertThat(amended.getWeldsNok()).isEqualTo(5);
        assertThat(ingest.files.orders()).hasSize(5);
        assertThat(amended.getOrderIdsList()).hasSize(5);
        assertThat(ingest.files.messages())
                .extracting(OutboxMessage::channel)
                .filteredOn(OutboxMessage.Channel.VISITS::equals)
                .as("the first result and the amended one")
                .hasSize(2);
    }

    @Test
    void aFrameAfterTheClosingThatSaysWhatWasKnownAmendsNothing() {
        TestStream stream = ingest.stream();
        stream.send(frame("cam-1", 1, "bad")).next();
        VisitResult closed = ingest.blocking().closeVisit(closing("V-1"));

        stream.send(frame("cam-1", 2, "bad")).next();
        stream.send(frame("cam-1", 3, "good")).next();

        assertThat(ingest.blocking().closeVisit(closing("V-1"))).isEqualTo(closed);
        assertThat(ingest.files.recorded()).hasSize(3);
        assertThat(ingest.files.results()).hasSize(1);
    }

    @Test
    void closingNamesTheFieldAtFault() {
        assertRefused(
                closing("V-1").toBuilder().setStationId("BS-9").build(),
                "station_id is 'BS-9'; allowed are the catalog's stations [BS-110]");
        assertRefused(
                CloseVisitRequest.newBuilder()
                        .setStationId("BS-110")
                        .setVisitId("V-1")
                        .build(),
                "vehicle.vehicle_id: vehicleId is ''; allowed are 1 to 64 characters of A-Z a-z 0-9 . _ : -, the first a"
                        + " letter or digit");
    }

    private void assertRefused(CloseVisitRequest request, String message) {
        assertThatThrownBy(() -> ingest.blocking().closeVisit(request))
                .isInstanceOfSatisfying(StatusRuntimeException.class, e -> {
                    assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
                    assertThat(e.getStatus().getDescription()).isEqualTo(message);
                });
    }

    @Test
    void aVisitThatCannotBeWrittenIsNotAnsweredAndCanBeClosedLater() {
        ingest.files.setFailing(true);
        assertThatThrownBy(() -> ingest.blocking().closeVisit(closing("V-1")))
                .hasMessageContaining("UNAVAILABLE: the vehicles' files cannot be reached: the disk is gone");
        ingest.files.setFailing(false);
        assertThat(ingest.blocking().closeVisit(closing("V-1")).getSequenceNumber())
                .isEqualTo(1);
    }

    /** The visit timeout of the sample station is 60 s. */
    @Test
    void aVisitIsClosedWhenItsLatestInspectionIsOlderThanTheTimeoutAlsoByTheNextServer() {
        ingest.stream().send(frame("cam-1", 1, "good")).next();
        VisitTimeouts timeouts = timeouts(ingest.clock, ingest.inspector);
        ingest.clock.advance(Duration.ofMinutes(1));
        timeouts.closeOverdue();
        assertThat(ingest.files.results()).as("at the limit").isEmpty();
        ingest.clock.advance(Duration.ofMillis(1));
        timeouts.closeOverdue();
        assertThat(ingest.files.results()).as("just above").singleElement().satisfies(result -> assertThat(
                        result.welds())
                .hasSize(13));
        timeouts.closeOverdue();
        assertThat(ingest.files.results()).hasSize(1);
        timeouts.close();
    }

    private VisitTimeouts timeouts(SettableClock clock, ScriptedInspector inspector) {
        FrameIntake idle = new FrameIntake(IngestLimits.defaults(), new FrameQueue(), clock);
        Visits visits =
                new Visits(ingest.files, idle, RunningIngest.closing(), IngestEvents.none(), clock, 1, Runnable::run);
        assertThat(inspector).isNotNull();
        return new VisitTimeouts(RunningIngest.CATALOG, ingest.files, idle, visits, clock);
    }

    @Test
    void aRecordedInspectionCanBeReadByItsResultId() {
        FrameReply reply = ingest.stream().send(frame("cam-1", 1, "bad")).next();
        Inspection recorded = ingest.files.recorded().get(0);

        var got = ingest.blocking().getInspection(request(recorded.id().value()));

        assertThat(got).isEqualTo(reply.getInspection());
        assertThat(got.getFrame().getCameraId()).isEqualTo("cam-1");
        assertThat(got.getFrame().getData()).isEmpty();
        assertThat(got.getProvenance().getRecipeMode()).isEqualTo("live");
        assertThat(got.getProcessingTimes(0).getStage()).isEqualTo("decode");
        assertThatThrownBy(() -> ingest.blocking().getInspection(request("nobody")))
                .hasMessage("NOT_FOUND: no result 'nobody' is in the vehicles' files");
        assertThatThrownBy(() -> ingest.blocking().getInspection(request("a/b")))
                .hasMessageStartingWith("INVALID_ARGUMENT: result_id: ");
    }

    private static GetInspectionRequest request(String id) {
        return GetInspectionRequest.newBuilder().setResultId(id).build();
    }
}
