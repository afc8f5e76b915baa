package io.huoyan.core.domain;

import java.util.regex.Pattern;

/**
 * The one alphabet of identifiers: they become MQTT topic levels, file names and columns, so that '/', '+' and '#' are
 * out.
 */
final class Identifiers {
    static final int LENGTH_MAX = 64;
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0," + (LENGTH_MAX - 1) + "}");

    private Identifiers() {}

    static String checked(String what, String value) {
        if (!ALLOWED.matcher(value).matches()) {
            throw new InvalidIdentifierException(what, value);
        }
        return value;
    }
}
