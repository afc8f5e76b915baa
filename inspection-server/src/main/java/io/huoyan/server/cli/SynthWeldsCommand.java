package io.huoyan.server.cli;

import io.huoyan.lab.synth.Choice;
import io.huoyan.lab.synth.ClassScheme;
import io.huoyan.lab.synth.DefectKind;
import io.huoyan.lab.synth.LightKind;
import io.huoyan.lab.synth.Material;
import io.huoyan.lab.synth.SpecimenSetWriter;
import io.huoyan.lab.synth.StudioFile;
import io.huoyan.lab.synth.StudioPlan;
import io.huoyan.lab.synth.WeldKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huoyan synth welds}. */
@Command(
        name = "welds",
        mixinStandardHelpOptions = true,
        header = "Render single welds as a labelled set: pictures, masks, truth in mm, YOLO labels.",
        description = {
            "",
            "Each picture shows one weld, good or with one kind of defect, drawn from the published ranges (docs/synth.md) or",
            "from those of --ranges: a YAML mapping, for example",
            "",
            "  pixelMm: [0.05, 0.06]     # camera: scale, cameraHeightMm, tiltDeg, distortionK1, fNumber, focusMm, blurPx,",
            "  tiltDeg: 0                #   motionPx, noiseFactor; huoyan synth kinds lists every key",
            "  lights: [ring]            # and sidePx, welds, materials, defects, goodShare, curvedShare, colourShare",
            "",
            "An option of the command line comes before the file. In truth/ is the geometry of every defect in mm with its code",
            "of ISO 6520; in masks/ 0 is sheet, 1 weld, from 2 on the defects in their order."
        },
        footer = {
            "",
            "Examples:",
            "  huoyan synth welds cracks --count 200 --defect crack,cross-crack --good-share 0.3",
            "  huoyan synth welds like-arc-weld --count 600 --weld arc --names arc-weld --side 640",
            "  huoyan train --id my-line --version 1 --photographs like-arc-weld",
            "  huoyan evaluate cracks --model huoyan-line"
        })
final class SynthWeldsCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    JsonOutput json;

    @Parameters(paramLabel = "OUT", description = "A new folder.")
    Path out;

    @Option(names = "--count", paramLabel = "N", defaultValue = "100", description = "Pictures (${DEFAULT-VALUE}).")
    int count;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "80000000",
            description = "First seed (default: ${DEFAULT-VALUE}); the next picture has the next.")
    long seed;

    @Option(names = "--side", paramLabel = "PX", description = "Width and height of a picture (512).")
    @Nullable
    Integer sidePx;

    @Option(names = "--ranges", paramLabel = "FILE", description = "YAML with ranges and lists.")
    @Nullable
    Path ranges;

    @Option(
            names = "--weld",
            split = ",",
            paramLabel = "KIND",
            description = "arc, laser, brazed, spot (all that can have one of the defects).")
    List<String> welds = new ArrayList<>();

    @Option(
            names = "--material",
            split = ",",
            paramLabel = "KIND",
            description = "rolled, brushed, galvanised, scaled, painted, aluminium (all).")
    List<String> materials = new ArrayList<>();

    @Option(names = "--light", split = ",", paramLabel = "KIND", description = "ring, bar, dome (all).")
    List<String> lights = new ArrayList<>();

    @Option(
            names = "--defect",
            split = ",",
            paramLabel = "KIND",
            description = "As huoyan synth kinds lists them (all).")
    List<String> defects = new ArrayList<>();

    @Option(names = "--good-share", paramLabel = "S", description = "Share of welds without a defect (0.5).")
    @Nullable
    Double goodShare;

    @Option(
            names = "--names",
            paramLabel = "SCHEME",
            defaultValue = "huoyan",
            description = {
                "Classes: huoyan, every kind by its name; network, what the network has labels for; arc-weld, as public",
                "photographs are labelled (default: ${DEFAULT-VALUE})."
            })
    String names;

    @Option(names = "--threads", paramLabel = "N", description = "Pictures rendered at a time (one a core).")
    @Nullable
    Integer threads;

    @Override
    public Integer call() throws IOException {
        StudioPlan plan = plan();
        ClassScheme scheme = Choice.of("--names", names, ClassScheme.class);
        long start = System.nanoTime();
        Map<String, Integer> counts;
        try (TerminalProgress bar =
                TerminalProgress.onStandardError("welds", spec.commandLine().getErr())) {
            counts = new SpecimenSetWriter(
                            plan, scheme, threads == null ? Runtime.getRuntime().availableProcessors() : threads)
                    .write(out, count, seed, (done, all, file) -> bar.at(done, all, ""));
        }
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
        json.people(spec)
                .println(String.format(
                        Locale.ROOT,
                        "%d synthetic pictures in %s (%.1f a second): %s",
                        count,
                        out.toAbsolutePath().normalize(),
                        count / Math.max(seconds, 0.001),
                        counts));
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("pictures", count);
        members.put("seed", seed);
        members.put("seconds", seconds);
        members.put("folder", out.toAbsolutePath().normalize().toString());
        members.put("counts", counts);
        json.write(spec, members);
        return ExitCodes.DONE;
    }

    /** The file's, with what the command line asks for in its place. */
    private StudioPlan plan() throws IOException {
        StudioPlan file = ranges == null ? StudioPlan.everything(StudioPlan.SIDE_USUAL_PX) : StudioFile.read(ranges);
        List<DefectKind> wanted = chosen("--defect", defects, DefectKind.class, file.defects());
        double good = goodShare == null ? file.goodShare() : goodShare;
        boolean isAnyWeld = ranges == null || file.welds().size() == WeldKind.values().length;
        return new StudioPlan(
                sidePx == null ? file.sidePx() : sidePx,
                chosen("--weld", welds, WeldKind.class, isAnyWeld ? StudioPlan.weldsFor(wanted, good) : file.welds()),
                chosen("--material", materials, Material.class, file.materials()),
                chosen("--light", lights, LightKind.class, file.lights()),
                wanted,
                good,
                file.curvedShare(),
                file.colourShare(),
                file.jpegQuality(),
                file.ranges());
    }

    static <E extends Enum<E>> List<E> chosen(String option, List<String> names, Class<E> type, List<E> usual) {
        return names.isEmpty()
                ? usual
                : names.stream()
                        .map(name -> Choice.of(option, name.strip(), type))
                        .toList();
    }
}
