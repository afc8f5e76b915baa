package io.huoyan.server.camera;

import io.huoyan.server.doors.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How a camera agent runs.
 *
 * @param folder pictures with their {@code manifest.csv}
 * @param target where the server is, {@code host:port}
 * @param framesPerSecond pace of each camera; 0 means as fast as the server answers; 0 to 1,000
 * @param bootId boot id of the frames it takes; the same one again means the same frames again
 * @param usefulForMs for how long after receipt an answer is of use; 0 means always
 * @param sendAs raw format into which each picture is turned before it is sent; empty sends the files as they are
 * @param closesVisits whether it closes a visit when the last of its frames is answered
 * @param spool folder for frames while the server is away or slow; made if it is not there; kept between runs
 * @param spoolBytesMax limit of the spool in bytes, all cameras together; a frame that does not fit is lost and
 *     counted: the newest goes, for those before it belong to visits that would otherwise have holes
 * @param waitsAtEnd for how long after the last frame was taken it waits for answers; what has none by then stays in
 *     the spool for the next run
 * @param access TLS and token
 */
public record CameraSettings(
        Path folder,
        String target,
        double framesPerSecond,
        String bootId,
        int usefulForMs,
        Optional<RawForm> sendAs,
        boolean closesVisits,
        Path spool,
        long spoolBytesMax,
        Duration waitsAtEnd,
        Access access) {
    private static final double FRAMES_PER_SECOND_MAX = 1000;
    private static final long SPOOL_BYTES_DEFAULT = 1L << 30;

    public CameraSettings {
        if (!(framesPerSecond >= 0) || framesPerSecond > FRAMES_PER_SECOND_MAX) {
            throw new IllegalArgumentException(
                    "framesPerSecond is " + framesPerSecond + "; allowed is 0 to " + FRAMES_PER_SECOND_MAX);
        }
        if (usefulForMs < 0) {
            throw new IllegalArgumentException("usefulForMs is " + usefulForMs + "; allowed is 0 or more");
        }
        if (spoolBytesMax < 0) {
            throw new IllegalArgumentException("spoolBytesMax is " + spoolBytesMax + "; allowed is 0 or more");
        }
        if (waitsAtEnd.isNegative()) {
            throw new IllegalArgumentException("waitsAtEnd is " + waitsAtEnd + "; allowed is zero or more");
        }
    }

    /** Plain text, the files as they are, visits closed, a spool of 1 GiB, ten minutes at the end. */
    public static CameraSettings plain(Path folder, String target, double framesPerSecond, String bootId, Path spool) {
        return new CameraSettings(
                folder,
                target,
                framesPerSecond,
                bootId,
                0,
                Optional.empty(),
                true,
                spool,
                SPOOL_BYTES_DEFAULT,
                Duration.ofMinutes(10),
                Access.plain());
    }

    /** These with another raw format. */
    public CameraSettings sendingAs(RawForm form) {
        return new CameraSettings(
                folder,
                target,
                framesPerSecond,
                bootId,
                usefulForMs,
                Optional.of(form),
                closesVisits,
                spool,
                spoolBytesMax,
                waitsAtEnd,
                access);
    }

    /**
     * How the agent gets in.
     *
     * @param hasTls whether it speaks TLS
     * @param authority certificates it trusts, PEM; empty means those of the Java platform
     * @param certificate the agent's own certificate, for mutual TLS, PEM
     * @param key its key, PEM, PKCS #8
     * @param token bearer token
     */
    public record Access(
            boolean hasTls,
            Optional<Path> authority,
            Optional<Path> certificate,
            Optional<Secret> key,
            Optional<String> token) {
        public Access {
            if (certificate.isPresent() != key.isPresent()) {
                throw new IllegalArgumentException(
                        "of certificate and key only one is given; allowed are both or none");
            }
            if (!hasTls && (authority.isPresent() || certificate.isPresent())) {
                throw new IllegalArgumentException("certificates are given without TLS; allowed are both or none");
            }
        }

        /** Plain text, no token. */
        public static Access plain() {
            return new Access(false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }

        /** TLS with a token. */
        public static Access tls(Path authority, String token) {
            return new Access(true, Optional.of(authority), Optional.empty(), Optional.empty(), Optional.of(token));
        }

        /** Never shows the token. */
        @Override
        public String toString() {
            return "Access[hasTls=" + hasTls + ", token=" + (token.isPresent() ? "given" : "none") + "]";
        }
    }
}
