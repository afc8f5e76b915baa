package io.huoyan.core.orders;

import io.huoyan.core.catalog.Weld.SafetyClass;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * A plant's own rules for its orders.
 *
 * @param acceptWithin how soon an order must be accepted, per safety class
 * @param repairWithin how soon it must be repaired, from the same moment; not shorter than {@code acceptWithin}
 * @param gateBlockedBy safety classes whose open orders hold a vehicle at the gate
 * @param pictureUrl where pictures are read: followed by {@code <sha256>.png}; {@code urn:sha256:} where nothing serves
 *     them
 */
public record OrderRules(
        Map<SafetyClass, Duration> acceptWithin,
        Map<SafetyClass, Duration> repairWithin,
        Set<SafetyClass> gateBlockedBy,
        String pictureUrl) {
    /** Names a picture by its hash alone. */
    public static final String PICTURES_BY_HASH = "urn:sha256:";

    public OrderRules {
        for (SafetyClass safetyClass : SafetyClass.values()) {
            Duration accept = acceptWithin.get(safetyClass);
            Duration repair = repairWithin.get(safetyClass);
            if (accept == null || repair == null || accept.isNegative() || repair.compareTo(accept) < 0) {
                throw new IllegalArgumentException("orders of class " + safetyClass + " are to be accepted within "
                        + accept + " and repaired within " + repair
                        + "; allowed is 0 <= acceptWithin <= repairWithin");
            }
        }
        acceptWithin = Map.copyOf(acceptWithin);
        repairWithin = Map.copyOf(repairWithin);
        gateBlockedBy = Set.copyOf(gateBlockedBy);
    }

    /** A: 5 min and 30 min; B: 15 min and 2 h; C: 30 min and 8 h; class A holds a vehicle; pictures by hash. */
    public static OrderRules defaults() {
        var accept = new EnumMap<SafetyClass, Duration>(SafetyClass.class);
        var repair = new EnumMap<SafetyClass, Duration>(SafetyClass.class);
        accept.put(SafetyClass.A, Duration.ofMinutes(5));
        repair.put(SafetyClass.A, Duration.ofMinutes(30));
        accept.put(SafetyClass.B, Duration.ofMinutes(15));
        repair.put(SafetyClass.B, Duration.ofHours(2));
        accept.put(SafetyClass.C, Duration.ofMinutes(30));
        repair.put(SafetyClass.C, Duration.ofHours(8));
        return new OrderRules(accept, repair, EnumSet.of(SafetyClass.A), PICTURES_BY_HASH);
    }

    /** The same with pictures served elsewhere. */
    public OrderRules withPictureUrl(String url) {
        return new OrderRules(acceptWithin, repairWithin, gateBlockedBy, url);
    }

    Deadlines deadlines(SafetyClass safetyClass, Instant from) {
        return new Deadlines(
                from.plus(within(acceptWithin, safetyClass)), from.plus(within(repairWithin, safetyClass)));
    }

    private static Duration within(Map<SafetyClass, Duration> durations, SafetyClass safetyClass) {
        Duration within = durations.get(safetyClass);
        if (within == null) {
            throw new IllegalStateException("no duration for class " + safetyClass);
        }
        return within;
    }

    String pictureUri(String sha256) {
        return pictureUrl.equals(PICTURES_BY_HASH) ? pictureUrl + sha256 : pictureUrl + sha256 + ".png";
    }
}
