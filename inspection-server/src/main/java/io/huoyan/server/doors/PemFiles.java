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
import java.util.Map;
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
    private static final String PKCS_8 = "PRIVATE KEY";
    private static final String BY_OPENSSL = "openssl pkcs8 -topk8 -nocrypt -in KEY -out PLAIN_KEY";
    private static final String BY_SSH =
            "ssh-keygen -p -N \"\" -m PKCS8 -f KEY (of RSA and EC keys; KEY is written anew: keep a copy)";
    /** What else a key may be kept as, by its label (RFC 7468; PKCS #1 and SEC 1 as OpenSSL writes them). */
    private static final Map<String, OtherForm> OTHER_FORMS = Map.of(
            "ENCRYPTED PRIVATE KEY", new OtherForm("is encrypted", BY_OPENSSL),
            "RSA PRIVATE KEY", new OtherForm("is in the form of PKCS #1", BY_OPENSSL),
            "EC PRIVATE KEY", new OtherForm("is in the form of SEC 1", BY_OPENSSL),
            "OPENSSH PRIVATE KEY", new OtherForm("is in the form of OpenSSH", BY_SSH));

    private PemFiles() {}

    /** @param command that makes it usable */
    private record OtherForm(String words, String command) {}

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
                            + " cannot be set up: " + said(e),
                    e);
        }
    }

    /** What is wrong; an {@link IOException} often has a name of a file alone for a message. */
    static String said(Exception e) {
        return e instanceof GeneralSecurityException && e.getMessage() != null ? e.getMessage() : e.toString();
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
        var encoded = new PKCS8EncodedKeySpec(encoded(place));
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

    private static byte[] encoded(Secret place) throws GeneralSecurityException, IOException {
        String pem = place.text();
        String begin = begin(PKCS_8);
        int from = pem.indexOf(begin);
        int to = pem.indexOf("-----END " + PKCS_8 + "-----");
        if (from >= 0 && to > from) {
            try {
                return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
            } catch (IllegalArgumentException e) {
                throw new GeneralSecurityException("private key in " + place + " is not whole: " + e.getMessage(), e);
            }
        }
        for (Map.Entry<String, OtherForm> form : OTHER_FORMS.entrySet()) {
            if (pem.contains(begin(form.getKey()))) {
                throw new GeneralSecurityException("private key in " + place + " "
                        + form.getValue().words() + "; allowed is PEM (PKCS #8, not encrypted), which is made of it"
                        + " by: " + form.getValue().command());
            }
        }
        throw new GeneralSecurityException("no private key in " + place + "; allowed is PEM (PKCS #8, not encrypted)");
    }

    private static String begin(String label) {
        return "-----BEGIN " + label + "-----";
    }

    private static GeneralSecurityException unreadable(Secret place, @Nullable GeneralSecurityException cause) {
        return new GeneralSecurityException(
                "private key in " + place + " is of no known kind; allowed are " + KEY_ALGORITHMS, cause);
    }
}
