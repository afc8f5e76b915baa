package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;

/**
 * The imprint that an electrode leaves on a spot weld. Its edge, where mask and diameter end, is the outer rim of the
 * dark ring; heat tint lies outside.
 */
final class Imprint {
    private final MmPoint centre;
    private final float radiusMm;
    private final float ovalness;
    private final float ovalCos;
    private final float ovalSin;
    private final Look look;
    private final Noise face;
    private final Noise fine;
    private final Noise wear;

    /**
     * How an imprint looks.
     *
     * @param ring width of the dark ring, share of the radius
     * @param ringTone factor of reflectance in the ring
     * @param faceTone factor of reflectance inside the ring
     * @param copper 0 … 1: copper picked up from the electrode
     * @param depthMm how deep the face lies
     * @param doming below 0 the face bulges, 0 flat, 1 a bowl
     * @param collarMm height of the metal pushed up around the rim
     * @param innerRing radius of a step on the face, share of the radius; 0 for none
     * @param stepMm height of that step; below 0 the middle lies deeper
     * @param heat strength of the heat ring, 0 … 1
     * @param heatReach width of the heat ring, share of the radius
     * @param gloss of the face
     * @param wear 0 … 1: blotches on the face
     */
    record Look(
            float ring,
            float ringTone,
            float faceTone,
            float copper,
            float depthMm,
            float doming,
            float collarMm,
            float innerRing,
            float stepMm,
            float heat,
            float heatReach,
            float gloss,
            float wear) {
        static Look roll(Dice dice) {
            boolean isDeep = dice.chance(0.6);
            return new Look(
                    dice.chance(0.6) ? dice.between(0.08, 0.25) : dice.between(0.25, 0.5),
                    dice.between(0.15, 0.8),
                    dice.chance(0.3) ? dice.between(0.3, 0.6) : dice.between(0.6, 1.35),
                    dice.chance(0.5) ? dice.between(0, 0.6) : 0,
                    isDeep ? dice.between(0.15, 0.5) : dice.between(0.02, 0.15),
                    dice.between(-0.8, 1),
                    dice.between(0, 0.12),
                    dice.chance(0.45) ? dice.between(0.4, 0.75) : 0,
                    dice.signed(0.02, 0.15),
                    dice.chance(0.6) ? dice.between(0.1, 0.7) : 0,
                    dice.between(0.2, 1),
                    dice.between(0.15, 1.1),
                    dice.between(0.05, 0.8));
        }

        /** An imprint of a rig: the ranges of docs/metrology.md. */
        static Look rollRig(Dice dice) {
            return new Look(
                    dice.between(0.12, 0.3),
                    dice.between(0.2, 0.5),
                    dice.chance(0.5) ? dice.between(0.55, 0.8) : dice.between(1.1, 1.4),
                    0,
                    dice.between(0.05, 0.3),
                    dice.between(-0.3, 0.8),
                    dice.between(0, 0.03),
                    dice.chance(0.3) ? dice.between(0.45, 0.65) : 0,
                    -0.05f,
                    dice.between(0.05, 0.4),
                    dice.between(0.25, 0.8),
                    dice.between(0.3, 0.9),
                    dice.between(0.1, 0.4));
        }

        /** An even series imprint as a line makes them. */
        static Look rollLine(Dice dice) {
            return new Look(
                    dice.between(0.15, 0.26),
                    dice.between(0.24, 0.4),
                    dice.chance(0.5) ? dice.between(0.55, 0.8) : dice.between(1.15, 1.4),
                    0,
                    dice.between(0.1, 0.25),
                    dice.between(-0.3, 0.8),
                    dice.between(0.01, 0.03),
                    dice.chance(0.3) ? dice.between(0.45, 0.65) : 0,
                    -0.05f,
                    dice.between(0.1, 0.4),
                    dice.between(0.25, 0.5),
                    dice.between(0.4, 0.8),
                    dice.between(0.1, 0.35));
        }
    }

    /**
     * @param centre of the imprint
     * @param diameterMm of a circle of its area
     * @param ovalness half the relative difference of its longest and shortest diameter, below 0.2
     */
    Imprint(Dice dice, MmPoint centre, float diameterMm, float ovalness, Look look) {
        this.centre = centre;
        this.ovalness = ovalness;
        this.look = look;
        radiusMm = 0.5f * diameterMm;
        float angle = dice.angle();
        ovalCos = (float) StrictMath.cos(angle);
        ovalSin = (float) StrictMath.sin(angle);
        face = new Noise(dice, dice.between(0.8, 2.2));
        fine = new Noise(dice, dice.between(0.12, 0.3));
        wear = new Noise(dice, dice.angle(), dice.between(0.5, 2), dice.between(0.25, 0.6));
    }

    MmPoint centre() {
        return centre;
    }

    float radiusMm() {
        return radiusMm;
    }

    float ovalness() {
        return ovalness;
    }

    /** The rim of the dark ring. */
    Outline outline() {
        double longer = Math.sqrt((1 - ovalness) / (1 + ovalness));
        return Outline.ellipse(
                centre, 2 * radiusMm / longer, 2 * radiusMm * longer, StrictMath.atan2(ovalSin, ovalCos));
    }

    void paint(Canvas canvas) {
        float cx = (float) centre.x();
        float cy = (float) centre.y();
        float longer = (float) Math.sqrt((1 - ovalness) / (1 + ovalness));
        float reach = radiusMm * (1.25f + look.heatReach()) + 0.6f;
        canvas.around(cx, cy, reach, (i, x, y) -> {
            float along = ((x - cx) * ovalCos + (y - cy) * ovalSin) * longer;
            float across = ((y - cy) * ovalCos - (x - cx) * ovalSin) / longer;
            float q = Curves.length(along, across) / radiusMm;
            if (q <= 1) {
                metal(canvas, i, x, y, q);
            } else if (!Label.SPOT.isIn(canvas.labels[i])) {
                float out = (q - 1) * radiusMm;
                canvas.heightMm[i] += look.collarMm() * Curves.hump(out / 0.45f);
                HeatTint.paint(canvas, i, (q - 1) / look.heatReach() * (1 + 0.3f * face.at(y, x)), look.heat());
            }
        });
    }

    private void metal(Canvas canvas, int i, float x, float y, float q) {
        canvas.mark(i, Label.SPOT);
        float inner = 1 - look.ring();
        float worn = look.wear() * (0.6f * wear.rough(x, y) + 0.5f * face.at(x, y));
        float ringness = Curves.smooth((q - inner) / (0.35f * look.ring()) + 0.5f + 0.5f * worn);
        float tone = look.faceTone() * (1 + 0.6f * worn) * (1 - ringness) + look.ringTone() * ringness;
        float step = look.innerRing() == 0 ? 0 : Curves.smooth((look.innerRing() - q) / 0.1f + 0.5f);
        tone *= 1 - 1.2f * step * (1 - step) + 0.25f * step * Math.signum(look.stepMm());
        canvas.darken(i, tone * (1 + 0.06f * fine.at(x, y)));
        float copper = look.copper() * (1 - ringness) * Curves.share(0.6f + face.at(x, y));
        canvas.blend(i, copper, 0.22f, 0.34f, 0.55f);
        canvas.gloss[i] = look.gloss() * (1 - 0.6f * ringness) * (1 + worn);
        float bevel = Curves.smooth((1 - q) / Math.max(0.08f, look.ring()));
        float bowl = look.doming() * 0.8f * Math.max(0, 1 - q * q / (inner * inner));
        canvas.heightMm[i] = canvas.heightMm[i] * 0.4f
                - look.depthMm() * (bevel + bowl)
                + look.stepMm() * step
                + 0.06f * look.wear() * face.rough(x, y)
                + 0.03f * look.wear() * wear.at(y, x)
                + 0.006f * fine.at(y, x);
    }
}
