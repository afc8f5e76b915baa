package io.huoyan.core.domain;

/** An identifier outside the allowed alphabet or length. The message names the kind, the value and what is allowed. */
public final class InvalidIdentifierException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN_MAX = 80;

    private final String what;

    InvalidIdentifierException(String what, String value) {
        super(what + " is '" + shown(value) + "'; allowed are 1 to " + Identifiers.LENGTH_MAX
                + " characters of A-Z a-z 0-9 . _ : -, the first a letter or digit");
        this.what = what;
    }

    /** Which kind of identifier it is, e.g. {@code vehicleId}. */
    public String what() {
        return what;
    }

    private static String shown(String value) {
        String printable = value.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= SHOWN_MAX ? printable : printable.substring(0, SHOWN_MAX) + "…";
    }
}
