package io.huoyan.server.doors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.huoyan.server.ingest.KeyMaterial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsFilesTest {
    @TempDir
    private Path folder;

    private TlsFiles files = new TlsFiles(Path.of("none"), new Secret.InFile(Path.of("none")), Optional.empty());
    private Instant end = Instant.EPOCH;
    private Instant begin = Instant.EPOCH;

    @BeforeEach
    void make() throws Exception {
        KeyMaterial material = KeyMaterial.make(folder, "server");
        files = new TlsFiles(material.certificate(), new Secret.InFile(material.key()), Optional.empty());
        var own = PemFiles.certificates(material.certificate()).get(0);
        begin = own.getNotBefore().toInstant();
        end = own.getNotAfter().toInstant();
    }

    @Test
    void aCertificateIsGoodToItsVeryEndAndRefusedASecondLaterWithWhatToDo() {
        assertThat(files.check(end)).isPresent();
        assertThatThrownBy(() -> files.check(end.plusSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("certificate " + files.certificate() + " is valid from " + begin + " to " + end + "; it is "
                        + end.plusSeconds(1) + ": renew the certificate, or set the clock");
    }

    /** As when a machine's clock is wrong. */
    @Test
    void aCertificateOfTheFutureIsRefused() {
        assertThat(files.check(begin)).isNotNull();
        assertThatThrownBy(() -> files.check(begin.minusSeconds(1)))
                .hasMessageEndingWith("; it is " + begin.minusSeconds(1) + ": renew the certificate, or set the clock");
    }

    @Test
    void aMonthBeforeTheEndAPersonIsWarned() {
        Duration month = TlsFiles.WARN_BEFORE_END;
        assertThat(files.check(end.minus(Duration.ofHours(1))))
                .contains("certificate " + files.certificate() + " ends at " + end + "; renew it before");
        assertThat(end.minus(month))
                .as("it is younger than a month in this test")
                .isBefore(begin);
    }

    @Test
    void aFileThatCannotBeUsedIsNamed() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        TlsFiles noKey = new TlsFiles(files.certificate(), new Secret.InFile(empty), Optional.empty());

        assertThatThrownBy(() -> noKey.check(begin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("TLS cannot be set up: no private key in " + empty
                        + "; allowed is PEM (PKCS #8, not encrypted)");
    }

    /** As plants hand them out, and as {@code openssl} made them before version 3. */
    @ParameterizedTest
    @CsvSource({
        "ENCRYPTED PRIVATE KEY, is encrypted, openssl pkcs8 -topk8 -nocrypt -in KEY -out PLAIN_KEY",
        "RSA PRIVATE KEY, is in the form of PKCS #1, openssl pkcs8 -topk8 -nocrypt -in KEY -out PLAIN_KEY",
        "EC PRIVATE KEY, is in the form of SEC 1, openssl pkcs8 -topk8 -nocrypt -in KEY -out PLAIN_KEY",
        "OPENSSH PRIVATE KEY, is in the form of OpenSSH,"
                + " ssh-keygen -p -N \"\" -m PKCS8 -f KEY (of RSA and EC keys; KEY is written anew: keep a copy)"
    })
    void aKeyInAnotherFormIsRefusedWithWhatMakesItUsable(String label, String said, String command) throws Exception {
        Path key = Files.writeString(
                folder.resolve("other.key"), "-----BEGIN " + label + "-----\nMIIB\n-----END " + label + "-----\n");
        TlsFiles other = new TlsFiles(files.certificate(), new Secret.InFile(key), Optional.empty());

        assertThatThrownBy(() -> other.check(begin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("TLS cannot be set up: private key in " + key + " " + said
                        + "; allowed is PEM (PKCS #8, not encrypted), which is made of it by: " + command);
    }

    @Test
    void aKeyThatIsCutOffIsRefused() throws Exception {
        Path key = Files.writeString(
                folder.resolve("cut.key"), "-----BEGIN PRIVATE KEY-----\nMIIBQ\n-----END PRIVATE KEY-----\n");
        TlsFiles cut = new TlsFiles(files.certificate(), new Secret.InFile(key), Optional.empty());

        assertThatThrownBy(() -> cut.check(begin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("TLS cannot be set up: private key in " + key + " is ");
    }
}
