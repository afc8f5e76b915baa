package io.huoyan.server.store;

import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.VehicleFiles.Plan;
import io.huoyan.core.dossier.VehicleFiles.Planner;
import io.huoyan.core.dossier.VehicleFiles.StoreException;
import io.huoyan.core.dossier.VehicleFiles.VehicleFile;
import io.huoyan.core.evidence.Evidence;
import io.huoyan.core.orders.CommandRecord;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.orders.WeldStanding;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.core.pipeline.WeldInspection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** One caller's commit: plans within the transaction and writes what was planned. */
final class CommitJob<T> implements GroupCommit.Job {
    private final Vehicle vehicle;
    private final Planner<T> planner;
    private final FileTables files;
    private final OutboxTable outbox;
    private final IntConsumer wroteMessages;
    private final Clock clock;
    private final CompletableFuture<Plan<T>> outcome = new CompletableFuture<>();
    private @Nullable Plan<T> plan;

    CommitJob(
            Vehicle vehicle,
            Planner<T> planner,
            FileTables files,
            OutboxTable outbox,
            IntConsumer wroteMessages,
            Clock clock) {
        this.vehicle = vehicle;
        this.planner = planner;
        this.files = files;
        this.outbox = outbox;
        this.wroteMessages = wroteMessages;
        this.clock = clock;
    }

    /** Completed with the plan once it is on disk. */
    CompletableFuture<Plan<T>> outcome() {
        return outcome;
    }

    @Override
    public void write() throws SQLException {
        Plan<T> planned = planner.plan(new FileInTransaction());
        files.append(vehicle, planned.entries());
        outbox.append(planned.messages(), clock.instant());
        if (planned.command().isPresent()) {
            files.keep(planned.command().get());
        }
        plan = planned;
    }

    @Override
    public List<Evidence> pictures() {
        return plan == null ? List.of() : picturesOf(plan.entries());
    }

    private static List<Evidence> picturesOf(List<DossierEntry> entries) {
        return entries.stream()
                .filter(DossierEntry.Inspected.class::isInstance)
                .flatMap(entry -> ((DossierEntry.Inspected) entry).inspection().welds().stream())
                .map(WeldInspection::evidence)
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public void done() {
        Plan<T> written = Objects.requireNonNull(plan, "done before written");
        wroteMessages.accept(written.messages().size());
        outcome.complete(written);
    }

    @Override
    public void failed(Throwable reason) {
        outcome.completeExceptionally(reason);
    }

    @Override
    public boolean isFinished() {
        return outcome.isDone();
    }

    /** What the planner may look at; of use only while it plans. */
    private final class FileInTransaction implements VehicleFile {
        @Override
        public Optional<Inspection> inspectionOf(FrameId frame) {
            return read("frame " + frame, () -> files.inspectionOf(frame));
        }

        @Override
        public List<RepairOrder> openOrders() {
            return read("open orders", () -> files.openOrders(vehicle.id()));
        }

        @Override
        public List<Inspection> inspectionsOf(StationId station, VisitId visit) {
            return read("visit " + visit, () -> files.inspectionsOf(vehicle.id(), station, visit));
        }

        @Override
        public Optional<VisitResult> resultOf(StationId station, VisitId visit) {
            return read("result of visit " + visit, () -> files.resultOf(vehicle.id(), station, visit));
        }

        @Override
        public long nextSequenceNumber(StationId station) {
            return read("sequence of " + station, () -> files.nextSequenceNumber(station));
        }

        @Override
        public Optional<RepairOrder> order(OrderId order) {
            return read("order " + order, () -> files.order(order)
                    .filter(found -> found.vehicle().id().equals(vehicle.id())));
        }

        @Override
        public Optional<CommandRecord> command(String commandId) {
            return read("command " + commandId, () -> files.command(commandId));
        }

        @Override
        public Optional<WeldStanding> standing(WeldId weld) {
            return read("weld " + weld, () -> files.standing(vehicle.id(), weld));
        }

        private <R> R read(String what, Reading<R> reading) {
            try {
                return reading.get();
            } catch (SQLException e) {
                throw new StoreException(
                        "the store could not read " + what + " of vehicle " + vehicle.id() + ": " + e.getMessage(), e);
            }
        }
    }

    /** A read that can fail. */
    @FunctionalInterface
    private interface Reading<R> {
        R get() throws SQLException;
    }
}
