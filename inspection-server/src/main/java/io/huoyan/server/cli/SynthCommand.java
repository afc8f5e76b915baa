package io.huoyan.server.cli;

import io.huoyan.lab.synth.SampleSetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huoyan synth}. */
@Command(
        name = "synth",
        mixinStandardHelpOptions = true,
        header = "Render a sample set: pictures of several vehicles with their truth in millimetres.",
        description = {
            "",
            "DIR must hold the set's catalog/. Written are frames/, manifest.csv, truth.json and SOURCE.md; the same catalog",
            "and seed give the same bytes."
        },
        footer = {"", "Example:", "  cp -r sample-images/body-line/catalog my-set/ && huoyan synth my-set --seed 42"})
final class SynthCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    JsonOutput json;

    @Parameters(paramLabel = "DIR", description = "The set's folder, with its catalog/.")
    Path set;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "" + SampleSetWriter.BODY_LINE_SEED,
            description = "Chooses natural variation and faults (default: ${DEFAULT-VALUE}, the shipped set's).")
    long seed;

    @Override
    public Integer call() throws IOException {
        if (!Files.isDirectory(set.resolve("catalog"))) {
            throw new WrongInputException(
                    set.resolve("catalog") + " does not exist; a set is rendered from its catalog");
        }
        AtomicInteger pictures = new AtomicInteger();
        try (TerminalProgress bar =
                TerminalProgress.onStandardError("pictures", spec.commandLine().getErr())) {
            SampleSetWriter.write(set, seed, (done, all, file) -> {
                pictures.set(all);
                bar.at(done, all, String.valueOf(file.getFileName()));
            });
        }
        json.people(spec)
                .println(pictures.get() + " pictures in " + set.toAbsolutePath().normalize());
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("pictures", pictures.get());
        members.put("seed", seed);
        members.put("folder", set.toAbsolutePath().normalize().toString());
        json.write(spec, members);
        return ExitCodes.DONE;
    }
}
