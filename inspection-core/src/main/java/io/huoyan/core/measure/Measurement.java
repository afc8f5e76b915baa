package io.huoyan.core.measure;

import io.huoyan.core.domain.PixelPoint;
import java.util.List;

/**
 * A measured value.
 *
 * @param measurand what
 * @param value in {@code unit}
 * @param unit mm, mm² or 1; px or px² where the picture is not calibrated
 * @param standardUncertainty k = 1, same unit (JCGM 100)
 * @param shape where it was taken, as a polyline in original pixels, for the overlay; may be empty
 * @param budget the named contributions that the standard uncertainty is made of; empty where they are not known
 */
public record Measurement(
        Measurand measurand,
        double value,
        Unit unit,
        double standardUncertainty,
        List<PixelPoint> shape,
        List<Contribution> budget) {
    public Measurement {
        shape = List.copyOf(shape);
        budget = List.copyOf(budget);
        if (!(standardUncertainty >= 0)) {
            throw new IllegalArgumentException(
                    measurand + " has standard uncertainty " + standardUncertainty + "; allowed is 0 or more");
        }
    }

    /** A value whose contributions are not known one by one. */
    public Measurement(
            Measurand measurand, double value, Unit unit, double standardUncertainty, List<PixelPoint> shape) {
        this(measurand, value, unit, standardUncertainty, shape, List.of());
    }

    static Measurement of(
            Measurand measurand, double value, Unit unit, UncertaintyBudget budget, List<PixelPoint> shape) {
        return new Measurement(measurand, value, unit, budget.combined(), shape, budget.contributions());
    }

    /** Half the width of the 95 % interval about the value (JCGM 101), same unit. */
    public double halfWidth95() {
        return budget.isEmpty()
                ? CoverageInterval.halfWidth(
                        List.of(new Contribution("all", standardUncertainty, Contribution.Shape.NORMAL)))
                : CoverageInterval.halfWidth(budget);
    }

    /** Unit of a value; lengths and areas are in pixels where the picture is not calibrated. */
    public enum Unit {
        MM("mm"),
        PX("px"),
        MM2("mm2"),
        PX2("px2"),
        /** Of a share or a count. */
        ONE("1");

        private final String symbol;

        Unit(String symbol) {
            this.symbol = symbol;
        }

        /** As contracts and files write it. */
        public String symbol() {
            return symbol;
        }

        /** Whether values are of the part, not of pixels. */
        public boolean isCalibrated() {
            return this != PX && this != PX2;
        }

        /** The unit of areas where this is the unit of lengths. */
        Unit squared() {
            return this == PX ? PX2 : MM2;
        }
    }
}
