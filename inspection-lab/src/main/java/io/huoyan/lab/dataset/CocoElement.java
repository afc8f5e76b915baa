package io.huoyan.lab.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/**
 * One element of a list of a COCO file. What is not as it must be is told with its place.
 *
 * @param file that it is in
 * @param line where it begins, from 1
 * @param name of the list and number in it, such as {@code annotations[0]}
 */
record CocoElement(Path file, int line, String name, JsonNode node) {
    JsonNode member(String member) {
        return node.path(member);
    }

    /** Whether a member is there and is neither null nor an empty list. */
    boolean tells(String member) {
        JsonNode value = member(member);
        return !value.isMissingNode() && !value.isNull() && !(value.isArray() && value.isEmpty());
    }

    long whole(String member) {
        JsonNode value = member(member);
        if (!value.isIntegralNumber()) {
            throw fault(member + " is " + shown(value) + "; needed is a whole number");
        }
        return value.asLong();
    }

    double number(String member) {
        return number(member(member), member);
    }

    /** All of a list, whose elements are numbers. */
    double[] numbers(JsonNode list, String path) {
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(list.get(i), path + "[" + i + "]");
        }
        return numbers;
    }

    private double number(JsonNode value, String path) {
        // Some tools write numbers as text.
        boolean isNumber = value.isNumber() || (value.isTextual() && DecimalNumber.is(value.asText()));
        double number = isNumber ? Double.parseDouble(value.asText()) : Double.NaN;
        if (!Double.isFinite(number)) {
            throw fault(path + " is " + shown(value) + "; needed is a number");
        }
        return number;
    }

    /** A member that is 0 or 1, true or false; one that is not there is false. */
    boolean flag(String member) {
        JsonNode value = member(member);
        if (value.isBoolean() || !tells(member)) {
            return value.asBoolean();
        }
        double number = value.isNumber() || DecimalNumber.is(value.asText()) ? Double.parseDouble(value.asText()) : -1;
        if (number != 0 && number != 1) {
            throw fault(member + " is " + shown(value) + "; allowed are 0 and 1");
        }
        return number == 1;
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "not there" : value.toString();
    }

    DatasetException fault(String what) {
        return new DatasetException(file + ":" + line + ": " + name + ": " + what);
    }
}
