package io.huoyan.core.dossier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.domain.VisitId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names of the files that take what was seen of bodies that nobody identified: one per visit, so that no two bodies
 * share one. A person joins it to the right vehicle later.
 */
public final class Quarantine {
    private static final String PREFIX = "unidentified:";
    private static final int LENGTH_MAX = 64;
    private static final int DIGITS = 32;

    private Quarantine() {}

    /** The file for an unidentified body: it tells station and visit, or, where they are too long, their hash. */
    public static VehicleId of(StationId station, VisitId visit) {
        String name = PREFIX + station + ":" + visit;
        return new VehicleId(name.length() <= LENGTH_MAX ? name : PREFIX + digest(station + " " + visit));
    }

    /** True for a name that {@link #of} gave. */
    public static boolean isQuarantine(VehicleId vehicle) {
        return vehicle.value().startsWith(PREFIX);
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
