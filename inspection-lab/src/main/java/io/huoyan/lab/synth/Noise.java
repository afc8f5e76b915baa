package io.huoyan.lab.synth;

/**
 * Smooth noise over the plane: a fixed lattice of values, smoothly interpolated, seen through an offset, a rotation and
 * a frequency along and across. Values lie within ±1. Immutable, thread-safe.
 */
final class Noise {
    private static final int SIDE_BITS = 8;
    private static final int SIDE = 1 << SIDE_BITS;
    private static final int SIDE_MASK = SIDE - 1;
    private static final int GAUSSIANS = 1 << 16;
    private static final long LATTICE_SEED = 20_261_121L;
    private static final float[] LATTICE = lattice();
    private static final float[] GAUSSIAN = gaussians();

    private final float xx;
    private final float xy;
    private final float yx;
    private final float yy;
    private final float offsetX;
    private final float offsetY;

    /** Isotropic noise whose features are about {@code sizeMm} large. */
    Noise(Dice dice, double sizeMm) {
        this(dice, dice.angle(), sizeMm, sizeMm);
    }

    /** Noise whose features are {@code alongMm} long in direction {@code angle} (radians) and {@code acrossMm} wide. */
    Noise(Dice dice, double angle, double alongMm, double acrossMm) {
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        xx = (float) (cos / alongMm);
        xy = (float) (sin / alongMm);
        yx = (float) (-sin / acrossMm);
        yy = (float) (cos / acrossMm);
        offsetX = dice.between(0, SIDE);
        offsetY = dice.between(0, SIDE);
    }

    float at(float x, float y) {
        return lookUp(x * xx + y * xy + offsetX, x * yx + y * yy + offsetY);
    }

    /** Two octaves, the second of half the size and half the strength; within ±1. */
    float rough(float x, float y) {
        float u = x * xx + y * xy + offsetX;
        float v = x * yx + y * yy + offsetY;
        return (lookUp(u, v) + 0.5f * lookUp(2.03f * u + 17.3f, 2.03f * v + 5.7f)) * (1 / 1.5f);
    }

    private static float lookUp(float u, float v) {
        int column = floor(u);
        int row = floor(v);
        float fx = u - column;
        float fy = v - row;
        fx = fx * fx * (3 - 2 * fx);
        fy = fy * fy * (3 - 2 * fy);
        int top = (row & SIDE_MASK) << SIDE_BITS;
        int bottom = ((row + 1) & SIDE_MASK) << SIDE_BITS;
        int left = column & SIDE_MASK;
        int right = (column + 1) & SIDE_MASK;
        float a = LATTICE[top | left];
        float b = LATTICE[bottom | left];
        a += fx * (LATTICE[top | right] - a);
        b += fx * (LATTICE[bottom | right] - b);
        return a + fy * (b - a);
    }

    private static int floor(float value) {
        int whole = (int) value;
        return value < whole ? whole - 1 : whole;
    }

    /** One of a fixed table of standard normal values; any index. */
    static float gaussian(int index) {
        return GAUSSIAN[index & (GAUSSIANS - 1)];
    }

    private static float[] lattice() {
        Dice dice = new Dice(LATTICE_SEED);
        float[] values = new float[SIDE * SIDE];
        for (int i = 0; i < values.length; i++) {
            values[i] = dice.between(-1, 1);
        }
        return values;
    }

    /** Box and Muller's transform, with functions that are the same on every machine. */
    private static float[] gaussians() {
        Dice dice = new Dice(LATTICE_SEED + 1);
        float[] values = new float[GAUSSIANS];
        for (int i = 0; i < GAUSSIANS; i += 2) {
            double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - dice.unit()));
            double angle = dice.angle();
            values[i] = (float) (radius * StrictMath.cos(angle));
            values[i + 1] = (float) (radius * StrictMath.sin(angle));
        }
        return values;
    }
}
