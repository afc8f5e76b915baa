package io.huoyan.lab.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PlaneMap;
import org.junit.jupiter.api.Test;

class StudioLightTest {
    private static final float[] UP = {0, 0, 1};
    private static final int SIDE = 64;

    private static float[] slope(double slopeX, double slopeY) {
        double length = Math.sqrt(slopeX * slopeX + slopeY * slopeY + 1);
        return new float[] {(float) (-slopeX / length), (float) (-slopeY / length), (float) (1 / length)};
    }

    private static float[] from(double azimuth, double elevation) {
        return new float[] {
            (float) (Math.cos(azimuth) * Math.cos(elevation)),
            (float) (Math.sin(azimuth) * Math.cos(elevation)),
            (float) Math.sin(elevation)
        };
    }

    /** No more light leaves a surface than fell on it: the white furnace, by adding up over the half sphere. */
    @Test
    void microfacetsReflectNoMoreThanTheyGet() {
        for (float roughness : new float[] {0.15f, 0.3f, 0.6f}) {
            for (float across : new float[] {1, 1.9f}) {
                Reflection surface = Reflection.metal(0.7f, across, 0.4f);
                double sum = 0;
                int steps = 160;
                for (int row = 0; row < steps; row++) {
                    double z = (row + 0.5) / steps;
                    for (int turn = 0; turn < steps; turn++) {
                        float[] lamp = from(2 * Math.PI * turn / steps, Math.asin(z));
                        // mirrored() is π times reflectance times cosine; an even sky of 1 has a share of dΩ/π each.
                        sum += surface.mirrored(UP, lamp, UP, roughness) * 2 / (steps * (double) steps);
                    }
                }
                assertThat(sum)
                        .as("roughness %.2f across %.1f", roughness, across)
                        .isBetween(0.35, 1.001);
            }
        }
    }

    /** Light and eye may change places. */
    @Test
    void reflectanceIsTheSameBothWays() {
        Reflection surface = Reflection.metal(0.6f, 1.7f, 0.9f);
        float[] normal = slope(0.2, -0.1);
        float[] a = from(0.5, 0.8);
        float[] b = from(2.9, 1.1);
        float there = surface.mirrored(normal, a, b, 0.3f) / cosine(normal, a);
        float back = surface.mirrored(normal, b, a, 0.3f) / cosine(normal, b);

        assertThat(back).isCloseTo(there, within(1e-4f));
    }

    private static float cosine(float[] n, float[] l) {
        return n[0] * l[0] + n[1] * l[1] + n[2] * l[2];
    }

    /** A brushed sheet draws a lamp out across its grain: tilted across, it still mirrors; along, no longer. */
    @Test
    void aGrainDrawsTheHighlightOutAcrossIt() {
        Reflection brushed = Material.BRUSHED.reflection(0);
        float[] lamp = from(0, Math.PI / 2);
        float along = brushed.mirrored(slope(0.35, 0), lamp, UP, 0.25f);
        float across = brushed.mirrored(slope(0, 0.35), lamp, UP, 0.25f);

        assertThat(across).isGreaterThan(3 * along);
    }

    @Test
    void aBarLightsOneSideOfABumpAndADomeBothAlike() {
        assertThat(sides(LightKind.BAR)).isGreaterThan(1.5);
        assertThat(sides(LightKind.DOME)).isBetween(0.95, 1.05);
        assertThat(sides(LightKind.RING)).isBetween(0.85, 1.3);
    }

    /** Brightness of the side of a round bump that faces +x over that of the other; the lamp stands at +x. */
    private static double sides(LightKind light) {
        Canvas canvas = matt();
        canvas.everywhere((i, x, y) -> canvas.heightMm[i] = (float) (0.8 * Math.max(0, 1 - (x * x + y * y) / 4)));
        float[] green = shaded(canvas, light);
        double right = 0;
        double left = 0;
        for (int y = SIDE / 2 - 3; y < SIDE / 2 + 3; y++) {
            for (int x = 6; x < 16; x++) {
                right += green[y * SIDE + SIDE / 2 + x];
                left += green[y * SIDE + SIDE / 2 - 1 - x];
            }
        }
        return right / left;
    }

    /** Behind a wall of 1 mm a bar at 30° throws a shade as long as 1 mm over the tangent. */
    @Test
    void aBarThrowsAShadeAsLongAsGeometrySays() {
        Canvas canvas = matt();
        canvas.everywhere((i, x, y) -> canvas.heightMm[i] = x > 0 && x < 0.3 ? 0.8f : 0);
        float[] lit = Occlusion.litShare(canvas, 0, (float) Math.toRadians(30));
        double shadeMm = 0;
        for (int x = 0; x < SIDE / 2 - 1; x++) {
            shadeMm += lit[SIDE / 2 * SIDE + x] < 0.575 ? 0.1 : 0;
        }

        assertThat(shadeMm).isCloseTo(0.8 / Math.tan(Math.toRadians(30)), within(0.25));
    }

    @Test
    void aFilmMirrorsWhiteAndMetalItsColour() {
        assertThat(Material.PAINTED.reflection(0).isMetal()).isFalse();
        Canvas paint = matt();
        Canvas metal = matt();
        paint.everywhere((i, x, y) -> colour(paint, i));
        metal.everywhere((i, x, y) -> colour(metal, i));
        Lamps overhead = Lamps.of(LightKind.RING, 0, (float) Math.toRadians(84));
        Planes ofPaint = new StudioLight(overhead, 0, UP).shade(paint, Material.PAINTED.reflection(0));
        Planes ofMetal = new StudioLight(overhead, 0, UP).shade(metal, Material.ROLLED.reflection(0));

        assertThat(ratio(ofMetal)).isCloseTo(0.2, within(0.01));
        assertThat(ratio(ofPaint)).isGreaterThan(0.25);
    }

    private static void colour(Canvas canvas, int i) {
        canvas.blue[i] = 0.1f;
        canvas.red[i] = 0.5f;
        canvas.gloss[i] = 1;
    }

    private static double ratio(Planes planes) {
        int middle = SIDE / 2 * SIDE + SIDE / 2;
        return planes.blue()[middle] / planes.red()[middle];
    }

    private static Canvas matt() {
        Canvas canvas = new Canvas(SIDE, SIDE, 1, PlaneMap.straightDown(0.1, new MmPoint(-3.15, -3.15)));
        java.util.Arrays.fill(canvas.green, 0.5f);
        return canvas;
    }

    private static float[] shaded(Canvas canvas, LightKind light) {
        Lamps lamps = Lamps.of(light, 0, (float) Math.toRadians(40));
        return new StudioLight(lamps, 0.1f, UP)
                .shade(canvas, Reflection.weldMetal())
                .green();
    }
}
