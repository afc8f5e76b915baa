package io.huoyan.server.app;

import io.huoyan.server.store.Anchoring;
import io.huoyan.server.store.StoreSettings;
import io.huoyan.server.store.VehicleStore;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Anchors a store every so often, and once more when it is closed. */
final class AnchorTimer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AnchorTimer.class);
    private static final int STOP_WAIT_S = 30;

    private final Anchoring anchoring;
    private final StoreSettings settings;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "huoyan-anchors"));

    private AnchorTimer(Anchoring anchoring, StoreSettings settings) {
        this.anchoring = anchoring;
        this.settings = settings;
    }

    /** @param files open until this is closed */
    static AnchorTimer start(VehicleStore files, StoreSettings settings) {
        var timer = new AnchorTimer(files.anchoring(settings.anchors(), settings.anchorKeyFile()), settings);
        long every = settings.anchorEvery().toMillis();
        var unused = timer.timer.scheduleWithFixedDelay(timer::anchor, every, every, TimeUnit.MILLISECONDS);
        return timer;
    }

    private void anchor() {
        try {
            var unused = anchoring.anchor();
        } catch (IOException | RuntimeException e) {
            LOG.error(
                    "the store could not be anchored in {}; what changed since stays unanchored until it can be",
                    settings.anchors(),
                    e);
        }
    }

    @Override
    public void close() {
        timer.shutdown();
        try {
            if (timer.awaitTermination(STOP_WAIT_S, TimeUnit.SECONDS)) {
                anchor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
