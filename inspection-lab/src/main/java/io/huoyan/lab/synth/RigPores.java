package io.huoyan.lab.synth;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.measure.Measurand;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Pores in a bead of a rig: single ones, far from each other, and two that are close together. */
final class RigPores {
    private static final double DIAMETER_MIN_MM = 0.5;
    private static final double DIAMETER_MIN_PX = 5;
    private static final double DIAMETER_SPREAD = 2.5;

    /** Places along the bead, as shares of its length; the last two are of the pair. */
    private static final double[] SINGLE = {0.17, 0.42};

    private static final double PAIR = 0.72;

    /** The gap between the two of a pair, in diameters of the longer. */
    private static final double GAP_MIN = 0.25;

    private static final double GAP_MAX = 0.6;
    private static final double ASIDE = 0.35;

    private final List<Disc> discs = new ArrayList<>();

    /** A pore's geometry. */
    private record Disc(MmPoint middle, double diameterMm, double alongMm, Pore pore) {
        double gapMm(Disc other) {
            return middle.distanceMm(other.middle) - (diameterMm + other.diameterMm) / 2;
        }
    }

    /** @param pixelMm size of a pixel: no pore is smaller than five of them */
    RigPores(Dice dice, Bead bead, double pixelMm) {
        double least = Math.max(DIAMETER_MIN_MM, DIAMETER_MIN_PX * pixelMm);
        Bead.Stretch stretch = bead.stretches().get(0);
        for (double share : SINGLE) {
            add(
                    dice,
                    bead,
                    stretch.fromMm() + share * stretch.lengthMm(),
                    dice.signed(0, ASIDE),
                    dice.between(least, DIAMETER_SPREAD * least));
        }
        double first = dice.between(least, 1.6 * least);
        double second = dice.between(least, 1.6 * least);
        double apart = (first + second) / 2 + dice.between(GAP_MIN, GAP_MAX) * Math.max(first, second);
        double aside = dice.signed(0, ASIDE);
        double at = stretch.fromMm() + PAIR * stretch.lengthMm();
        add(dice, bead, at, aside, first);
        add(dice, bead, at + apart, aside, second);
    }

    private void add(Dice dice, Bead bead, double alongMm, double aside, double diameterMm) {
        MmPoint at = bead.point((float) alongMm, (float) aside);
        discs.add(new Disc(
                at, (float) diameterMm, alongMm, new Pore(dice, (float) at.x(), (float) at.y(), (float) diameterMm)));
    }

    List<RigPicture.FlawTruth> paint(Canvas canvas) {
        List<RigPicture.FlawTruth> truths = new ArrayList<>();
        for (Disc disc : discs) {
            disc.pore().paint(canvas);
            truths.add(new RigPicture.FlawTruth(disc.middle(), truth(disc)));
        }
        return truths;
    }

    @SuppressWarnings("ReferenceEquality") // Two equal ones are two.
    private Map<Measurand, Double> truth(Disc disc) {
        Map<Measurand, Double> truth = new EnumMap<>(Measurand.class);
        truth.put(Measurand.DEFECT_LENGTH, disc.diameterMm());
        truth.put(Measurand.DEFECT_WIDTH, disc.diameterMm());
        truth.put(Measurand.DEFECT_AREA, Math.PI / 4 * disc.diameterMm() * disc.diameterMm());
        truth.put(Measurand.DEFECT_EXTENT, disc.diameterMm());
        truth.put(Measurand.DEFECT_POSITION, disc.alongMm());
        Disc nearest = discs.stream()
                .filter(other -> other != disc)
                .min((a, b) -> Double.compare(disc.gapMm(a), disc.gapMm(b)))
                .orElseThrow();
        truth.put(Measurand.DEFECT_SPACING, disc.gapMm(nearest));
        if (disc.gapMm(nearest) < Math.max(disc.diameterMm(), nearest.diameterMm())) {
            truth.put(
                    Measurand.DEFECT_CLUSTER_LENGTH,
                    disc.middle().distanceMm(nearest.middle()) + (disc.diameterMm() + nearest.diameterMm()) / 2);
        }
        return truth;
    }
}
