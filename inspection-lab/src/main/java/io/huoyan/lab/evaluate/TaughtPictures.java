package io.huoyan.lab.evaluate;

import io.huoyan.lab.dataset.LabelledSet;
import io.huoyan.lab.dataset.Sample;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Pictures of a set by which whoever is evaluated was taught: of them it knows the answer. */
public final class TaughtPictures {
    private static final int CHUNK_BYTES = 1 << 16;

    private TaughtPictures() {}

    /**
     * Names in the set's order; a picture that cannot be read is none.
     *
     * @param taught SHA-256 of the files that taught, hexadecimal
     */
    public static List<String> of(LabelledSet set, Set<String> taught) {
        return set.samples().stream()
                .filter(sample -> !taught.isEmpty() && taught.contains(hash(sample.image())))
                .map(Sample::name)
                .toList();
    }

    private static String hash(Path file) {
        byte[] chunk = new byte[CHUNK_BYTES];
        try (InputStream bytes = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int read = bytes.read(chunk); read >= 0; read = bytes.read(chunk)) {
                digest.update(chunk, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException unreadable) {
            return "";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
