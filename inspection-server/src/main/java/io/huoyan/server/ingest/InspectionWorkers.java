package io.huoyan.server.ingest;

import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.dossier.VehicleFiles;
import io.huoyan.core.pipeline.Inspection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads that take frames from the queue, look at them, and hand what they saw to the {@link Recorder}. */
final class InspectionWorkers {
    private static final Logger LOG = LoggerFactory.getLogger(InspectionWorkers.class);

    private final FrameQueue queue;
    private final FrameIntake intake;
    private final FrameInspector inspector;
    private final VehicleFiles files;
    private final Recorder recorder;
    private final Clock clock;
    private final List<Thread> threads = new ArrayList<>();

    InspectionWorkers(
            FrameQueue queue,
            FrameIntake intake,
            FrameInspector inspector,
            VehicleFiles files,
            Recorder recorder,
            Clock clock) {
        this.queue = queue;
        this.intake = intake;
        this.inspector = inspector;
        this.files = files;
        this.recorder = recorder;
        this.clock = clock;
    }

    void start(int count) {
        for (int i = 1; i <= count; i++) {
            Thread thread = new Thread(this::work, "inspect-" + i);
            threads.add(thread);
            thread.start();
        }
    }

    private void work() {
        try {
            FrameQueue.Turn turn = queue.take();
            while (turn != null) {
                if (turn.late()) {
                    inspectAfterAll(turn.frame());
                } else {
                    inspect(turn.frame());
                }
                turn = queue.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void inspect(HeldFrame frame) {
        try {
            Optional<Inspection> first = files.inspectionOf(frame.id());
            if (first.isPresent()) {
                intake.finish(frame, answerAgain(first.get(), frame));
            } else {
                recorder.record(frame, look(frame));
            }
        } catch (Throwable e) {
            LOG.error("frame {} could not be inspected nor recorded", frame.id(), e);
            intake.finish(frame, notRecorded(e));
        }
    }

    /** The first outcome, or a refusal if this is another picture under the same identity. */
    static Outcome answerAgain(Inspection first, HeldFrame again) {
        Optional<InspectionFailure> conflict = FrameIdentity.conflict(first, again.image());
        return conflict.isPresent() ? new Outcome.NotRecorded(conflict.get()) : Outcome.Recorded.again(first);
    }

    static Outcome notRecorded(Throwable cause) {
        return new Outcome.NotRecorded(new InspectionFailure.Internal(
                "the frame was not recorded: " + cause.getClass().getSimpleName() + ": " + cause.getMessage()));
    }

    private Inspection look(HeldFrame frame) {
        if (frame.fault().isPresent()) {
            return inspector.notInspected(frame.image(), frame.fault().get());
        }
        if (frame.isLate(clock.instant())) {
            Duration waited = Duration.between(frame.receivedAt(), clock.instant());
            return inspector.notInspected(
                    frame.image(),
                    new InspectionFailure.Late(
                            "its turn came " + waited.toMillis() + " ms after receipt; useful_for_ms is "
                                    + frame.header().usefulFor().toMillis()));
        }
        return inspectOrFail(frame);
    }

    private Inspection inspectOrFail(HeldFrame frame) {
        try {
            return inspector.inspect(frame.image());
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            LOG.error("inspecting frame {} failed", frame.id(), e);
            return inspector.notInspected(
                    frame.image(),
                    new InspectionFailure.Internal(
                            "the inspection failed: " + e.getClass().getSimpleName()));
        }
    }

    private void inspectAfterAll(HeldFrame frame) {
        try {
            recorder.recordAfterAll(frame, inspectOrFail(frame));
        } catch (Throwable e) {
            LOG.error("late frame {} could not be inspected after all; it stays REVIEW(LATE)", frame.id(), e);
            intake.finishLate(frame);
        }
    }

    /** Ends threads that still work; they are interrupted. */
    void interrupt() {
        threads.forEach(Thread::interrupt);
    }
}
