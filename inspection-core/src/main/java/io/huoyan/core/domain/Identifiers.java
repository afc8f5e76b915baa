package io.huoyan.core.domain;

/**
 * The one alphabet of identifiers: they become MQTT topic levels, file names and columns, so that '/', '+' and '#' are
 * out.
 */
final class Identifiers {
    static final int LENGTH_MAX = 64;

    private Identifiers() {}

    static String checked(String what, String value) {
        boolean isAllowed = !value.isEmpty() && value.length() <= LENGTH_MAX && isLetterOrDigit(value.charAt(0));
        for (int i = 1; i < value.length() && isAllowed; i++) {
            isAllowed = isLetterOrDigit(value.charAt(i)) || "._:-".indexOf(value.charAt(i)) >= 0;
        }
        if (!isAllowed) {
            throw new InvalidIdentifierException(what, value);
        }
        return value;
    }

    private static boolean isLetterOrDigit(char one) {
        return (one >= 'A' && one <= 'Z') || (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9');
    }
}
