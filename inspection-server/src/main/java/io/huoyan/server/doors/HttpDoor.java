package io.huoyan.server.doors;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where HTTP listens and whom it lets in.
 *
 * @param host address to listen on; anything but loopback needs {@code tls} and authentication, see {@link Doors}
 * @param port 0 to 65535; 0 takes any free one
 * @param tls certificate and key; empty means plain text
 * @param tokens who may come in; empty means that nobody is asked
 */
public record HttpDoor(String host, int port, Optional<TlsFiles> tls, Optional<AccessTokens> tokens) {
    private static final String SCHEME = "Bearer ";

    /** Plain text on loopback, nobody asked. */
    public static HttpDoor loopback(int port) {
        return new HttpDoor("127.0.0.1", port, Optional.empty(), Optional.empty());
    }

    /**
     * @param door what would listen, for the message, e.g. {@code HTTP (health)}
     * @throws Doors.ClosedDoorException if it must not listen there
     */
    public void check(String door) {
        boolean asksForCertificate = tls.flatMap(TlsFiles::clientAuthority).isPresent();
        Doors.check(door, host, tls.isPresent(), tokens.isPresent() || asksForCertificate);
    }

    /**
     * Who comes with this header.
     *
     * @param authorization value of the header {@code Authorization}; null if there is none
     * @return empty if tokens are asked for and none that is known was shown; everybody is an engineer where nobody is
     *     asked
     */
    public Optional<Role> roleOf(@Nullable String authorization) {
        if (tokens.isEmpty()) {
            return Optional.of(Role.ENGINEER);
        }
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        return tokens.get().roleOf(authorization.substring(SCHEME.length()).strip());
    }
}
