package io.huoyan.server.store;

import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.dossier.InspectionJson;
import io.huoyan.core.dossier.VehicleFiles;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.orders.WeldStanding;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.server.outbox.Outbox;
import io.huoyan.server.store.PictureFolder.PictureDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * Vehicles' files in one folder: {@code huoyan.db} (SQLite), {@code pictures/}, and a lock that keeps other processes
 * out. Thread-safe.
 *
 * <p>Inspections that are read back have their pictures by hash only; {@link #picture} has the bytes.
 */
public final class SqliteVehicleFiles implements VehicleFiles {
    private final StoreLock lock;
    private final PictureFolder pictures;
    private final InspectionJson json = new InspectionJson();
    private final Clock clock;
    private final Database writing;
    private final FileTables files;
    private final OutboxTable outboxTable;
    private final GroupCommit writer;
    private final Readers readers;
    private final SqliteOutbox outbox;

    private SqliteVehicleFiles(Path folder, Clock clock, PictureDisk disk, StoreLock lock)
            throws IOException, SQLException {
        this.lock = lock;
        this.clock = clock;
        this.pictures = new PictureFolder(folder.resolve("pictures"), disk);
        Path file = folder.resolve("huoyan.db");
        this.writing = Database.writer(file);
        try {
            Migrations.apply(writing);
            this.readers = new Readers(file, json);
        } catch (IOException | SQLException e) {
            writing.close();
            throw e;
        }
        this.files = new FileTables(writing, json);
        this.outboxTable = new OutboxTable(writing);
        this.writer = new GroupCommit(writing, pictures);
        this.outbox = new SqliteOutbox(readers, outboxTable, writer, clock);
    }

    /**
     * Opens or makes the store in a folder.
     *
     * @throws StoreException if another process has it, or the disk or database fails
     */
    public static SqliteVehicleFiles open(Path folder) {
        return open(folder, Clock.systemUTC());
    }

    /** As {@link #open(Path)}, with the clock that says when messages are written and delivered. */
    public static SqliteVehicleFiles open(Path folder, Clock clock) {
        return open(folder, clock, PictureDisk.SYNCED);
    }

    static SqliteVehicleFiles open(Path folder, Clock clock, PictureDisk disk) {
        try {
            Path place = Files.createDirectories(folder).toRealPath();
            StoreLock lock = StoreLock.take(place, clock.instant());
            try {
                return new SqliteVehicleFiles(place, clock, disk, lock);
            } catch (IOException | SQLException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException | SQLException e) {
            throw new StoreException("store " + folder.toAbsolutePath() + " cannot be opened: " + e, e);
        }
    }

    /** Messages that wait for delivery. */
    public Outbox outbox() {
        return outbox;
    }

    /** What the store holds in all. */
    public StoreCounts counts() {
        return readers.files("the counts", FileTables::counts);
    }

    /**
     * Current revisions of orders, latest change first.
     *
     * @param openOnly leave out those that are closed, scrapped, conceded or cancelled
     * @param ordersMax at most so many
     */
    public List<RepairOrder> orders(boolean openOnly, int ordersMax) {
        return readers.files("orders", tables -> tables.orders(openOnly, ordersMax));
    }

    /** Results of visits, latest first, at most so many. */
    public List<VisitResult> results(int visitsMax) {
        return readers.files("results of visits", tables -> tables.results(visitsMax));
    }

    /** Vehicles with a file, by their id, at most so many. */
    public List<VehicleId> vehicles(int vehiclesMax) {
        return readers.files("vehicles", tables -> tables.vehicles(vehiclesMax));
    }

    /** Entries of a vehicle's file behind a number, in order, at most so many. */
    public List<RecordedEntry> entries(VehicleId vehicle, long afterNumber, int entriesMax) {
        return readers.files("entries of " + vehicle, tables -> tables.links(vehicle, afterNumber, entriesMax)).stream()
                .map(link -> new RecordedEntry(link.number(), HashChain.hex(link.sha256()), json.read(link.document())))
                .toList();
    }

    /** Goes along a vehicle's chain, its pictures included, and says where it is broken. */
    public ChainReport verify(VehicleId vehicle) {
        return readers.files(
                "the chain of " + vehicle, tables -> new ChainCheck(tables, pictures, json).check(vehicle));
    }

    /** A kept picture (PNG), by its hash. */
    public Optional<byte[]> picture(String sha256) {
        try {
            return pictures.read(sha256);
        } catch (IOException e) {
            throw new StoreException("picture " + sha256 + " cannot be read: " + e, e);
        }
    }

    @Override
    public <T> T commit(Vehicle vehicle, Planner<T> planner) {
        var job = new CommitJob<>(vehicle, planner, files, outboxTable, outbox::wrote, clock);
        writer.submit(job);
        try {
            return job.outcome().join().answer();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreException failure) {
                throw new StoreException(
                        "nothing was recorded for vehicle " + vehicle.id() + ": " + failure.getMessage(), failure);
            }
            if (e.getCause() instanceof RuntimeException bug) {
                throw bug;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    @Override
    public Optional<Inspection> inspectionOf(FrameId frame) {
        return readers.files("frame " + frame, tables -> tables.inspectionOf(frame));
    }

    @Override
    public Optional<Inspection> inspection(ResultId result) {
        return readers.files("result " + result, tables -> tables.inspection(result));
    }

    @Override
    public List<OpenVisit> openVisits() {
        return readers.files("open visits", FileTables::openVisits);
    }

    @Override
    public Optional<RepairOrder> order(OrderId order) {
        return readers.files("order " + order, tables -> tables.order(order));
    }

    @Override
    public List<RepairOrder> openOrders(Optional<OrderId> after, int ordersMax) {
        return readers.files("open orders", tables -> tables.openOrdersAfter(after, ordersMax));
    }

    @Override
    public List<WeldStanding> doubtfulWelds(int weldsMax) {
        return readers.files("doubtful welds", tables -> tables.doubtfulWelds(weldsMax));
    }

    @Override
    public long doubtfulWeldCount() {
        return readers.files("the number of doubtful welds", FileTables::doubtfulWeldCount);
    }

    @Override
    public Optional<Vehicle> vehicle(VehicleId vehicle) {
        return readers.files("vehicle " + vehicle, tables -> tables.vehicle(vehicle));
    }

    @Override
    public VehicleStanding standing(VehicleId vehicle) {
        return readers.filesAtOnce("what stands of " + vehicle, tables -> tables.standing(vehicle));
    }

    /** Writes what was handed in, then lets the store go. A second call does nothing. */
    @Override
    public void close() {
        writer.close();
        try {
            readers.close();
            writing.close();
            lock.close();
        } catch (SQLException | IOException e) {
            throw new StoreException("the store could not be closed cleanly; what was acknowledged is on disk", e);
        }
    }
}
