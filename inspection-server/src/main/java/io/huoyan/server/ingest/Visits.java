package io.huoyan.server.ingest;

import io.huoyan.core.dossier.VehicleFiles;
import io.huoyan.core.dossier.VehicleFiles.VehicleFile;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.pipeline.VisitResult;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes visits: each once, whoever asks and however often. Thread-safe. */
final class Visits {
    private static final Logger LOG = LoggerFactory.getLogger(Visits.class);

    private final VehicleFiles files;
    private final FrameIntake intake;
    private final VisitClosing closing;
    private final IngestEvents events;
    private final Clock clock;
    private final long waitMs;
    private final Executor executor;

    /**
     * @param waitMs for how long a closing waits for the visit's frames that are on their way; those that take longer
     *     are recorded after it and may amend its result
     * @param executor runs the commits
     */
    Visits(
            VehicleFiles files,
            FrameIntake intake,
            VisitClosing closing,
            IngestEvents events,
            Clock clock,
            long waitMs,
            Executor executor) {
        this.files = files;
        this.intake = intake;
        this.closing = closing;
        this.events = events;
        this.clock = clock;
        this.waitMs = waitMs;
        this.executor = executor;
    }

    /**
     * Waits, without holding a thread, for the frames on their way, then closes. A visit that is closed already gives
     * its result as it is now.
     */
    CompletableFuture<VisitClosing.Closed> close(FrameMapping.VisitName name) {
        return intake.settled(name.station(), name.visit())
                .completeOnTimeout(null, waitMs, TimeUnit.MILLISECONDS)
                .thenApplyAsync(settled -> closeNow(name, "on request"), executor);
    }

    VisitClosing.Closed closeNow(FrameMapping.VisitName name, String why) {
        Instant now = clock.instant();
        Closing done = files.commit(name.vehicle(), file -> plan(file, name, now));
        if (done.first()) {
            VisitResult result = done.closed().result();
            LOG.info(
                    "visit closed {} station={} visit={} vehicle={} verdict={} welds={} number={} openOrders={}",
                    why,
                    result.station(),
                    result.visit(),
                    result.vehicle().id(),
                    result.verdict().word(),
                    result.welds().size(),
                    result.sequenceNumber(),
                    done.closed().openOrders().size());
            events.visitClosed();
        }
        return done.closed();
    }

    private VehicleFiles.Plan<Closing> plan(VehicleFile file, FrameMapping.VisitName name, Instant now) {
        Optional<VisitResult> before = file.resultOf(name.station(), name.visit());
        if (before.isPresent()) {
            VisitClosing.Closed closed = new VisitClosing.Closed(
                    before.get(),
                    file.openOrders().stream().map(RepairOrder::id).sorted().toList());
            return new VehicleFiles.Plan<>(List.of(), List.of(), new Closing(closed, false));
        }
        VehicleFiles.Plan<VisitClosing.Closed> plan =
                closing.plan(file, name.station(), name.visit(), name.vehicle(), now);
        return new VehicleFiles.Plan<>(plan.entries(), plan.messages(), new Closing(plan.answer(), true));
    }

    /** @param first true if this closed it, false if it was closed before */
    private record Closing(VisitClosing.Closed closed, boolean first) {}
}
