package io.huoyan.lab.synth;

/** The few functions that painters use at every sample. */
final class Curves {
    private Curves() {}

    static float length(float x, float y) {
        return (float) Math.sqrt(x * x + y * y);
    }

    /** Clamped to 0 … 1. */
    static float share(float value) {
        return value < 0 ? 0 : value > 1 ? 1 : value;
    }

    /** 0 below 0, 1 above 1, smooth between (Hermite). */
    static float smooth(float value) {
        float t = share(value);
        return t * t * (3 - 2 * t);
    }

    /** A hump: 1 at 0, 0 beyond ±1, smooth. */
    static float hump(float value) {
        float t = 1 - value * value;
        return t <= 0 ? 0 : t * t;
    }
}
