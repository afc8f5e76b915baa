package io.huoyan.server.store;

import io.huoyan.core.dossier.InspectionJson;
import io.huoyan.core.dossier.VehicleFiles.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** A few connections that read, lent out one at a time. Thread-safe. */
final class Readers implements AutoCloseable {
    private static final int CONNECTIONS = 3;

    private final BlockingQueue<Database> idle = new ArrayBlockingQueue<>(CONNECTIONS);
    private final InspectionJson json;

    Readers(Path file, InspectionJson json) throws SQLException {
        this.json = json;
        for (int i = 0; i < CONNECTIONS; i++) {
            idle.add(Database.reader(file));
        }
    }

    /** Reads from vehicles' files, waiting for a connection. */
    <T> T files(String what, Reading<FileTables, T> reading) {
        return read(what, database -> reading.from(new FileTables(database, json)));
    }

    /** As {@link #files}, within one transaction: all that is read is as of one moment. */
    <T> T filesAtOnce(String what, Reading<FileTables, T> reading) {
        return read(what, database -> {
            database.run("BEGIN");
            try {
                return reading.from(new FileTables(database, json));
            } finally {
                database.run("ROLLBACK");
            }
        });
    }

    /** Reads from the outbox, waiting for a connection. */
    <T> T outbox(String what, Reading<OutboxTable, T> reading) {
        return read(what, database -> reading.from(new OutboxTable(database)));
    }

    private <T> T read(String what, Reading<Database, T> reading) {
        Database database;
        try {
            database = idle.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting to read " + what, e);
        }
        try {
            return reading.from(database);
        } catch (SQLException e) {
            throw new StoreException("the store could not read " + what + ": " + e.getMessage(), e);
        } finally {
            idle.add(database);
        }
    }

    /** Closes the connections that are not in use; those in use stay open until the process ends. */
    @Override
    public void close() throws SQLException {
        for (Database database = idle.poll(); database != null; database = idle.poll()) {
            database.close();
        }
    }

    /** Reads something. */
    @FunctionalInterface
    interface Reading<S, T> {
        T from(S source) throws SQLException;
    }
}
