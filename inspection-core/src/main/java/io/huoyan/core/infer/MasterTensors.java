package io.huoyan.core.infer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The trained numbers of a network, in the safetensors format (little-endian header length, a JSON header, then the
 * values; https://github.com/huggingface/safetensors). Only 32-bit floats.
 *
 * @param byName tensors in the order of the file
 */
public record MasterTensors(Map<String, Tensor> byName) {
    private static final String FLOAT32 = "F32";
    private static final int HEADER_BYTES_MAX = 16 << 20;

    /**
     * @param shape sizes, outermost first
     * @param values row-major; not copied, not to be changed
     */
    public record Tensor(List<Integer> shape, float[] values) {
        public Tensor {
            shape = List.copyOf(shape);
            long needed = shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
            if (values.length != needed) {
                throw new IllegalArgumentException(
                        "tensor has " + values.length + " values; shape " + shape + " needs " + needed);
            }
        }
    }

    public MasterTensors {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /** @throws IllegalArgumentException if there is no tensor of this name and shape */
    public float[] values(String name, Integer... shape) {
        Tensor tensor = byName.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("tensor " + name + " is missing; there are " + byName.keySet());
        }
        if (!tensor.shape().equals(Arrays.asList(shape))) {
            throw new IllegalArgumentException(
                    "tensor " + name + " has shape " + tensor.shape() + "; needed is " + Arrays.toString(shape));
        }
        return tensor.values();
    }

    /** @throws IllegalArgumentException if a value is no finite number: nothing true can be computed with it */
    public void verifyFinite() {
        byName.forEach((name, tensor) -> {
            for (int i = 0; i < tensor.values().length; i++) {
                if (!Float.isFinite(tensor.values()[i])) {
                    throw new IllegalArgumentException("tensor " + name + " has " + tensor.values()[i] + " at value "
                            + i + "; allowed are finite numbers");
                }
            }
        });
    }

    /** @throws IllegalArgumentException if the bytes are no such file */
    public static MasterTensors parse(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long headerBytes = bytes.length < Long.BYTES ? -1 : file.getLong();
        if (headerBytes < 0 || headerBytes > Math.min(HEADER_BYTES_MAX, bytes.length - Long.BYTES)) {
            throw new IllegalArgumentException("is no safetensors file: it states a header of " + headerBytes
                    + " bytes and has " + bytes.length + " bytes in all");
        }
        String header = new String(bytes, Long.BYTES, (int) headerBytes, StandardCharsets.UTF_8);
        ByteBuffer data = file.position(Long.BYTES + (int) headerBytes).slice().order(ByteOrder.LITTLE_ENDIAN);
        Map<String, Tensor> byName = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : parsedHeader(header).entrySet()) {
            String name = String.valueOf(entry.getKey());
            if (!name.equals("__metadata__")) {
                byName.put(name, tensor(name, entry.getValue(), data));
            }
        }
        return new MasterTensors(byName);
    }

    /** The bytes of a safetensors file; the same tensors give the same bytes. */
    public byte[] toBytes() {
        StringJoiner header = new StringJoiner(",", "{", "}");
        int offset = 0;
        for (Map.Entry<String, Tensor> entry : byName.entrySet()) {
            int end = offset + entry.getValue().values().length * Float.BYTES;
            String shape = entry.getValue().shape().toString().replace(" ", "");
            header.add("\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
                    .formatted(entry.getKey(), FLOAT32, shape, offset, end));
            offset = end;
        }
        byte[] headerBytes = padded(header.toString()).getBytes(StandardCharsets.UTF_8);
        ByteBuffer file =
                ByteBuffer.allocate(Long.BYTES + headerBytes.length + offset).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(headerBytes.length).put(headerBytes);
        for (Tensor tensor : byName.values()) {
            file.asFloatBuffer().put(tensor.values());
            file.position(file.position() + tensor.values().length * Float.BYTES);
        }
        return file.array();
    }

    /** The format wants the values to start at a multiple of eight. */
    private static String padded(String header) {
        int bytes = header.getBytes(StandardCharsets.UTF_8).length;
        return header + " ".repeat((Long.BYTES - bytes % Long.BYTES) % Long.BYTES);
    }

    /** JSON is YAML 1.2, so that the room's YAML reader reads it. */
    private static Map<?, ?> parsedHeader(String header) {
        try {
            Object parsed = new Load(LoadSettings.builder().build()).loadFromString(header);
            if (parsed instanceof Map<?, ?> map) {
                return map;
            }
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException("is no safetensors file: its header is no JSON: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("is no safetensors file: its header is no JSON object");
    }

    private static Tensor tensor(String name, Object entry, ByteBuffer data) {
        if (!(entry instanceof Map<?, ?> map)
                || !FLOAT32.equals(map.get("dtype"))
                || !(map.get("shape") instanceof List<?> shapeEntry)
                || !(map.get("data_offsets") instanceof List<?> offsets)
                || offsets.size() != 2) {
            throw new IllegalArgumentException(
                    "tensor " + name + " is described as " + entry + "; needed are dtype F32, shape and data_offsets");
        }
        List<Integer> shape = integers(name, shapeEntry);
        int start = integers(name, offsets).get(0);
        int end = integers(name, offsets).get(1);
        if (start < 0 || end < start || end > data.capacity() || (end - start) % Float.BYTES != 0) {
            throw new IllegalArgumentException("tensor " + name + " lies at " + offsets + "; the file holds "
                    + data.capacity() + " bytes of values");
        }
        float[] values = new float[(end - start) / Float.BYTES];
        data.slice(start, end - start)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(values);
        return new Tensor(shape, values);
    }

    private static List<Integer> integers(String name, List<?> entries) {
        List<Integer> integers = new ArrayList<>();
        for (Object entry : entries) {
            if (!(entry instanceof Integer integer)) {
                throw new IllegalArgumentException("tensor " + name + " has " + entry + " where a number is needed");
            }
            integers.add(integer);
        }
        return integers;
    }
}
