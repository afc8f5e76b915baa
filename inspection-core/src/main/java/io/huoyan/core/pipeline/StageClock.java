package io.huoyan.core.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Times the stages of one frame. One thread at a time. */
final class StageClock {
    private static final double NS_PER_MS = 1e6;

    private final List<Inspection.StageTime> times = new ArrayList<>();

    <T> T time(String stage, Supplier<T> work) {
        long beginNs = System.nanoTime();
        try {
            return work.get();
        } finally {
            times.add(new Inspection.StageTime(stage, (System.nanoTime() - beginNs) / NS_PER_MS));
        }
    }

    List<Inspection.StageTime> times() {
        return List.copyOf(times);
    }
}
