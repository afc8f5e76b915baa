package io.huoyan.server.cli;

import io.huoyan.lab.synth.SampleSetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
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
        header = "Render welds with their truth in millimetres: sample sets, single welds, contact sheets.",
        description = {
            "",
            "synth DIR renders a sample set: pictures of several vehicles by the catalog in DIR/catalog. Written are frames/,",
            "manifest.csv, truth.json and SOURCE.md; the same catalog and seed give the same bytes.",
            "",
            "synth welds OUT renders single welds, good or with one kind of defect: pictures, masks, truth in mm, labels.",
            "synth sheet FILE shows every kind of defect on one picture. synth kinds lists all that can be asked for.",
            "",
            "Seams: arc, laser, brazed; spot welds. Sheets: rolled, brushed, galvanised, scaled, painted, aluminium. Light:",
            "ring, bar, dome. Defects of seams: pore, pore-cluster, crack, cross-crack, crater, crater-crack, spatter,",
            "burn-through, undercut, excess, missing, short, gap, off-location, irregular-width, poor-restart; of spot",
            "welds: spot-missing, spot-off-location, spot-edge, spot-expulsion, spot-hole, spot-crack, spot-double,",
            "spot-distorted."
        },
        subcommands = {SynthWeldsCommand.class, SynthSheetCommand.class, SynthKindsCommand.class},
        footer = {
            "",
            "Examples:",
            "  cp -r sample-images/body-line/catalog my-set/ && huoyan synth my-set --seed 42",
            "  huoyan synth welds my-welds --count 500 --weld arc,laser --light bar --defect undercut,crater",
            "  huoyan synth sheet sheet.png --defect pore,crack,undercut",
            "  huoyan synth kinds"
        })
final class SynthCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    JsonOutput json;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "The set's folder, with its catalog/.")
    @Nullable
    Path set;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "" + SampleSetWriter.BODY_LINE_SEED,
            description = "Chooses natural variation and faults (default: ${DEFAULT-VALUE}, the shipped set's).")
    long seed;

    @Override
    public Integer call() throws IOException {
        if (set == null) {
            spec.commandLine().usage(spec.commandLine().getErr());
            return ExitCodes.WRONG_INPUT;
        }
        Path folder = set;
        if (!Files.isDirectory(folder.resolve("catalog"))) {
            throw new WrongInputException(
                    folder.resolve("catalog") + " does not exist; a set is rendered from its catalog");
        }
        AtomicInteger pictures = new AtomicInteger();
        try (TerminalProgress bar =
                TerminalProgress.onStandardError("pictures", spec.commandLine().getErr())) {
            SampleSetWriter.write(folder, seed, (done, all, file) -> {
                pictures.set(all);
                bar.at(done, all, String.valueOf(file.getFileName()));
            });
        }
        json.people(spec)
                .println(pictures.get() + " pictures in "
                        + folder.toAbsolutePath().normalize());
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("pictures", pictures.get());
        members.put("seed", seed);
        members.put("folder", folder.toAbsolutePath().normalize().toString());
        json.write(spec, members);
        return ExitCodes.DONE;
    }
}
