package io.huoyan.server.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.server.doors.Secret;
import io.huoyan.server.store.sql.StorePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerConfigurationTest {
    @TempDir
    Path folder;

    private ServerConfiguration load(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("plant.yaml"), yaml);
        return ServerConfiguration.load(file, Path.of("/opt/huoyan"), Path.of("/data"));
    }

    @Test
    void anEmptyFileMeansLoopbackEmbeddedBrokerAndTheSampleCatalog() throws IOException {
        ServerConfiguration configuration = load("");
        assertThat(configuration.grpc().host()).isEqualTo("127.0.0.1");
        assertThat(configuration.grpc().port()).isEqualTo(50051);
        assertThat(configuration.mqtt().isEmbedded()).isTrue();
        assertThat(configuration.catalogDir()).isEqualTo(Path.of("/opt/huoyan/sample-images/body-line/catalog"));
        assertThat(configuration.dataDir()).isEqualTo(Path.of("/data"));
    }

    @Test
    void relativePathsAreTakenFromTheFilesFolder() throws IOException {
        ServerConfiguration configuration =
                load("catalog: cat\ngrpc: {tls: {certificateFile: a.pem, keyFile: /b.key}}\n");
        assertThat(configuration.catalogDir()).isEqualTo(folder.resolve("cat"));
        assertThat(configuration.grpc().tls().orElseThrow().certificate()).isEqualTo(folder.resolve("a.pem"));
        assertThat(configuration.grpc().tls().orElseThrow().key()).isEqualTo(new Secret.InFile(Path.of("/b.key")));
    }

    @Test
    void wherever_a_file_holds_a_secret_a_variable_of_the_environment_may() throws IOException {
        ServerConfiguration configuration = load(
                """
                store: {url: "postgresql://db/huoyan", passwordFile: "env:STORE"}
                grpc: {tokensFile: "env:ROLES", tls: {certificateFile: a.pem, keyFile: "env:GRPC_KEY"}}
                http: {tokensFile: "env:ROLES"}
                mqtt: {user: me, passwordFile: "env:MQTT", clientCertificateFile: c.pem, clientKeyFile: "env:MQTT_KEY"}
                """);

        assertThat(configuration.store().place())
                .isEqualTo(new StorePlace.Postgres(
                        "postgresql://db/huoyan", "huoyan", Optional.of(new Secret.InEnvironment("STORE"))));
        assertThat(configuration.grpc().tokens()).contains(new Secret.InEnvironment("ROLES"));
        assertThat(configuration.grpc().tls().orElseThrow().key()).isEqualTo(new Secret.InEnvironment("GRPC_KEY"));
        assertThat(configuration.http().tokens()).contains(new Secret.InEnvironment("ROLES"));
        assertThat(configuration.mqtt().passwordFile()).contains(new Secret.InEnvironment("MQTT"));
        assertThat(configuration.mqtt().clientKeyFile()).contains(new Secret.InEnvironment("MQTT_KEY"));
        assertThatThrownBy(() -> load("mqtt:\n  user: me\n  passwordFile: 'env:a b'\n"))
                .hasMessageContaining(":3: mqtt.passwordFile is 'env:a b' names no variable; allowed is env:NAME");
    }

    @Test
    void everyFaultIsToldAtOnceWithItsLine() {
        Path file = folder.resolve("plant.yaml");
        assertThatThrownBy(
                        () -> load(
                                """
                catalogue: x
                grpc:
                  port: 65536
                  limits: {framesPerCameraMax: 0}
                  tls: {certificateFile: a.pem}
                mqtt:
                  url: http://broker
                  site: a/b
                  user: me
                """))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(
                        file + ":1: catalogue is not known here; known are catalog, data, grpc, http, models, mqtt")
                .hasMessageContaining(file + ":3: grpc.port is 65536; allowed is a whole number from 0 to 65535")
                .hasMessageContaining(
                        file + ":4: grpc.limits.framesPerCameraMax is 0; allowed is a whole number from 1 to 1000")
                .hasMessageContaining(file + ":5: grpc.tls.certificateFile and keyFile must be given together")
                .hasMessageContaining(file + ":7: mqtt.url is http://broker; allowed are embedded, tcp://host:port")
                .hasMessageContaining(file + ":8: mqtt.site is a/b; allowed are 1 to 64 characters")
                .hasMessageContaining(file + ":9: mqtt.user and passwordFile must be given together");
    }

    @Test
    void theLimitsOfAPortAreAllowedAndWhatIsBeyondThemIsNot() throws IOException {
        assertThat(load("http: {port: 0}").http().port()).isZero();
        assertThat(load("http: {port: 65535}").http().port()).isEqualTo(65535);
        assertThatThrownBy(() -> load("http: {port: -1}")).hasMessageContaining("http.port is -1; allowed");
        assertThatThrownBy(() -> load("http: {port: 65536}")).hasMessageContaining("http.port is 65536; allowed");
    }

    @Test
    void brokenYamlIsOneFaultWithItsLine() {
        assertThatThrownBy(() -> load("grpc:\n  port: [1\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("plant.yaml:3: ");
    }

    @Test
    void theCommandLineGoesBeforeTheFile() throws IOException {
        ServerConfiguration changed = load("grpc: {port: 1}").changed(Path.of("/cat"), 2, 3, "embedded:0");
        assertThat(changed.grpc().port()).isEqualTo(2);
        assertThat(changed.http().port()).isEqualTo(3);
        assertThat(changed.mqtt().embeddedPort()).isZero();
        assertThat(changed.mqtt().isEmbedded()).isTrue();
        assertThat(changed.catalogDir()).isEqualTo(Path.of("/cat"));
    }
}
