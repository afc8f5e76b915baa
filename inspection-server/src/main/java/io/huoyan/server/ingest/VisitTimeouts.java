package io.huoyan.server.ingest;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.Station;
import io.huoyan.core.dossier.VehicleFiles;
import io.huoyan.core.dossier.VehicleFiles.OpenVisit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes visits that nobody closed: those without a new inspection for longer than their station's
 * {@code visitTimeout}. What is open is read from the store each time, so that a visit that was open when a server
 * ended is closed by the next one.
 */
final class VisitTimeouts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VisitTimeouts.class);
    private static final Duration INTERVAL_MAX = Duration.ofSeconds(5);
    private static final Duration INTERVAL_MIN = Duration.ofMillis(100);
    private static final int INTERVALS_PER_TIMEOUT = 4;

    private final Catalog catalog;
    private final VehicleFiles files;
    private final FrameIntake intake;
    private final Visits visits;
    private final Clock clock;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "visit-timeouts"));

    VisitTimeouts(Catalog catalog, VehicleFiles files, FrameIntake intake, Visits visits, Clock clock) {
        this.catalog = catalog;
        this.files = files;
        this.intake = intake;
        this.visits = visits;
        this.clock = clock;
    }

    void start() {
        long intervalMs = catalog.stations().values().stream()
                .map(Station::visitTimeout)
                .map(timeout -> timeout.dividedBy(INTERVALS_PER_TIMEOUT))
                .min(Duration::compareTo)
                .map(interval -> interval.compareTo(INTERVAL_MAX) > 0 ? INTERVAL_MAX : interval)
                .map(interval -> interval.compareTo(INTERVAL_MIN) < 0 ? INTERVAL_MIN : interval)
                .orElse(INTERVAL_MAX)
                .toMillis();
        var unused = thread.scheduleWithFixedDelay(this::closeOverdue, intervalMs, intervalMs, TimeUnit.MILLISECONDS);
    }

    /** Closes what is overdue now; a failure is told, and the visit tried again at the next turn. */
    void closeOverdue() {
        try {
            for (OpenVisit open : files.openVisits()) {
                closeIfOverdue(open);
            }
        } catch (RuntimeException e) {
            LOG.error("open visits could not be read; they are tried again", e);
        }
    }

    private void closeIfOverdue(OpenVisit open) {
        Optional<Duration> timeout = catalog.station(open.station()).map(Station::visitTimeout);
        Instant now = clock.instant();
        if (timeout.isEmpty()
                || catalog.plan(open.vehicle().variant()).isEmpty()
                || !now.isAfter(open.latestInspection().plus(timeout.get()))
                || intake.isUnderWay(open.station(), open.visit())) {
            return;
        }
        try {
            var unused = visits.closeNow(
                    new FrameMapping.VisitName(open.station(), open.visit(), open.vehicle()),
                    "by timeout of " + timeout.get().toSeconds() + " s");
        } catch (RuntimeException e) {
            LOG.error("visit {} of station {} could not be closed; it is tried again", open.visit(), open.station(), e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
