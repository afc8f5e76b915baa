package io.huoyan.lab.train;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads a Python pickle (protocol 2; Python's {@code pickletools} lists the words) as far as a PyTorch state dictionary
 * needs it. Nothing is ever called: the few names that may be called stand for records of ours, any other name and any
 * other word is refused.
 *
 * <p>Values are {@link String}, {@link Long}, {@link Double}, {@link Boolean}, {@link List}, {@link Map} with names as
 * keys, {@link Tuple}, {@link Name}, {@link Storage}, {@link View} and {@link #NONE}.
 */
final class Unpickler {
    /** Python's None. */
    static final Object NONE = new Object();

    private static final String DICTIONARY = "collections.OrderedDict";
    private static final String TENSOR = "torch._utils._rebuild_tensor_v2";
    private static final String PARAMETER = "torch._utils._rebuild_parameter";
    private static final Set<String> CALLED = Set.of(DICTIONARY, TENSOR, PARAMETER);
    private static final String STORAGE_NAME = "torch\\.[A-Za-z0-9]+Storage";
    private static final int VERSION = 2;
    private static final int LONG_BYTES_MAX = 16;

    private final ByteBuffer bytes;
    private final List<Object> stack = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final Map<Integer, Object> memo = new HashMap<>();

    /** Values that do not change once made. */
    record Tuple(List<Object> values) {}

    /** A name of Python's, {@code module.name}. */
    record Name(String full) {}

    /** Numbers kept elsewhere: of which type, under which key, how many. */
    record Storage(String type, String key, long count) {}

    /** A tensor: where in a storage it begins, its sizes and the steps from one number to the next. */
    record View(Storage storage, long offset, List<Long> shape, List<Long> strides) {}

    private Unpickler(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /**
     * The value that begins at the buffer's position, which is moved behind it.
     *
     * @param bytes little-endian
     * @throws IllegalArgumentException if it is none, or holds what no state dictionary needs
     */
    static Object read(ByteBuffer bytes) {
        int start = bytes.position();
        try {
            return new Unpickler(bytes).value();
        } catch (BufferUnderflowException | IndexOutOfBoundsException | ClassCastException | ArithmeticException e) {
            throw new IllegalArgumentException("the pickle at byte " + start + " is cut off or wrong", e);
        }
    }

    private Object value() {
        while (true) {
            int at = bytes.position();
            int word = bytes.get() & 0xff;
            switch (word) {
                case '.' -> {
                    return pop();
                }
                case 0x80 -> protocol(at);
                case '(' -> marks.add(stack.size());
                case '}' -> stack.add(new LinkedHashMap<String, Object>());
                case ']' -> stack.add(new ArrayList<>());
                case ')' -> stack.add(new Tuple(List.of()));
                case 't' -> stack.add(new Tuple(sinceMark()));
                case 0x85, 0x86, 0x87 -> stack.add(new Tuple(last(word - 0x84)));
                case 'N' -> stack.add(NONE);
                case 0x88 -> stack.add(true);
                case 0x89 -> stack.add(false);
                case 'J' -> stack.add((long) bytes.getInt());
                case 'K' -> stack.add((long) (bytes.get() & 0xff));
                case 'M' -> stack.add((long) (bytes.getShort() & 0xffff));
                case 0x8a -> stack.add(longNumber());
                case 'G' -> stack.add(Double.longBitsToDouble(Long.reverseBytes(bytes.getLong())));
                case 'X' -> stack.add(text(bytes.getInt()));
                case 'q' -> memo.put(bytes.get() & 0xff, top());
                case 'r' -> memo.put(bytes.getInt(), top());
                case 'h' -> stack.add(remembered(bytes.get() & 0xff));
                case 'j' -> stack.add(remembered(bytes.getInt()));
                case 'c' -> stack.add(name(at));
                case 'R' -> call(at);
                case 'b' -> ignoreAttributes(at);
                case 's' -> put(last(2));
                case 'u' -> put(sinceMark());
                case 'a' -> append(last(1));
                case 'e' -> append(sinceMark());
                case 'Q' -> stack.add(storage(at));
                default -> throw refused(at, String.format("the word 0x%02x", word));
            }
        }
    }

    private static IllegalArgumentException refused(int at, String what) {
        return new IllegalArgumentException(
                "byte " + at + " of the pickle has " + what + ", which no state dictionary of tensors needs");
    }

    private void protocol(int at) {
        int version = bytes.get() & 0xff;
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "the pickle at byte " + at + " is of protocol " + version + "; allowed is " + VERSION);
        }
    }

    private Object pop() {
        return stack.remove(stack.size() - 1);
    }

    private Object top() {
        return stack.get(stack.size() - 1);
    }

    private List<Object> last(int count) {
        List<Object> values = new ArrayList<>(stack.subList(stack.size() - count, stack.size()));
        stack.subList(stack.size() - count, stack.size()).clear();
        return values;
    }

    private List<Object> sinceMark() {
        return last(stack.size() - marks.remove(marks.size() - 1));
    }

    private Object remembered(int place) {
        Object value = memo.get(place);
        if (value == null) {
            throw new IllegalArgumentException("the pickle refers to place " + place + ", where nothing was put");
        }
        return value;
    }

    private Long longNumber() {
        int length = bytes.get() & 0xff;
        if (length > LONG_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "a number of the pickle has " + length + " bytes; allowed are " + LONG_BYTES_MAX);
        }
        long value = 0;
        for (int i = 0; i < length; i++) {
            long next = bytes.get();
            value = i < Long.BYTES ? value | (next & 0xff) << (8 * i) : value;
        }
        return value;
    }

    private String text(int length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new IllegalArgumentException(
                    "a text of the pickle has " + length + " bytes; " + bytes.remaining() + " are left");
        }
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private Name name(int at) {
        String full = line() + "." + line();
        if (!CALLED.contains(full) && !full.matches(STORAGE_NAME)) {
            throw refused(at, "the name " + full);
        }
        return new Name(full);
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (char c = (char) bytes.get(); c != '\n'; c = (char) bytes.get()) {
            line.append(c);
        }
        return line.toString();
    }

    private void call(int at) {
        List<Object> arguments = ((Tuple) pop()).values();
        String called = ((Name) pop()).full();
        if (called.equals(DICTIONARY) && arguments.isEmpty()) {
            stack.add(new LinkedHashMap<String, Object>());
        } else if (called.equals(TENSOR)) {
            stack.add(new View(
                    (Storage) arguments.get(0),
                    (Long) arguments.get(1),
                    numbers(arguments.get(2)),
                    numbers(arguments.get(3))));
        } else if (called.equals(PARAMETER) && arguments.get(0) instanceof View view) {
            stack.add(view);
        } else {
            throw refused(at, "a call of " + called);
        }
    }

    private static List<Long> numbers(Object tuple) {
        return ((Tuple) tuple).values().stream().map(Long.class::cast).toList();
    }

    /** A state dictionary carries the versions of its modules as an attribute. */
    private void ignoreAttributes(int at) {
        pop();
        if (!(top() instanceof Map<?, ?>)) {
            throw refused(at, "attributes of something else than a dictionary");
        }
    }

    @SuppressWarnings("unchecked") // Every map on the stack was made here.
    private void put(List<Object> namesAndValues) {
        Map<String, Object> map = (Map<String, Object>) top();
        for (int i = 0; i < namesAndValues.size(); i += 2) {
            map.put((String) namesAndValues.get(i), namesAndValues.get(i + 1));
        }
    }

    @SuppressWarnings("unchecked") // Every list on the stack was made here.
    private void append(List<Object> values) {
        ((List<Object>) top()).addAll(values);
    }

    private Storage storage(int at) {
        List<Object> id = ((Tuple) pop()).values();
        boolean isView = id.size() > 5 && id.get(5) != NONE;
        if (id.size() < 5 || !"storage".equals(id.get(0)) || isView) {
            throw refused(at, "a reference that is no whole storage");
        }
        String type = ((Name) id.get(1)).full();
        if (!type.matches(STORAGE_NAME)) {
            throw refused(at, "a storage of type " + type);
        }
        return new Storage(type, (String) id.get(2), (Long) id.get(4));
    }
}
