package io.huoyan.core.domain;

/**
 * What a defect is called: a scheme and a code in it. Data, not an enum: the catalog says which exist, with their
 * names.
 *
 * @param scheme {@code ISO6520-1} (fusion welds), {@code ISO6520-2} (resistance welds) or {@code PLANT} for what the
 *     standards have no code for (missing, short, off-location …)
 * @param code within the scheme, e.g. {@code 2017}
 */
public record DefectClass(String scheme, String code) implements Comparable<DefectClass> {
    public DefectClass {
        Identifiers.checked("defect scheme", scheme);
        Identifiers.checked("defect code", code);
        if (scheme.indexOf(':') >= 0) {
            throw new InvalidIdentifierException("defect scheme (without ':')", scheme);
        }
    }

    /** Reads {@code scheme:code}, the form that {@link #toString} writes. */
    public static DefectClass parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(
                    "defect class is '" + text + "'; allowed is scheme:code, e.g. ISO6520-1:2017");
        }
        return new DefectClass(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public int compareTo(DefectClass other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return scheme + ":" + code;
    }
}
