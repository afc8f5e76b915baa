package io.huoyan.server.store.anchor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.huoyan.core.domain.VehicleId;
import io.huoyan.server.store.chain.HashChain;
import java.io.IOException;
import java.security.PublicKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What the ends of files were: those that changed since the anchor before. A text that anybody can read: a head of
 * {@code key value} lines, a line {@code file <vehicle> <entries> <hash>} each, and last the signature over all bytes
 * before it.
 *
 * @param number counts from 1 without gaps
 * @param previous hash of the whole anchor before, hex; 64 zeros for the first
 * @param madeAt UTC
 * @param root of the tree over the file lines, hex
 * @param ends of the files, by name
 */
public record Anchor(long number, String previous, Instant madeAt, String root, List<End> ends) {
    /** What stands for the anchor before the first. */
    public static final String NONE = "0".repeat(64);

    private static final String FORM = "huoyan anchor 1";
    private static final String SIGNATURE = "signature ";

    /**
     * The end of one file.
     *
     * @param file its vehicle
     * @param entries how many it had
     * @param sha256 of the last, hex
     */
    public record End(VehicleId file, long entries, String sha256) {
        String line() {
            return "file " + file + " " + entries + " " + sha256;
        }
    }

    public Anchor {
        ends = List.copyOf(ends);
    }

    /** An anchor of these ends. */
    public static Anchor of(long number, String previous, Instant madeAt, List<End> ends) {
        String root = HashChain.hex(MerkleTree.root(ends.stream().map(End::line).toList()));
        return new Anchor(number, previous, madeAt, root, ends);
    }

    /** Its bytes, signed. */
    byte[] signed(AnchorKey key) {
        String text = text();
        String signature = Base64.getEncoder().encodeToString(key.sign(text.getBytes(UTF_8)));
        return (text + SIGNATURE + signature + "\n").getBytes(UTF_8);
    }

    private String text() {
        StringBuilder text = new StringBuilder(FORM + "\nnumber " + number + "\nprevious " + previous + "\nmade "
                + madeAt + "\nfiles " + ends.size() + "\nroot " + root + "\n");
        ends.forEach(end -> text.append(end.line()).append('\n'));
        return text.toString();
    }

    /**
     * Reads an anchor and checks its signature and root.
     *
     * @throws IOException if it is not what the key signed; the message says what is wrong
     */
    static Anchor read(byte[] bytes, PublicKey key) throws IOException {
        String whole = new String(bytes, UTF_8);
        int at = whole.lastIndexOf("\n" + SIGNATURE);
        if (at < 0 || !whole.startsWith(FORM + "\n")) {
            throw new IOException("is no anchor, or was cut off");
        }
        String text = whole.substring(0, at + 1);
        byte[] signature;
        try {
            signature = Base64.getDecoder()
                    .decode(whole.substring(at + 1 + SIGNATURE.length()).strip());
        } catch (IllegalArgumentException e) {
            throw new IOException("has a signature that cannot be read", e);
        }
        if (!AnchorKey.isSignedBy(key, text.getBytes(UTF_8), signature)) {
            throw new IOException("was altered, or is signed by another key");
        }
        Anchor anchor = parsed(text);
        if (!anchor.equals(of(anchor.number, anchor.previous, anchor.madeAt, anchor.ends))) {
            throw new IOException("has a root that is not its files'");
        }
        return anchor;
    }

    private static Anchor parsed(String text) throws IOException {
        List<String> lines = text.lines().toList();
        try {
            List<End> ends = new ArrayList<>();
            for (String line : lines.subList(6, lines.size())) {
                String[] parts = line.split(" ", -1);
                ends.add(new End(new VehicleId(parts[1]), Long.parseLong(parts[2]), parts[3]));
            }
            return new Anchor(
                    Long.parseLong(value(lines.get(1), "number")),
                    value(lines.get(2), "previous"),
                    Instant.parse(value(lines.get(3), "made")),
                    value(lines.get(5), "root"),
                    ends);
        } catch (IndexOutOfBoundsException | IllegalArgumentException | DateTimeException e) {
            throw new IOException("is signed but cannot be read: " + e.getMessage(), e);
        }
    }

    private static String value(String line, String key) {
        if (!line.startsWith(key + " ")) {
            throw new IllegalArgumentException("'" + line + "' stands where " + key + " should");
        }
        return line.substring(key.length() + 1);
    }
}
