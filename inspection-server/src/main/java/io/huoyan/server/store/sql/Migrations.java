package io.huoyan.server.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;

/**
 * Brings a store's tables to the version of this program, one step at a time, each all or nothing. Step n is
 * {@code <engine>-n.sql}; a version means the same tables on both engines.
 */
final class Migrations {
    /** The version that this program writes. */
    static final int VERSION = 6;

    private Migrations() {}

    static void apply(Engine engine, Database database) throws SQLException, IOException {
        Engine.Stamp stamp = checked(engine.place(), engine.stamp(database));
        for (int version = stamp.version() + 1; version <= VERSION; version++) {
            try {
                database.run(engine.step(text(engine.name() + "-" + version + ".sql"), version));
            } catch (SQLException e) {
                rollBack(database, e);
                if (engine.stamp(database).version() < version) {
                    throw e;
                }
            }
        }
    }

    /** @throws IOException if the tables are somebody else's, or a newer program's */
    static Engine.Stamp checked(String place, Engine.Stamp stamp) throws IOException {
        if (!stamp.isEmpty() && !stamp.isOurs()) {
            throw new IOException("the database " + place + " is not Huoyan's: it has tables and lacks Huoyan's mark;"
                    + " allowed is an empty one, or one that Huoyan made");
        }
        if (stamp.version() > VERSION) {
            throw new IOException("the database " + place + " has version " + stamp.version()
                    + "; this program knows versions up to " + VERSION + ": it was written by a newer one");
        }
        return stamp;
    }

    /** @throws IOException if there is no store, or one of another version */
    static void checkedToRead(String place, Engine.Stamp stamp) throws IOException {
        if (stamp.isEmpty()) {
            throw new IOException("there is no store in " + place + ": it has no tables");
        }
        Engine.Stamp ours = checked(place, stamp);
        if (ours.version() < VERSION) {
            throw new IOException("the database " + place + " has version " + ours.version() + "; this program reads "
                    + VERSION + ": start its server once, which brings it there");
        }
    }

    private static void rollBack(Database database, SQLException reason) {
        try {
            database.run("ROLLBACK");
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = Migrations.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the program's own " + resource + " is missing");
            }
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
