package io.huoyan.lab.dataset;

import java.util.regex.Pattern;

/** Numbers as people and tools write them; Java's own may be hexadecimal, or end in a letter for their type. */
final class DecimalNumber {
    private static final Pattern FORM = Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");

    private DecimalNumber() {}

    static boolean is(String text) {
        return FORM.matcher(text).matches();
    }
}
