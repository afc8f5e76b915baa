package io.huoyan.server.store;

import io.huoyan.server.store.sql.Database;
import java.sql.SQLException;

/**
 * Numbers for new rows, counted by the one who writes: without gaps, in the order of the commits. What it knows holds
 * for one transaction. Used by the writer's thread alone.
 */
final class Numbers {
    private static final long UNKNOWN = -1;

    private final Database database;
    private final String largest;
    private long last = UNKNOWN;

    /** @param largest asks for the largest number that is there, 0 for none */
    Numbers(Database database, String largest) {
        this.database = database;
        this.largest = largest;
    }

    long next() throws SQLException {
        if (last == UNKNOWN) {
            last = database.number(largest);
        }
        last++;
        return last;
    }

    /** A transaction began, or was taken back. */
    void forget() {
        last = UNKNOWN;
    }
}
