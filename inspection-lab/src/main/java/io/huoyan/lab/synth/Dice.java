package io.huoyan.lab.synth;

/**
 * A seeded source of random numbers that gives the same sequence on every machine and JDK (SplitMix64: Steele, Lea and
 * Flood, "Fast splittable pseudorandom number generators", 2014). Not thread-safe: one per picture.
 */
final class Dice {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final float FLOAT_UNIT = 0x1.0p-24f;

    private long state;

    Dice(long seed) {
        state = mixed(seed ^ 0x5DEECE66DL);
    }

    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    long next() {
        state += GOLDEN_GAMMA;
        return mixed(state);
    }

    /** Uniform in [0, 1). */
    float unit() {
        return (next() >>> 40) * FLOAT_UNIT;
    }

    /** Uniform in [min, max). */
    float between(double min, double max) {
        return (float) (min + (max - min) * unit());
    }

    /** Uniform in ±[min, max). */
    float signed(double min, double max) {
        float size = between(min, max);
        return chance(0.5) ? size : -size;
    }

    boolean chance(double probability) {
        return unit() < probability;
    }

    /** Uniform in 0 … bound − 1. */
    int below(int bound) {
        return (int) ((next() >>> 33) % bound);
    }

    /** Uniform angle in radians. */
    float angle() {
        return between(0, 2 * Math.PI);
    }

    /** Standard normal, from the fixed table of {@link Noise}. */
    float gaussian() {
        return Noise.gaussian((int) next());
    }

    /** An index of {@code weights}, drawn in proportion to them. */
    int weighted(double... weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double left = unit() * sum;
        for (int i = 0; i < weights.length - 1; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }

    /** A source of its own, so that what is drawn from it does not shift what follows here. */
    Dice fork() {
        return new Dice(next());
    }
}
