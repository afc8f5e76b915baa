package io.huoyan.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.List;

/** Brings a database to the version of this program, one step at a time, each in its own transaction. */
final class Migrations {
    /** Marks a database as ours ({@code HUOY}). */
    private static final int APPLICATION_ID = 0x48554f59;

    /** Step i leads from version i to version i + 1. */
    private static final List<String> STEPS = List.of("sqlite-1.sql", "sqlite-2.sql");

    private Migrations() {}

    static void apply(Database database) throws SQLException, IOException {
        long application = database.number("PRAGMA application_id");
        long version = database.number("PRAGMA user_version");
        boolean isNew = application == 0 && version == 0 && database.number("SELECT count(*) FROM sqlite_schema") == 0;
        if (!isNew && application != APPLICATION_ID) {
            throw new IOException("the database is not Huoyan's: its application_id is " + application + "; allowed is "
                    + APPLICATION_ID);
        }
        if (version > STEPS.size()) {
            throw new IOException("the database has version " + version + "; this program knows versions up to "
                    + STEPS.size() + ": it was written by a newer one");
        }
        for (int step = (int) version; step < STEPS.size(); step++) {
            database.run("BEGIN IMMEDIATE;\n" + text(STEPS.get(step)) + "\nPRAGMA application_id = " + APPLICATION_ID
                    + ";\nPRAGMA user_version = " + (step + 1) + ";\nCOMMIT;");
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
