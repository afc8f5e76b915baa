package io.huoyan.lab.train;

import io.huoyan.core.infer.MasterTensors.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A state dictionary as {@code torch.save} writes it, read without Python: the zip archive of today ({@code data.pkl}
 * and a file per storage) or the older row of pickles and storages. Only tensors of 32-bit floats are taken.
 */
final class TorchCheckpoint {
    /** Largest file that is read. */
    static final long BYTES_MAX = 512L << 20;

    private static final String FLOATS = "torch.FloatStorage";
    private static final String PICKLE = "data.pkl";
    /** First value of the older form (torch/serialization.py, MAGIC_NUMBER), its lowest eight bytes. */
    private static final long MAGIC = 0xa86a20f9469cfc6cL;

    private static final long PROTOCOL = 1001;
    private static final Map<String, Integer> ELEMENT_BYTES = Map.of(
            FLOATS,
            Float.BYTES,
            "torch.DoubleStorage",
            Double.BYTES,
            "torch.HalfStorage",
            Short.BYTES,
            "torch.BFloat16Storage",
            Short.BYTES,
            "torch.LongStorage",
            Long.BYTES,
            "torch.IntStorage",
            Integer.BYTES,
            "torch.ShortStorage",
            Short.BYTES,
            "torch.ByteStorage",
            1,
            "torch.CharStorage",
            1,
            "torch.BoolStorage",
            1);

    private TorchCheckpoint() {}

    /**
     * The tensors of 32-bit floats, in the order of the dictionary.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it is no state dictionary, or holds what none needs
     */
    static Map<String, Tensor> read(Path file) throws IOException {
        long size = Files.size(file);
        if (size > BYTES_MAX) {
            throw new IllegalArgumentException("has " + size + " bytes; allowed are " + BYTES_MAX);
        }
        byte[] start;
        try (InputStream in = Files.newInputStream(file)) {
            start = in.readNBytes(2);
        }
        boolean isZip = start.length == 2 && start[0] == 'P' && start[1] == 'K';
        return isZip
                ? zipped(file)
                : older(ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN));
    }

    private static Map<String, Tensor> zipped(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            String folder = folder(zip);
            ZipEntry order = zip.getEntry(folder + "byteorder");
            if (order != null
                    && !new String(bytes(zip, order), java.nio.charset.StandardCharsets.US_ASCII)
                            .strip()
                            .equals("little")) {
                throw new IllegalArgumentException("byteorder is another than little");
            }
            Map<String, Unpickler.View> views = views(Unpickler.read(wrapped(bytes(zip, entry(zip, folder + PICKLE)))));
            Map<String, FloatBuffer> storages = new HashMap<>();
            for (Unpickler.View view : views.values()) {
                Unpickler.Storage storage = view.storage();
                if (storage.type().equals(FLOATS) && !storages.containsKey(storage.key())) {
                    byte[] numbers = bytes(zip, entry(zip, folder + "data/" + storage.key()));
                    storages.put(storage.key(), wrapped(numbers).asFloatBuffer());
                }
            }
            return tensors(views, storages);
        }
    }

    private static String folder(ZipFile zip) {
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
            String name = entries.nextElement().getName();
            if (name.endsWith("/" + PICKLE)) {
                return name.substring(0, name.length() - PICKLE.length());
            }
        }
        throw new IllegalArgumentException(
                "is a zip archive without " + PICKLE + "; allowed is what torch.save writes");
    }

    private static ZipEntry entry(ZipFile zip, String name) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IllegalArgumentException("is a zip archive without " + name);
        }
        return entry;
    }

    private static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) BYTES_MAX);
            if (in.read() >= 0) {
                throw new IllegalArgumentException(
                        entry.getName() + " has more than the allowed " + BYTES_MAX + " bytes");
            }
            return bytes;
        }
    }

    private static ByteBuffer wrapped(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static Map<String, Tensor> older(ByteBuffer file) {
        if (!file.hasRemaining() || (file.get(0) & 0xff) != 0x80) {
            throw new IllegalArgumentException("is no checkpoint; allowed is what torch.save writes");
        }
        if (!Unpickler.read(file).equals(MAGIC) || !Unpickler.read(file).equals(PROTOCOL)) {
            throw new IllegalArgumentException("is a pickle and no checkpoint; allowed is what torch.save writes");
        }
        if (!(Unpickler.read(file) instanceof Map<?, ?> machine)
                || !Boolean.TRUE.equals(machine.get("little_endian"))) {
            throw new IllegalArgumentException("was written on a machine with the largest byte first");
        }
        Map<String, Unpickler.View> views = views(Unpickler.read(file));
        if (!(Unpickler.read(file) instanceof List<?> keys)) {
            throw new IllegalArgumentException("has no list of storages after its tensors");
        }
        Map<String, Unpickler.Storage> stated = new HashMap<>();
        views.values().forEach(view -> stated.put(view.storage().key(), view.storage()));
        Map<String, FloatBuffer> storages = new HashMap<>();
        Set<String> read = new HashSet<>();
        for (Object key : keys) {
            Unpickler.Storage storage = stated.get(String.valueOf(key));
            if (storage == null || !read.add(storage.key())) {
                throw new IllegalArgumentException("storage " + key + " belongs to no tensor, or comes twice");
            }
            storages.put(storage.key(), numbers(file, storage));
        }
        return tensors(views, storages);
    }

    private static FloatBuffer numbers(ByteBuffer file, Unpickler.Storage storage) {
        Integer elementBytes = ELEMENT_BYTES.get(storage.type());
        if (elementBytes == null) {
            throw new IllegalArgumentException("storage " + storage.key() + " is of type " + storage.type()
                    + "; allowed are " + ELEMENT_BYTES.keySet());
        }
        long count = file.remaining() < Long.BYTES ? -1 : file.getLong();
        if (count != storage.count() || count < 0 || count > file.remaining() / elementBytes) {
            throw new IllegalArgumentException("storage " + storage.key() + " has " + count + " numbers; stated are "
                    + storage.count() + ", and " + file.remaining() + " bytes are left");
        }
        int length = (int) count * elementBytes;
        ByteBuffer own = file.slice(file.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        file.position(file.position() + length);
        return own.asFloatBuffer();
    }

    private static Map<String, Unpickler.View> views(Object dictionary) {
        if (!(dictionary instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("holds no dictionary of tensors");
        }
        Map<String, Unpickler.View> views = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (!(value instanceof Unpickler.View view)) {
                throw new IllegalArgumentException(
                        name + " is no tensor; allowed is a state dictionary, names and tensors alone");
            }
            views.put(String.valueOf(name), view);
        });
        return views;
    }

    private static Map<String, Tensor> tensors(Map<String, Unpickler.View> views, Map<String, FloatBuffer> storages) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        views.forEach((name, view) -> {
            if (view.storage().type().equals(FLOATS)) {
                FloatBuffer numbers = storages.get(view.storage().key());
                if (numbers == null) {
                    throw new IllegalArgumentException("tensor " + name + " has no storage in the file");
                }
                tensors.put(name, tensor(name, view, numbers));
            }
        });
        return tensors;
    }

    /** Gathers a tensor, whose numbers may lie in any order, row by row. */
    private static Tensor tensor(String name, Unpickler.View view, FloatBuffer numbers) {
        try {
            int sizes = view.shape().size();
            long count = view.shape().stream().reduce(1L, Math::multiplyExact);
            boolean isSized = view.strides().size() == sizes
                    && view.shape().stream().allMatch(size -> size >= 1)
                    && view.strides().stream().allMatch(stride -> stride >= 0);
            if (!isSized || count > numbers.capacity()) {
                throw new IllegalArgumentException("tensor " + name + " has shape " + view.shape() + " and strides "
                        + view.strides() + "; its storage has " + numbers.capacity() + " numbers");
            }
            float[] values = new float[(int) count];
            long[] at = new long[sizes];
            for (int i = 0; i < values.length; i++) {
                long place = view.offset();
                for (int axis = 0; axis < sizes; axis++) {
                    place = Math.addExact(
                            place, Math.multiplyExact(at[axis], view.strides().get(axis)));
                }
                values[i] = numbers.get(Math.toIntExact(place));
                for (int axis = sizes - 1;
                        axis >= 0 && ++at[axis] == view.shape().get(axis);
                        axis--) {
                    at[axis] = 0;
                }
            }
            return new Tensor(view.shape().stream().map(Math::toIntExact).toList(), values);
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "tensor " + name + " reaches beyond its storage of " + numbers.capacity() + " numbers", e);
        }
    }
}
