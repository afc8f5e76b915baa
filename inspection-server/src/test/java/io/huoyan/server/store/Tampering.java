package io.huoyan.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.huoyan.core.domain.VehicleId;
import io.huoyan.server.store.chain.HashChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Test kit: somebody who can write to a store, its triggers taken away, but not to its anchors. */
final class Tampering implements AutoCloseable {
    private static final int ENTRIES = 12;
    private static final int VEHICLES = 4;

    private final Path store;
    private final Random random;
    private final Connection connection;

    /**
     * @param what was done
     * @param place a fault that names it must match this
     */
    record Done(String what, String place) {}

    @FunctionalInterface
    private interface Way {
        Done tamper() throws SQLException, IOException;
    }

    Tampering(Path data, Random random) throws SQLException {
        this.store = data.resolve("store");
        this.random = random;
        this.connection = DriverManager.getConnection("jdbc:sqlite:" + store.resolve("huoyan.db"));
        run("DROP TRIGGER entry_is_not_changed");
        run("DROP TRIGGER entry_is_not_removed");
    }

    /** Tampers in one way, chosen by chance. */
    Done any() throws SQLException, IOException {
        List<Way> ways = List.of(
                this::alter,
                this::remove,
                this::swap,
                this::swapBetweenFiles,
                this::truncate,
                this::rehash,
                this::removeFile,
                this::alterPicture,
                this::cutPicture,
                this::removePicture,
                this::swapPictures,
                this::closeOrder,
                this::allowWeld,
                this::removeInspectionRow,
                this::moveVisit,
                this::claimAnchored);
        return ways.get(random.nextInt(ways.size())).tamper();
    }

    private String vehicle() {
        return "BODY-" + random.nextInt(VEHICLES);
    }

    private int entry() {
        return 1 + random.nextInt(ENTRIES);
    }

    private static String named(String vehicle, String what) {
        return "vehicle " + vehicle + ": " + what + ".*";
    }

    private Done alter() throws SQLException {
        String vehicle = vehicle();
        int number = entry();
        byte[] document = document(vehicle, number);
        byte[] text = EntryDocument.textOf(document);
        do {
            document[random.nextInt(document.length)] ^= (byte) (1 << random.nextInt(8));
            // A few bits of a deflated document say nothing: with another of them it is the same document.
        } while (Arrays.equals(text, EntryDocument.textOf(document)));
        update("UPDATE entry SET document = ? WHERE vehicle = ? AND number = ?", document, vehicle, number);
        return new Done("altered " + vehicle + " " + number, named(vehicle, "entry " + number + " was altered"));
    }

    private Done remove() throws SQLException {
        String vehicle = vehicle();
        int number = entry();
        update("DELETE FROM entry WHERE vehicle = ? AND number = ?", vehicle, number);
        String place =
                number == ENTRIES ? "the file ends after entry " + (number - 1) : "entry " + number + " is missing";
        return new Done("removed " + vehicle + " " + number, named(vehicle, place));
    }

    private Done swap() throws SQLException {
        String vehicle = vehicle();
        int first = 1 + random.nextInt(ENTRIES - 1);
        int second = first + 1 + random.nextInt(ENTRIES - first);
        swap(vehicle, first, vehicle, second);
        return new Done(
                "swapped " + vehicle + " " + first + " " + second, named(vehicle, "entry " + first + " was altered"));
    }

    private Done swapBetweenFiles() throws SQLException {
        int number = entry();
        swap("BODY-0", number, "BODY-1", number);
        return new Done("swapped between files " + number, named("BODY-0", "entry " + number + " was altered"));
    }

    private void swap(String vehicle, int first, String other, int second) throws SQLException {
        byte[] one = document(vehicle, first);
        byte[] two = document(other, second);
        update("UPDATE entry SET document = ? WHERE vehicle = ? AND number = ?", two, vehicle, first);
        update("UPDATE entry SET document = ? WHERE vehicle = ? AND number = ?", one, other, second);
    }

    /** With the head made to fit. */
    private Done truncate() throws SQLException {
        String vehicle = vehicle();
        int left = random.nextInt(ENTRIES);
        update("DELETE FROM entry WHERE vehicle = ? AND number > ?", vehicle, left);
        rehash(vehicle, left);
        return new Done(
                "truncated " + vehicle + " after " + left,
                named(vehicle, "entries " + (left + 1) + " to \\d+ are missing: anchor"));
    }

    /** One entry altered, and all hashes behind it made anew. */
    private Done rehash() throws SQLException {
        String vehicle = vehicle();
        int number = entry();
        String altered =
                new String(EntryDocument.textOf(document(vehicle, number)), UTF_8).replaceFirst("\"W10\"", "\"W11\"");
        update(
                "UPDATE entry SET document = ? WHERE vehicle = ? AND number = ?",
                altered.getBytes(UTF_8),
                vehicle,
                number);
        rehash(vehicle, ENTRIES);
        int from = (number - 1) / 4 * 4 + 1;
        return new Done(
                "rehashed " + vehicle + " from " + number,
                named(vehicle, "entries " + from + " to " + (from + 3) + " are not what was anchored"));
    }

    private void rehash(String vehicle, int entries) throws SQLException {
        byte[] hash = HashChain.start(new VehicleId(vehicle));
        for (int number = 1; number <= entries; number++) {
            hash = HashChain.next(hash, EntryDocument.textOf(document(vehicle, number)));
            update("UPDATE entry SET sha256 = ? WHERE vehicle = ? AND number = ?", hash, vehicle, number);
        }
        update("UPDATE vehicle_file SET entries = ?, head = ? WHERE vehicle = ?", entries, hash, vehicle);
    }

    private Done removeFile() throws SQLException {
        String vehicle = vehicle();
        for (String table : List.of(
                "inspection", "visit", "repair_order", "weld_standing", "picture_use", "entry", "vehicle_file")) {
            update("DELETE FROM " + table + " WHERE vehicle = ?", vehicle);
        }
        return new Done("removed the file of " + vehicle, named(vehicle, "the file is missing"));
    }

    private Done alterPicture() throws IOException {
        Path picture = picture();
        byte[] bytes = Files.readAllBytes(picture);
        bytes[random.nextInt(bytes.length)] ^= 1;
        Files.write(picture, bytes);
        return new Done("altered " + picture, pictureNamed(picture, "altered"));
    }

    private Done cutPicture() throws IOException {
        Path picture = picture();
        byte[] bytes = Files.readAllBytes(picture);
        Files.write(picture, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
        return new Done("cut " + picture, pictureNamed(picture, "altered"));
    }

    private Done removePicture() throws IOException {
        Path picture = picture();
        Files.delete(picture);
        return new Done("removed " + picture, pictureNamed(picture, "missing"));
    }

    private Done swapPictures() throws IOException {
        List<Path> all = pictures();
        Path one = all.get(random.nextInt(all.size() / 2));
        Path two = all.get(all.size() / 2 + random.nextInt(all.size() / 2));
        byte[] first = Files.readAllBytes(one);
        Files.write(one, Files.readAllBytes(two));
        Files.write(two, first);
        return new Done("swapped pictures", pictureNamed(one, "altered"));
    }

    private static String pictureNamed(Path picture, String how) {
        String sha256 = picture.getParent().getFileName()
                + picture.getFileName().toString().replace(".png", "");
        return "vehicle BODY-\\d: entry \\d+ names picture " + sha256 + ", which (was|is) " + how + ".*";
    }

    private Path picture() throws IOException {
        List<Path> all = pictures();
        return all.get(random.nextInt(all.size()));
    }

    private List<Path> pictures() throws IOException {
        try (Stream<Path> all = Files.walk(store.resolve("pictures"))) {
            return new ArrayList<>(all.filter(Files::isRegularFile).sorted().toList());
        }
    }

    private Done closeOrder() throws SQLException {
        String order = "O-" + entry();
        update("UPDATE repair_order SET is_open = 0, state = 'CLOSED' WHERE id = ?", order);
        return new Done("closed " + order, ".*: table repair_order: row " + order + " says .*");
    }

    private Done allowWeld() throws SQLException {
        String weld = "S-" + entry();
        update("UPDATE weld_standing SET verdict = 'OK' WHERE weld = ?", weld);
        return new Done("allowed " + weld, ".*: table weld_standing: weld " + weld + " is OK .*");
    }

    private Done removeInspectionRow() throws SQLException {
        String result = "R-C1-" + (10 * entry() + random.nextInt(2));
        update("DELETE FROM inspection WHERE result_id = ?", result);
        return new Done("removed row " + result, ".*: table inspection: row " + result + " is missing.*");
    }

    private Done moveVisit() throws SQLException {
        String visit = "visit-" + entry();
        update("UPDATE visit SET visit = 'elsewhere' WHERE visit = ?", visit);
        return new Done("moved " + visit, ".*: table visit: row W10 " + visit + " is missing.*");
    }

    private Done claimAnchored() throws SQLException {
        String vehicle = vehicle();
        update("UPDATE vehicle_file SET anchored = 99 WHERE vehicle = ?", vehicle);
        return new Done("claimed anchored", named(vehicle, Pattern.quote("table vehicle_file says that 99")));
    }

    private byte[] document(String vehicle, int number) throws SQLException {
        try (var statement =
                connection.prepareStatement("SELECT document FROM entry WHERE vehicle = ? AND number = ?")) {
            statement.setString(1, vehicle);
            statement.setInt(2, number);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getBytes(1);
            }
        }
    }

    private void update(String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    private void run(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
