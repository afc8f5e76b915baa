package io.huoyan.server.store.anchor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/**
 * The Ed25519 key (RFC 8032) that signs anchors. The private half is a PEM file (PKCS #8) that only its owner may read;
 * the public half lies beside it as {@code <name>.pub} and is all that a check needs. Thread-safe.
 */
public final class AnchorKey {
    private static final String ALGORITHM = "Ed25519";
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final int LINE = 64;

    private final PrivateKey privateKey;

    private AnchorKey(PrivateKey privateKey) {
        this.privateKey = privateKey;
    }

    /** Reads the key, or makes one if the file is not there. */
    public static AnchorKey openOrMake(Path file) throws IOException {
        if (Files.notExists(file)) {
            make(file);
        }
        try {
            byte[] der = der(file, PRIVATE);
            return new AnchorKey(KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(der)));
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    file + " holds no Ed25519 private key; allowed is PEM (PKCS #8): " + e.getMessage(), e);
        }
    }

    private static void make(Path file) throws IOException {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            var ownersOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            try (var channel = Files.newByteChannel(
                    file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownersOnly)) {
                channel.write(US_ASCII.encode(pem(PRIVATE, pair.getPrivate().getEncoded())));
            }
            Files.writeString(publicFile(file), pem(PUBLIC, pair.getPublic().getEncoded()), US_ASCII);
        } catch (FileAlreadyExistsException e) {
            // Another server made it first.
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK of 15 or newer has Ed25519", e);
        }
    }

    /** The public half's file. */
    public static Path publicFile(Path privateFile) {
        return privateFile.resolveSibling(privateFile.getFileName() + ".pub");
    }

    /** Reads a public key (PEM, X.509). */
    public static PublicKey readPublic(Path file) throws IOException {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(der(file, PUBLIC)));
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " holds no Ed25519 public key; allowed is PEM (X.509): " + e.getMessage(), e);
        }
    }

    byte[] sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the anchor could not be signed: " + e.getMessage(), e);
        }
    }

    static boolean isSignedBy(PublicKey key, byte[] content, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(content);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] der(Path file, String what) throws IOException {
        String text = Files.readString(file, US_ASCII);
        String begin = "-----BEGIN " + what + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END " + what + "-----");
        if (from < 0 || to < from) {
            throw new IOException(file + " holds no " + what.toLowerCase(Locale.ROOT) + "; allowed is PEM");
        }
        return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    }

    private static String pem(String what, byte[] der) {
        String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
    }
}
