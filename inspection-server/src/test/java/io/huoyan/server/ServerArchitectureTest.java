package io.huoyan.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.huoyan.architecture.ForeignLibraries;
import io.huoyan.architecture.HouseRulesKit;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerArchitectureTest extends HouseRulesKit {
    ServerArchitectureTest() {
        super(
                "inspection-server",
                "io.huoyan.server",
                List.of(
                        "doors",
                        "outbox",
                        "store.chain",
                        "store.anchor",
                        "store.pictures",
                        "store.sql",
                        "store",
                        "dossier",
                        "desk",
                        "mqtt",
                        "ingest",
                        "camera",
                        "health",
                        "web",
                        "app",
                        "torture",
                        "cli"));
    }

    /** Planted in {@code io.huoyan.archfixture}: a rule that cannot fail proves nothing. */
    @Test
    void aLibraryOfTheServerOutsideItsHomeIsNamedWithItsHome() {
        List<String> failures = ForeignLibraries.stayHome(ForeignLibraries.HOMES)
                .evaluate(new ClassFileImporter().importPackages("io.huoyan.archfixture.serverforeign"))
                .getFailureReport()
                .getDetails();

        assertThat(failures.stream().map(text -> text.replaceFirst(" and is used in .*", "")))
                .containsExactlyInAnyOrder(
                        "protobuf and gRPC lives in [io.huoyan.server.ingest, io.huoyan.server.camera,"
                                + " io.huoyan.server.health, io.huoyan.server.app, io.huoyan.server.torture]",
                        "Paho and HiveMQ lives in [io.huoyan.server.mqtt]",
                        "JDBC lives in [io.huoyan.server.store..]",
                        "Micrometer lives in [io.huoyan.server.health]",
                        "picocli lives in [io.huoyan.server.cli..]",
                        "the lab lives in [io.huoyan.lab.., io.huoyan.server.cli..]");
    }
}
