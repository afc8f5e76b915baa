package io.huoyan.core.image;

import nu.pattern.OpenCV;
import org.opencv.core.Core;

/**
 * Loads OpenCV's native library once per process, and keeps it to the calling thread: frames are inspected side by
 * side, one worker a core, and threads within a call would only wait for each other.
 */
final class NativeOpenCv {
    private NativeOpenCv() {}

    static void load() {
        Holder.touch();
    }

    private static final class Holder {
        static {
            OpenCV.loadLocally();
            Core.setNumThreads(1);
        }

        static void touch() {}
    }
}
