package io.huoyan.lab.gauge;

import io.huoyan.core.measure.Measurand;
import io.huoyan.core.measure.Measurement;
import io.huoyan.lab.synth.Rig;
import io.huoyan.lab.synth.RigPicture;
import io.huoyan.lab.synth.RigRenderer;
import io.huoyan.lab.synth.WeldTruth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All studies of one rig: features in fresh poses, repeats on a master, and parts that are mounted again and again. The
 * same rig, number of features, seed and eye give the same figures.
 */
public final class GaugeRun {
    /** T where none is asked for. */
    public static final double TOLERANCE_USUAL_MM = 1;

    /** The series' offsets are 1 mm ± T/2: with a larger T the first part's would be on the other side. */
    private static final double TOLERANCE_MAX_MM = 2;

    static final int MASTER_SHOTS = 25;
    static final int PARTS = 10;
    static final int REMOUNTS = 3;
    static final int TRIALS = 2;

    private static final String SERIES = "ten parts over T, each mounted three times (plane ± 0.3 mm, ± 0.5°) and taken"
            + " twice. Attributes: the same parts against a limit in their middle";

    private static final double GUARD_FACTOR = 1.65;

    /** Seeds of the series lie this far from those of the features. */
    private static final long SERIES_OFFSET = 500_000_000L;

    /** Seeds of all pictures lie within so many of the first; far more than the largest study has. */
    private static final long SEEDS_SPANNED = SERIES_OFFSET + 100_000_000L;

    private static final long FLAWED_OFFSET = 250_000_000L;

    /** For so many pictures of seams and spot welds there is one of flaws. */
    private static final int PICTURES_PER_FLAWED = 4;

    /** Features of pictures of flaws are numbered from here on. */
    private static final long FLAWED_FEATURES = 1L << 32;

    private static final int FLAWED_FEATURES_MAX = 64;

    private final Rig rig;
    private final Eye eye;
    private final long seed;
    private final int threads;
    private final double toleranceMm;

    /** Called after each picture. */
    @FunctionalInterface
    public interface Progress {
        void at(int done, int all);
    }

    /**
     * @param threads how many pictures are worked on at a time; each needs about 250 MB
     * @param toleranceMm full width of the tolerance that capability is held against, and over which the parts of the
     *     series lie; above 0, at most 2
     */
    public GaugeRun(Rig rig, Eye eye, long seed, int threads, double toleranceMm) {
        this.rig = rig;
        this.eye = eye;
        this.seed = seed;
        this.threads = threads;
        this.toleranceMm = checkedTolerance(toleranceMm, TOLERANCE_MAX_MM);
    }

    static double checkedTolerance(double toleranceMm, double maxMm) {
        if (!(toleranceMm > 0) || !(toleranceMm <= maxMm)) {
            throw new IllegalArgumentException("tolerance is " + toleranceMm + " mm; allowed is above 0"
                    + (maxMm < Double.MAX_VALUE ? ", and up to " + maxMm + " for a rig's own parts" : ""));
        }
        return toleranceMm;
    }

    /** Whether studies from this seed on would show a network pictures that networks learn from. */
    public static boolean isLearntFrom(long seed) {
        return seed > RigRenderer.TRAINING_SEED_FIRST - SEEDS_SPANNED && seed < RigRenderer.TRAINING_SEED_END;
    }

    /** @param features welds to be measured in fresh poses; rounded up to whole pictures */
    public GaugeResult run(int features, Progress progress) throws InterruptedException {
        int pictures = (features + RigRenderer.WELDS - 1) / RigRenderer.WELDS;
        int flawed = (pictures + PICTURES_PER_FLAWED - 1) / PICTURES_PER_FLAWED;
        int all = pictures + flawed + 1 + PARTS * REMOUNTS;
        AtomicInteger done = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<List<Reading>>> tasks = new ArrayList<>();
            for (int i = 0; i < pictures; i++) {
                long number = i;
                tasks.add(() -> counted(done, all, progress, features(number)));
            }
            for (int i = 0; i < flawed; i++) {
                long number = i;
                tasks.add(() -> counted(done, all, progress, flaws(number)));
            }
            List<Reading> readings = new ArrayList<>();
            for (Future<List<Reading>> future : workers.invokeAll(tasks)) {
                readings.addAll(future.get());
            }
            Map<Measurand, Repeatability> master = counted(done, all, progress, master());
            Series series = new Series();
            List<Callable<Boolean>> mounts = new ArrayList<>();
            for (int part = 0; part < PARTS; part++) {
                for (int mount = 0; mount < REMOUNTS; mount++) {
                    int p = part;
                    int m = mount;
                    mounts.add(() -> counted(done, all, progress, series.measure(p, m)));
                }
            }
            for (Future<Boolean> future : workers.invokeAll(mounts)) {
                future.get();
            }
            return new GaugeResult(
                    rig.name(),
                    circumstances(),
                    eye.name(),
                    seed,
                    (int) readings.stream()
                            .map(Reading::feature)
                            .filter(feature -> feature < FLAWED_FEATURES)
                            .distinct()
                            .count(),
                    pictures * RigRenderer.WELDS,
                    readings,
                    FeatureStudy.of(readings),
                    DecisionStudy.of(ofMeasurands(readings), GUARD_FACTOR, seed),
                    master,
                    series.grr(),
                    series.attributes(),
                    new GaugeResult.Series(toleranceMm, SERIES, Map.of()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("a picture of the rig could not be measured: " + e.getCause(), e);
        } finally {
            workers.shutdownNow();
        }
    }

    private String circumstances() {
        return String.format(
                Locale.ROOT,
                "%.3f mm per pixel, plane height ± %.1f mm, tilt ± %.1f°, k1 %.2f, blur %.1f–%.1f px, noise × %.1f",
                rig.pixelMm(),
                rig.heightMm(),
                rig.tiltDeg(),
                rig.distortionK1(),
                rig.blurMinPx(),
                rig.blurMaxPx(),
                rig.noiseFactor());
    }

    private static <T> T counted(AtomicInteger done, int all, Progress progress, T result) {
        progress.at(done.incrementAndGet(), all);
        return result;
    }

    private static List<Reading> ofMeasurands(List<Reading> readings) {
        return readings.stream()
                .filter(r -> GaugeResult.HEADLINE.contains(r.measurand()))
                .toList();
    }

    private List<Reading> features(long number) {
        RigPicture picture = new RigRenderer(rig).render(seed + number);
        return readings(
                number * RigRenderer.WELDS,
                eye.measure(picture, number),
                picture.truths().stream().map(WeldTruth::measures).toList());
    }

    /** Of welds and flaws; what both kinds of picture show, the ordinary ones alone answer for. */
    private List<Reading> flaws(long number) {
        RigPicture picture = new RigRenderer(rig).renderFlawed(seed + FLAWED_OFFSET + number);
        long first = FLAWED_FEATURES + number * FLAWED_FEATURES_MAX;
        List<Reading> readings = new ArrayList<>(readings(
                first,
                eye.measure(picture, FLAWED_OFFSET + number),
                picture.truths().stream().map(WeldTruth::measures).toList()));
        readings.removeIf(
                r -> r.measurand() != Measurand.SPOT_OVALITY && r.measurand() != Measurand.SPOT_EDGE_DISTANCE);
        readings.addAll(readings(
                first + picture.welds().size(),
                eye.measureFlaws(picture, FLAWED_OFFSET + number),
                picture.flaws().stream().map(RigPicture.FlawTruth::measures).toList()));
        return readings;
    }

    private static List<Reading> readings(
            long first, List<List<Measurement>> measured, List<Map<Measurand, Double>> truths) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < measured.size(); i++) {
            for (Measurement m : measured.get(i)) {
                Double truth = truths.get(i).get(m.measurand());
                if (truth != null) {
                    readings.add(Reading.of(first + i, truth, m));
                }
            }
        }
        return readings;
    }

    /** Shares have no tolerance in mm. */
    private static List<Measurement> lengths(List<Measurement> measured) {
        return measured.stream().filter(m -> m.unit() == Measurement.Unit.MM).toList();
    }

    /** The worst weld of the master for each measurand. */
    private Map<Measurand, Repeatability> master() {
        List<RigPicture> shots = new RigRenderer(rig).repeat(seed + SERIES_OFFSET, MASTER_SHOTS);
        List<Map<Measurand, List<Double>>> values = new ArrayList<>();
        for (int weld = 0; weld < RigRenderer.WELDS; weld++) {
            values.add(new EnumMap<>(Measurand.class));
        }
        for (int shot = 0; shot < shots.size(); shot++) {
            List<List<Measurement>> measured = eye.measure(shots.get(shot), SERIES_OFFSET + shot);
            for (int weld = 0; weld < measured.size(); weld++) {
                for (Measurement m : lengths(measured.get(weld))) {
                    values.get(weld)
                            .computeIfAbsent(m.measurand(), any -> new ArrayList<>())
                            .add(m.value());
                }
            }
        }
        Map<Measurand, Repeatability> worst = new EnumMap<>(Measurand.class);
        for (int weld = 0; weld < values.size(); weld++) {
            Map<Measurand, Double> truths = shots.get(0).truths().get(weld).measures();
            values.get(weld).forEach((measurand, own) -> {
                Double truth = truths.get(measurand);
                if (truth != null && own.size() > 1) {
                    worst.merge(
                            measurand,
                            Repeatability.of(own, truth, toleranceMm),
                            (a, b) -> Math.min(a.cg(), a.cgk()) <= Math.min(b.cg(), b.cgk()) ? a : b);
                }
            });
        }
        return worst;
    }

    /** Parts over the tolerance, each mounted anew by every operator. Thread-safe. */
    private final class Series {
        private final Map<Measurand, Double[][][]> values = new EnumMap<>(Measurand.class);
        private final Map<Measurand, Double[]> truths = new EnumMap<>(Measurand.class);

        boolean measure(int part, int mount) {
            double size = toleranceMm * ((part + 0.5) / PARTS - 0.5);
            long mountSeed = seed + SERIES_OFFSET + 1 + (long) part * REMOUNTS + mount;
            List<RigPicture> shots = new RigRenderer(rig.remounted()).mounted(seed, size, mountSeed, TRIALS);
            for (int trial = 0; trial < TRIALS; trial++) {
                List<List<Measurement>> measured = eye.measure(shots.get(trial), mountSeed * TRIALS + trial);
                for (int weld = 0; weld < measured.size(); weld += 2) {
                    keep(
                            part,
                            mount,
                            trial,
                            measured.get(weld),
                            shots.get(0).truths().get(weld).measures());
                }
            }
            return true;
        }

        private synchronized void keep(
                int part, int mount, int trial, List<Measurement> measured, Map<Measurand, Double> truth) {
            for (Measurement m : lengths(measured)) {
                if (truth.containsKey(m.measurand())) {
                    values.computeIfAbsent(m.measurand(), any -> new Double[PARTS][REMOUNTS][TRIALS])[part][mount][
                                    trial] =
                            m.value();
                    truths.computeIfAbsent(m.measurand(), any -> new Double[PARTS])[part] = truth.get(m.measurand());
                }
            }
        }

        Map<Measurand, GrrAnova> grr() {
            Map<Measurand, GrrAnova> all = new EnumMap<>(Measurand.class);
            values.forEach((measurand, table) ->
                    full(table).ifPresent(full -> all.put(measurand, GrrAnova.of(full, toleranceMm))));
            return all;
        }

        Map<Measurand, AttributeStudy> attributes() {
            Map<Measurand, AttributeStudy> all = new EnumMap<>(Measurand.class);
            values.forEach((measurand, table) -> full(table).ifPresent(full -> {
                Double[] truth = Objects.requireNonNull(truths.get(measurand));
                double limit = Arrays.stream(truth)
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(0);
                List<AttributeStudy.Part> parts = new ArrayList<>();
                for (int part = 0; part < PARTS; part++) {
                    List<Boolean> called = new ArrayList<>();
                    for (double[] mount : full[part]) {
                        for (double value : mount) {
                            called.add(value > limit);
                        }
                    }
                    parts.add(new AttributeStudy.Part(truth[part] > limit, called, 0));
                }
                all.put(measurand, AttributeStudy.of(parts));
            }));
            return all;
        }

        /** Empty if a weld was not found every time: then nothing is said of its repeatability. */
        private Optional<double[][][]> full(Double[][][] table) {
            double[][][] full = new double[PARTS][REMOUNTS][TRIALS];
            for (int p = 0; p < PARTS; p++) {
                for (int m = 0; m < REMOUNTS; m++) {
                    for (int t = 0; t < TRIALS; t++) {
                        if (table[p][m][t] == null) {
                            return Optional.empty();
                        }
                        full[p][m][t] = table[p][m][t];
                    }
                }
            }
            return Optional.of(full);
        }
    }
}
