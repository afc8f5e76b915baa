package io.huoyan.server.store;

import io.huoyan.core.dossier.InspectionJson;
import io.huoyan.core.dossier.VehicleFiles.StoreException;
import io.huoyan.server.store.sql.Database;
import io.huoyan.server.store.sql.Engine;
import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A few connections that read, lent out one at a time. Thread-safe. */
final class Readers implements AutoCloseable {
    private static final int CONNECTIONS = 3;
    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);

    private final BlockingQueue<Tables> idle = new ArrayBlockingQueue<>(CONNECTIONS);
    private final Engine engine;
    private final InspectionJson json;

    Readers(Engine engine, InspectionJson json) throws SQLException {
        this.engine = engine;
        this.json = json;
        for (int i = 0; i < CONNECTIONS; i++) {
            idle.add(connect());
        }
    }

    private Tables connect() throws SQLException {
        Database database = engine.connectReader();
        return new Tables(database, new FileTables(database, json), new OutboxTable(database));
    }

    /** Reads from vehicles' files, waiting for a connection. */
    <T> T files(String what, Reading<FileTables, T> reading) {
        return read(what, tables -> reading.from(tables.files()));
    }

    /** As {@link #files}, within one transaction: all that is read is as of one moment. */
    <T> T filesAtOnce(String what, Reading<FileTables, T> reading) {
        return read(what, tables -> {
            engine.beginReading(tables.database());
            try {
                return reading.from(tables.files());
            } finally {
                tables.database().run("ROLLBACK");
            }
        });
    }

    /** Reads from the outbox, waiting for a connection. */
    <T> T outbox(String what, Reading<OutboxTable, T> reading) {
        return read(what, tables -> reading.from(tables.outbox()));
    }

    private <T> T read(String what, Reading<Tables, T> reading) {
        Tables tables;
        try {
            tables = idle.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting to read " + what, e);
        }
        try {
            try {
                return reading.from(tables);
            } catch (SQLException e) {
                if (!tables.database().isBroken()) {
                    throw e;
                }
                tables = replaced(tables);
                return reading.from(tables);
            }
        } catch (SQLException e) {
            throw new StoreException("the store could not read " + what + ": " + e.getMessage(), e);
        } finally {
            idle.add(tables);
        }
    }

    private Tables replaced(Tables broken) throws SQLException {
        Tables anew = connect();
        try {
            broken.database().close();
        } catch (SQLException e) {
            LOG.debug("a broken connection to {} did not close", engine.place(), e);
        }
        return anew;
    }

    /** Closes the connections that are not in use; those in use stay open until the process ends. */
    @Override
    public void close() throws SQLException {
        for (Tables tables = idle.poll(); tables != null; tables = idle.poll()) {
            tables.database().close();
        }
    }

    private record Tables(Database database, FileTables files, OutboxTable outbox) {}

    /** Reads something. */
    @FunctionalInterface
    interface Reading<S, T> {
        T from(S source) throws SQLException;
    }
}
