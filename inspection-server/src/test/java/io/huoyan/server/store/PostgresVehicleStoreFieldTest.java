package io.huoyan.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.domain.ResultId;
import io.huoyan.core.dossier.VehicleFiles.StoreException;
import io.huoyan.server.store.sql.StorePlace;
import io.huoyan.server.testkit.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("field")
class PostgresVehicleStoreFieldTest extends VehicleStoreContract {
    private static PostgresServer server;

    private StorePlace.Postgres contract;
    private StorePlace.Postgres own;

    @BeforeAll
    static void startServer() throws IOException {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Override
    protected VehicleStore open() {
        contract = contract == null ? server.newDatabase() : contract;
        return VehicleStore.open(contract, folder.resolve("pictures"), Clock.systemUTC());
    }

    private StorePlace.Postgres place() {
        own = own == null ? server.newDatabase() : own;
        return own;
    }

    @Override
    protected VehicleStore own() {
        return VehicleStore.open(place(), pictures(), Clock.systemUTC());
    }

    @Override
    protected StoreSettings settings() {
        return settingsOf(place(), pictures());
    }

    @Override
    protected Path pictures() {
        return folder.resolve("own-pictures");
    }

    @Override
    protected void unlock(String trigger) throws Exception {
        alter("DROP TRIGGER " + trigger + " ON entry;"
                + " ALTER TABLE repair_order DROP CONSTRAINT IF EXISTS repair_order_entry_fkey");
    }

    @Override
    protected String altered() {
        return "convert_to(replace(convert_from(payload, 'UTF8'), '\"CREATED\"', '\"CLOSED\"'), 'UTF8')";
    }

    @Override
    protected String toVersion(int version) {
        return "DELETE FROM huoyan_schema WHERE version > " + version;
    }

    @Override
    protected String literal(byte[] bytes) {
        return "'\\x" + HexFormat.of().formatHex(bytes) + "'::bytea";
    }

    @Override
    protected String ofZeros(int length) {
        return "decode(repeat('00', " + length + "), 'hex')";
    }

    @Override
    protected void alter(String sql) throws Exception {
        PostgresServer.execute(place(), sql);
    }

    @Test
    void a_store_of_a_newer_program_is_refused_with_both_versions() throws Exception {
        own().close();
        alter("INSERT INTO huoyan_schema VALUES (99)");

        assertThatThrownBy(this::own)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(
                        "has version 99; this program knows versions up to 6: it was written by a newer one");
    }

    @Test
    void a_database_of_somebody_else_is_refused() throws Exception {
        alter("CREATE TABLE theirs (x INTEGER)");

        assertThatThrownBy(this::own)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(" is not Huoyan's: it has tables and lacks Huoyan's mark");
    }

    @Test
    void a_server_that_does_not_answer_is_named() {
        var nobody = new StorePlace.Postgres("postgresql://127.0.0.1:1/store", "huoyan", Optional.empty());

        assertThatThrownBy(() -> VehicleStore.open(nobody, pictures(), Clock.systemUTC()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("store postgresql://127.0.0.1:1/store cannot be opened: ");
    }

    /** As after a restart of the database: what was not acknowledged is written again, on a new connection. */
    @Test
    void a_connection_that_breaks_is_made_anew() throws Exception {
        try (var files = own()) {
            record(files, 1);
            alter("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
            record(files, 1, 2);
            assertThat(files.inspection(new ResultId("R-C1-2"))).isPresent();
            assertThat(files.verify(VEHICLE.id()).entries()).isEqualTo(2);
        }
    }
}
