package io.huoyan.server.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.proto.v1.WatchedInspection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The buffer of a test's watcher holds four. */
class InspectionWatchersTest {
    private final InspectionWatchers watchers =
            new InspectionWatchers(new FrameMapping(RunningIngest.CATALOG), RunningIngest.limits(1 << 20, 4, 8, 0, 8));
    private final ScriptedInspector inspector = new ScriptedInspector(RunningIngest.CATALOG, new SettableClock());

    private Inspection inspection(int number) {
        FrameMapping.Read.Headed read = (FrameMapping.Read.Headed)
                new FrameMapping(RunningIngest.CATALOG).read(TestFrames.frame("cam-1", number, "good"));
        return inspector.inspect(read.image());
    }

    @Test
    void aWatcherGetsEachInspectionAsItIsRecorded() {
        Call call = new Call(true);
        watchers.watch(Optional.of(new StationId("BS-110")), call);
        for (int i = 0; i < 10; i++) {
            watchers.publish(inspection(i));
        }
        assertThat(call.numbers()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        assertThat(call.sent).allMatch(watched -> watched.getLostBefore() == 0);
    }

    @Test
    void aWatcherOfAnotherStationGetsNothing() {
        Call call = new Call(true);
        watchers.watch(Optional.of(new StationId("BS-120")), call);
        watchers.publish(inspection(1));
        assertThat(call.sent).isEmpty();
    }

    @Test
    void aSlowWatcherLosesTheOldestAndIsToldHowMany() {
        Call slow = new Call(false);
        Call quick = new Call(true);
        watchers.watch(Optional.empty(), slow);
        watchers.watch(Optional.empty(), quick);
        for (int i = 0; i < 4; i++) {
            watchers.publish(inspection(i));
        }
        slow.becomeReady();
        assertThat(slow.numbers()).as("at the limit").containsExactly(0L, 1L, 2L, 3L);
        slow.ready = false;
        for (int i = 4; i < 11; i++) {
            watchers.publish(inspection(i));
        }
        slow.becomeReady();

        assertThat(slow.numbers()).containsExactly(0L, 1L, 2L, 3L, 7L, 8L, 9L, 10L);
        assertThat(slow.sent)
                .extracting(WatchedInspection::getLostBefore)
                .containsExactly(0L, 0L, 0L, 0L, 3L, 0L, 0L, 0L);
        assertThat(quick.sent).hasSize(11);
    }

    @Test
    void aWatcherThatLeftMakesRoomAndOneTooManyIsRefused() {
        Call first = new Call(true);
        watchers.watch(Optional.empty(), first);
        watchers.watch(Optional.empty(), new Call(true));
        Call third = new Call(true);
        watchers.watch(Optional.empty(), third);
        assertThat(Status.fromThrowable(third.failure).getDescription())
                .isEqualTo("2 watchers are open; allowed are 2");

        first.onCancel.run();
        Call fourth = new Call(true);
        watchers.watch(Optional.empty(), fourth);
        watchers.publish(inspection(1));
        assertThat(fourth.sent).hasSize(1);
        assertThat(first.sent).isEmpty();
    }

    /** A call whose readiness the test sets. */
    private static final class Call extends ServerCallStreamObserver<WatchedInspection> {
        private final List<WatchedInspection> sent = new ArrayList<>();
        private boolean ready;
        private Runnable onReady = () -> {};
        private Runnable onCancel = () -> {};
        private Throwable failure = new IllegalStateException("not refused");

        Call(boolean ready) {
            this.ready = ready;
        }

        void becomeReady() {
            ready = true;
            onReady.run();
        }

        List<Long> numbers() {
            return sent.stream()
                    .map(watched -> watched.getInspection().getFrame().getFrameNumber())
                    .toList();
        }

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void setOnReadyHandler(Runnable handler) {
            onReady = handler;
        }

        @Override
        public void setOnCancelHandler(Runnable handler) {
            onCancel = handler;
        }

        @Override
        public void onNext(WatchedInspection watched) {
            sent.add(watched);
        }

        @Override
        public void onError(Throwable thrown) {
            failure = thrown;
        }

        @Override
        public void onCompleted() {}

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void setCompression(String compression) {}

        @Override
        public void disableAutoInboundFlowControl() {}

        @Override
        public void request(int count) {}

        @Override
        public void setMessageCompression(boolean enable) {}
    }
}
