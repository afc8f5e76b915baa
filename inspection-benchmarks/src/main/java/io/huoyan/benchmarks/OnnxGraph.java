package io.huoyan.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A graph of operators as an ONNX file (https://onnx.ai/onnx/repo-docs/IR.html, field numbers as in its
 * {@code onnx.proto}).
 */
final class OnnxGraph {
    /** Types of an element, {@code TensorProto.DataType}. */
    static final int FLOAT = 1;

    static final int UINT8 = 2;
    static final int INT8 = 3;
    static final int INT32 = 6;

    private static final int IR_VERSION = 8;
    private static final int OPERATOR_VERSION = 17;

    private final OnnxMessage graph = new OnnxMessage().text(2, "huoyan");

    /** An input of four sizes that are not told beforehand. */
    void input(String name, int type) {
        graph.message(11, end(name, type));
    }

    /** An output of four sizes that are not told beforehand. */
    void output(String name) {
        graph.message(12, end(name, FLOAT));
    }

    void node(String operator, String output, List<String> inputs, OnnxMessage... attributes) {
        OnnxMessage node = new OnnxMessage();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(3, output + "_" + operator).text(4, operator);
        for (OnnxMessage attribute : attributes) {
            node.message(5, attribute);
        }
        graph.message(1, node);
    }

    /** Without a shape it is a scalar. */
    void constant(String name, float[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        constant(name, FLOAT, raw.array(), shape);
    }

    /** Without a shape it is a scalar. */
    void constant(String name, int[] values, long... shape) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asIntBuffer().put(values);
        constant(name, INT32, raw.array(), shape);
    }

    /** @param raw little-endian */
    void constant(String name, int type, byte[] raw, long... shape) {
        OnnxMessage tensor = new OnnxMessage();
        for (long size : shape) {
            tensor.number(1, size);
        }
        graph.message(5, tensor.number(2, type).text(8, name).bytes(9, raw));
    }

    byte[] toBytes() {
        return new OnnxMessage()
                .number(1, IR_VERSION)
                .text(2, "huoyan")
                .message(7, graph)
                .message(8, new OnnxMessage().text(1, "").number(2, OPERATOR_VERSION))
                .toBytes();
    }

    static OnnxMessage number(String name, long value) {
        return new OnnxMessage().text(1, name).number(3, value).number(20, 2);
    }

    static OnnxMessage text(String name, String value) {
        return new OnnxMessage().text(1, name).text(4, value).number(20, 3);
    }

    static OnnxMessage numbers(String name, long... values) {
        OnnxMessage attribute = new OnnxMessage().text(1, name);
        for (long value : values) {
            attribute.number(8, value);
        }
        return attribute.number(20, 7);
    }

    private static OnnxMessage end(String name, int type) {
        OnnxMessage shape = new OnnxMessage();
        for (int i = 0; i < 4; i++) {
            shape.message(1, new OnnxMessage().text(2, name + i));
        }
        OnnxMessage tensor = new OnnxMessage().number(1, type).message(2, shape);
        return new OnnxMessage().text(1, name).message(2, new OnnxMessage().message(1, tensor));
    }
}
