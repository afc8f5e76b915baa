package io.huoyan.server.app;

import java.util.List;

/**
 * A configuration that cannot be used; the message lists every fault, one a line, as {@code file:line: what, value,
 * allowed}.
 */
public final class ConfigurationException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    ConfigurationException(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
    }
}
