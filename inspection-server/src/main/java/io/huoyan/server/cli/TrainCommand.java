package io.huoyan.server.cli;

import io.huoyan.lab.train.Training;
import io.huoyan.lab.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huoyan train}. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        header = "Train a network on rendered pictures and labelled photographs; data in, model folder out.",
        description = {
            "",
            "Photographs are a folder in the YOLO format (data.yaml, train/, val/, labels as boxes or polygons). A run that",
            "was cut off goes on from its last checkpoint when the same command is given again. The result is a model",
            "folder with tensors, description, card and golden outputs; a recipe's line names it."
        },
        footer = {
            "",
            "Examples:",
            "  huoyan train --id my-line --version 1                             rendered pictures alone",
            "  huoyan train --id my-line --version 2 --photographs ~/arc-weld    with photographs",
            "  huoyan train --id try --version 1 --steps 50 --rendered 200       to see it run"
        })
final class TrainCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    JsonOutput json;

    @Option(names = "--id", paramLabel = "ID", required = true, description = "Name of the model.")
    String id;

    @Option(names = "--version", paramLabel = "V", required = true, description = "Its version; must not exist yet.")
    String version;

    @Option(names = "--models", paramLabel = "DIR", description = "Folder of the models (default: the shipped one).")
    @Nullable
    Path models;

    @Option(names = "--photographs", paramLabel = "DIR", description = "Labelled photographs in the YOLO format.")
    @Nullable
    Path photographs;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = "huoyan-data/training",
            description = "Checkpoints (default: ${DEFAULT-VALUE}).")
    Path work;

    @Option(names = "--steps", paramLabel = "N", description = "Batches in all (default: as the shipped model).")
    @Nullable
    Integer steps;

    @Option(names = "--rendered", paramLabel = "N", description = "Rendered patches (default: as the shipped model).")
    @Nullable
    Integer rendered;

    @Option(
            names = "--judged",
            paramLabel = "N",
            description =
                    "Rendered patches that choose the thresholds, and as many that judge (default: as the shipped model).")
    @Nullable
    Integer judged;

    @Option(names = "--seed", paramLabel = "N", description = "Of everything drawn by lot; 1000000 or more.")
    @Nullable
    Long seed;

    @Option(names = "--threads", paramLabel = "N", description = "Threads of a step (default: one a core).")
    @Nullable
    Integer threads;

    @Option(
            names = "--bf16",
            description = "Compute in bfloat16: twice as fast where the processor has it, slower elsewhere.")
    boolean isBfloat16;

    @Override
    public Integer call() throws IOException {
        TrainingPlan plan = plan();
        long start = System.nanoTime();
        try (TerminalProgress bar =
                TerminalProgress.onStandardError("steps", spec.commandLine().getErr())) {
            Training.run(
                    plan,
                    (step, all, loss, remaining) -> bar.at(step, all, String.format(Locale.ROOT, "loss %.4f", loss)));
        }
        Path folder = plan.modelsDir().resolve(id).resolve(version);
        json.people(spec).println("model " + folder);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("model", folder.toString());
        members.put("steps", plan.schedule().steps());
        members.put("seconds", Math.round((System.nanoTime() - start) / 1e9));
        json.write(spec, members);
        return ExitCodes.DONE;
    }

    private TrainingPlan plan() {
        TrainingPlan standard = TrainingPlan.standard(
                models == null ? ServerOptions.home().resolve("models") : models,
                id,
                version,
                work.resolve(id + "-" + version),
                photographs);
        TrainingPlan.Data data = standard.data();
        TrainingPlan.Schedule schedule = standard.schedule();
        return new TrainingPlan(
                standard.modelsDir(),
                id,
                version,
                standard.workDir(),
                new TrainingPlan.Data(
                        rendered == null ? data.renderedPatches() : rendered,
                        data.patchSidePx(),
                        data.photographs(),
                        data.photographShare(),
                        seed == null ? data.seed() : seed),
                new TrainingPlan.Schedule(
                        steps == null ? schedule.steps() : steps,
                        schedule.batch(),
                        schedule.cropSidePx(),
                        schedule.baseWidth(),
                        schedule.learningRate(),
                        schedule.checkpointEverySteps()),
                new TrainingPlan.Machine(threads == null ? standard.machine().threads() : threads, isBfloat16),
                judged == null ? standard.judgedPatches() : judged);
    }
}
