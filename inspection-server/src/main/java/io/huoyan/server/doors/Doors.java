package io.huoyan.server.doors;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The rule of the doors: only loopback is open without more ado. */
public final class Doors {
    private Doors() {}

    /**
     * Checks an address before anything listens on it.
     *
     * @param door what would listen, for the message, e.g. {@code gRPC}
     * @param host name or address; empty or {@code 0.0.0.0} mean every address
     * @param hasTls whether it would speak TLS
     * @param hasAuthentication whether it would ask who calls (tokens or client certificates)
     * @throws ClosedDoorException if it must not listen there, or the name has no address
     */
    public static void check(String door, String host, boolean hasTls, boolean hasAuthentication) {
        if ((hasTls && hasAuthentication) || isLoopback(door, host)) {
            return;
        }
        String missing = hasTls ? "authentication" : hasAuthentication ? "TLS" : "TLS and authentication";
        throw new ClosedDoorException(door + " does not listen on '" + host + "': without " + missing
                + " only loopback (127.0.0.1, ::1, localhost) is allowed; configure " + missing
                + " or listen on loopback");
    }

    /** True if the host's every address is a loopback address. */
    private static boolean isLoopback(String door, String host) {
        if (host.isBlank()) {
            return false;
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!address.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            throw new ClosedDoorException(door + " does not listen on '" + host + "': the name has no address here");
        }
    }

    /** An address on which nothing may listen as configured; the message says why and what to do. */
    public static final class ClosedDoorException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        ClosedDoorException(String message) {
            super(message);
        }
    }
}
