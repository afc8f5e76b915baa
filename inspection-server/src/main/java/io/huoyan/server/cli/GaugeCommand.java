package io.huoyan.server.cli;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.CatalogLoader;
import io.huoyan.core.catalog.Recipe;
import io.huoyan.lab.gauge.Eye;
import io.huoyan.lab.gauge.GaugeReport;
import io.huoyan.lab.gauge.GaugeResult;
import io.huoyan.lab.gauge.GaugeRun;
import io.huoyan.lab.gauge.NetworkEye;
import io.huoyan.lab.gauge.RecordedRepeats;
import io.huoyan.lab.gauge.RigFile;
import io.huoyan.lab.gauge.TruthMasks;
import io.huoyan.lab.synth.Rig;
import io.huoyan.lab.synth.RigRenderer;
import io.huoyan.server.app.RecipeDetectors;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huoyan gauge}. */
@Command(
        name = "gauge",
        mixinStandardHelpOptions = true,
        header = "Prove the ruler: bias, uncertainty, coverage, Cg, Cgk and %%GRR on a rendered rig of known truth.",
        description = {
            "",
            "Welds whose geometry is known are rendered in fresh poses, measured, and held against the truth. A rig is flat,",
            "plain, coarse, hard, or a YAML file with the keys pixelMm, cameraHeightMm, heightMm, tiltDeg, distortionK1,",
            "blurPx, motionPx, noiseFactor, ripple, highlight, fiducials (docs/metrology.md). The figures at the top of the",
            "JSON are the worst of mean seam width, spot diameter, position and length (SEAM_WIDTH_MEAN, SPOT_DIAMETER,",
            "SEAM_OFFSET, SPOT_OFFSET, SEAM_LENGTH); least and largest width stand beside them, per measurand.",
            "A table of values that a real camera took (.csv) goes through the same studies: part, mount, trial, measurand,",
            "value, and if known reference, u, limit and verdict."
        },
        footer = {
            "",
            "Examples:",
            "  huoyan gauge --rig flat --features 2000 --seed 7 --json -",
            "  huoyan gauge --rig hard --eyes network --out hard-report",
            "  huoyan gauge --rig repeats.csv --tolerance 0.5"
        })
final class GaugeCommand implements Callable<Integer> {
    private static final int FEATURES_MAX = 1_000_000;

    @Spec
    CommandSpec spec;

    @Mixin
    JsonOutput json;

    @Mixin
    ServerOptions server;

    @Option(
            names = "--rig",
            paramLabel = "NAME|FILE",
            defaultValue = "flat",
            description = "Which rig (${DEFAULT-VALUE}).")
    String rig;

    @Option(
            names = "--features",
            paramLabel = "N",
            defaultValue = "200",
            description = "Welds to measure in fresh poses, four to a picture (default: ${DEFAULT-VALUE}).")
    int features;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "First picture (${DEFAULT-VALUE}).")
    long seed;

    /** What says which edge is meant. */
    enum Eyes {
        TRUTH,
        NETWORK
    }

    @Option(
            names = "--eyes",
            defaultValue = "truth",
            description = "What says which edge is meant: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    Eyes eyes;

    @Option(
            names = "--tolerance",
            paramLabel = "MM",
            defaultValue = "" + GaugeRun.TOLERANCE_USUAL_MM,
            description = "T, full width of the tolerance of what is measured (default: ${DEFAULT-VALUE}). %%GRR is six"
                    + " standard deviations over T, Cg a fifth of T over six, Cgk what a bias leaves of that. The parts of a"
                    + " rendered rig lie over T, so their ndc goes with it; there T is at most 2.")
    double toleranceMm;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Pictures worked on at a time (default: ${DEFAULT-VALUE}).")
    int threads;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "huoyan-data/gauge-report",
            description = "Where report and CSV go (default: ${DEFAULT-VALUE}).")
    Path out;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (features < 1 || features > FEATURES_MAX) {
            throw new WrongInputException("--features is " + features + "; allowed are 1 to " + FEATURES_MAX);
        }
        if (threads < 1) {
            throw new WrongInputException("--threads is " + threads + "; allowed are 1 and more");
        }
        boolean isRecorded = RecordedRepeats.isTable(rig);
        GaugeResult result = isRecorded ? recorded() : rendered();
        Path page = GaugeReport.write(result, out);
        Map<String, @Nullable Object> members =
                isRecorded ? new LinkedHashMap<>(result.members()) : result.membersWithNulls();
        print(members, result.notes(), page);
        members.put("report", page.toString());
        json.write(spec, members);
        return isRecorded ? ExitCodes.DONE : measured(result);
    }

    /** Welds that were not measured are said; a study of none has shown nothing. */
    private int measured(GaugeResult result) {
        if (result.features() == result.asked()) {
            return ExitCodes.DONE;
        }
        spec.commandLine()
                .getErr()
                .println("huoyan gauge: " + unmeasured(result.features(), result.asked(), result.rig()));
        return result.features() == 0 ? ExitCodes.NOT_AS_IT_SHOULD_BE : ExitCodes.DONE;
    }

    static String unmeasured(int features, int asked, String rig) {
        return features == 0
                ? "none of the " + asked + " welds of rig " + rig + " could be measured: nothing is shown of the ruler"
                : (asked - features) + " of the " + asked + " welds of rig " + rig
                        + " could not be measured; the figures are of the others";
    }

    private GaugeResult recorded() throws IOException {
        try {
            return RecordedRepeats.study(Path.of(rig), toleranceMm);
        } catch (IllegalArgumentException e) {
            throw new WrongInputException(String.valueOf(e.getMessage()));
        }
    }

    private GaugeResult rendered() throws IOException, InterruptedException {
        Rig read;
        try {
            read = RigFile.read(rig);
        } catch (IllegalArgumentException e) {
            throw new WrongInputException("--rig: " + e.getMessage());
        }
        return eyes == Eyes.TRUTH ? run(read, new TruthMasks()) : throughNetwork(read);
    }

    private GaugeResult throughNetwork(Rig read) throws IOException, InterruptedException {
        if (GaugeRun.isLearntFrom(seed)) {
            throw new WrongInputException(
                    "--seed is " + seed + "; with --eyes network allowed are 1400000000 and less, and "
                            + RigRenderer.TRAINING_SEED_END + " and more: networks learn from the rigs in between");
        }
        var configuration =
                server.configuration(Path.of("huoyan-data").toAbsolutePath()).changed(null, null, null, null);
        Catalog catalog = CatalogLoader.load(configuration.catalogDir());
        Recipe recipe = new TreeMap<>(catalog.recipes()).firstEntry().getValue();
        try (RecipeDetectors detectors = RecipeDetectors.open(
                catalog,
                configuration.modelsDir(),
                threads,
                configuration.dataDir().resolve("model-forms"))) {
            return run(
                    read,
                    new NetworkEye(
                            Objects.requireNonNull(detectors.byRecipe().get(recipe.id())), recipe, catalog.defects()));
        }
    }

    private GaugeResult run(Rig read, Eye eye) throws InterruptedException {
        try (TerminalProgress bar =
                TerminalProgress.onStandardError("pictures", spec.commandLine().getErr())) {
            return new GaugeRun(read, eye, seed, threads, toleranceMm)
                    .run(features, (done, all) -> bar.at(done, all, ""));
        }
    }

    private void print(Map<String, @Nullable Object> members, List<String> notes, Path page) {
        PrintWriter people = json.people(spec);
        for (String figure : GaugeResult.TOP) {
            people.printf("%-22s %s%n", figure, told(members.get(figure)));
        }
        people.println("decisions near limits  " + told(members.get("decisions")));
        notes.forEach(people::println);
        people.println("report " + page);
    }

    private static Object told(@Nullable Object figure) {
        return figure == null ? "not told by these values" : figure;
    }
}
