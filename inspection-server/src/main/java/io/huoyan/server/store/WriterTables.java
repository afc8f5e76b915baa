package io.huoyan.server.store;

import io.huoyan.core.dossier.InspectionJson;
import io.huoyan.server.store.sql.Database;
import java.sql.SQLException;

/**
 * All tables on the connection that writes. Used by the writer's thread alone.
 *
 * @param database the connection
 * @param files vehicles' files
 * @param outbox messages
 */
record WriterTables(Database database, FileTables files, OutboxTable outbox) implements AutoCloseable {
    static WriterTables on(Database database, InspectionJson json) {
        return new WriterTables(database, new FileTables(database, json), new OutboxTable(database));
    }

    /** A transaction began, or was taken back: what was read for it no longer holds. */
    void forget() {
        files.forget();
        outbox.forget();
    }

    @Override
    public void close() throws SQLException {
        database.close();
    }
}
