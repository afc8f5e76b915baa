package io.huoyan.core.domain;

/**
 * A plane seen through a lens with distortion: the lens is undone first, then the plane map of the ideal picture is
 * applied.
 *
 * @param lens the camera's
 * @param ideal maps pixels of the picture that a lens without distortion would give
 */
public record LensMap(Lens lens, PlaneMap ideal) implements ViewMap {
    @Override
    public MmPoint toMm(PixelPoint p) {
        return ideal.toMm(lens.ideal(p));
    }

    @Override
    public PixelPoint toPixel(MmPoint p) {
        return lens.seen(ideal.toPixel(p));
    }

    @Override
    public LensMap then(double[] mmToMm) {
        return new LensMap(lens, ideal.then(mmToMm));
    }
}
