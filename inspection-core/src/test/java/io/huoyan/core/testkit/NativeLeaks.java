package io.huoyan.core.testkit;

import ai.djl.engine.Engine;
import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDManager;
import io.huoyan.core.image.MatScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails every test that leaves native memory behind: an OpenCV {@code Mat} of a scope that was not closed, a DJL array
 * or manager. Found by JUnit itself (META-INF/services), so that no test can forget it. What is made before a test (in
 * {@code @BeforeAll}) may stay; what a background thread still holds may be let go within {@link #PATIENCE}.
 */
public final class NativeLeaks implements BeforeEachCallback, AfterEachCallback {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(NativeLeaks.class);

    /** What is held now, in this process. */
    record Held(long mats, long ndResources) {
        static Held now() {
            return new Held(MatScope.openMats(), isTorchLoaded() ? NdResources.open() : 0);
        }

        boolean isAbove(Held before) {
            return mats > before.mats || ndResources > before.ndResources;
        }

        @Override
        public String toString() {
            return mats + " Mats and " + ndResources + " NDArrays or managers";
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        context.getStore(HERE).put(context.getUniqueId(), Held.now());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Held before = context.getStore(HERE).remove(context.getUniqueId(), Held.class);
        if (before != null) {
            verify(before, PATIENCE);
        }
    }

    static void verify(Held before, Duration patience) {
        try {
            Awaitility.await().pollDelay(Duration.ZERO).atMost(patience).until(() -> !Held.now()
                    .isAbove(before));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "native memory was left behind: " + before + " before the test, " + Held.now() + " after it", e);
        }
    }

    /**
     * Asking DJL would load it, which takes seconds and hundreds of megabytes; the system knows whether somebody did.
     */
    private static boolean isTorchLoaded() {
        try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
            return maps.anyMatch(line -> line.contains("libdjl_torch"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read which native libraries are loaded", e);
        }
    }

    /** Its own class, so that DJL's are loaded only when it is asked. */
    private static final class NdResources {
        private NdResources() {}

        static long open() {
            try (NDManager probe = Engine.getInstance().newBaseManager()) {
                return below(probe.getParentManager()) - 1; // less the probe
            }
        }

        private static long below(NDManager manager) {
            Map<?, ?> resources = resourcesOf(manager);
            return resources.size()
                    + resources.values().stream()
                            .filter(NDManager.class::isInstance)
                            .mapToLong(child -> below((NDManager) child))
                            .sum();
        }

        private static Map<?, ?> resourcesOf(NDManager manager) {
            try {
                Field resources = BaseNDManager.class.getDeclaredField("resources");
                resources.setAccessible(true);
                return Map.copyOf((Map<?, ?>) resources.get(manager));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("DJL keeps its resources elsewhere now; look at BaseNDManager", e);
            }
        }
    }
}
