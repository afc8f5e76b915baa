package io.huoyan.core.infer.djl;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The few words of Python's pickle protocol 2 that a TorchScript module's attributes need (Python's {@code pickletools}
 * lists them): the module is an object whose state maps each tensor's name to a rebuilt tensor over a stored file.
 */
final class TorchPickle {
    private static final int PROTOCOL = 0x80;
    private static final int VERSION = 2;
    private static final int EMPTY_TUPLE = ')';
    private static final int NEW_OBJECT = 0x81;
    private static final int EMPTY_DICTIONARY = '}';
    private static final int EMPTY_LIST = ']';
    private static final int TUPLE_OF_ONE = 0x85;
    private static final int MARK = '(';
    private static final int SET_ITEMS = 'u';
    private static final int BUILD = 'b';
    private static final int STOP = '.';
    private static final int TUPLE = 't';
    private static final int REDUCE = 'R';
    private static final int PERSISTENT_ID = 'Q';
    private static final int TRUE = 0x88;
    private static final int FALSE = 0x89;
    private static final int GLOBAL = 'c';
    private static final int UNICODE = 'X';
    private static final int INT_ONE_BYTE = 'K';
    private static final int INT_FOUR_BYTES = 'J';
    private static final int ONE_BYTE_MAX = 0xff;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static byte[] emptyTuple() {
        return new byte[] {(byte) PROTOCOL, VERSION, EMPTY_TUPLE, STOP};
    }

    byte[] module(TorchScriptArchive archive) {
        words(PROTOCOL, VERSION);
        global("__torch__", TorchScriptArchive.CLASS_NAME);
        words(EMPTY_TUPLE, NEW_OBJECT, EMPTY_DICTIONARY, MARK);
        for (int i = 0; i < archive.size(); i++) {
            text(archive.name(i));
            tensor(archive, i);
        }
        text("training");
        words(FALSE);
        for (String list : archive.tensorLists()) {
            text(list);
            global("torch.jit._pickle", "build_tensorlist");
            words(EMPTY_LIST, TUPLE_OF_ONE, REDUCE);
        }
        words(SET_ITEMS, BUILD, STOP);
        return out.toByteArray();
    }

    private void tensor(TorchScriptArchive archive, int index) {
        global("torch._utils", "_rebuild_tensor_v2");
        words(MARK);
        storage(archive.storage(index), archive.elements(index), index);
        integer(0);
        tuple(archive.shape(index));
        tuple(archive.stride(index));
        words(archive.isTrained(index) ? TRUE : FALSE);
        global("collections", "OrderedDict");
        words(EMPTY_TUPLE, REDUCE, TUPLE, REDUCE);
    }

    private void storage(String storage, int elements, int index) {
        words(MARK);
        text("storage");
        global("torch", storage);
        text(Integer.toString(index));
        text("cpu");
        integer(elements);
        words(TUPLE, PERSISTENT_ID);
    }

    private void tuple(long[] values) {
        words(MARK);
        for (long value : values) {
            integer(value);
        }
        words(TUPLE);
    }

    private void integer(long value) {
        if (value >= 0 && value <= ONE_BYTE_MAX) {
            words(INT_ONE_BYTE, (int) value);
        } else {
            words(INT_FOUR_BYTES);
            fourBytes(Math.toIntExact(value));
        }
    }

    private void global(String module, String name) {
        words(GLOBAL);
        out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        words(UNICODE);
        fourBytes(bytes.length);
        out.writeBytes(bytes);
    }

    private void fourBytes(int value) {
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }

    private void words(int... words) {
        for (int word : words) {
            out.write(word);
        }
    }
}
