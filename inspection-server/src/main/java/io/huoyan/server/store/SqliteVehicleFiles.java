package io.huoyan.server.store;

import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.dossier.VehicleFiles;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.server.outbox.Outbox;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Vehicles' files in one folder: {@code huoyan.db} (SQLite), {@code pictures/}, and a lock that keeps other processes
 * out. Thread-safe.
 */
public final class SqliteVehicleFiles implements VehicleFiles {
    private SqliteVehicleFiles() {}

    /**
     * Opens or makes the store in a folder.
     *
     * @throws StoreException if another process has it, or the disk or database fails
     */
    public static SqliteVehicleFiles open(Path folder) {
        return pending("" + folder);
    }

    /** Messages that wait for delivery. */
    public Outbox outbox() {
        return pending();
    }

    /** What the store holds in all. */
    public StoreCounts counts() {
        return pending();
    }

    /**
     * Current revisions of orders, latest change first.
     *
     * @param openOnly leave out those that are closed, scrapped, conceded or cancelled
     * @param ordersMax at most so many
     */
    public List<RepairOrder> orders(boolean openOnly, int ordersMax) {
        return pending("" + openOnly + ordersMax);
    }

    /** A kept picture (PNG), by its hash. */
    public Optional<byte[]> picture(String sha256) {
        return pending(sha256);
    }

    @Override
    public <T> T commit(Vehicle vehicle, Planner<T> planner) {
        return pending();
    }

    @Override
    public Optional<Inspection> inspectionOf(FrameId frame) {
        return pending();
    }

    @Override
    public Optional<Inspection> inspection(ResultId result) {
        return pending();
    }

    @Override
    public List<OpenVisit> openVisits() {
        return pending();
    }

    @Override
    public void close() {}

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static <T> T pending(Object... seen) {
        throw new UnsupportedOperationException("being built " + Arrays.toString(seen));
    }
}
