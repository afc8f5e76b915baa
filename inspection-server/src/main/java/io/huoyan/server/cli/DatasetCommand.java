package io.huoyan.server.cli;

import io.huoyan.lab.dataset.RenderedSet;
import io.huoyan.lab.dataset.SetSplit;
import io.huoyan.lab.dataset.SetStudy;
import io.huoyan.lab.dataset.WithoutCrowds;
import io.huoyan.lab.dataset.YoloWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huoyan dataset}. */
@Command(
        name = "dataset",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "Labelled pictures: look into a set, convert it, part it by source, render one.",
        description = {
            "",
            "Sets are read in the YOLO, COCO and MVTec formats and as a folder per class, and written in the YOLO format.",
            "There is no import: every command reads these formats as they lie; 'convert' writes them in the one format.",
            "Masks become outlines of their parts, holes filled. A bad picture whose mask is missing or marks nothing becomes a box of the whole picture, and is told. COCO's crowds are left out, and told. Pictures of one source (groups.csv, or pictures that look alike) are never parted."
        },
        subcommands = {
            DatasetCommand.Inspect.class,
            DatasetCommand.Convert.class,
            DatasetCommand.Split.class,
            DatasetCommand.Render.class
        },
        footer = {
            "",
            "Examples:",
            "  huoyan dataset inspect ~/arc-weld --part train --card CARD.md",
            "  huoyan dataset split ~/photos my-set --shares train=0.8,val=0.2 --seed 7"
        })
final class DatasetCommand extends CommandGroup {
    /** {@code huoyan dataset inspect}. */
    @Command(
            name = "inspect",
            mixinStandardHelpOptions = true,
            header = "Classes, counts, sources, look-alikes and the hash of a set; its card.")
    static final class Inspect implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        JsonOutput json;

        @Mixin
        SetOptions set;

        @Option(names = "--card", paramLabel = "FILE", description = "Write a card in Markdown.")
        @Nullable
        Path card;

        @Override
        public Integer call() throws IOException {
            SetStudy study = set.study();
            if (card != null) {
                Files.writeString(card, study.card());
            }
            json.people(spec).print(study.card());
            json.people(spec).flush();
            json.write(spec, members(study));
            return ExitCodes.DONE;
        }
    }

    /** {@code huoyan dataset convert}. */
    @Command(
            name = "convert",
            mixinStandardHelpOptions = true,
            header = "Write a set, or one part of it, in the YOLO format.")
    static final class Convert implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        JsonOutput json;

        @Mixin
        SetOptions set;

        @Parameters(index = "1", paramLabel = "OUT", description = "A new folder.")
        Path out;

        @Option(
                names = "--as",
                paramLabel = "NAME",
                defaultValue = "train",
                description = "Part to write it as (default: ${DEFAULT-VALUE}).")
        String as;

        @Override
        public Integer call() throws IOException {
            WithoutCrowds left = set.withoutCrowds();
            SetStudy study = SetStudy.of(left.set());
            List<String> boxedWhole =
                    YoloWriter.write(study, Collections.nCopies(study.groups().size(), as), out);
            json.people(spec).println(study.groups().size() + " pictures in " + out);
            tell(json.people(spec), left);
            warn(spec, boxedWhole);
            json.write(spec, written(study, left, boxedWhole));
            return ExitCodes.DONE;
        }
    }

    /** {@code huoyan dataset split}. */
    @Command(
            name = "split",
            mixinStandardHelpOptions = true,
            header = "Part a set by source, each class in about the wanted shares; written in the YOLO format.")
    static final class Split implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        JsonOutput json;

        @Mixin
        SetOptions set;

        @Parameters(index = "1", paramLabel = "OUT", description = "A new folder.")
        Path out;

        @Option(
                names = "--shares",
                split = ",",
                paramLabel = "PART=SHARE",
                defaultValue = "train=0.8,val=0.2",
                description = "Parts and their shares (default: ${DEFAULT-VALUE}).")
        Map<String, Double> shares;

        @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of the order of equal sources.")
        long seed;

        @Override
        public Integer call() throws IOException {
            WithoutCrowds left = set.withoutCrowds();
            SetStudy study = SetStudy.of(left.set());
            List<String> parts = SetSplit.of(study, shares, seed);
            List<String> boxedWhole = YoloWriter.write(study, parts, out);
            PrintWriter people = json.people(spec);
            Map<String, Object> members = written(study, left, boxedWhole);
            for (String name : shares.keySet()) {
                int count = Collections.frequency(parts, name);
                people.println(name + ": " + count + " pictures");
                members.put(name, count);
            }
            tell(people, left);
            warn(spec, boxedWhole);
            json.write(spec, members);
            return ExitCodes.DONE;
        }
    }

    /** {@code huoyan dataset render}. */
    @Command(
            name = "render",
            mixinStandardHelpOptions = true,
            header = "Render patches as a labelled set; synthetic, every defect known.")
    static final class Render implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        JsonOutput json;

        @Parameters(paramLabel = "OUT", description = "A new folder.")
        Path out;

        @Option(names = "--count", paramLabel = "N", defaultValue = "200", description = "Patches (${DEFAULT-VALUE}).")
        int count;

        @Option(
                names = "--seed",
                paramLabel = "N",
                defaultValue = "70000000",
                description = "First seed (default: ${DEFAULT-VALUE}, which no training uses).")
        long seed;

        @Override
        public Integer call() throws IOException {
            try (TerminalProgress bar = TerminalProgress.onStandardError(
                    "patches", spec.commandLine().getErr())) {
                RenderedSet.write(out, count, seed, bar::at);
            }
            json.people(spec).println(count + " synthetic pictures in " + out);
            Map<String, Object> members = new LinkedHashMap<>();
            members.put("pictures", count);
            members.put("seed", seed);
            json.write(spec, members);
            return ExitCodes.DONE;
        }
    }

    private static void tell(PrintWriter people, WithoutCrowds left) {
        if (left.crowds() > 0) {
            people.println(left.words());
        }
    }

    private static void warn(CommandSpec spec, List<String> boxedWhole) {
        if (!boxedWhole.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("boxed as a whole: " + boxedWhole.size() + " bad pictures, the first " + boxedWhole.get(0)
                            + ": no mask says where they are bad");
        }
    }

    /** Of a set that was written, in a format that has no mark for crowds. */
    private static Map<String, Object> written(SetStudy study, WithoutCrowds left, List<String> boxedWhole) {
        Map<String, Object> members = members(study);
        members.put("crowdsLeftOut", left.crowds());
        members.put("picturesLeftOut", left.pictures());
        members.put("boxedWhole", boxedWhole.size());
        return members;
    }

    private static Map<String, Object> members(SetStudy study) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("pictures", study.groups().size());
        members.put("sources", study.sources());
        members.put("format", study.set().format().name());
        members.put("sha256", study.sha256());
        Map<String, Object> classes = new LinkedHashMap<>();
        study.counts()
                .forEach((name, c) -> classes.put(name, Map.of("things", c[0], "pictures", c[1], "sources", c[2])));
        members.put("classes", classes);
        members.put("alike", study.alike().size());
        return members;
    }
}
