package io.huoyan.core.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import nu.pattern.OpenCV;
import org.opencv.core.Core;

/**
 * Loads OpenCV's native library once per process, and keeps it to the calling thread: frames are inspected side by
 * side, one worker a core, and threads within a call would only wait for each other.
 */
final class NativeOpenCv {
    private NativeOpenCv() {}

    /** @throws UncheckedIOException if the library cannot be unpacked or loaded, at every call then */
    static void load() {
        Holder.FAULT.ifPresent(fault -> {
            throw new UncheckedIOException(new IOException(
                    "OpenCV's library cannot be unpacked into " + System.getProperty("java.io.tmpdir") + " and loaded: "
                            + fault.getMessage(),
                    fault));
        });
    }

    /** A class initializer that throws would be told as a fault of Huoyan's own, once, and then as a missing class. */
    private static final class Holder {
        static final Optional<Throwable> FAULT = loaded();

        private static Optional<Throwable> loaded() {
            try {
                OpenCV.loadLocally();
                Core.setNumThreads(1);
                return Optional.empty();
            } catch (RuntimeException | LinkageError e) {
                return Optional.of(e.getCause() == null ? e : e.getCause());
            }
        }
    }
}
