package io.huoyan.server.store.anchor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * The root of a hash tree over lines of text, as RFC 6962 section 2.1 builds it: leaves are hashed behind a 0 byte,
 * pairs behind a 1 byte, a row's odd last one moves up. It lets one line be shown to be part of the whole by a few
 * hashes.
 */
final class MerkleTree {
    private static final byte LEAF = 0;
    private static final byte PAIR = 1;

    private MerkleTree() {}

    /** The root; of no lines, the hash of nothing. */
    static byte[] root(List<String> lines) {
        if (lines.isEmpty()) {
            return sha256().digest();
        }
        List<byte[]> row = new ArrayList<>();
        for (String line : lines) {
            MessageDigest digest = sha256();
            digest.update(LEAF);
            row.add(digest.digest(line.getBytes(UTF_8)));
        }
        while (row.size() > 1) {
            row = above(row);
        }
        return row.get(0);
    }

    private static List<byte[]> above(List<byte[]> row) {
        List<byte[]> above = new ArrayList<>();
        for (int i = 0; i + 1 < row.size(); i += 2) {
            MessageDigest digest = sha256();
            digest.update(PAIR);
            digest.update(row.get(i));
            above.add(digest.digest(row.get(i + 1)));
        }
        if (row.size() % 2 == 1) {
            above.add(row.get(row.size() - 1));
        }
        return above;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
