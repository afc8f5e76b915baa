package io.huoyan.server.doors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS from the PEM files that plants hand out. */
public final class PemFiles {
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final char[] NO_PASSWORD = {};

    private PemFiles() {}

    /**
     * Who one is.
     *
     * @param certificate chain, one's own certificate first
     * @param key PEM, PKCS #8, not encrypted
     */
    public record Own(Path certificate, Secret key) {}

    /**
     * @param caFile whom to trust; empty: whom the JDK trusts
     * @param own what to show
     * @throws IllegalArgumentException naming the file that cannot be used
     */
    public static SSLContext context(Optional<Path> caFile, Optional<Own> own) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    own.isPresent() ? keyManagers(own.get()) : null,
                    caFile.isPresent() ? trustManagers(caFile.get()) : null,
                    null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "TLS with CA file " + caFile + " and own certificate " + own.map(Own::certificate)
                            + " cannot be set up: " + e,
                    e);
        }
    }

    private static TrustManager[] trustManagers(Path caFile) throws GeneralSecurityException, IOException {
        KeyStore trusted = emptyStore();
        int number = 0;
        for (Certificate certificate : certificates(caFile)) {
            trusted.setCertificateEntry("ca-" + number++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }

    private static KeyManager[] keyManagers(Own own) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "own",
                privateKey(own.key()),
                NO_PASSWORD,
                certificates(own.certificate()).toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /** @throws GeneralSecurityException if it holds none; never empty */
    static List<X509Certificate> certificates(Path file) throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new GeneralSecurityException("no certificate in " + file + "; allowed is PEM (X.509)");
            }
            return certificates.stream().map(X509Certificate.class::cast).toList();
        }
    }

    static PrivateKey privateKey(Secret place) throws GeneralSecurityException, IOException {
        String pem = place.text();
        String begin = "-----BEGIN PRIVATE KEY-----";
        int from = pem.indexOf(begin);
        int to = pem.indexOf("-----END PRIVATE KEY-----");
        if (from < 0 || to < from) {
            throw new GeneralSecurityException(
                    "no private key in " + place + "; allowed is PEM (PKCS #8, not encrypted)");
        }
        var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to)));
        GeneralSecurityException last = null;
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw unreadable(place, last);
    }

    private static GeneralSecurityException unreadable(Secret place, @Nullable GeneralSecurityException cause) {
        return new GeneralSecurityException(
                "private key in " + place + " is of no known kind; allowed are " + KEY_ALGORITHMS, cause);
    }
}
