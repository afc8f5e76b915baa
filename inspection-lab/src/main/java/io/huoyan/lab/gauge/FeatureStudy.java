package io.huoyan.lab.gauge;

import io.huoyan.core.measure.Measurand;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What readings of known features say about the ruler.
 *
 * @param byMeasurand figures of each measurand
 */
record FeatureStudy(Map<Measurand, Figures> byMeasurand) {
    /**
     * @param count readings
     * @param biasMm mean error
     * @param rmsMm root of the mean square of the errors
     * @param error95Mm 95 % of the errors are smaller
     * @param statedExpandedMm twice the root of the mean square of the stated standard uncertainties
     * @param halfWidth95Mm mean half width of the stated 95 % intervals
     * @param coverage share of the intervals that hold the truth
     * @param slope change of the error per millimetre of truth (linearity)
     * @param intercept error at truth 0 by the same line
     */
    record Figures(
            int count,
            double biasMm,
            double rmsMm,
            double error95Mm,
            double statedExpandedMm,
            double halfWidth95Mm,
            double coverage,
            double slope,
            double intercept) {
        /** U with k = 2: the larger of what is stated and what the errors show. */
        double expandedUncertaintyMm() {
            return Math.max(statedExpandedMm, 2 * rmsMm);
        }

        /**
         * Half width of the stated interval over the error that 95 % keep below; 1 is ideal, above is too cautious. NaN
         * where these have no error.
         */
        double sharpness() {
            return error95Mm > 0 ? halfWidth95Mm / error95Mm : Double.NaN;
        }
    }

    static FeatureStudy of(List<Reading> readings) {
        Map<Measurand, Figures> figures = new EnumMap<>(Measurand.class);
        for (Measurand measurand : Measurand.values()) {
            List<Reading> own =
                    readings.stream().filter(r -> r.measurand() == measurand).toList();
            if (!own.isEmpty()) {
                figures.put(measurand, figures(own));
            }
        }
        return new FeatureStudy(figures);
    }

    private static Figures figures(List<Reading> readings) {
        int n = readings.size();
        double bias = readings.stream().mapToDouble(Reading::errorMm).sum() / n;
        double square =
                readings.stream().mapToDouble(r -> r.errorMm() * r.errorMm()).sum() / n;
        double[] magnitudes = readings.stream()
                .mapToDouble(r -> Math.abs(r.errorMm()))
                .sorted()
                .toArray();
        double stated = readings.stream()
                        .mapToDouble(r -> Math.pow(r.measured().standardUncertainty(), 2))
                        .sum()
                / n;
        double half = Arrays.stream(readings.stream()
                                .mapToDouble(Reading::halfWidth95Mm)
                                .toArray())
                        .sum()
                / n;
        double covered = readings.stream().filter(Reading::isCovered).count() / (double) n;
        double meanTruth = readings.stream().mapToDouble(Reading::truthMm).sum() / n;
        double spread = 0;
        double product = 0;
        for (Reading r : readings) {
            spread += (r.truthMm() - meanTruth) * (r.truthMm() - meanTruth);
            product += (r.truthMm() - meanTruth) * (r.errorMm() - bias);
        }
        double slope = spread > 0 ? product / spread : 0;
        int at = Math.max(0, (int) Math.ceil(0.95 * n) - 1);
        return new Figures(
                n,
                bias,
                Math.sqrt(square),
                magnitudes[at],
                2 * Math.sqrt(stated),
                half,
                covered,
                slope,
                bias - slope * meanTruth);
    }
}
