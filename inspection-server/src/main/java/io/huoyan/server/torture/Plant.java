package io.huoyan.server.torture;

import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.WeldId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** The bodies on the line: what is wrong with their welds, and the visits they make. Not thread-safe. */
final class Plant {
    private static final double BAD_SHARE = 0.12;
    private static final double DOUBTFUL_SHARE = 0.04;
    private static final double REPAIR_FAILS_SHARE = 0.25;
    private static final double OVERLOOKED_SHARE = 0.2;

    private final WeldPlan plan;
    private final StationId station;
    private final Map<ViewId, String> cameras;
    private final Clock clock;
    private final Random random;
    private final Map<String, Map<WeldId, String>> faults = new LinkedHashMap<>();
    private long frames;
    private int visits;

    Plant(WeldPlan plan, StationId station, Map<ViewId, String> cameras, Clock clock, Random random) {
        this.plan = plan;
        this.station = station;
        this.cameras = Map.copyOf(cameras);
        this.clock = clock;
        this.random = random;
    }

    /** What a camera knows of the time. */
    enum CameraClock {
        /** Locked to PTP. */
        LOCKED,
        /** Right, and says nothing of it. */
        SET,
        /** Counts from the camera's start. */
        NEVER_SET
    }

    /** A frame to be sent until it is answered. */
    record Shot(
            String camera,
            long number,
            ViewId view,
            String body,
            String visit,
            String picture,
            Instant takenAt,
            CameraClock clock) {}

    /** A visit and its frames. */
    record Visit(String body, String name, List<Shot> shots) {}

    StationId station() {
        return station;
    }

    VariantId variant() {
        return plan.variant();
    }

    Collection<String> bodies() {
        return List.copyOf(faults.keySet());
    }

    /** A new body, with what is wrong with it. */
    Visit newBody() {
        String body = "BODY-" + (faults.size() + 1);
        Map<WeldId, String> wrong = new LinkedHashMap<>();
        for (Weld weld : plan.weldsAt(station)) {
            double dice = random.nextDouble();
            if (dice < BAD_SHARE) {
                wrong.put(weld.id(), "NOK");
            } else if (dice < BAD_SHARE + DOUBTFUL_SHARE) {
                wrong.put(weld.id(), "REVIEW");
            }
        }
        faults.put(body, wrong);
        return visit(body);
    }

    /** Somebody has repaired the weld: mostly it is good then. */
    void repaired(String body, WeldId weld) {
        if (random.nextDouble() >= REPAIR_FAILS_SHARE) {
            faults.getOrDefault(body, Map.of()).remove(weld);
        }
    }

    /** True if a view shows a weld. */
    boolean shows(ViewId view, String weld) {
        return plan.weldsIn(station, view).stream()
                .anyMatch(one -> one.id().value().equals(weld));
    }

    /**
     * The body comes (again); each view is taken by its camera, some twice. In some visits a fault is overlooked, so
     * that what was seen before a repair may well be good.
     */
    Visit visit(String body) {
        String name = "V-" + ++visits;
        List<Shot> shots = new ArrayList<>();
        Set<ViewId> views = new TreeSet<>((a, b) -> a.value().compareTo(b.value()));
        String picture = picture(body);
        Instant takenAt = clock.instant();
        CameraClock cameraClock = CameraClock.values()[random.nextInt(CameraClock.values().length)];
        plan.weldsAt(station).forEach(weld -> views.addAll(weld.views()));
        for (ViewId view : views) {
            int times = random.nextInt(4) == 0 ? 2 : 1;
            for (int i = 0; i < times; i++) {
                shots.add(new Shot(
                        cameras.getOrDefault(view, "cam-1"),
                        ++frames,
                        view,
                        body,
                        name,
                        "picture " + frames + ":" + picture,
                        takenAt,
                        cameraClock));
            }
        }
        Collections.shuffle(shots, random);
        return new Visit(body, name, shots);
    }

    private String picture(String body) {
        StringBuilder text = new StringBuilder();
        faults.getOrDefault(body, Map.of()).forEach((weld, verdict) -> {
            if (random.nextDouble() >= OVERLOOKED_SHARE) {
                text.append(' ').append(weld).append('=').append(verdict);
            }
        });
        return text.toString();
    }

    /** Some other body than these, that was seen before. */
    String someBody(Set<String> but) {
        List<String> known = new ArrayList<>(new HashSet<>(faults.keySet()));
        known.removeAll(but);
        Collections.sort(known);
        return known.isEmpty() ? "" : known.get(random.nextInt(known.size()));
    }
}
