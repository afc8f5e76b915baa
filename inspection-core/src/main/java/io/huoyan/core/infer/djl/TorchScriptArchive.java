package io.huoyan.core.infer.djl;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a TorchScript file: a stored zip of the module's source ({@code code/__torch__.py}), its attributes
 * ({@code data.pkl}, pickle protocol 2) and one file per tensor ({@code data/0}, {@code data/1} …). The layout is that
 * of PyTorch's {@code torch/csrc/jit/serialization}, archive version 3. The same contents give the same bytes.
 */
public final class TorchScriptArchive {
    /** How training treats a tensor. */
    public enum Kind {
        /** Adjusted by gradients. */
        TRAINED,
        /** Kept beside: running statistics, constants. */
        BUFFER
    }

    /** Name of the only class in the archive. */
    static final String CLASS_NAME = "Net";

    private static final String ROOT = "net/";
    /** Zip times start in 1980; a fixed one keeps the bytes equal. */
    private static final long ENTRY_TIME_MS = 315_532_800_000L;

    private record Entry(String name, Kind kind, Element element, long[] shape, long[] stride, byte[] data) {}

    /** What a tensor's numbers are. */
    enum Element {
        FLOAT32("FloatStorage", Float.BYTES),
        BFLOAT16("BFloat16Storage", Short.BYTES),
        INT8("CharStorage", Byte.BYTES);

        private final String storage;
        private final int bytes;

        Element(String storage, int bytes) {
            this.storage = storage;
            this.bytes = bytes;
        }

        /** PyTorch's name of it in the pickle. */
        String storage() {
            return storage;
        }
    }

    private final List<Entry> tensors = new ArrayList<>();
    private final List<String> tensorLists = new ArrayList<>();

    /** A tensor laid out row by row. */
    public TorchScriptArchive add(String name, Kind kind, float[] values, long... shape) {
        long[] stride = new long[shape.length];
        long step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            stride[i] = step;
            step *= shape[i];
        }
        tensors.add(new Entry(name, kind, Element.FLOAT32, shape.clone(), stride, littleEndian(values, step, name)));
        return this;
    }

    /** A constant vector. */
    void addVector(String name, float[] values, boolean isBfloat16) {
        add(name, Kind.BUFFER, values, values.length);
        if (isBfloat16) {
            shorten(tensors.size() - 1);
        }
    }

    /** A constant kernel {@code out × in × rows × columns}, laid out with its input channels innermost. */
    void addKernel(String name, float[] values, boolean isBfloat16, long... shape) {
        addChannelsLast(name, Kind.BUFFER, values, shape);
        if (isBfloat16) {
            shorten(tensors.size() - 1);
        }
    }

    /** A constant kernel of signed bytes, laid out row by row. */
    void addBytes(String name, byte[] values, long... shape) {
        long[] stride = new long[shape.length];
        long step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            stride[i] = step;
            step *= shape[i];
        }
        if (values.length != step) {
            throw new IllegalArgumentException(
                    "tensor " + name + " has " + values.length + " values; its shape needs " + step);
        }
        tensors.add(new Entry(name, Kind.BUFFER, Element.INT8, shape.clone(), stride, values.clone()));
    }

    /** A list of tensors that is empty at first. */
    void addTensorList(String name) {
        tensorLists.add(name);
    }

    List<String> tensorLists() {
        return tensorLists;
    }

    /** To bfloat16: the upper half of a float, rounded to nearest, of two equally near to the even one. */
    private void shorten(int index) {
        Entry entry = tensors.get(index);
        ByteBuffer floats = ByteBuffer.wrap(entry.data()).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer halves = ByteBuffer.allocate(entry.data().length / 2).order(ByteOrder.LITTLE_ENDIAN);
        while (floats.hasRemaining()) {
            int bits = floats.getInt();
            halves.putShort((short) ((bits + 0x7fff + ((bits >>> 16) & 1)) >>> 16));
        }
        tensors.set(
                index,
                new Entry(entry.name(), entry.kind(), Element.BFLOAT16, entry.shape(), entry.stride(), halves.array()));
    }

    /** A kernel {@code out × in × rows × columns}, laid out with its input channels innermost. */
    public TorchScriptArchive addChannelsLast(String name, Kind kind, float[] values, long... shape) {
        int out = (int) shape[0];
        int in = (int) shape[1];
        int area = (int) (shape[2] * shape[3]);
        float[] moved = new float[values.length];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                for (int p = 0; p < area; p++) {
                    moved[(o * area + p) * in + i] = values[(o * in + i) * area + p];
                }
            }
        }
        long[] stride = {(long) in * area, 1, shape[3] * in, in};
        tensors.add(new Entry(
                name, kind, Element.FLOAT32, shape.clone(), stride, littleEndian(moved, (long) out * in * area, name)));
        return this;
    }

    /**
     * The archive's bytes.
     *
     * @param forward source of the method {@code forward}, indented by two, in TorchScript's serialised subset of
     *     Python; tensors are attributes of {@code self}
     */
    public byte[] toBytes(String forward) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "data.pkl", new TorchPickle().module(this));
            put(zip, "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
            put(zip, "code/__torch__.py", source(forward).getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < tensors.size(); i++) {
                put(zip, "data/" + i, tensors.get(i).data());
            }
            put(zip, "constants.pkl", TorchPickle.emptyTuple());
            put(zip, "version", "3\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    int size() {
        return tensors.size();
    }

    String name(int index) {
        return tensors.get(index).name();
    }

    boolean isTrained(int index) {
        return tensors.get(index).kind() == Kind.TRAINED;
    }

    long[] shape(int index) {
        return tensors.get(index).shape();
    }

    long[] stride(int index) {
        return tensors.get(index).stride();
    }

    int elements(int index) {
        return tensors.get(index).data().length / tensors.get(index).element().bytes;
    }

    String storage(int index) {
        return tensors.get(index).element().storage();
    }

    private String source(String forward) {
        StringBuilder text = new StringBuilder("class " + CLASS_NAME + "(Module):\n");
        text.append("  __parameters__ = [").append(names(Kind.TRAINED)).append("]\n");
        text.append("  __buffers__ = [").append(names(Kind.BUFFER)).append("]\n");
        for (Entry tensor : tensors) {
            text.append("  ").append(tensor.name()).append(" : Tensor\n");
        }
        text.append("  training : bool\n");
        for (String list : tensorLists) {
            text.append("  ").append(list).append(" : List[Tensor]\n");
        }
        return text.append(forward).toString();
    }

    private String names(Kind kind) {
        StringBuilder text = new StringBuilder();
        for (Entry tensor : tensors) {
            if (tensor.kind() == kind) {
                text.append('"').append(tensor.name()).append("\", ");
            }
        }
        return text.toString();
    }

    private static byte[] littleEndian(float[] values, long needed, String name) {
        if (values.length != needed) {
            throw new IllegalArgumentException(
                    "tensor " + name + " has " + values.length + " values; its shape needs " + needed);
        }
        ByteBuffer buffer = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(values);
        return buffer.array();
    }

    private static void put(ZipOutputStream zip, String name, byte[] data) throws IOException {
        ZipEntry entry = new ZipEntry(ROOT + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(data.length);
        CRC32 crc = new CRC32();
        crc.update(data);
        entry.setCrc(crc.getValue());
        entry.setTime(ENTRY_TIME_MS);
        zip.putNextEntry(entry);
        zip.write(data);
        zip.closeEntry();
    }
}
