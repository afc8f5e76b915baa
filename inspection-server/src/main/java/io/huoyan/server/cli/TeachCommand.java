package io.huoyan.server.cli;

import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.knowngood.KnownGood;
import io.huoyan.core.infer.knowngood.KnownGoodFile;
import io.huoyan.lab.dataset.GoodFiles;
import io.huoyan.lab.teach.Teaching;
import io.huoyan.lab.teach.TeachingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huoyan teach}. */
@Command(
        name = "teach",
        mixinStandardHelpOptions = true,
        header = "Teach what is good from 5 or more pictures of one weld or view; no training, no labels.",
        description = {
            "",
            "DIR holds good pictures of one weld or view, or a folder good/, ok/, train/good/, train/ok/ or else images/ of",
            "them. Where labels beside them (YOLO, COCO) mark flaws, they are refused: put good ones alone into a folder.",
            "Some of their places go into a memory; the score from which a picture is no longer known to be good is chosen",
            "so that a further good picture is called so in at most --alarm of the cases; with few pictures it lies higher.",
            "Where the network finds the weld, the background is left out.",
            "",
            "A recipe names memories under knownGood; what differs becomes REVIEW(UNKNOWN_ANOMALY). With --whole the memory is",
            "of pictures as wholes: put it as seen.memory into the model's folder, and pictures unlike anything it was",
            "shown become REVIEW(UNLIKE_ANYTHING_SEEN). DIR is then what the model was shown, flaws too, whatever the",
            "labels say."
        },
        footer = {
            "",
            "Examples:",
            "  huoyan teach good-spots --out spot-12.memory",
            "  huoyan teach more-good --out spot-12.memory --add            further good pictures, in seconds",
            "  huoyan teach --out spot-12.memory --remove IMG_0042.png",
            "  huoyan evaluate parts --known-good spot-12.memory"
        })
final class TeachCommand implements Callable<Integer> {
    /** With fewer, thresholds of the same weld lay anywhere from usual to twice that (docs/evaluation.md). */
    private static final int PICTURES_ADVISED = 8;

    private static final List<String> NOT_BESIDE_ADD = List.of("--whole", "--background", "--alarm", "--vectors");
    private static final List<String> NOT_BESIDE_REMOVE = List.of(
            "--add", "--whole", "--background", "--alarm", "--vectors", "--model", "--form", "--recipe", "--catalog");

    @Spec
    CommandSpec spec;

    @Mixin
    JsonOutput json;

    @Mixin
    ExaminerOptions examiners;

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "Good pictures.")
    @Nullable
    Path directory;

    @Option(names = "--out", paramLabel = "MEMORY", required = true, description = "File of the memory.")
    Path out;

    @Option(names = "--add", description = "Add the pictures to the memory that is there.")
    boolean isAdding;

    @Option(
            names = "--remove",
            paramLabel = "NAME",
            description = "Take a picture out of the memory; again for each, or several with commas between.")
    @Nullable
    List<String> removed;

    @Option(names = "--whole", description = "Remember pictures as wholes, not their places.")
    boolean isWhole;

    @Option(
            names = "--background",
            negatable = true,
            paramLabel = "",
            description = "Compare the background too, or never (default: leave it out where the weld is found).")
    @Nullable
    Boolean isBackground;

    @Option(
            names = "--alarm",
            paramLabel = "SHARE",
            defaultValue = "" + TeachingSettings.ALARM_SHARE,
            description =
                    "Share of good pictures that may be called unknown, 0.001 or more (default: ${DEFAULT-VALUE}).")
    double alarmShare;

    @Option(
            names = "--vectors",
            paramLabel = "N",
            defaultValue = "" + TeachingSettings.VECTORS_MAX,
            description = "Most places in the memory (default: ${DEFAULT-VALUE}).")
    int vectors;

    @Override
    public Integer call() throws IOException {
        refuseWhatIsNotForTeaching();
        long start = System.nanoTime();
        KnownGood memory = removed != null ? without(KnownGoodFile.read(out), removed) : taught();
        KnownGoodFile.write(memory, out);
        double seconds = (System.nanoTime() - start) / 1e9;
        json.people(spec)
                .printf(
                        Locale.ROOT,
                        "%d good pictures, %s, background %s; not known to be good above %.3f; %.1f s%nmemory %s%n",
                        memory.pictures().size(),
                        memory.kind() == KnownGood.Kind.WHOLE ? "as wholes" : "place by place",
                        memory.isWeldOnly() ? "left out" : "compared too",
                        memory.threshold(),
                        seconds,
                        out);
        if (memory.pictures().size() < PICTURES_ADVISED) {
            spec.commandLine()
                    .getErr()
                    .printf(
                            "huoyan: %d good pictures hardly tell how good ones differ: the threshold may let faults through; teach %d or more%n",
                            memory.pictures().size(), PICTURES_ADVISED);
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("pictures", memory.pictures().size());
        members.put("threshold", memory.threshold());
        members.put("weldOnly", memory.isWeldOnly());
        members.put("model", memory.modelId());
        members.put("bytes", Files.size(out));
        members.put("seconds", Math.round(seconds * 1e3) / 1e3);
        json.write(spec, members);
        return ExitCodes.DONE;
    }

    private void refuseWhatIsNotForTeaching() {
        if (examiners.knownGood != null) {
            throw new WrongInputException("--known-good is for 'huoyan evaluate'; the memory that is taught is --out");
        }
        if (examiners.isWithoutPromise) {
            throw new WrongInputException("--no-promise is for 'huoyan evaluate'; teaching gives no verdicts");
        }
        if (removed != null) {
            refuseBeside("--remove", "--json", NOT_BESIDE_REMOVE);
            if (directory != null) {
                throw new WrongInputException("DIR is " + directory + " beside --remove, which looks at no pictures;"
                        + " allowed beside it is --json; add pictures with a second call, --add");
            }
        } else if (isAdding) {
            refuseBeside("--add", "DIR, --model, --form, --recipe, --catalog, --json", NOT_BESIDE_ADD);
        }
    }

    /** An option that would do nothing is no option. */
    private void refuseBeside(String change, String allowed, List<String> without) {
        without.stream()
                .filter(option -> spec.commandLine().getParseResult().hasMatchedOption(option))
                .findFirst()
                .ifPresent(option -> {
                    throw new WrongInputException(option + " does nothing beside " + change
                            + ", which keeps what the memory was taught with; allowed beside it: " + allowed);
                });
    }

    /** A name with commas in it is one where the memory knows it as it is. */
    private static KnownGood without(KnownGood memory, List<String> told) {
        Set<String> known =
                memory.pictures().stream().map(KnownGood.GoodPicture::name).collect(Collectors.toSet());
        List<String> names = told.stream()
                .flatMap(name -> known.contains(name) ? Stream.of(name) : Stream.of(name.split(",", -1)))
                .toList();
        return Teaching.remove(memory, names);
    }

    private KnownGood taught() throws IOException {
        if (directory == null) {
            throw new WrongInputException("DIR is missing; needed is a folder of good pictures, or --remove");
        }
        KnownGood before = isAdding ? KnownGoodFile.read(out) : null;
        boolean isOfShown = before == null ? isWhole : before.kind() == KnownGood.Kind.WHOLE;
        List<Path> files = isOfShown ? GoodFiles.shownIn(directory) : GoodFiles.in(directory);
        try (ExaminerOptions.Opened opened = examiners.open(List.of());
                TerminalProgress bar = TerminalProgress.onStandardError(
                        "pictures", spec.commandLine().getErr())) {
            if (before != null) {
                DefectDetector its = examiners.model == null ? opened.detectorOf(before, out) : opened.detector();
                return Teaching.add(before, files, its, bar::at);
            }
            DefectDetector detector = opened.detector();
            TeachingSettings settings = new TeachingSettings(
                    isWhole ? KnownGood.Kind.WHOLE : KnownGood.Kind.PLACES,
                    isWhole
                            ? Optional.of(false)
                            : Optional.ofNullable(isBackground).map(compared -> !compared),
                    vectors,
                    alarmShare);
            return Teaching.teach(files, detector, settings, bar::at);
        }
    }
}
