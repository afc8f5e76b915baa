package io.huoyan.server.cli;

import io.huoyan.core.infer.djl.LiteUnet;
import io.huoyan.lab.train.ProgressListener;
import io.huoyan.lab.train.TrainedPart;
import io.huoyan.lab.train.Training;
import io.huoyan.lab.train.TrainingDevice;
import io.huoyan.lab.train.TrainingPlan;
import io.huoyan.lab.train.TrainingStopped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huoyan train}. */
@Command(
        name = "train",
        header = "Train a network on rendered pictures and labelled photographs; data in, model folder out.",
        description = {
            "",
            "Photographs are a folder in the YOLO format (data.yaml, train/, val/, labels as boxes or polygons) or the COCO",
            "format (JSON). A run that was cut off goes on from its last checkpoint when the same command is given again.",
            "The result is a model folder with tensors, description, card and golden outputs; a recipe's line names it."
        },
        footer = {
            "",
            "Examples:",
            "  huoyan train --id my-line --version 1                             rendered pictures alone",
            "  huoyan train --id my-line --version 2 --photographs ~/arc-weld    with photographs",
            "  huoyan train --id my-line --version 3 --photographs ~/arc-weld --from models/imagenet-lite0/encoder.safetensors",
            "                                                                    from what was learnt on ImageNet",
            "  huoyan train --id my-line --version 4 --architecture line-unet --from models/huoyan-line/3/model.safetensors --rigs 0.3",
            "                                                                    the line's network, with rigs as the gauge's",
            "  huoyan train --id try --version 1 --steps 50 --rendered 200       to see it run"
        })
final class TrainCommand implements Callable<Integer> {
    /** A step and a checkpoint take seconds; judging a finished model takes minutes and is begun anew. */
    private static final long STOP_SECONDS_MAX = 60;

    private volatile boolean isStopAsked;

    @Spec
    CommandSpec spec;

    @Mixin
    JsonOutput json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    boolean isHelpAsked;

    @Option(names = "--id", paramLabel = "ID", required = true, description = "Name of the model.")
    String id;

    @Option(
            names = "--version",
            paramLabel = "V",
            required = true,
            description = "Its version; must not exist yet. Letters, digits, '.', '_' and '-', as in the name.")
    String version;

    @Option(names = "--models", paramLabel = "DIR", description = "Folder of the models (default: the shipped one).")
    @Nullable
    Path models;

    @Option(
            names = "--photographs",
            paramLabel = "DIR",
            description = "Labelled photographs (YOLO or COCO); their part 'train' is learnt from. May be given again.")
    List<Path> photographs = new ArrayList<>();

    @Option(
            names = "--architecture",
            paramLabel = "NAME",
            defaultValue = LiteUnet.NAME,
            description = {
                "Kind of network (default: ${DEFAULT-VALUE}): lite0-levels, with boxes, for photographs; line-unet, maps",
                "alone, small and quick, for the line's patches."
            })
    String architecture;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = {
                "Tensors to start from (model.safetensors); those that fit are taken, the others begin by lot. From a PyTorch",
                "checkpoint of EfficientNet-Lite0 (.pth) the encoder is taken."
            })
    @Nullable
    Path from;

    @Option(
            names = "--part",
            paramLabel = "PART",
            defaultValue = "ALL",
            description = "What is trained: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    TrainedPart part;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = "huoyan-data/training",
            description = "Checkpoints (default: ${DEFAULT-VALUE}).")
    Path work;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "6000",
            description = "Batches in all (default: ${DEFAULT-VALUE}).")
    int steps;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "8",
            description = "Pieces per batch (default: ${DEFAULT-VALUE}).")
    int batch;

    @Option(
            names = "--side",
            paramLabel = "PX",
            defaultValue = "320",
            description =
                    "Side of a piece, a multiple of 32 (default: ${DEFAULT-VALUE}). From photographs learn at 256 to 320:"
                            + " whole pictures are judged at sizes that these show.")
    int sidePx;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "0.001",
            description = "Highest learning rate (default: ${DEFAULT-VALUE}).")
    double rate;

    @Option(
            names = "--check-every",
            paramLabel = "N",
            defaultValue = "250",
            description = "Steps between checkpoints (default: ${DEFAULT-VALUE}).")
    int checkpointEvery;

    @Option(
            names = "--patience",
            paramLabel = "N",
            defaultValue = "12",
            description = "Checkpoints without an improvement before it ends early (default: ${DEFAULT-VALUE}).")
    int patience;

    @Option(
            names = "--rendered",
            paramLabel = "N",
            defaultValue = "1500",
            description =
                    "Rendered patches learnt from, 0 for none (default: ${DEFAULT-VALUE}); thresholds are chosen on further ones.")
    int rendered;

    @Option(
            names = "--rigs",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of the rendered pieces that show the gauge's rigs (default: ${DEFAULT-VALUE}).")
    double rigShare;

    @Option(
            names = "--rig-pictures",
            paramLabel = "N",
            defaultValue = "250",
            description =
                    "Pictures of rigs, if there are any, each with six to nine patches (default: ${DEFAULT-VALUE}).")
    int rigPictures;

    @Option(
            names = "--rendered-share",
            paramLabel = "S",
            defaultValue = "0.25",
            description = "Share of rendered pieces where there are photographs (default: ${DEFAULT-VALUE}).")
    double renderedShare;

    @Option(
            names = "--watched-share",
            paramLabel = "S",
            defaultValue = "0.1",
            description = "Share of the sources kept for watching the training (default: ${DEFAULT-VALUE}).")
    double watchedShare;

    @Option(
            names = "--judged",
            paramLabel = "N",
            defaultValue = "400",
            description =
                    "Rendered patches that choose the thresholds, and as many that judge (default: ${DEFAULT-VALUE}).")
    int judged;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Of everything drawn by lot; 1000000 or more (default: ${DEFAULT-VALUE}).")
    long seed;

    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            defaultValue = "cpu",
            description = {
                "What computes the steps: cpu, gpu or gpu:N (default: ${DEFAULT-VALUE}). A GPU needs a PyTorch built for",
                "CUDA, and is untested: we never had one to train on (docs/training.md)."
            })
    String device;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads of a step on the processor (default: one a core).")
    @Nullable
    Integer threads;

    @Option(
            names = "--bf16",
            description = {
                "Compute in bfloat16: slower than 32-bit for lite0-levels, even on a processor that has it",
                "(docs/training.md)."
            })
    boolean isBfloat16;

    @Override
    public Integer call() throws IOException {
        TrainingPlan plan = plan();
        long start = System.nanoTime();
        // Ended in the middle of a step, PyTorch's native threads may fall over what is taken from under them.
        CountDownLatch ended = new CountDownLatch(1);
        Thread stopping = new Thread(() -> stop(ended), "stop-training");
        Runtime.getRuntime().addShutdownHook(stopping);
        try (TerminalProgress bar =
                TerminalProgress.onStandardError("steps", spec.commandLine().getErr())) {
            Training.run(plan, shown(bar));
        } catch (TrainingStopped stopped) {
            spec.commandLine().getErr().println("huoyan train: " + stopped.getMessage());
            return ExitCodes.NOT_AS_IT_SHOULD_BE;
        } finally {
            ended.countDown();
        }
        Runtime.getRuntime().removeShutdownHook(stopping);
        Path folder = plan.modelsDir().resolve(id).resolve(version);
        json.people(spec).println("model " + folder);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("model", folder.toString());
        members.put("steps", plan.schedule().steps());
        members.put("seconds", Math.round((System.nanoTime() - start) / 1e9));
        json.write(spec, members);
        return ExitCodes.DONE;
    }

    private ProgressListener shown(TerminalProgress bar) {
        return new ProgressListener() {
            @Override
            public void progress(int step, int all, double loss, Duration remaining) {
                bar.at(step, all, remaining, String.format(Locale.ROOT, "loss %.4f", loss));
            }

            @Override
            public void warned(String words) {
                spec.commandLine().getErr().println("huoyan train: warning: " + words);
            }

            @Override
            public boolean isStopAsked() {
                return isStopAsked;
            }
        };
    }

    /** In the shutdown hook: the step under way is done, a checkpoint is written. */
    private void stop(CountDownLatch ended) {
        isStopAsked = true;
        try {
            ended.await(STOP_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private TrainingPlan plan() {
        return new TrainingPlan(
                models == null ? ServerOptions.home().resolve("models") : models,
                id,
                version,
                work.resolve(id + "-" + version),
                new TrainingPlan.Data(
                        rendered,
                        new TrainingPlan.Rigs(rigShare == 0 ? 0 : rigPictures, rigShare),
                        photographs,
                        1 - renderedShare,
                        watchedShare,
                        seed),
                new TrainingPlan.Schedule(steps, batch, sidePx, rate, checkpointEvery, patience),
                new TrainingPlan.Machine(
                        threads == null ? TrainingPlan.Machine.threadsHere() : threads,
                        isBfloat16,
                        TrainingDevice.of(device)),
                judged,
                new TrainingPlan.Start(architecture, from, part));
    }
}
