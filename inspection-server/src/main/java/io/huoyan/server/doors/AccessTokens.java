package io.huoyan.server.doors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Bearer tokens and the role of each. Read from a secret of lines {@code role token}; empty lines and lines that begin
 * with {@code #} are skipped. Only digests are kept; comparison takes the same time whatever is presented.
 */
public final class AccessTokens {
    private static final int TOKEN_CHARACTERS_MIN = 16;

    private final List<Entry> entries;

    private AccessTokens(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if a line is at fault; the message names all of them, one per line, without the
     *     token
     */
    public static AccessTokens load(Secret place) throws IOException {
        List<String> lines = place.text().lines().toList();
        List<Entry> entries = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                read(place + ":" + (i + 1) + ": ", line, entries, faults);
            }
        }
        if (entries.isEmpty() && faults.isEmpty()) {
            faults.add(place + ": holds no token; allowed are one or more lines 'role token'");
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", faults));
        }
        return new AccessTokens(entries);
    }

    private static void read(String place, String line, List<Entry> entries, List<String> faults) {
        String[] parts = line.split("\\s+");
        Optional<Role> role = Role.ofWord(parts[0]);
        if (parts.length != 2) {
            faults.add(place + "line has " + parts.length + " words; allowed are 2, 'role token'");
        } else if (role.isEmpty()) {
            faults.add(place + "role is '" + parts[0] + "'; allowed are camera, mes, qa, engineer");
        } else if (parts[1].length() < TOKEN_CHARACTERS_MIN) {
            faults.add(place + "token has " + parts[1].length() + " characters; allowed are " + TOKEN_CHARACTERS_MIN
                    + " or more");
        } else {
            entries.add(new Entry(role.get(), digest(parts[1])));
        }
    }

    /** The role of whoever presents the token. */
    public Optional<Role> roleOf(String token) {
        byte[] presented = digest(token);
        Optional<Role> found = Optional.empty();
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(entry.sha256(), presented)) {
                found = Optional.of(entry.role());
            }
        }
        return found;
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private record Entry(Role role, byte[] sha256) {}
}
