package io.huoyan.server.mqtt;

import static io.huoyan.server.testkit.SampleMessages.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.core.orders.OrderSink.SinkOfflineException;
import io.huoyan.server.doors.PemFiles;
import io.huoyan.server.doors.Secret;
import io.huoyan.server.mqtt.BrokerAddress.ClientCertificate;
import io.huoyan.server.mqtt.BrokerAddress.Login;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS with the plant's own CA, a client certificate and a password; needs {@code mosquitto}. */
@Tag("field")
class MosquittoTlsFieldTest {
    private static final Topics TOPICS = new Topics("plant", "body", "line1");

    private static final String STORE_PASSWORD = "for-this-test";

    @TempDir
    private static Path folder;

    private static MosquittoProcess broker;
    private static int port;

    @BeforeAll
    static void startBroker() throws Exception {
        authority("plant-ca", "ca.pem");
        authority("other-ca", "other.pem");
        for (String who : List.of("localhost", "huoyan")) {
            certificate(who);
        }
        run("mosquitto_passwd -b -c passwords huoyan secret");
        port = FreePort.choose();
        broker = MosquittoProcess.start(
                folder,
                port,
                """
                allow_anonymous false
                password_file %1$s/passwords
                cafile %1$s/ca.pem
                certfile %1$s/localhost.pem
                keyfile %1$s/localhost.key
                require_certificate true
                """
                        .formatted(folder));
    }

    private static void authority(String name, String certificateFile) throws Exception {
        keytool("-genkeypair -alias " + name + " -dname CN=" + name + " -keyalg RSA -ext bc:c");
        keytool("-exportcert -rfc -alias " + name + " -file " + certificateFile);
    }

    /** A certificate of the plant's CA for {@code who}, and its key, both as PEM. */
    private static void certificate(String who) throws Exception {
        keytool("-genkeypair -alias " + who + " -dname CN=" + who + " -keyalg RSA");
        keytool("-certreq -alias " + who + " -file " + who + ".csr");
        keytool("-gencert -rfc -alias plant-ca -ext san=dns:" + who + ",ip:127.0.0.1 -infile " + who + ".csr -outfile "
                + who + ".pem");
        KeyStore store = KeyStore.getInstance(folder.resolve("keys.p12").toFile(), STORE_PASSWORD.toCharArray());
        byte[] key = store.getKey(who, STORE_PASSWORD.toCharArray()).getEncoded();
        Files.writeString(
                folder.resolve(who + ".key"),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
                        + "\n-----END PRIVATE KEY-----\n");
    }

    private static void keytool(String arguments) throws Exception {
        run(Path.of(System.getProperty("java.home"), "bin", "keytool") + " " + arguments
                + " -keystore keys.p12 -storetype PKCS12 -storepass " + STORE_PASSWORD);
    }

    private static void run(String command) throws Exception {
        Process process = new ProcessBuilder(command.split(" "))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("commands.log").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(command).isZero();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    private static BrokerAddress address(String ca, Optional<ClientCertificate> certificate, String password) {
        return new BrokerAddress(
                URI.create("ssl://localhost:" + port),
                "huoyan",
                Optional.of(new Login("huoyan", password)),
                Optional.of(folder.resolve(ca)),
                certificate);
    }

    private static Optional<ClientCertificate> own() {
        return Optional.of(
                new ClientCertificate(folder.resolve("huoyan.pem"), new Secret.InFile(folder.resolve("huoyan.key"))));
    }

    @Test
    void an_order_gets_through_with_ca_certificate_and_password() throws Exception {
        try (var sink = PahoOrderSink.open(address("ca.pem", own(), "secret"), TOPICS)) {
            Awaitility.await().until(sink::isConnected);
            sink.deliver(message("BODY-1", 1));
        }
    }

    @Test
    void a_broker_of_another_ca_is_not_trusted() {
        refused(address("other.pem", own(), "secret"));
    }

    @Test
    void without_a_client_certificate_the_broker_lets_nobody_in() {
        refused(address("ca.pem", Optional.empty(), "secret"));
    }

    @Test
    void with_a_wrong_password_the_broker_lets_nobody_in() {
        refused(address("ca.pem", own(), "wrong"));
    }

    @Test
    void a_file_that_cannot_be_read_is_named() {
        assertThatThrownBy(() -> PemFiles.context(Optional.of(folder.resolve("none.pem")), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.pem");
    }

    private static void refused(BrokerAddress address) {
        try (var sink = PahoOrderSink.open(address, TOPICS)) {
            assertThatThrownBy(() -> sink.deliver(message("BODY-1", 1))).isInstanceOf(SinkOfflineException.class);
        }
    }
}
