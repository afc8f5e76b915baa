package io.huoyan.server.store;

import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VehicleId;
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
import io.huoyan.server.store.sql.Engine;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** One caller's commit: plans within the transaction and writes what was planned. */
final class CommitJob<T> implements GroupCommit.Job {
    private final Vehicle vehicle;
    private final Planner<T> planner;
    private final Engine engine;
    private final IntConsumer wroteMessages;
    private final Clock clock;
    private final CompletableFuture<Plan<T>> outcome = new CompletableFuture<>();
    private final Function<DossierEntry, EntryDocument> documents;
    private @Nullable Plan<T> plan;

    /** @param documents of the entries that the planner plans */
    CommitJob(
            Vehicle vehicle,
            Planner<T> planner,
            Function<DossierEntry, EntryDocument> documents,
            Engine engine,
            IntConsumer wroteMessages,
            Clock clock) {
        this.documents = documents;
        this.vehicle = vehicle;
        this.planner = planner;
        this.engine = engine;
        this.wroteMessages = wroteMessages;
        this.clock = clock;
    }

    /** Completed with the plan once it is on disk. */
    CompletableFuture<Plan<T>> outcome() {
        return outcome;
    }

    @Override
    public void write(WriterTables tables) throws SQLException {
        EntryTable.Head end = tables.files().entries().headToWrite(vehicle.id());
        Plan<T> planned = planner.plan(new FileInTransaction(tables.files(), end.file()));
        tables.files().append(end, planned.entries(), documents, clock.instant());
        if (!planned.messages().isEmpty()) {
            tables.outbox().append(planned.messages(), clock.instant());
            engine.announce(tables.database());
        }
        if (planned.command().isPresent()) {
            tables.files().commands().keep(planned.command().get());
        }
        plan = planned;
    }

    @Override
    public List<Evidence> pictures() {
        return plan == null ? List.of() : picturesOf(plan.entries());
    }

    static List<Evidence> picturesOf(List<DossierEntry> entries) {
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
        private final FileTables files;
        private final VehicleId file;

        FileInTransaction(FileTables files, VehicleId file) {
            this.files = files;
            this.file = file;
        }

        @Override
        public Optional<Inspection> inspectionOf(FrameId frame) {
            return read("frame " + frame, () -> files.inspections().ofFrame(frame));
        }

        @Override
        public List<RepairOrder> openOrders() {
            return read("open orders", () -> files.orders().open(file));
        }

        @Override
        public List<Inspection> inspectionsOf(StationId station, VisitId visit) {
            return read("visit " + visit, () -> files.inspections().ofVisit(file, station, visit));
        }

        @Override
        public Optional<VisitResult> resultOf(StationId station, VisitId visit) {
            return read("result of visit " + visit, () -> files.visits().resultOf(file, station, visit));
        }

        @Override
        public long nextSequenceNumber(StationId station) {
            return read("sequence of " + station, () -> files.visits().nextSequenceNumber(station));
        }

        @Override
        public Optional<RepairOrder> order(OrderId order) {
            return read("order " + order, () -> {
                boolean isOfThisVehicle = files.names()
                        .withTakenIn(file)
                        .contains(files.orders().fileOf(order).orElse(null));
                return isOfThisVehicle ? files.orders().byId(order) : Optional.empty();
            });
        }

        @Override
        public Optional<CommandRecord> command(String commandId) {
            return read("command " + commandId, () -> files.commands().find(commandId));
        }

        @Override
        public Optional<WeldStanding> standing(WeldId weld) {
            return read("weld " + weld, () -> files.welds().standing(file, weld));
        }

        @Override
        public boolean isRecordedBefore(ResultId result, OrderId order) {
            return read("result " + result, () -> files.orders().isRecordedBefore(result, order));
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
