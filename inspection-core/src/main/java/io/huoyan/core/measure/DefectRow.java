package io.huoyan.core.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Defects of one class along a seam: how many, and how much of it they take, within any part of it of a given length
 * (ISO 5817's "in any 100 mm of the weld"). Of a spot weld, which has no length, all of them.
 */
public final class DefectRow {
    /** Guard band of places, in standard uncertainties: ISO 14253-1, one-sided 95 %. */
    private static final double GUARD_FACTOR = 1.65;

    /** What errs alike for all defects of a picture; all else is each defect's own. */
    private static final Set<String> COMMON =
            Set.of("scale", "target", "plane height", "tilt x", "tilt y", "registration", "blur");

    private final List<Interval> intervals;

    private DefectRow(List<Interval> intervals) {
        this.intervals = List.copyOf(intervals);
    }

    /** A defect's part of the path. */
    private record Interval(Measurement position, Measurement extent) {
        double fromMm() {
            return position.value() - extent.value() / 2;
        }

        double toMm() {
            return position.value() + extent.value() / 2;
        }
    }

    /**
     * @param sizes of each defect, as {@link DefectRuler} measured them
     * @param isSeam false for a spot weld
     * @return empty if of one of them it is not known where it is or how long
     */
    public static Optional<DefectRow> of(List<List<Measurement>> sizes, boolean isSeam) {
        List<Interval> intervals = new ArrayList<>();
        for (List<Measurement> own : sizes) {
            Optional<Measurement> extent = find(own, isSeam ? Measurand.DEFECT_EXTENT : Measurand.DEFECT_LENGTH);
            Optional<Measurement> position = isSeam
                    ? find(own, Measurand.DEFECT_POSITION)
                    : extent.map(e -> new Measurement(Measurand.DEFECT_POSITION, 0, e.unit(), 0, List.of()));
            if (extent.isEmpty() || position.isEmpty()) {
                return Optional.empty();
            }
            intervals.add(new Interval(position.get(), extent.get()));
        }
        return Optional.of(new DefectRow(intervals));
    }

    private static Optional<Measurement> find(List<Measurement> sizes, Measurand measurand) {
        return sizes.stream().filter(m -> m.measurand() == measurand).findFirst();
    }

    /**
     * The most defects within any part of a length, by their middles.
     *
     * @param least so many there are at least, however the places err
     * @param most so many there may be
     * @param value the number by the measured places, as a measurement
     */
    public record Count(int least, int most, Measurement value) {}

    /** @param perLengthMm length of the part; > 0 */
    public Count count(double perLengthMm) {
        double guardMm = GUARD_FACTOR
                * Math.sqrt(2)
                * intervals.stream()
                        .mapToDouble(i -> i.position().standardUncertainty())
                        .max()
                        .orElse(0);
        int number = within(perLengthMm);
        int least = within(perLengthMm - guardMm);
        int most = within(perLengthMm + guardMm);
        UncertaintyBudget budget = new UncertaintyBudget()
                .with(new Contribution(
                        "places", UncertaintyBudget.rectangular((most - least) / 2.0), Contribution.Shape.RECTANGULAR));
        return new Count(
                least, most, Measurement.of(Measurand.DEFECT_COUNT, number, Measurement.Unit.ONE, budget, List.of()));
    }

    /** One at least, if there is any: a part without length still has a place. */
    private int within(double lengthMm) {
        int most = 0;
        for (Interval first : intervals) {
            double from = first.position().value();
            int here = (int) intervals.stream()
                    .mapToDouble(i -> i.position().value())
                    .filter(at -> at >= from && at <= from + Math.max(0, lengthMm))
                    .count();
            most = Math.max(most, here);
        }
        return most;
    }

    /**
     * The sums of the defects' extents within those parts of a length that begin or end with a defect, the largest of
     * all parts among them; of a defect that lies in one in part, that part.
     *
     * @param perLengthMm length of the part; > 0
     * @return one for each end of each defect; none where there is no defect
     */
    public List<Measurement> lengthSums(double perLengthMm) {
        return intervals.stream()
                .flatMap(one -> Stream.of(one.fromMm(), one.toMm() - perLengthMm))
                .map(from -> lengthSum(from, from + perLengthMm))
                .toList();
    }

    private Measurement lengthSum(double fromMm, double toMm) {
        List<Interval> counted =
                intervals.stream().filter(i -> covered(i, fromMm, toMm) > 0).toList();
        double sum = counted.stream().mapToDouble(i -> covered(i, fromMm, toMm)).sum();
        return Measurement.of(Measurand.DEFECT_LENGTH_SUM, sum, unit(), budget(counted), List.of());
    }

    private Measurement.Unit unit() {
        return intervals.get(0).extent().unit();
    }

    private static double covered(Interval interval, double fromMm, double toMm) {
        return Math.max(0, Math.min(toMm, interval.toMm()) - Math.max(fromMm, interval.fromMm()));
    }

    private static UncertaintyBudget budget(List<Interval> counted) {
        Map<String, Double> sums = new LinkedHashMap<>();
        for (Interval interval : counted) {
            List<Contribution> own = interval.extent().budget();
            if (own.isEmpty()) {
                add(sums, "extents", interval.extent().standardUncertainty());
            }
            own.forEach(c -> add(sums, c.name(), c.standardUncertainty()));
        }
        UncertaintyBudget budget = new UncertaintyBudget();
        sums.forEach((name, sum) -> budget.with(name, COMMON.contains(name) ? sum : Math.sqrt(sum)));
        return budget;
    }

    /** What is common adds up; the squares of what is each defect's own do. */
    private static void add(Map<String, Double> sums, String name, double u) {
        sums.merge(name, COMMON.contains(name) ? u : u * u, Double::sum);
    }
}
