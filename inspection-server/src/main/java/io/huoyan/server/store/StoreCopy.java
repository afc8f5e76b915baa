package io.huoyan.server.store;

import io.huoyan.core.dossier.InspectionJson;
import io.huoyan.core.dossier.VehicleFiles.StoreException;
import io.huoyan.server.store.pictures.PictureFolder;
import io.huoyan.server.store.pictures.PictureFolder.PictureDisk;
import io.huoyan.server.store.sql.Database;
import io.huoyan.server.store.sql.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Copies a whole store, of one moment, into an empty one; either may be on either engine. A running server may own the
 * one that is read: this is how a store is backed up, restored, and moved from SQLite to PostgreSQL.
 *
 * <p>Pictures are copied before the moment and again after it, so that those that retention removes meanwhile and those
 * that come meanwhile are there.
 */
public final class StoreCopy {
    private static final int ROWS_AT_ONCE = 1000;

    /** A table, and a column by which its rows can be read a part at a time; empty for small ones. */
    private record Table(String name, String key) {}

    private static final List<Table> TABLES = List.of(
            new Table("vehicle_file", "vehicle"),
            new Table("entry", "id"),
            new Table("inspection", "result_id"),
            new Table("visit", ""),
            new Table("station_sequence", ""),
            new Table("repair_order", "id"),
            new Table("outbox", "sequence"),
            new Table("weld_standing", ""),
            new Table("order_command", "number"),
            new Table("vehicle_name", "name"),
            new Table("file_taken_in", "file"),
            new Table("picture_use", ""),
            new Table("picture_total", ""),
            new Table("anchor", "number"));

    private StoreCopy() {}

    /**
     * Copies.
     *
     * @return what the copy holds
     * @throws StoreException if one cannot be read or the other written, the other is not empty, or pictures that the
     *     store names are not where they should be: none of them, and nothing is copied; some, and all else is
     */
    public static StoreCounts copy(StoreSettings from, StoreSettings to) {
        try (Engine source = Engine.openToRead(from.place());
                Engine target = Engine.open(to.place());
                Database reading = source.connectReader();
                Database writing = target.connectWriter()) {
            if (writing.number("SELECT count(*) FROM vehicle_file") > 0) {
                throw new StoreException(
                        "store " + target.place() + " holds files already; allowed is an empty one", null);
            }
            Pictures there = pictures(reading, from.pictures());
            if (there.named > 0 && there.missing == there.named) {
                throw new StoreException(
                        "the store names " + there.named + " pictures, and none of them is in " + from.pictures()
                                + "; allowed is no copy without them (store.pictures says where they are)",
                        null);
            }
            copyPictures(from.pictures(), to.pictures());
            source.beginReading(reading);
            target.begin(writing);
            writing.run("DELETE FROM picture_total");
            for (Table table : TABLES) {
                copy(table, reading, writing);
            }
            writing.run("COMMIT");
            copyPictures(from.pictures(), to.pictures());
            Pictures copied = pictures(reading, to.pictures());
            reading.run("ROLLBACK");
            if (copied.missing > 0) {
                throw new StoreException(
                        "all rows were copied to " + target.place() + ", but of " + copied.named
                                + " pictures that they name " + copied.missing + " are not in " + from.pictures()
                                + ", " + copied.example + " for one ('huoyan dossier verify' names the entries)",
                        null);
            }
            return new FileTables(writing, new InspectionJson()).counts();
        } catch (IOException | SQLException e) {
            throw new StoreException("the store could not be copied to " + to.place() + ": " + e.getMessage(), e);
        }
    }

    /** The pictures that a store names, and how many of them a folder lacks. */
    private static final class Pictures {
        private long named;
        private long missing;
        private String example = "";
    }

    private static Pictures pictures(Database reading, Path folder) throws SQLException {
        var pictures = new Pictures();
        try (PictureFolder kept = PictureFolder.toRead(folder)) {
            reading.each("SELECT DISTINCT sha256 FROM picture_use", row -> {
                pictures.named++;
                String sha256 = row.getString(1);
                if (Files.notExists(kept.place(sha256))) {
                    pictures.missing++;
                    pictures.example = sha256;
                }
            });
        }
        return pictures;
    }

    private static void copy(Table table, Database from, Database to) throws SQLException {
        if (table.key().isEmpty()) {
            from.each("SELECT * FROM " + table.name(), row -> insert(table, row, to));
            return;
        }
        var last = new ArrayList<@Nullable Object>();
        String all = "SELECT * FROM " + table.name();
        String page = " ORDER BY " + table.key() + " LIMIT " + ROWS_AT_ONCE;
        while (true) {
            var keys = new ArrayList<@Nullable Object>();
            Database.RowConsumer consumer = row -> {
                insert(table, row, to);
                keys.add(row.getObject(table.key()));
            };
            if (last.isEmpty()) {
                from.each(all + page, consumer);
            } else {
                from.each(all + " WHERE " + table.key() + " > ?" + page, consumer, last.get(0));
            }
            if (keys.isEmpty()) {
                return;
            }
            last.clear();
            last.add(keys.get(keys.size() - 1));
        }
    }

    private static void insert(Table table, ResultSet row, Database to) throws SQLException {
        var meta = row.getMetaData();
        var columns = new ArrayList<String>();
        var values = new @Nullable Object[meta.getColumnCount()];
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(meta.getColumnName(i));
            values[i - 1] = row.getObject(i);
        }
        String places = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        to.later(
                "",
                "INSERT INTO " + table.name() + " (" + String.join(", ", columns) + ") VALUES (" + places + ")",
                values);
    }

    /** Nothing unfinished is swept: it may be another server's. */
    private static void copyPictures(Path from, Path to) throws IOException {
        if (Files.notExists(from)) {
            return;
        }
        try (PictureFolder source = PictureFolder.toRead(from);
                PictureFolder target = new PictureFolder(to, PictureDisk.SYNCED, true, Instant.EPOCH)) {
            target.copyFrom(source);
        }
    }
}
