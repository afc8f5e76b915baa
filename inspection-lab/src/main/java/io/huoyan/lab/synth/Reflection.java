package io.huoyan.lab.synth;

/**
 * Mirrored light by microfacets that lie differently along and across a grain: the anisotropic GGX distribution with
 * Smith's shadowing (E. Heitz, "Understanding the masking-shadowing function in microfacet-based BRDFs", Journal of
 * Computer Graphics Techniques 3, 2014, equations 72, 85 and 86) and Schlick's approximation of Fresnel's reflectance
 * (C. Schlick, "An inexpensive BRDF model for physically-based rendering", Eurographics 1994).
 *
 * @param along factor of the roughness along the grain
 * @param across factor of the roughness across it
 * @param grainCos direction of the grain in the picture
 * @param grainSin the same
 * @param facing reflectance of light that falls straight on, as a share of the colour
 * @param isMetal whether mirrored light has the surface's colour; a film mirrors white
 */
record Reflection(float along, float across, float grainCos, float grainSin, float facing, boolean isMetal) {
    private static final float METAL_FACING = 0.9f;

    /** Of a film with a refractive index of 1.5. */
    private static final float FILM_FACING = 0.04f;

    /** A clear coat is far smoother than metal. */
    private static final float FILM_ROUGHNESS = 0.5f;

    static Reflection metal(float along, float across, float grainAngle) {
        return new Reflection(
                along,
                across,
                (float) StrictMath.cos(grainAngle),
                (float) StrictMath.sin(grainAngle),
                METAL_FACING,
                true);
    }

    /** Weld metal: no grain. */
    static Reflection weldMetal() {
        return metal(1, 1, 0);
    }

    static Reflection clearFilm() {
        return new Reflection(FILM_ROUGHNESS, FILM_ROUGHNESS, 1, 0, FILM_FACING, false);
    }

    /**
     * Light mirrored towards the eye, as a multiple of what a white matt surface facing the lamp would send there: π
     * times the reflectance distribution times the cosine at the lamp.
     *
     * @param n unit normal
     * @param l unit vector towards the lamp
     * @param v unit vector towards the eye
     * @param roughness GGX alpha, above 0
     */
    float mirrored(float[] n, float[] l, float[] v, float roughness) {
        float nl = dot(n, l);
        float nv = dot(n, v);
        if (nl <= 0 || nv <= 0) {
            return 0;
        }
        float hx = l[0] + v[0];
        float hy = l[1] + v[1];
        float hz = l[2] + v[2];
        float inverse = 1 / (float) Math.sqrt(hx * hx + hy * hy + hz * hz);
        float[] h = {hx * inverse, hy * inverse, hz * inverse};
        float[] t = tangent(n);
        float[] b = {n[1] * t[2] - n[2] * t[1], n[2] * t[0] - n[0] * t[2], n[0] * t[1] - n[1] * t[0]};
        float ax = Math.max(0.02f, roughness * along);
        float ay = Math.max(0.02f, roughness * across);
        float ht = dot(h, t) / ax;
        float hb = dot(h, b) / ay;
        float hn = dot(h, n);
        float spread = ht * ht + hb * hb + hn * hn;
        float density = 1 / ((float) Math.PI * ax * ay * spread * spread);
        float seen = 1 / (1 + lambda(v, n, t, b, ax, ay) + lambda(l, n, t, b, ax, ay));
        float grazing = 1 - dot(v, h);
        float square = grazing * grazing;
        float fresnel = facing + (1 - facing) * square * square * grazing;
        return (float) Math.PI * density * seen * fresnel / (4 * nv);
    }

    /** Along the grain, in the surface. */
    private float[] tangent(float[] n) {
        float along3 = grainCos * n[0] + grainSin * n[1];
        float x = grainCos - along3 * n[0];
        float y = grainSin - along3 * n[1];
        float z = -along3 * n[2];
        float inverse = 1 / (float) Math.sqrt(x * x + y * y + z * z);
        return new float[] {x * inverse, y * inverse, z * inverse};
    }

    private static float lambda(float[] w, float[] n, float[] t, float[] b, float ax, float ay) {
        float wn = dot(w, n);
        float wt = dot(w, t) * ax;
        float wb = dot(w, b) * ay;
        return 0.5f * ((float) Math.sqrt(1 + (wt * wt + wb * wb) / (wn * wn)) - 1);
    }

    private static float dot(float[] a, float[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }
}
