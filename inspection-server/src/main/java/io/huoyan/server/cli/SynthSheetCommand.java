package io.huoyan.server.cli;

import io.huoyan.lab.synth.ContactSheet;
import io.huoyan.lab.synth.DefectKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huoyan synth sheet}. */
@Command(
        name = "sheet",
        mixinStandardHelpOptions = true,
        header = "A contact sheet: one picture of every kind of defect on several sheets, in several lights.",
        footer = {
            "",
            "Examples:",
            "  huoyan synth sheet sheet.png",
            "  huoyan synth sheet seams.jpg --defect pore,undercut,crater --cell 320"
        })
final class SynthSheetCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    JsonOutput json;

    @Parameters(paramLabel = "FILE", description = "The picture: .png or .jpg.")
    Path file;

    @Option(
            names = "--defect",
            split = ",",
            paramLabel = "KIND",
            description = "Rows, as huoyan synth kinds lists them (all).")
    List<String> defects = new ArrayList<>();

    @Option(
            names = "--cell",
            paramLabel = "PX",
            defaultValue = "200",
            description = "Side of one weld (${DEFAULT-VALUE}).")
    int cellPx;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "7", description = "Of all of them (${DEFAULT-VALUE}).")
    long seed;

    @Override
    public Integer call() throws IOException {
        String name = String.valueOf(file.getFileName());
        if (!name.endsWith(".png") && !name.endsWith(".jpg")) {
            throw new WrongInputException("picture is " + file + "; allowed are names that end in .png or .jpg");
        }
        List<DefectKind> kinds =
                SynthWeldsCommand.chosen("--defect", defects, DefectKind.class, List.of(DefectKind.values()));
        int count;
        try (TerminalProgress bar =
                TerminalProgress.onStandardError("welds", spec.commandLine().getErr())) {
            count = new ContactSheet(cellPx, seed).write(kinds, file, bar::at);
        }
        json.people(spec).println(count + " synthetic welds in " + file);
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("welds", count);
        members.put("seed", seed);
        members.put("file", file.toString());
        json.write(spec, members);
        return ExitCodes.DONE;
    }
}
