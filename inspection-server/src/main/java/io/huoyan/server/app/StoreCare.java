package io.huoyan.server.app;

import io.huoyan.server.store.Anchoring;
import io.huoyan.server.store.Retention;
import io.huoyan.server.store.StoreSettings;
import io.huoyan.server.store.VehicleStore;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a store needs every so often: its files anchored, pictures removed whose time is over, a warning before its
 * pictures have no room any more. It is anchored once more when this is closed.
 */
final class StoreCare implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreCare.class);
    private static final int STOP_WAIT_S = 30;
    private static final int RETENTION_EVERY_MIN = 60;
    private static final int ORPHANS_EVERY_MIN = 24 * 60;
    private static final double WARN_SHARE = 0.8;
    private static final int PERCENT = 100;

    private final VehicleStore files;
    private final Anchoring anchoring;
    private final Retention retention;
    private final StoreSettings settings;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "huoyan-store-care"));

    private StoreCare(VehicleStore files, StoreSettings settings) {
        this.files = files;
        this.anchoring = files.anchoring(settings.anchors(), settings.anchorKeyFile());
        this.retention = files.retention(settings.retention());
        this.settings = settings;
    }

    /** @param files open until this is closed */
    static StoreCare start(VehicleStore files, StoreSettings settings) {
        var care = new StoreCare(files, settings);
        care.every(settings.anchorEvery().toMinutes(), care::anchor);
        care.every(settings.anchorEvery().toMinutes(), care::warnOfQuota);
        care.every(RETENTION_EVERY_MIN, care::removeExpired);
        care.every(ORPHANS_EVERY_MIN, care::removeOrphans);
        care.warnOfQuota();
        return care;
    }

    private void every(long minutes, Runnable task) {
        long wait = Math.max(1, minutes);
        var unused = timer.scheduleWithFixedDelay(() -> run(task), wait, wait, TimeUnit.MINUTES);
    }

    /** Whatever a task throws, it is run again: the timer drops one that throws, and nobody would be told. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LOG.error("the store could not be cared for; it is tried again", e);
        }
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

    private void removeExpired() {
        long removed = retention.removeExpired();
        if (removed > 0) {
            LOG.info("{} pictures were removed: their time was over", removed);
        }
        long emptied = retention.removeExpiredFiles();
        if (emptied > 0) {
            LOG.info("{} entries of old files were emptied: their time was over", emptied);
        }
    }

    private void removeOrphans() {
        long removed = retention.removeOrphans();
        if (removed > 0) {
            LOG.info("{} pictures were removed that no entry names", removed);
        }
    }

    private void warnOfQuota() {
        long used = files.pictureBytes();
        if (used >= settings.pictureBytesMax() * WARN_SHARE) {
            LOG.warn(
                    "pictures take {} bytes, {} % of the {} that store.pictureBytesMax allows; at 100 % frames with"
                            + " pictures are refused",
                    used, used * PERCENT / settings.pictureBytesMax(), settings.pictureBytesMax());
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
