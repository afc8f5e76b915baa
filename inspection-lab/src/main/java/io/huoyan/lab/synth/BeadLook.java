package io.huoyan.lab.synth;

/**
 * How a bead looks.
 *
 * @param crownMm height of the crown over the sheet
 * @param flatness cross-section: 0 half an ellipse, steep at the toe … 1 a parabola
 * @param pitchMm distance of one ripple to the next
 * @param rippleMm height of the ripples
 * @param bow how far ripples bend back beside the middle, in half widths
 * @param roughnessMm height of fine roughness
 * @param lumpMm height of slow unevenness
 * @param toneBlue reflectance of the metal, blue
 * @param toneGreen green
 * @param toneRed red
 * @param gloss 0 matt … 1 polished
 * @param toeDarkness 0 … 1: the dark line along the toe, inside it
 * @param toeWidth width of that line, in half widths; above 0
 * @param undercut 0 … 1: a dark line just outside the toe
 * @param slag 0 … 1: how much of the crown glassy slag islands cover
 * @param heat strength of the heat tint, 0 … 1
 * @param heatReachMm width of the heat tint
 * @param soot strength of smoke beside the bead, below 0 whitish
 */
record BeadLook(
        float crownMm,
        float flatness,
        float pitchMm,
        float rippleMm,
        float bow,
        float roughnessMm,
        float lumpMm,
        float toneBlue,
        float toneGreen,
        float toneRed,
        float gloss,
        float toeDarkness,
        float toeWidth,
        float undercut,
        float slag,
        float heat,
        float heatReachMm,
        float soot) {

    /** Any arc weld: MAG, TIG or stick; {@code widthMm} of the bead sets its relief. */
    static BeadLook roll(Dice dice, float widthMm) {
        float scale = widthMm / 6;
        float pitch = (dice.chance(0.25) ? dice.between(1.4, 2.4) : dice.between(0.45, 1.3)) * scale;
        float tone = dice.between(0.22, 0.75);
        float warmth = dice.signed(0, 0.1);
        return new BeadLook(
                dice.between(0.5, 1.5) * scale,
                dice.between(0.2, 1),
                pitch,
                dice.chance(0.2) ? 0.004f : pitch * dice.between(0.02, 0.11),
                dice.between(0.3, 1.6),
                dice.between(0.003, 0.025) * scale,
                dice.between(0.03, 0.3) * scale,
                tone * (1 + warmth),
                tone,
                tone * (1 - warmth),
                dice.between(0.35, 1.25),
                dice.between(0, 0.8),
                dice.between(0.04, 0.16),
                dice.chance(0.6) ? dice.between(0, 0.5) : 0,
                dice.chance(0.3) ? dice.between(0.1, 0.6) : 0,
                dice.chance(0.75) ? dice.between(0.15, 0.9) : 0,
                dice.between(1.5, 6) * scale,
                dice.chance(0.4) ? dice.signed(0.1, 0.6) : 0);
    }

    /** A MAG bead of a body line: even ripples, clear toes. */
    static BeadLook rollLine(Dice dice, float widthMm) {
        float scale = widthMm / 6;
        float pitch = dice.between(0.7, 1.1) * scale;
        float tone = dice.between(0.32, 0.55);
        return new BeadLook(
                dice.between(0.8, 1.2) * scale,
                dice.between(0.3, 0.7),
                pitch,
                pitch * dice.between(0.035, 0.06),
                dice.between(0.6, 1.2),
                dice.between(0.004, 0.01) * scale,
                dice.between(0.03, 0.08) * scale,
                tone,
                tone,
                tone,
                dice.between(0.6, 0.95),
                dice.between(0.6, 0.85),
                0.05f,
                0,
                0,
                dice.between(0.1, 0.3),
                dice.between(2, 4) * scale,
                dice.chance(0.4) ? dice.between(-0.25, -0.05) : 0);
    }

    /** A bead of a rig: the ranges of docs/metrology.md. */
    static BeadLook rollRig(Dice dice, float widthMm, boolean hasRipple) {
        float half = widthMm / 2;
        float slope = (float) StrictMath.tan(Math.toRadians(dice.between(15, 45)));
        float pitch = dice.between(0.3, 1.2);
        float ripple = pitch * dice.between(0.02, 0.06);
        float tone = dice.between(0.25, 0.65);
        float neverMm = 1e6f;
        return new BeadLook(
                slope * half / 2,
                1,
                hasRipple ? pitch : neverMm,
                hasRipple ? ripple : 0,
                dice.between(0.5, 1.5),
                dice.between(0.003, 0.01),
                dice.between(0.03, 0.08),
                tone,
                tone,
                tone,
                dice.between(0.35, 1.1),
                dice.between(0.3, 0.85),
                dice.between(0.05, 0.4) / half,
                0,
                0,
                dice.between(0, 0.3),
                dice.between(1, 4),
                0);
    }
}
