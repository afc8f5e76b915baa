package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Puts on a sheet what parts have beside welds: an upper sheet's edge, holes, stampings, marks, fiducials. */
final class Scenery {
    private static final float FIDUCIAL_RADIUS_MM = 1;
    private static final float FIDUCIAL_TONE = 0.04f;
    private static final float FIDUCIAL_PLACE = 0.86f;
    private static final float RAMP_MM = 0.9f;
    private static final int TRIES = 40;

    private final Canvas canvas;
    private final Dice dice;
    private final float reachMm;
    private final List<SpecimenFeature> features = new ArrayList<>();

    /** @param reachMm half the side of the field */
    Scenery(Canvas canvas, Dice dice, float reachMm) {
        this.canvas = canvas;
        this.dice = dice;
        this.reachMm = reachMm;
    }

    List<SpecimenFeature> features() {
        return features;
    }

    /** A second sheet on the right of a line, whose edge the seam joins to the first. */
    void lap(CentreLine line, Sheet upper) {
        float thicknessMm = dice.between(0.3, 0.8);
        float bevelMm = dice.between(0.1, 0.25);
        float darkness = dice.between(0.35, 0.7);
        CentreLine.Foot foot = new CentreLine.Foot();
        canvas.everywhere((i, x, y) -> {
            line.locate(x, y, foot);
            if (foot.d > 0) {
                upper.paint(canvas, i, x, y);
                canvas.heightMm[i] += thicknessMm * Math.min(1, foot.d / bevelMm);
            } else if (foot.d > -2 * bevelMm) {
                canvas.darken(i, 1 - darkness * (1 + foot.d / (2 * bevelMm)));
            }
        });
        float far = 3 * reachMm;
        features.add(new SpecimenFeature(
                "edge",
                Outline.band(
                        List.of(line.point(-far, 0), line.point(line.lengthMm() + far, 0)),
                        List.of(line.point(-far, far), line.point(line.lengthMm() + far, far)))));
    }

    /** A hole, a stamping or a mark, where there is room beside the weld. */
    void scatter(ToDoubleFunction<MmPoint> distanceFromWeldMm) {
        for (int left = dice.weighted(3, 3, 1); left > 0; left--) {
            float radius = reachMm * dice.between(0.07, 0.16);
            Optional<MmPoint> at = free(distanceFromWeldMm, 1.4f * radius + 0.5f);
            if (at.isPresent()) {
                put(at.get(), radius);
            }
        }
        Clutter.scratch(canvas, dice, place(), place(), dice.angle(), dice.between(2, 10));
    }

    private void put(MmPoint at, float radius) {
        float x = (float) at.x();
        float y = (float) at.y();
        switch (dice.weighted(1, 2, 1.5)) {
            case 0 -> {
                Clutter.hole(canvas, x, y, radius, 0.2f);
                features.add(new SpecimenFeature("hole", Outline.circle(at, 2.0 * radius)));
            }
            case 1 -> stamping(x, y, dice.angle(), radius * dice.between(1, 3), radius);
            default -> {
                Clutter.writing(canvas, dice, x, y, dice.chance(0.6));
                features.add(new SpecimenFeature("mark", Outline.circle(at, 2.0 * radius)));
            }
        }
    }

    /** A rib or a dimple pressed into the sheet. */
    private void stamping(float x, float y, float angle, float lengthMm, float radiusMm) {
        float cos = (float) StrictMath.cos(angle);
        float sin = (float) StrictMath.sin(angle);
        float half = 0.5f * lengthMm;
        Segment spine = new Segment(x - half * cos, y - half * sin, x + half * cos, y + half * sin);
        float heightMm = dice.signed(0.25, 0.7);
        canvas.around(x, y, half + radiusMm, (i, px, py) -> {
            float inside = radiusMm - spine.distance(px, py);
            if (inside > 0) {
                canvas.heightMm[i] += heightMm * Curves.smooth(inside / RAMP_MM);
            }
        });
        features.add(new SpecimenFeature("stamping", capsule(spine, radiusMm, angle)));
    }

    private static Outline capsule(Segment spine, float radiusMm, float angle) {
        List<MmPoint> corners = new ArrayList<>();
        int corner = 24;
        for (int k = 0; k <= corner; k++) {
            double turn = angle - Math.PI / 2 + Math.PI * k / corner;
            corners.add(new MmPoint(
                    spine.x1() + radiusMm * StrictMath.cos(turn), spine.y1() + radiusMm * StrictMath.sin(turn)));
        }
        for (int k = 0; k <= corner; k++) {
            double turn = angle + Math.PI / 2 + Math.PI * k / corner;
            corners.add(new MmPoint(
                    spine.x0() + radiusMm * StrictMath.cos(turn), spine.y0() + radiusMm * StrictMath.sin(turn)));
        }
        return new Outline(corners);
    }

    /** Printed discs near the corners. */
    void fiducials(ToDoubleFunction<MmPoint> distanceFromWeldMm) {
        for (int corner = 0; corner < 4; corner++) {
            MmPoint at = new MmPoint(
                    (corner % 2 == 0 ? -1 : 1) * FIDUCIAL_PLACE * reachMm,
                    (corner / 2 == 0 ? -1 : 1) * FIDUCIAL_PLACE * reachMm);
            if (distanceFromWeldMm.applyAsDouble(at) > 2 * FIDUCIAL_RADIUS_MM) {
                Clutter.disc(canvas, at.x(), at.y(), FIDUCIAL_RADIUS_MM, FIDUCIAL_TONE);
                features.add(new SpecimenFeature("fiducial", Outline.circle(at, 2 * FIDUCIAL_RADIUS_MM)));
            }
        }
    }

    private Optional<MmPoint> free(ToDoubleFunction<MmPoint> distanceFromWeldMm, float roomMm) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            MmPoint at = new MmPoint(place(), place());
            if (distanceFromWeldMm.applyAsDouble(at) > roomMm) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private float place() {
        return dice.between(-0.85 * reachMm, 0.85 * reachMm);
    }
}
