package io.huoyan.core.catalog;

import io.huoyan.core.domain.Lens;
import io.huoyan.core.domain.PixelPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the lens of a view's calibration. */
final class LensReader {
    private static final Range FOCAL_PX = Range.above(0, 1e6);
    private static final Range PRINCIPAL_PX = Range.of(-100_000, 100_000);
    private static final Range COEFFICIENT = Range.of(-100, 100);
    private static final List<String> COEFFICIENTS = List.of("k1", "k2", "p1", "p2", "k3");

    /** How well distortion must be undone at a corner, px. */
    private static final double UNDONE_PX = 0.1;

    private final Faults faults;

    LensReader(Faults faults) {
        this.faults = faults;
    }

    Optional<Lens> read(YamlSection section, Optional<Integer> widthPx, Optional<Integer> heightPx) {
        int before = faults.count();
        Optional<Double> fx = section.number("fxPx", FOCAL_PX);
        Optional<Double> fy = section.number("fyPx", FOCAL_PX);
        Optional<Double> cx = section.number("cxPx", PRINCIPAL_PX);
        Optional<Double> cy = section.number("cyPx", PRINCIPAL_PX);
        List<Double> k = new ArrayList<>();
        for (String name : COEFFICIENTS) {
            k.add(section.numberOr(name, COEFFICIENT, 0));
            section.allow(name);
        }
        section.end();
        if (faults.count() != before) {
            return Optional.empty();
        }
        Lens lens = new Lens(
                fx.orElseThrow(),
                fy.orElseThrow(),
                cx.orElseThrow(),
                cy.orElseThrow(),
                k.get(0),
                k.get(1),
                k.get(2),
                k.get(3),
                k.get(4));
        if (widthPx.isPresent() && heightPx.isPresent() && !isUsable(lens, widthPx.get(), heightPx.get())) {
            faults.add(
                    section.place(),
                    "lens folds the picture over within it (k1 " + k.get(0) + ", k2 " + k.get(1) + ", k3 " + k.get(4)
                            + "); allowed are coefficients that move outer points outwards up to the farthest corner");
            return Optional.empty();
        }
        return Optional.of(lens);
    }

    /** Whether every corner comes from one place of the ideal picture, and all that is nearer to the axis too. */
    private static boolean isUsable(Lens lens, int widthPx, int heightPx) {
        for (double x : new double[] {-0.5, widthPx - 0.5}) {
            for (double y : new double[] {-0.5, heightPx - 0.5}) {
                PixelPoint corner = new PixelPoint(x, y);
                PixelPoint ideal = lens.ideal(corner);
                if (!lens.isUsableAt(ideal) || !(distancePx(lens.seen(ideal), corner) <= UNDONE_PX)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static double distancePx(PixelPoint a, PixelPoint b) {
        return Math.hypot(a.x() - b.x(), a.y() - b.y());
    }
}
