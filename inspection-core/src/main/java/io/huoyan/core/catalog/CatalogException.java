package io.huoyan.core.catalog;

import java.util.List;

/**
 * A catalog that cannot be used. The message lists every fault, one per line: {@code file:line: what, value, allowed}.
 */
public final class CatalogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> faults;

    CatalogException(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    /** The faults, in the order of files and lines. */
    public List<String> faults() {
        return faults;
    }
}
