package io.huoyan.core.image;

import nu.pattern.OpenCV;

/** Loads OpenCV's native library once per process. */
final class NativeOpenCv {
    private NativeOpenCv() {}

    static void load() {
        Holder.touch();
    }

    private static final class Holder {
        static {
            OpenCV.loadLocally();
        }

        static void touch() {}
    }
}
