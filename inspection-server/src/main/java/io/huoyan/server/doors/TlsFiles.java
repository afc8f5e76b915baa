package io.huoyan.server.doors;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * A server's TLS by PEM files.
 *
 * @param certificate the server's chain, its own certificate first
 * @param key its private key (PEM, PKCS #8, not encrypted)
 * @param clientAuthority if present, clients must show a certificate that it signed (mutual TLS)
 */
public record TlsFiles(Path certificate, Secret key, Optional<Path> clientAuthority) {
    /** How long before its end a certificate is worth a warning. */
    public static final Duration WARN_BEFORE_END = Duration.ofDays(30);

    /**
     * Looks at the server's own certificate, so that a certificate past its date is told at the start and not by every
     * client that stays away.
     *
     * @param now UTC
     * @return what a person should do soon; empty if nothing
     * @throws IllegalArgumentException if a file cannot be used, or the certificate is not valid now
     */
    public Optional<String> check(Instant now) {
        X509Certificate own = own();
        Instant from = own.getNotBefore().toInstant();
        Instant to = own.getNotAfter().toInstant();
        if (now.isBefore(from) || now.isAfter(to)) {
            throw new IllegalArgumentException("certificate " + certificate + " is valid from " + from + " to " + to
                    + "; it is " + now + ": renew the certificate, or set the clock");
        }
        return now.plus(WARN_BEFORE_END).isAfter(to)
                ? Optional.of("certificate " + certificate + " ends at " + to + "; renew it before")
                : Optional.empty();
    }

    /** @throws IllegalArgumentException naming the file that cannot be used */
    public SSLContext context() {
        return PemFiles.context(clientAuthority, Optional.of(new PemFiles.Own(certificate, key)));
    }

    private X509Certificate own() {
        try {
            PemFiles.privateKey(key);
            return PemFiles.certificates(certificate).get(0);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("TLS cannot be set up: " + PemFiles.said(e), e);
        }
    }
}
