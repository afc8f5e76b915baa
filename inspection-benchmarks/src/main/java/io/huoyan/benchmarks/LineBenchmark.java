package io.huoyan.benchmarks;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.server.app.RecipeDetectors;
import io.huoyan.server.app.RunningServer;
import io.huoyan.server.app.ServerConfiguration;
import io.huoyan.server.app.Wiring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Frames a second of the whole service over gRPC beside frames a second of the bare network on the same patches with as
 * many threads, in turn within one run; where the rest of the time goes; and how many cores 5,000 welds in 60 s need.
 *
 * <p>Arguments: folder of the repository, seconds a round (10), rounds (5), numeric forms (those of the recipes alone;
 * else e.g. {@code fp32,bf16,int8}, each with a server of its own whose recipes pin it). The client runs in the same
 * process, on the same cores.
 */
public final class LineBenchmark {
    private static final double TAKT_S = 60;
    private static final double TAKT_WELDS = 5000;

    private LineBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        System.setProperty("ai.djl.offline", "true");
        Path root = Path.of(arguments.length > 0 ? arguments[0] : ".")
                .toAbsolutePath()
                .normalize();
        double seconds = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 10;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        String[] forms = arguments.length > 3 ? arguments[3].split(",") : new String[] {""};
        for (String form : forms) {
            run(root, form, seconds, rounds);
        }
    }

    private static void run(Path root, String form, double seconds, int rounds) throws Exception {
        Path data = Files.createTempDirectory("huoyan-benchmark");
        ServerConfiguration plain = ServerConfiguration.defaults(root, data).changed(null, 0, 0, "embedded:0");
        ServerConfiguration configuration = form.isEmpty()
                ? plain
                : plain.changed(pinned(plain.catalogDir(), form, data.resolve("catalog")), 0, 0, "embedded:0");
        List<SampleFrame> frames = SampleFrame.load(root.resolve("sample-images/body-line"));
        int workers = configuration.grpc().workers();
        try (RunningServer server = Wiring.start(configuration, "benchmark", Clock.systemUTC(), what -> {});
                RecipeDetectors detectors = RecipeDetectors.open(
                        server.catalog(), configuration.modelsDir(), workers, data.resolve("model-forms"))) {
            DefectDetector detector = detectors.byRecipe().values().iterator().next();
            ManagedChannel channel = ManagedChannelBuilder.forAddress("127.0.0.1", server.grpcPort())
                    .usePlaintext()
                    .build();
            try (BareNetwork network = new BareNetwork(server.catalog(), detector, frames)) {
                measure(network, new ServiceLoad(channel, frames), detector, workers, seconds, rounds);
            } finally {
                channel.shutdownNow();
            }
        }
    }

    /** A copy of the catalog whose recipes pin the form. */
    private static Path pinned(Path catalog, String form, Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(catalog)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(catalog.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                Files.writeString(
                        target, Files.readString(file).replaceAll("numericForm: \\w+", "numericForm: " + form));
            }
        }
        return copy;
    }

    private static void measure(
            BareNetwork network, ServiceLoad load, DefectDetector detector, int workers, double seconds, int rounds)
            throws InterruptedException {
        network.run(workers, seconds / 2);
        load.run(seconds / 2);
        List<Double> bare = new ArrayList<>();
        List<Double> whole = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            bare.add(network.run(workers, seconds));
            whole.add(load.run(seconds));
            ratios.add(whole.get(round) / bare.get(round));
        }
        System.out.printf(
                Locale.ROOT,
                "model %s/%s %s, %d workers, %d streams, %.1f patches and %.1f welds a frame, %d rounds of %.0f s each%n",
                detector.model().id(),
                detector.model().version(),
                detector.model().numericForm(),
                workers,
                load.streams(),
                network.patchesPerFrame(),
                load.weldsPerFrame(),
                rounds,
                seconds);
        System.out.printf(Locale.ROOT, "answers        %s, refused %d%n", load.verdicts(), load.refused());
        System.out.printf(Locale.ROOT, "bare network   frames/s  %s%n", spread(bare));
        System.out.printf(Locale.ROOT, "whole service  frames/s  %s%n", spread(whole));
        System.out.printf(Locale.ROOT, "service / network        %s%n", spread(ratios));
        for (Map.Entry<String, Double> stage : load.meanStageMs().entrySet()) {
            System.out.printf(Locale.ROOT, "stage %-12s %7.2f ms a frame%n", stage.getKey(), stage.getValue());
        }
        takt("whole service", median(whole), load.weldsPerFrame(), workers);
        takt("bare network", median(bare), load.weldsPerFrame(), workers);
    }

    private static void takt(String what, double framesPerSecond, double weldsPerFrame, int cores) {
        double weldsPerCoreAndSecond = framesPerSecond * weldsPerFrame / cores;
        System.out.printf(
                Locale.ROOT,
                "takt: %s, %.1f welds a second and core; 5,000 welds in 60 s need %.1f cores%n",
                what,
                weldsPerCoreAndSecond,
                TAKT_WELDS / TAKT_S / weldsPerCoreAndSecond);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static String spread(List<Double> values) {
        return String.format(
                Locale.ROOT,
                "median %.2f (min %.2f, max %.2f)",
                median(values),
                Collections.min(values),
                Collections.max(values));
    }
}
