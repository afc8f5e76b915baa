package io.huoyan.lab.gauge;

import io.huoyan.core.measure.Measurand;
import io.huoyan.core.measure.Measurement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The studies of a gauge on values that a real camera took of real parts, again and again: a table whose columns are in
 * docs/metrology.md. A part with a reference value answers for bias, linearity, coverage and type 1; parts that were
 * mounted and taken equally often, for repeatability and reproducibility.
 */
public final class RecordedRepeats {
    private static final List<String> COLUMNS = List.of("part", "mount", "trial", "measurand", "value");
    private static final List<String> OPTIONAL = List.of("reference", "u");
    private static final int BYTES_MAX = 16 << 20;

    /** From so many trials of one part in one mount on they are repeats on a master. */
    static final int MASTER_TRIALS_MIN = 10;

    private static final double GUARD_FACTOR = 1.65;

    private final Path file;
    private final List<Value> values = new ArrayList<>();

    /** The line of each value, by what it is the value of. */
    private final Map<Key, Integer> lines = new HashMap<>();

    /** The row that first told what is true of a part. */
    private final Map<Truth, Known> references = new HashMap<>();

    private RecordedRepeats(Path file) {
        this.file = file;
    }

    /** One row. Values in mm, mm² or shares, as the measurand has them. */
    private record Value(
            String part,
            String mount,
            String trial,
            Measurand measurand,
            double value,
            Optional<Double> reference,
            Optional<Double> standardUncertainty) {}

    /** What no two rows may share: a value that is there twice is no repeat. */
    private record Key(String part, String mount, String trial, Measurand measurand) {}

    private record Truth(String part, Measurand measurand) {}

    private record Known(double reference, int line) {}

    /** Whether a file's name is that of such a table. */
    public static boolean isTable(String name) {
        return name.endsWith(".csv");
    }

    /** @throws IllegalArgumentException with the file, the line and what is wrong in it */
    public static GaugeResult study(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > BYTES_MAX) {
            throw new IllegalArgumentException(
                    file + " is no table of repeats; allowed is a file of up to " + BYTES_MAX + " bytes");
        }
        RecordedRepeats repeats = new RecordedRepeats(file);
        repeats.read(Files.readAllLines(file));
        return repeats.result();
    }

    private void read(List<String> lines) {
        List<String> header = List.of();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            List<String> cells =
                    Arrays.stream(line.split(",", -1)).map(String::strip).toList();
            if (header.isEmpty()) {
                header = cells;
                checkHeader(header, i + 1);
            } else if (cells.size() != header.size()) {
                throw wrong(i + 1, "row has " + cells.size() + " cells; allowed are " + header.size());
            } else {
                Map<String, String> row = new HashMap<>();
                for (int k = 0; k < cells.size(); k++) {
                    row.put(header.get(k), cells.get(k));
                }
                add(value(row, i + 1), i + 1);
            }
        }
        if (values.isEmpty()) {
            throw wrong(1, "table has 0 rows; allowed are 1 and more below a header of " + COLUMNS);
        }
    }

    private void add(Value v, int line) {
        Integer before = lines.putIfAbsent(new Key(v.part(), v.mount(), v.trial(), v.measurand()), line);
        if (before != null) {
            throw wrong(
                    line,
                    v.measurand() + " of part " + v.part() + ", mount " + v.mount() + ", trial " + v.trial()
                            + " is in line " + before + " already; allowed is one row for each");
        }
        v.reference().ifPresent(reference -> {
            Known known =
                    references.computeIfAbsent(new Truth(v.part(), v.measurand()), any -> new Known(reference, line));
            if (known.reference() != reference) {
                throw wrong(
                        line,
                        "reference is " + reference + ", that of part " + v.part() + " in line " + known.line() + " is "
                                + known.reference() + "; allowed is one for a part's " + v.measurand());
            }
        });
        values.add(v);
    }

    private void checkHeader(List<String> header, int line) {
        for (String column : COLUMNS) {
            if (!header.contains(column)) {
                throw wrong(
                        line,
                        "column " + column + " is missing; allowed are " + COLUMNS + " and, if known, " + OPTIONAL);
            }
        }
        for (String column : header) {
            if (!COLUMNS.contains(column) && !OPTIONAL.contains(column)) {
                throw wrong(line, "column is " + column + "; allowed are " + COLUMNS + " and, if known, " + OPTIONAL);
            }
        }
    }

    private Value value(Map<String, String> row, int line) {
        String name = row.getOrDefault("measurand", "");
        Measurand measurand = Arrays.stream(Measurand.values())
                .filter(m -> m.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        wrong(line, "measurand is '" + name + "'; allowed are " + Arrays.toString(Measurand.values())));
        Optional<Double> u = number(row, "u", line);
        if (u.isPresent() && !(u.get() > 0)) {
            throw wrong(line, "u is " + u.get() + "; allowed is above 0, a standard uncertainty");
        }
        return new Value(
                row.getOrDefault("part", ""),
                row.getOrDefault("mount", ""),
                row.getOrDefault("trial", ""),
                measurand,
                number(row, "value", line).orElseThrow(() -> wrong(line, "value is empty; allowed is a number")),
                number(row, "reference", line),
                u);
    }

    private Optional<Double> number(Map<String, String> row, String column, int line) {
        String text = row.getOrDefault(column, "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?")) {
            throw wrong(line, column + " is '" + text + "'; allowed is a number, in mm, mm2 or 1");
        }
        return Optional.of(Double.parseDouble(text));
    }

    private IllegalArgumentException wrong(int line, String what) {
        return new IllegalArgumentException(file + ":" + line + ": " + what);
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
        Map<Measurand, AttributeStudy> attributes = new EnumMap<>(Measurand.class);
        for (Measurand measurand : Measurand.values()) {
            List<Value> own =
                    values.stream().filter(v -> v.measurand() == measurand).toList();
            // The tolerance is one of lengths: areas and ratios have no capability over it.
            if (unit(measurand) == Measurement.Unit.MM) {
                master(own).ifPresent(m -> master.put(measurand, m));
                full(own).ifPresent(table -> grr.put(measurand, GrrAnova.of(table, GaugeRun.TOLERANCE_MM)));
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
                attributes);
    }

    private static Measurement.Unit unit(Measurand measurand) {
        return switch (measurand) {
            case SPOT_OVALITY, DEFECT_COUNT -> Measurement.Unit.ONE;
            case DEFECT_AREA -> Measurement.Unit.MM2;
            default -> Measurement.Unit.MM;
        };
    }

    /** The part that was taken most often without being touched, if it has a reference. */
    private static Optional<Repeatability> master(List<Value> own) {
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
                        GaugeRun.TOLERANCE_MM));
    }

    /** By part, mount, trial; parts with other numbers of them than most, a master say, are left out. */
    private static Optional<double[][][]> full(List<Value> own) {
        Map<String, Map<String, List<Double>>> parts = new TreeMap<>();
        own.forEach(v -> parts.computeIfAbsent(v.part(), any -> new TreeMap<>())
                .computeIfAbsent(v.mount(), any -> new ArrayList<>())
                .add(v.value()));
        Map<String, List<double[][]>> byShape = new TreeMap<>();
        for (Map<String, List<Double>> part : parts.values()) {
            double[][] table = part.values().stream()
                    .map(trials ->
                            trials.stream().mapToDouble(Double::doubleValue).toArray())
                    .toArray(double[][]::new);
            int trials = table[0].length;
            if (table.length >= 2 && trials >= 2 && Arrays.stream(table).allMatch(t -> t.length == trials)) {
                byShape.computeIfAbsent(table.length + " x " + trials, any -> new ArrayList<>())
                        .add(table);
            }
        }
        return byShape.values().stream()
                .filter(same -> same.size() >= 2)
                .max((a, b) -> Integer.compare(a.size(), b.size()))
                .map(same -> same.toArray(double[][][]::new));
    }

    /** Calls against a limit in the middle of the references. */
    private static Optional<AttributeStudy> attributes(List<Value> own) {
        List<Value> known = own.stream().filter(v -> v.reference().isPresent()).toList();
        double limit = known.stream()
                .mapToDouble(v -> v.reference().orElseThrow())
                .distinct()
                .average()
                .orElse(0);
        Map<String, List<Value>> byPart = new TreeMap<>();
        known.forEach(
                v -> byPart.computeIfAbsent(v.part(), any -> new ArrayList<>()).add(v));
        return byPart.size() < 2
                ? Optional.empty()
                : Optional.of(AttributeStudy.of(byPart.values().stream()
                        .map(all -> new AttributeStudy.Part(
                                all.get(0).reference().orElseThrow() > limit,
                                all.stream().map(v -> v.value() > limit).toList()))
                        .toList()));
    }
}
