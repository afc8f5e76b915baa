package io.huoyan.core.locate;

import io.huoyan.core.catalog.View;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.image.TestFrames;
import java.util.List;
import java.util.Random;

/**
 * A picture of dark discs on brushed metal under slanting light, with sensor noise; where they are is known exactly.
 */
final class DiscPicture implements TestFrames.Grey {
    private static final double GROUND = 0.55;
    private static final double DISC = 0.12;
    private static final double LIGHT_FALL = 0.25;

    private final PlaneMap truePixelToMm;
    private final List<View.Fiducial> discs;
    private final double noise;
    private final double blurPx;
    private final Random random;

    /**
     * @param truePixelToMm of this picture
     * @param discs that are seen in it
     * @param noise standard deviation, share of full scale
     * @param blurPx half width of the discs' edges
     */
    DiscPicture(PlaneMap truePixelToMm, List<View.Fiducial> discs, double noise, double blurPx, long seed) {
        this.truePixelToMm = truePixelToMm;
        this.discs = discs;
        this.noise = noise;
        this.blurPx = blurPx;
        this.random = new Random(seed);
    }

    @Override
    public double at(int x, int y) {
        PixelPoint pixel = new PixelPoint(x, y);
        MmPoint mm = truePixelToMm.toMm(pixel);
        double mmPerPixel = truePixelToMm.mmPerPixel(pixel);
        double value = GROUND;
        for (View.Fiducial disc : discs) {
            double beyondPx = (mm.distanceMm(disc.centre()) - disc.diameterMm() / 2) / mmPerPixel;
            double covered = Math.max(0, Math.min(1, 0.5 - beyondPx / (2 * blurPx)));
            value += covered * (DISC - GROUND);
        }
        double light = 1 + LIGHT_FALL * (x - 640) / 640;
        return value * light + noise * random.nextGaussian();
    }
}
