package io.huoyan.server.cli;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.CatalogLoader;
import io.huoyan.core.catalog.Recipe;
import io.huoyan.core.domain.RecipeId;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.pipeline.InspectionPipeline;
import io.huoyan.lab.replay.Agreement;
import io.huoyan.lab.replay.Replay;
import io.huoyan.lab.replay.ReplayReport;
import io.huoyan.lab.replay.ReplaySummary;
import io.huoyan.lab.replay.ReplayedPicture;
import io.huoyan.server.app.RecipeDetectors;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huoyan replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        header = "Inspect a folder of pictures as the line would, without network, store or orders.",
        description = {
            "",
            "A folder with a manifest.csv is replayed as its cameras sent it: calibrated, measured in mm, judged weld by",
            "weld and held against truth.json where there is one. A folder without one is photographs: each is inspected",
            "whole, and what is found carries pixels and the word uncalibrated, never invented millimetres. They are",
            "looked at by the model for photographs (" + ModelChoice.PHOTOGRAPHS_MODEL + "), unless a recipe is named."
        },
        footer = {
            "",
            "Exit code 1 if a picture could not be inspected or a truly bad weld read OK.",
            "",
            "Examples:",
            "  huoyan replay sample-images/body-line",
            "  huoyan replay ~/photos --out report --json -"
        })
final class ReplayCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    JsonOutput json;

    @Mixin
    ServerOptions server;

    @Parameters(paramLabel = "DIR", description = "Pictures, with or without a manifest.csv; sub-folders included.")
    Path folder;

    @Option(
            names = "--catalog",
            paramLabel = "DIR",
            description = "Catalog to judge by (default: DIR/catalog if there is one, else the configured).")
    @Nullable
    Path catalogDir;

    @Option(
            names = "--recipe",
            paramLabel = "ID",
            description = "Recipe for photographs, its model and scale (default: the catalog's 'photographs', else its"
                    + " first, with the model " + ModelChoice.PHOTOGRAPHS_MODEL + " unless its own boxes things or it"
                    + " remembers good parts).")
    @Nullable
    String recipe;

    @Option(
            names = {"--out", "--report"},
            paramLabel = "DIR",
            defaultValue = "huoyan-data/replay-report",
            description = "Where the HTML report goes (default: ${DEFAULT-VALUE}).")
    Path report;

    @Override
    public Integer call() throws IOException {
        var configuration = server.configuration(Path.of("huoyan-data").toAbsolutePath())
                .changed(catalogOf(folder), null, null, null);
        Catalog catalog = CatalogLoader.load(configuration.catalogDir());
        Recipe looked = recipe == null && Replay.isPhotographs(folder)
                ? new ModelChoice(configuration.modelsDir()).photographs(catalog)
                : recipe(catalog);
        catalog = catalog.with(looked);
        ReplaySummary summary;
        try (RecipeDetectors detectors = RecipeDetectors.open(
                        catalog,
                        configuration.modelsDir(),
                        1,
                        configuration.dataDir().resolve("model-forms"));
                TerminalProgress bar = TerminalProgress.onStandardError(
                        "pictures", spec.commandLine().getErr())) {
            InspectionPipeline pipeline = new InspectionPipeline(
                    catalog,
                    detectors.byRecipe(),
                    detectors.memories(),
                    detectors.promises(),
                    Clock.systemUTC(),
                    () -> new ResultId(UUID.randomUUID().toString()),
                    SoftwareVersion.number());
            summary = new Replay(catalog, pipeline, looked.id(), Clock.systemUTC())
                    .run(folder, (done, all, picture) -> bar.at(done, all, picture.name()));
        }
        Path page = new ReplayReport(catalog.defects()).writeHtml(summary, report);
        print(summary, looked, page);
        json.write(spec, members(summary, looked, page));
        boolean missed = summary.agreement().map(truth -> truth.missed() > 0).orElse(false);
        return summary.failed() > 0 || missed ? ExitCodes.NOT_AS_IT_SHOULD_BE : ExitCodes.DONE;
    }

    private @Nullable Path catalogOf(Path pictures) {
        Path own = pictures.resolve("catalog");
        return catalogDir == null && Files.isDirectory(own) ? own : catalogDir;
    }

    private Recipe recipe(Catalog catalog) {
        RecipeId id = recipe == null ? catalog.recipes().keySet().iterator().next() : new RecipeId(recipe);
        Recipe found = catalog.recipes().get(id);
        if (found == null) {
            throw new WrongInputException("--recipe is " + id + "; the catalog has "
                    + catalog.recipes().keySet());
        }
        return found;
    }

    private void print(ReplaySummary summary, Recipe looked, Path page) {
        PrintWriter people = json.people(spec);
        for (ReplayedPicture picture : summary.pictures()) {
            people.printf("%-7s %s%s%n", picture.word(), picture.name(), because(picture));
        }
        people.println();
        people.printf(
                Locale.ROOT,
                "%d pictures in %.1f s, %d not inspected; %d judged: %d OK, %d NOK, %d REVIEW %s%n",
                summary.pictures().size(),
                summary.seconds(),
                summary.failed(),
                summary.judged(),
                summary.count("OK"),
                summary.count("NOK"),
                summary.count("REVIEW"),
                summary.reviewReasons());
        summary.agreement().ifPresent(truth -> print(people, truth));
        if (Replay.isPhotographs(folder)) {
            people.println(
                    "looked at by model " + looked.modelId() + "/" + looked.modelVersion() + ", recipe " + looked.id());
        }
        people.println("report " + page);
    }

    private static String because(ReplayedPicture picture) {
        if (!picture.failure().isEmpty()) {
            return "  " + picture.failure();
        }
        return "  " + RecordedFindings.inWords(picture.inspection().orElseThrow());
    }

    private static void print(PrintWriter people, Agreement truth) {
        people.printf(
                "truth: %d of %d bad welds read OK (missed), %d of %d good welds read NOK, %d OK; %d REVIEW%n",
                truth.missed(), truth.bad(), truth.pseudoReject(), truth.good(), truth.goodOk(), truth.review());
        truth.disagreements().forEach(line -> people.println("  " + line));
        truth.errors()
                .forEach(error -> people.printf(
                        Locale.ROOT,
                        "  %-16s n %3d  bias %+.3f mm  RMS %.3f mm  worst %+.3f mm  inside 2u %.0f %%%n",
                        error.measurand(),
                        error.count(),
                        error.biasMm(),
                        error.rmsMm(),
                        error.worstMm(),
                        100 * error.coveredShare()));
    }

    private static Map<String, Object> members(ReplaySummary summary, Recipe looked, Path page) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("pictures", summary.pictures().size());
        members.put("failed", summary.failed());
        members.put("judged", summary.judged());
        members.put("ok", summary.count("OK"));
        members.put("nok", summary.count("NOK"));
        members.put("review", summary.count("REVIEW"));
        members.put("reviewShare", Math.round(summary.reviewShare() * 1e4) / 1e4);
        members.put("reviewReasons", summary.reviewReasons());
        members.put("missed", summary.agreement().map(Agreement::missed).orElse(null));
        members.put(
                "pseudoReject", summary.agreement().map(Agreement::pseudoReject).orElse(null));
        members.put("seconds", Math.round(summary.seconds() * 1e3) / 1e3);
        members.put("model", looked.modelId() + "/" + looked.modelVersion());
        members.put("report", page.toString());
        return members;
    }
}
