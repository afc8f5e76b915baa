package io.huoyan.core.infer.knowngood;

import io.huoyan.core.infer.ModelFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A memory in one file: a word that says what it is, the SHA-256 of the rest as 64 hex digits, and the rest, numbers
 * with the largest byte first. The numeric form at the end is missing where an older version wrote it. A file that was
 * cut off or altered is refused.
 */
public final class KnownGoodFile {
    private static final byte[] WORD = "HUOYAN KNOWN GOOD 3\n".getBytes(StandardCharsets.US_ASCII);
    /** Without wholes, or without stretches: no longer read. */
    private static final List<byte[]> OLDER_WORDS = List.of(
            "HUOYAN KNOWN GOOD 1\n".getBytes(StandardCharsets.US_ASCII),
            "HUOYAN KNOWN GOOD 2\n".getBytes(StandardCharsets.US_ASCII));

    private static final int HASH_DIGITS = 64;
    private static final long BYTES_MAX = 512L << 20;
    private static final int PICTURES_MAX = 100_000;

    private KnownGoodFile() {}

    /**
     * Writes a memory, whole or not at all; a file of the same name is replaced.
     *
     * @throws IOException with the file's name and the cause; what was there stays
     */
    public static void write(KnownGood memory, Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(memory.kind().name());
            out.writeUTF(memory.modelId());
            out.writeUTF(memory.modelSha256());
            out.writeBoolean(memory.isWeldOnly());
            floats(memory.likeness().mean(), out);
            floats(memory.likeness().scale(), out);
            floats(memory.likeness().directions(), out);
            floats(memory.likeness().shortening(), out);
            floats(memory.metric().mean(), out);
            floats(memory.metric().turn(), out);
            out.writeInt(memory.placesPerPicture());
            out.writeDouble(memory.threshold());
            out.writeDouble(memory.alarmShare());
            out.writeInt(memory.pictures().size());
            for (KnownGood.GoodPicture picture : memory.pictures()) {
                out.writeUTF(picture.name());
                out.writeUTF(picture.sha256());
                floats(picture.whole(), out);
                floats(picture.vectors(), out);
                floats(picture.farthest(), out);
                out.writeDouble(picture.surest());
                out.writeDouble(picture.stretch().whole());
                out.writeDouble(picture.stretch().places());
                out.writeDouble(picture.wholeDistance());
                out.writeDouble(picture.placeDistance());
            }
            out.writeUTF(memory.numericForm());
        }
        byte[] body = bytes.toByteArray();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(WORD);
        whole.write(ModelFolder.sha256(body).getBytes(StandardCharsets.US_ASCII));
        whole.write(body);
        Path absolute = file.toAbsolutePath();
        Path half = absolute.resolveSibling(absolute.getFileName() + ".new");
        try {
            Files.write(half, whole.toByteArray());
            Files.move(half, absolute, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            throw new IOException(file + ": cannot be written: its folder is not there", e);
        } catch (IOException e) {
            Files.deleteIfExists(half);
            throw new IOException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a memory.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is no memory, or was cut off or altered
     */
    public static KnownGood read(Path file) throws IOException {
        long size = Files.size(file);
        if (size > BYTES_MAX) {
            throw new IllegalArgumentException(file + ": is " + size + " bytes; allowed are at most " + BYTES_MAX);
        }
        byte[] whole = Files.readAllBytes(file);
        int start = WORD.length + HASH_DIGITS;
        byte[] word = Arrays.copyOf(whole, WORD.length);
        if (OLDER_WORDS.stream().anyMatch(older -> Arrays.equals(older, word))) {
            throw new IllegalArgumentException(
                    file + ": is a memory of an older version of this program; teach it again ('huoyan teach')");
        }
        if (whole.length < start || !Arrays.equals(WORD, word)) {
            throw new IllegalArgumentException(file + ": is no memory of good parts; 'huoyan teach' makes one");
        }
        String stated = new String(whole, WORD.length, HASH_DIGITS, StandardCharsets.US_ASCII);
        byte[] body = Arrays.copyOfRange(whole, start, whole.length);
        if (!ModelFolder.sha256(body).equals(stated)) {
            throw new IllegalArgumentException(
                    file + ": was cut off or altered: its content has another hash than it states");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
            return memory(in);
        }
    }

    private static KnownGood memory(DataInputStream in) throws IOException {
        KnownGood.Kind kind = KnownGood.Kind.valueOf(in.readUTF());
        String modelId = in.readUTF();
        String modelSha256 = in.readUTF();
        boolean isWeldOnly = in.readBoolean();
        Likeness likeness = new Likeness(floats(in), floats(in), floats(in), floats(in));
        KnownGood.Metric metric = new KnownGood.Metric(floats(in), floats(in));
        int placesPerPicture = in.readInt();
        double threshold = in.readDouble();
        double alarmShare = in.readDouble();
        int count = in.readInt();
        if (count < 1 || count > PICTURES_MAX) {
            throw new IllegalArgumentException(
                    "the memory has " + count + " pictures; allowed are 1 to " + PICTURES_MAX);
        }
        List<KnownGood.GoodPicture> pictures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pictures.add(new KnownGood.GoodPicture(
                    in.readUTF(),
                    in.readUTF(),
                    floats(in),
                    floats(in),
                    floats(in),
                    in.readDouble(),
                    new KnownGood.Stretch(in.readDouble(), in.readDouble()),
                    in.readDouble(),
                    in.readDouble()));
        }
        return new KnownGood(
                kind,
                modelId,
                modelSha256,
                isWeldOnly,
                likeness,
                metric,
                placesPerPicture,
                pictures,
                threshold,
                alarmShare,
                in.available() > 0 ? in.readUTF() : "");
    }

    private static void floats(float[] values, DataOutputStream out) throws IOException {
        out.writeInt(values.length);
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        out.write(bytes.array());
    }

    private static float[] floats(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || (long) length * Float.BYTES > in.available()) {
            throw new IllegalArgumentException("the memory states " + length + " numbers and ends before them");
        }
        float[] values = new float[length];
        ByteBuffer.wrap(in.readNBytes(length * Float.BYTES)).asFloatBuffer().get(values);
        return values;
    }
}
