package io.huoyan.lab.train;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes small checkpoints word by word, as {@code torch.save} does. */
final class PickleFixture {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** A tensor to write: its numbers as they lie in the storage, and how they are read. */
    record Saved(String storageType, float[] stored, List<Integer> shape, List<Integer> strides) {
        static Saved of(List<Integer> shape, float... rowByRow) {
            int[] strides = new int[shape.size()];
            int step = 1;
            for (int i = shape.size() - 1; i >= 0; i--) {
                strides[i] = step;
                step *= shape.get(i);
            }
            return new Saved(
                    "FloatStorage",
                    rowByRow,
                    shape,
                    java.util.Arrays.stream(strides).boxed().toList());
        }
    }

    PickleFixture protocol() {
        return bytes(0x80, 2);
    }

    PickleFixture bytes(int... values) {
        for (int value : values) {
            out.write(value);
        }
        return this;
    }

    PickleFixture word(char word) {
        return bytes(word);
    }

    PickleFixture number(int value) {
        out.write('J');
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
        return this;
    }

    PickleFixture text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.write('X');
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(utf8.length)
                .array());
        out.writeBytes(utf8);
        return this;
    }

    PickleFixture name(String module, String name) {
        out.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    PickleFixture numbers(List<Integer> values) {
        word('(');
        values.forEach(this::number);
        return word('t');
    }

    PickleFixture tensor(String key, Saved saved) {
        name("torch._utils", "_rebuild_tensor_v2").word('(');
        word('(').text("storage").name("torch", saved.storageType()).text(key).text("cpu");
        number(saved.stored().length).word('N').word('t').word('Q');
        number(0).numbers(saved.shape()).numbers(saved.strides()).bytes(0x89);
        name("collections", "OrderedDict").word(')').word('R');
        return word('t').word('R');
    }

    PickleFixture dictionary(Map<String, Saved> tensors) {
        protocol()
                .name("collections", "OrderedDict")
                .word(')')
                .word('R')
                .bytes('q', 0)
                .word('(');
        tensors.forEach((name, saved) -> text(name).tensor(name, saved));
        word('u');
        // The versions of the modules, an attribute that is no tensor.
        return word('}').text("_metadata").word('}').word('s').word('b').word('.');
    }

    byte[] toBytes() {
        return out.toByteArray();
    }

    private static byte[] numbersOf(float[] stored) {
        ByteBuffer bytes = ByteBuffer.allocate(stored.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(stored);
        return bytes.array();
    }

    /** The older form. */
    static byte[] older(Map<String, Saved> tensors) {
        PickleFixture file = new PickleFixture();
        file.protocol()
                .bytes(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19)
                .word('.');
        file.protocol().bytes('M', 0xe9, 0x03).word('.');
        file.protocol().word('}').text("little_endian").bytes(0x88).word('s').word('.');
        file.dictionary(tensors);
        file.protocol().word(']').word('(');
        tensors.keySet().forEach(file::text);
        file.word('e').word('.');
        tensors.values().forEach(saved -> {
            file.out.writeBytes(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(saved.stored().length)
                    .array());
            file.out.writeBytes(numbersOf(saved.stored()));
        });
        return file.toBytes();
    }

    /** The form of today. */
    static byte[] zipped(Map<String, Saved> tensors) throws java.io.IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "archive/data.pkl", new PickleFixture().dictionary(tensors).toBytes());
            put(zip, "archive/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
            for (Map.Entry<String, Saved> entry : tensors.entrySet()) {
                put(
                        zip,
                        "archive/data/" + entry.getKey(),
                        numbersOf(entry.getValue().stored()));
            }
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws java.io.IOException {
        ZipEntry entry = new ZipEntry(name);
        CRC32 check = new CRC32();
        check.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(check.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
