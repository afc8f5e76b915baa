package io.huoyan.core.catalog;

import io.huoyan.core.domain.DefectClass;
import java.util.List;
import java.util.Optional;

/**
 * Acceptance rules of a standard's quality level or of a plant sheet.
 *
 * @param id e.g. {@code ISO5817-C}
 * @param title what it is, with its edition
 * @param version of the sheet, as the plant counts; a sheet that changes gets another
 * @param scope which welds it covers
 * @param guardFactor g of ISO 14253-1: a value nearer than g·u to its limit is not proven; default 1.65
 * @param rules in the order in which findings are listed
 * @param groupRules rules for groups of neighbouring welds; may be empty
 */
public record Standard(
        String id,
        String title,
        String version,
        Scope scope,
        double guardFactor,
        List<Rule> rules,
        List<GroupRule> groupRules) {
    /** Of a sheet that does not say. */
    public static final String VERSION_DEFAULT = "1";

    public Standard {
        rules = List.copyOf(rules);
        groupRules = List.copyOf(groupRules);
    }

    /** The first version of a standard that says nothing of groups. */
    public Standard(String id, String title, Scope scope, double guardFactor, List<Rule> rules) {
        this(id, title, VERSION_DEFAULT, scope, guardFactor, rules, List.of());
    }

    /**
     * What must not come together in a group of welds. It adds to the findings of welds that are bad or doubtful on
     * their own, and never makes one better.
     *
     * @param clause e.g. {@code plant sheet BS-110 §10}
     * @param kind what must not be
     * @param count for {@link GroupKind#AT_MOST_BAD}: so many may be bad; 0 otherwise
     */
    public record GroupRule(String clause, GroupKind kind, int count) {}

    /** What a group of welds must not have. */
    public enum GroupKind {
        /** Two bad welds beside each other. */
        NO_TWO_NEIGHBOURS,
        /** A bad first or last weld. */
        NOT_FIRST_OR_LAST,
        /** More bad welds than a number. */
        AT_MOST_BAD
    }

    /**
     * @param processes ISO 4063 numbers covered
     * @param materials covered
     * @param thicknessMinMm governing sheet thickness ({@link Weld#governingThicknessMm}) from
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
     * @param limits where {@code kind} compares: the limit is as of {@link Limit}, in the quantity's unit
     * @param perLengthMm the quantity is of any so long part of the seam, or of the whole of a shorter one; given where
     *     {@link MeasurandNames#isAlongSeam} says so
     */
    public record Rule(
            String clause,
            DefectClass subject,
            String quantity,
            Kind kind,
            Optional<Limit> limits,
            Optional<Double> perLengthMm) {
        /** A rule of something that is not counted or summed along the seam. */
        public Rule(String clause, DefectClass subject, String quantity, Kind kind, Optional<Limit> limits) {
            this(clause, subject, quantity, kind, limits, Optional.empty());
        }
    }

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
     * {@code constant + perThickness · t + perRootThickness · √t + perNominalWidth · b + perNominalLength · l}, not
     * above {@code maxMm} where that is given. In the unit of what it limits: of an area, a share or a number there is
     * a constant only.
     *
     * @param constantMm mm, or the unit of what is limited
     * @param perThickness factor of the governing thickness, mm per mm
     * @param perRootThickness factor of the root of the governing thickness in mm, as {@code 4·√t} of a spot's diameter
     * @param perNominalWidth factor of the nominal width
     * @param perNominalLength factor of the nominal length; of a spot that is 0
     * @param maxMm above 0
     */
    public record Limit(
            double constantMm,
            double perThickness,
            double perRootThickness,
            double perNominalWidth,
            double perNominalLength,
            Optional<Double> maxMm) {
        /** The same for every weld. */
        public static Limit constant(double value) {
            return new Limit(value, 0, 0, 0, 0, Optional.empty());
        }

        /** The limit for one weld, mm. */
        public double forWeldMm(Weld weld) {
            double lengthMm = weld.geometry() instanceof WeldGeometry.Seam seam ? seam.lengthMm() : 0;
            return ofMm(weld.governingThicknessMm(), weld.geometry().nominalWidthMm(), lengthMm);
        }

        /** The limit for a governing thickness, a nominal width and a nominal length, mm. */
        double ofMm(double thicknessMm, double widthMm, double lengthMm) {
            double limit = constantMm
                    + perThickness * thicknessMm
                    + perRootThickness * Math.sqrt(thicknessMm)
                    + perNominalWidth * widthMm
                    + perNominalLength * lengthMm;
            return maxMm.map(max -> Math.min(max, limit)).orElse(limit);
        }
    }
}
