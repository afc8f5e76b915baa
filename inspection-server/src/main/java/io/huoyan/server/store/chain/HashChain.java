package io.huoyan.server.store.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.huoyan.core.domain.VehicleId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The chain of a vehicle's file: each entry's hash is SHA-256 over the hash of the entry before and the entry's
 * document; the first follows a hash of the vehicle's id, so that a file cannot be passed off as another vehicle's.
 */
public final class HashChain {
    private HashChain() {}

    public static byte[] start(VehicleId vehicle) {
        return sha256().digest(("huoyan vehicle file 1 " + vehicle.value()).getBytes(UTF_8));
    }

    public static byte[] next(byte[] previous, byte[] document) {
        MessageDigest digest = sha256();
        digest.update(previous);
        return digest.digest(document);
    }

    public static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    /** The bytes that {@link #hex} wrote. */
    public static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    public static String hexOf(byte[] content) {
        return hex(sha256().digest(content));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
