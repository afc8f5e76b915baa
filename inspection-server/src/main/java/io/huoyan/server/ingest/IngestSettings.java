package io.huoyan.server.ingest;

import io.huoyan.server.doors.AccessTokens;
import io.huoyan.server.doors.Doors;
import io.huoyan.server.doors.Secret;
import io.huoyan.server.doors.TlsFiles;
import java.time.Duration;
import java.util.Optional;

/**
 * How the way in is opened.
 *
 * @param host address to listen on; anything but loopback needs {@code tls} and authentication, see {@link Doors}
 * @param port 0 to 65535; 0 takes any free one
 * @param tls certificate and key; empty means plain text
 * @param tokens bearer tokens, see {@link AccessTokens}; empty means that nobody is asked
 * @param limits limits
 * @param workers threads that inspect; ≥ 1
 * @param recorders threads that write outcomes; several share one sync of the disk; ≥ 1
 * @param stopWithin for how long stopping may take; frames not recorded by then stay unanswered, and are sent again by
 *     their cameras
 */
public record IngestSettings(
        String host,
        int port,
        Optional<TlsFiles> tls,
        Optional<Secret> tokens,
        IngestLimits limits,
        int workers,
        int recorders,
        Duration stopWithin) {
    private static final int PORT_MAX = 65535;

    public IngestSettings {
        atLeast("port", port, 0);
        if (port > PORT_MAX) {
            throw new IllegalArgumentException("port is " + port + "; allowed is 0 to " + PORT_MAX);
        }
        atLeast("workers", workers, 1);
        atLeast("recorders", recorders, 1);
        if (stopWithin.isNegative() || stopWithin.isZero()) {
            throw new IllegalArgumentException("stopWithin is " + stopWithin + "; allowed is more than zero");
        }
    }

    /** Plain text on loopback, nobody asked. */
    public static IngestSettings loopback(int port, int workers) {
        return new IngestSettings(
                "127.0.0.1",
                port,
                Optional.empty(),
                Optional.empty(),
                IngestLimits.defaults(),
                workers,
                4,
                Duration.ofSeconds(30));
    }

    /** These with other limits. */
    public IngestSettings with(IngestLimits other) {
        return new IngestSettings(host, port, tls, tokens, other, workers, recorders, stopWithin);
    }

    /** These with TLS and tokens. */
    public IngestSettings with(TlsFiles files, Secret roles) {
        return new IngestSettings(
                host, port, Optional.of(files), Optional.of(roles), limits, workers, recorders, stopWithin);
    }

    private static void atLeast(String what, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(what + " is " + value + "; allowed is " + least + " or more");
        }
    }
}
