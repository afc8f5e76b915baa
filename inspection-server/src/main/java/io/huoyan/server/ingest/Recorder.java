package io.huoyan.server.ingest;

import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.VehicleFiles;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.VisitResult;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes outcomes to the vehicles' files, then lets them be answered. Several at a time, so that they share one sync of
 * the disk; what waits here is bounded by {@link FrameIntake}.
 */
final class Recorder {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    private final VehicleFiles files;
    private final FrameIntake intake;
    private final VisitClosing closing;
    private final Clock clock;
    private final InspectionWatchers watchers;
    private final IngestEvents events;
    private final ExecutorService threads;

    Recorder(
            VehicleFiles files,
            FrameIntake intake,
            VisitClosing closing,
            InspectionWatchers watchers,
            IngestEvents events,
            Clock clock,
            int threadCount) {
        this.files = files;
        this.intake = intake;
        this.closing = closing;
        this.clock = clock;
        this.watchers = watchers;
        this.events = events;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(
                threadCount, task -> new Thread(task, "record-" + number.incrementAndGet()));
    }

    void record(HeldFrame frame, Inspection inspection) {
        threads.execute(() -> commit(frame, inspection));
    }

    private void commit(HeldFrame frame, Inspection inspection) {
        Outcome outcome;
        try {
            var entry = new DossierEntry.Inspected(inspection);
            outcome = files.commit(frame.header().vehicle(), entry, file -> plan(file, frame, entry));
        } catch (Throwable e) {
            LOG.error("frame {} was not recorded", frame.id(), e);
            intake.finish(frame, InspectionWorkers.notRecorded(e));
            return;
        }
        boolean isFirst = outcome instanceof Outcome.Recorded recorded && !recorded.repeated();
        if (isFirst && isLate(inspection) && !intake.keepLate(frame)) {
            LOG.warn("late frame {} will not be inspected after all: no room for it", frame.id());
            events.lateFrameDropped();
        }
        intake.finish(frame, outcome);
        if (isFirst) {
            told(frame, (Outcome.Recorded) outcome);
        }
    }

    private static boolean isLate(Inspection inspection) {
        return inspection
                .failure()
                .filter(InspectionFailure.Late.class::isInstance)
                .isPresent();
    }

    private VehicleFiles.Plan<Outcome> plan(
            VehicleFiles.VehicleFile file, HeldFrame frame, DossierEntry.Inspected entry) {
        Optional<Inspection> first = file.inspectionOf(frame.id());
        if (first.isPresent()) {
            return new VehicleFiles.Plan<>(List.of(), List.of(), InspectionWorkers.answerAgain(first.get(), frame));
        }
        return planFirst(file, frame, entry);
    }

    /** The inspection alone; and what follows from it for a visit that was closed before. */
    private VehicleFiles.Plan<Outcome> planFirst(
            VehicleFiles.VehicleFile file, HeldFrame frame, DossierEntry.Inspected entry) {
        Inspection inspection = entry.inspection();
        List<DossierEntry> entries = new ArrayList<>();
        entries.add(entry);
        Optional<VisitResult> closed =
                file.resultOf(frame.header().station(), frame.header().visit());
        Optional<VehicleFiles.Plan<VisitClosing.Closed>> amendment =
                closed.flatMap(before -> closing.amend(file, before, inspection, clock.instant()));
        amendment.ifPresent(plan -> entries.addAll(plan.entries()));
        return new VehicleFiles.Plan<>(
                entries,
                amendment.map(VehicleFiles.Plan::messages).orElse(List.of()),
                new Outcome.Recorded(inspection, false, closed.isPresent(), amendment.map(plan -> plan.answer()
                        .result())));
    }

    /**
     * Writes the inspection of a frame that was recorded as late before; the first outcome stays the frame's answer.
     */
    void recordAfterAll(HeldFrame frame, Inspection inspection) {
        threads.execute(() -> {
            try {
                var entry = new DossierEntry.Inspected(inspection);
                Outcome outcome = files.commit(frame.header().vehicle(), entry, file -> planFirst(file, frame, entry));
                told(frame, (Outcome.Recorded) outcome);
            } catch (Throwable e) {
                LOG.error("late frame {} was inspected, but not recorded; it stays REVIEW(LATE)", frame.id(), e);
            } finally {
                intake.finishLate(frame);
            }
        });
    }

    private void told(HeldFrame frame, Outcome.Recorded recorded) {
        Inspection inspection = recorded.inspection();
        Duration sinceReceipt = Duration.ofNanos(System.nanoTime() - frame.receivedNanos());
        LOG.info(
                "inspected result={} frame={} station={} view={} vehicle={} visit={} verdict={} failure={} ms={}{}",
                inspection.id(),
                frame.id(),
                frame.header().station(),
                frame.header().view(),
                frame.header().vehicle().id(),
                frame.header().visit(),
                inspection.verdict().word(),
                inspection.failure().map(Recorder::kind).orElse("none"),
                sinceReceipt.toMillis(),
                recorded.visitClosed() ? " after its visit was closed" : "");
        recorded.amended()
                .ifPresent(result -> LOG.warn(
                        "the result of visit {} of vehicle {} at {} is amended by frame {}: verdict={} revision={}"
                                + " number={}",
                        result.visit(),
                        result.vehicle().id(),
                        result.station(),
                        frame.id(),
                        result.verdict().word(),
                        result.revision(),
                        result.sequenceNumber()));
        events.recorded(inspection, sinceReceipt);
        watchers.publish(inspection);
    }

    private static String kind(InspectionFailure failure) {
        return failure.getClass().getSimpleName();
    }

    /** Ends the threads at once. */
    void abandon() {
        threads.shutdownNow();
    }

    /** Ends the threads; what they have not begun by then is dropped, unanswered. */
    void stop(long waitMs) throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(waitMs, TimeUnit.MILLISECONDS)) {
            threads.shutdownNow();
        }
    }
}
