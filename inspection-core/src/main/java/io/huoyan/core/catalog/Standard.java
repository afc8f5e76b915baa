package io.huoyan.core.catalog;

import io.huoyan.core.domain.DefectClass;
import java.util.List;
import java.util.Optional;

/**
 * Acceptance rules of a standard's quality level or of a plant sheet.
 *
 * @param id e.g. {@code ISO5817-C}
 * @param title what it is, with its edition
 * @param scope which welds it covers
 * @param guardFactor g of ISO 14253-1: a value nearer than g·u to its limit is not proven; default 1.65
 * @param rules in the order in which findings are listed
 */
public record Standard(String id, String title, Scope scope, double guardFactor, List<Rule> rules) {
    public Standard {
        rules = List.copyOf(rules);
    }

    /**
     * @param processes ISO 4063 numbers covered
     * @param materials covered
     * @param thicknessMinMm governing sheet thickness from
     * @param thicknessMaxMm governing sheet thickness to
     */
    public record Scope(List<String> processes, List<String> materials, double thicknessMinMm, double thicknessMaxMm) {
        public Scope {
            processes = List.copyOf(processes);
            materials = List.copyOf(materials);
        }

        public boolean covers(Weld weld) {
            double thicknessMm = weld.governingThicknessMm();
            return processes.contains(weld.process())
                    && materials.contains(weld.material())
                    && thicknessMm >= thicknessMinMm
                    && thicknessMm <= thicknessMaxMm;
        }
    }

    /**
     * One clause. A defect class with no rule in the standard that judges a weld is REVIEW when seen.
     *
     * @param clause e.g. {@code ISO 5817:2023 Table 1 No. 1.3}
     * @param subject what is judged: a defect class seen, or a deviation that is measured
     * @param quantity which measurand is compared, by the name of {@code measure.Measurand}; empty for
     *     {@link Kind#NOT_PERMITTED} and {@link Kind#NOT_JUDGEABLE}
     * @param kind how
     * @param limits where {@code kind} compares: the limit is {@code constant + perThickness · t + perNominalWidth ·
     *     b}, in mm
     */
    public record Rule(String clause, DefectClass subject, String quantity, Kind kind, Optional<Limit> limits) {}

    /** How a rule decides. */
    public enum Kind {
        /** Seen is NOK. */
        NOT_PERMITTED,
        /** The quantity must not be above the limit. */
        AT_MOST,
        /** The quantity must not be below the limit. */
        AT_LEAST,
        /**
         * Cannot be judged from one 2-D picture (heights, depths): seen is REVIEW. Which clauses these are is told when
         * a server takes up the catalog, and by {@code huoyan standards check}.
         */
        NOT_JUDGEABLE,
        /** Recorded, always accepted. */
        INFORMATIVE
    }

    /**
     * {@code constantMm + perThickness · t + perNominalWidth · b + perNominalLength · l}, not above {@code maxMm} where
     * that is given.
     */
    public record Limit(
            double constantMm,
            double perThickness,
            double perNominalWidth,
            double perNominalLength,
            Optional<Double> maxMm) {
        /** The limit for one weld, mm. */
        public double forWeldMm(Weld weld) {
            double lengthMm = weld.geometry() instanceof WeldGeometry.Seam seam ? seam.lengthMm() : 0;
            double limit = constantMm
                    + perThickness * weld.governingThicknessMm()
                    + perNominalWidth * weld.geometry().nominalWidthMm()
                    + perNominalLength * lengthMm;
            return maxMm.map(max -> Math.min(max, limit)).orElse(limit);
        }
    }
}
