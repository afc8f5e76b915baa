package io.huoyan.lab.synth;

import java.util.ArrayList;
import java.util.List;

/**
 * Distant lamps over a specimen, of which a matt white surface facing up gets light of 1 in all.
 *
 * @param kind what they are
 * @param azimuth where a bar stands, and where a ring is strongest; radians in the picture
 * @param elevation of a ring or a bar over the plane, radians
 * @param lamps direction towards each (unit vector) and its weight, four numbers each
 */
record Lamps(LightKind kind, float azimuth, float elevation, List<float[]> lamps) {
    private static final int RING_LAMPS = 24;
    private static final float RING_UNEVENNESS = 0.15f;
    private static final int BAR_LAMPS = 9;
    /** Half the length of a bar over its distance. */
    private static final float BAR_REACH = 0.45f;

    private static final int DOME_BANDS = 6;
    private static final int DOME_LAMPS = 16;
    /** Sine of the least, cosine of the greatest angle to the plane: table and camera's hole. */
    private static final float DOME_LOW = 0.05f;

    private static final float DOME_HIGH = 0.985f;

    Lamps {
        lamps = List.copyOf(lamps);
    }

    static Lamps of(LightKind kind, float azimuth, float elevation) {
        List<float[]> lamps =
                switch (kind) {
                    case RING -> ring(azimuth, elevation);
                    case BAR -> bar(azimuth, elevation);
                    case DOME -> dome();
                };
        float sum = 0;
        for (float[] lamp : lamps) {
            sum += lamp[3] * lamp[2];
        }
        for (float[] lamp : lamps) {
            lamp[3] /= sum;
        }
        return new Lamps(kind, azimuth, elevation, lamps);
    }

    private static List<float[]> ring(float azimuth, float elevation) {
        List<float[]> lamps = new ArrayList<>();
        for (int k = 0; k < RING_LAMPS; k++) {
            double turn = 2 * Math.PI * k / RING_LAMPS;
            lamps.add(lamp(azimuth + turn, elevation, (float) (1 + RING_UNEVENNESS * StrictMath.cos(turn))));
        }
        return lamps;
    }

    private static List<float[]> bar(float azimuth, float elevation) {
        float[] middle = lamp(azimuth, elevation, 1);
        List<float[]> lamps = new ArrayList<>();
        for (int k = 0; k < BAR_LAMPS; k++) {
            float aside = BAR_REACH * (2f * k / (BAR_LAMPS - 1) - 1);
            float x = middle[0] - aside * (float) StrictMath.sin(azimuth);
            float y = middle[1] + aside * (float) StrictMath.cos(azimuth);
            float inverse = 1 / (float) StrictMath.sqrt(1 + aside * aside);
            lamps.add(new float[] {x * inverse, y * inverse, middle[2] * inverse, 1});
        }
        return lamps;
    }

    /** Bands of equal solid angle. */
    private static List<float[]> dome() {
        List<float[]> lamps = new ArrayList<>();
        for (int band = 0; band < DOME_BANDS; band++) {
            double z = DOME_LOW + (DOME_HIGH - DOME_LOW) * (band + 0.5) / DOME_BANDS;
            for (int k = 0; k < DOME_LAMPS; k++) {
                lamps.add(lamp(2 * Math.PI * (k + 0.5 * (band % 2)) / DOME_LAMPS, StrictMath.asin(z), 1));
            }
        }
        return lamps;
    }

    private static float[] lamp(double azimuth, double elevation, float weight) {
        return new float[] {
            (float) (StrictMath.cos(azimuth) * StrictMath.cos(elevation)),
            (float) (StrictMath.sin(azimuth) * StrictMath.cos(elevation)),
            (float) StrictMath.sin(elevation),
            weight
        };
    }
}
