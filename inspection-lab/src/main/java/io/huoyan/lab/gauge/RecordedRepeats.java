package io.huoyan.lab.gauge;

import io.huoyan.core.measure.Measurand;
import io.huoyan.core.measure.Measurement;
import io.huoyan.lab.gauge.RepeatsTable.Call;
import io.huoyan.lab.gauge.RepeatsTable.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The studies of a gauge on values that a real camera took of real parts, again and again: a table whose columns are in
 * docs/metrology.md. A part with a reference value answers for bias, linearity, coverage and type 1; parts that were
 * mounted and taken equally often, for repeatability and reproducibility.
 */
public final class RecordedRepeats {
    /** From so many trials of one part in one mount on they are repeats on a master. */
    static final int MASTER_TRIALS_MIN = 10;

    private static final double GUARD_FACTOR = 1.65;

    private final Path file;
    private final double toleranceMm;
    private final List<Value> values;

    private RecordedRepeats(Path file, double toleranceMm, List<Value> values) {
        this.file = file;
        this.toleranceMm = toleranceMm;
        this.values = values;
    }

    /** Whether a file's name is that of such a table. */
    public static boolean isTable(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".csv");
    }

    /**
     * @param toleranceMm full width of the tolerance that capability is held against; above 0
     * @throws IllegalArgumentException with the file, the line and what is wrong in it
     */
    public static GaugeResult study(Path file, double toleranceMm) throws IOException {
        return new RecordedRepeats(
                        file, GaugeRun.checkedTolerance(toleranceMm, Double.MAX_VALUE), RepeatsTable.read(file))
                .result();
    }

    private GaugeResult result() {
        List<Reading> readings = new ArrayList<>();
        Map<String, Long> numbers = new TreeMap<>();
        for (Value v : values) {
            long number = numbers.computeIfAbsent(v.part(), any -> (long) numbers.size());
            if (v.reference().isPresent() && v.standardUncertainty().isPresent()) {
                Measurement measured = new Measurement(
                        v.measurand(),
                        v.value(),
                        unit(v.measurand()),
                        v.standardUncertainty().get(),
                        List.of());
                readings.add(Reading.of(number, v.reference().get(), measured));
            }
        }
        Map<Measurand, Repeatability> master = new EnumMap<>(Measurand.class);
        Map<Measurand, GrrAnova> grr = new EnumMap<>(Measurand.class);
        Map<Measurand, SeriesParts> parts = new EnumMap<>(Measurand.class);
        Map<Measurand, AttributeStudy> attributes = new EnumMap<>(Measurand.class);
        for (Measurand measurand : Measurand.values()) {
            List<Value> own =
                    values.stream().filter(v -> v.measurand() == measurand).toList();
            // The tolerance is one of lengths: areas and ratios have no capability over it.
            if (unit(measurand) == Measurement.Unit.MM) {
                master(own).ifPresent(m -> master.put(measurand, m));
                SeriesParts entered = SeriesParts.of(own);
                if (entered.all() > 1) {
                    parts.put(measurand, entered);
                }
                entered.full().ifPresent(table -> grr.put(measurand, GrrAnova.of(table, toleranceMm)));
            }
            attributes(own).ifPresent(a -> attributes.put(measurand, a));
        }
        return new GaugeResult(
                String.valueOf(file.getFileName()),
                values.size() + " recorded values",
                "a camera of the plant",
                0,
                numbers.size(),
                numbers.size(),
                readings,
                FeatureStudy.of(readings),
                DecisionStudy.of(readings, GUARD_FACTOR, 0),
                master,
                grr,
                attributes,
                new GaugeResult.Series(
                        toleranceMm,
                        "parts, mounts and trials as they were recorded. Attributes: verdicts, or values against limits; where"
                                + " the table has no limits, values against the middle of the references",
                        parts));
    }

    private static Measurement.Unit unit(Measurand measurand) {
        return switch (measurand) {
            case SPOT_OVALITY, DEFECT_COUNT -> Measurement.Unit.ONE;
            case DEFECT_AREA -> Measurement.Unit.MM2;
            default -> Measurement.Unit.MM;
        };
    }

    /** The part that was taken most often without being touched, if it has a reference. */
    private Optional<Repeatability> master(List<Value> own) {
        Map<String, List<Value>> byMount = new TreeMap<>();
        own.forEach(v -> byMount.computeIfAbsent(v.part() + "\n" + v.mount(), any -> new ArrayList<>())
                .add(v));
        return byMount.values().stream()
                .filter(all -> all.size() >= MASTER_TRIALS_MIN
                        && all.stream().anyMatch(v -> v.reference().isPresent()))
                .max((a, b) -> Integer.compare(a.size(), b.size()))
                .map(all -> Repeatability.of(
                        all.stream().map(Value::value).toList(),
                        all.stream()
                                .flatMap(v -> v.reference().stream())
                                .findFirst()
                                .orElseThrow(),
                        toleranceMm));
    }

    /** Of parts whose truth is known: verdicts, or values against limits, if there are any. */
    private static Optional<AttributeStudy> attributes(List<Value> own) {
        List<Value> known = own.stream().filter(v -> v.reference().isPresent()).toList();
        List<Value> limited = known.stream().filter(v -> v.limit().isPresent()).toList();
        return limited.isEmpty()
                ? aroundTheMiddle(known)
                : Optional.of(AttributeStudy.of(
                        byPart(limited).stream().map(RecordedRepeats::called).toList()));
    }

    /** A part with several limits is bad where it breaks one of them. */
    private static AttributeStudy.Part called(List<Value> part) {
        boolean isBad = part.stream()
                .anyMatch(v -> !v.limit().orElseThrow().isKeptBy(v.reference().orElseThrow()));
        List<Call> calls = part.stream()
                .map(v -> v.verdict().orElseGet(() -> v.limit().orElseThrow().isKeptBy(v.value()) ? Call.OK : Call.NOK))
                .toList();
        return new AttributeStudy.Part(
                isBad,
                calls.stream()
                        .filter(call -> call != Call.REVIEW)
                        .map(call -> call == Call.NOK)
                        .toList(),
                (int) calls.stream().filter(call -> call == Call.REVIEW).count());
    }

    private static List<List<Value>> byPart(List<Value> own) {
        Map<String, List<Value>> byPart = new TreeMap<>();
        own.forEach(
                v -> byPart.computeIfAbsent(v.part(), any -> new ArrayList<>()).add(v));
        return List.copyOf(byPart.values());
    }

    /** Calls against a limit in the middle of the references. */
    private static Optional<AttributeStudy> aroundTheMiddle(List<Value> known) {
        double limit = known.stream()
                .mapToDouble(v -> v.reference().orElseThrow())
                .distinct()
                .average()
                .orElse(0);
        List<List<Value>> parts = byPart(known);
        return parts.size() < 2
                ? Optional.empty()
                : Optional.of(AttributeStudy.of(parts.stream()
                        .map(all -> new AttributeStudy.Part(
                                all.get(0).reference().orElseThrow() > limit,
                                all.stream().map(v -> v.value() > limit).toList(),
                                0))
                        .toList()));
    }
}
