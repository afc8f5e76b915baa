package io.huoyan.server.cli;

import io.huoyan.core.infer.ScoreBand;
import io.huoyan.lab.dataset.LabelledSet;
import io.huoyan.lab.evaluate.Evaluation;
import io.huoyan.lab.evaluate.EvaluationJson;
import io.huoyan.lab.evaluate.EvaluationReport;
import io.huoyan.lab.evaluate.Evaluator;
import io.huoyan.lab.evaluate.Examiner;
import io.huoyan.lab.evaluate.Guarantee;
import io.huoyan.lab.evaluate.GuaranteeFit;
import io.huoyan.lab.evaluate.GuaranteeJson;
import io.huoyan.lab.evaluate.GuaranteeText;
import io.huoyan.lab.evaluate.OverallFigures;
import io.huoyan.lab.evaluate.StoredResults;
import io.huoyan.lab.guarantee.Promise;
import io.huoyan.lab.guarantee.Share;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huoyan evaluate}. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        header =
                "Hold a model against labelled pictures: what it misses, what it rejects for nothing, how well it finds.",
        description = {
            "",
            "DIR is a labelled set: YOLO (boxes or polygons; data.yaml), COCO (JSON), MVTec-style (a folder per class, masks",
            "beside it) or a folder per class. A picture is bad if anything but a good class is labelled in it, or if its",
            "folder is not called good or ok; it is good if a good class alone is, or, in a set without one, if its label file",
            "is there and empty. Without a label file it is neither. Verdicts are those of the pipeline on pictures without",
            "calibration.",
            "",
            "missed: of the bad pictures, the share that read OK. pseudoReject: of the good ones, the share that read NOK.",
            "review: of all, the share that people must look at. Figures that the labels cannot give are null.",
            "missed welds: the pictures of one group taken together. taught by: pictures that taught whoever is evaluated."
        },
        footer = {
            "",
            "Examples:",
            "  huoyan evaluate ~/arc-weld/val",
            "  huoyan evaluate ~/arc-weld/val --model my-line/2 --against huoyan-line/3     two models side by side",
            "  huoyan evaluate ~/tiles --known-good tiles.memory --json -",
            "  huoyan evaluate ~/arc-weld/val --results report/results.json                  stored results again",
            "  huoyan evaluate ~/arc-weld --guarantee 0.10@0.90 --keep                       thresholds with a promise"
        })
final class EvaluateCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    JsonOutput json;

    @Mixin
    ExaminerOptions examiners;

    @Parameters(paramLabel = "DIR", description = "The labelled set.")
    Path directory;

    @Option(names = "--part", paramLabel = "NAME", description = "Part of the set (default: val, else test, else all).")
    @Nullable
    String part;

    @Option(
            names = "--results",
            paramLabel = "FILE",
            description = "Evaluate results stored before, results.json of a report, instead of looking at pictures.")
    @Nullable
    Path results;

    @Option(
            names = "--against",
            paramLabel = "ID[/V]|FILE",
            description = "A second model, or stored results, to show beside it with the pictures that flip.")
    @Nullable
    String against;

    @Option(
            names = {"--out", "--report"},
            paramLabel = "DIR",
            defaultValue = "huoyan-data/evaluation",
            description = "Where the report goes: HTML, CSV, results.json (default: ${DEFAULT-VALUE}).")
    Path report;

    @Option(
            names = "--guarantee",
            paramLabel = "SHARE@CONFIDENCE",
            description = {
                "Thresholds by which at most SHARE of the welds with a defect of a class read OK, with CONFIDENCE: 0.01@0.95;",
                "strongest@0.90 for the strongest that the count of each class allows. Refused where there are too few, and",
                "on pictures that taught what is evaluated."
            })
    @Nullable
    String guarantee;

    @Option(
            names = "--keep",
            description =
                    "Keep the thresholds of --guarantee in the model's folder (promise.txt): verdicts on pictures without"
                            + " calibration then keep the promise.")
    boolean isKept;

    @Override
    public Integer call() throws IOException {
        if (isKept && guarantee == null) {
            throw new WrongInputException(
                    "--keep keeps what --guarantee promises; name one, such as" + " --guarantee strongest@0.90");
        }
        if (isKept && (results != null || examiners.knownGood != null)) {
            throw new WrongInputException(
                    "--keep needs a model to keep the thresholds with; stored results and memories have none");
        }
        LabelledSet set = LabelledSet.open(directory, Optional.ofNullable(part));
        if (guarantee != null) {
            set.refuseGroupsOfOthers();
        }
        Evaluation evaluation;
        List<String> taught;
        boolean tellsTaught;
        Optional<Evaluation> other = Optional.empty();
        Optional<ExaminerOptions.Subject> subject = Optional.empty();
        try (ExaminerOptions.Opened opened = examiners.open(set.classes(), guarantee == null)) {
            Examiner first = results == null ? opened.examiner() : StoredResults.read(results, set);
            subject = opened.subject();
            // Before the first looks at the pictures for hours.
            Optional<Examiner> second = against == null ? Optional.empty() : Optional.of(second(opened, against, set));
            taught = opened.taught(set);
            tellsTaught = opened.tellsTaught() && results == null;
            refuseTaught(set, taught, tellsTaught);
            evaluation = run(set, first);
            other = second.map(examiner -> run(set, examiner));
        }
        Optional<Guarantee> promised =
                guarantee == null ? Optional.empty() : Optional.of(promised(evaluation, guarantee));
        List<String> notes = promised.map(GuaranteeText::sentences).orElse(List.of());
        Path page = EvaluationReport.write(evaluation, other, notes, report);
        print(evaluation, page);
        if (!taught.isEmpty()) {
            json.people(spec)
                    .println("taught by        " + taught.size() + "  (" + taught.get(0)
                            + "; whoever is evaluated learnt from these pictures, so that it looks better than it is)");
        }
        notes.forEach(json.people(spec)::println);
        Map<String, @Nullable Object> members = new LinkedHashMap<>(EvaluationJson.members(evaluation));
        members.put("report", page.toString());
        members.put("taughtBy", tellsTaught || !taught.isEmpty() ? taught.size() : null);
        other.ifPresent(o -> members.put("against", EvaluationJson.members(o)));
        promised.ifPresent(p -> members.put("guarantee", GuaranteeJson.members(p)));
        boolean isRefused = promised.isPresent() && !promised.get().isGiven();
        if (isKept && promised.isPresent() && !isRefused) {
            keep(promised.get(), subject.orElseThrow(), set);
        }
        json.write(spec, members);
        return evaluation.failed() > 0 || isRefused ? ExitCodes.NOT_AS_IT_SHOULD_BE : ExitCodes.DONE;
    }

    /**
     * A promise holds for pictures like those that it rests on, and whoever learnt from these sees no others as well.
     */
    private void refuseTaught(LabelledSet set, List<String> taught, boolean tellsTaught) {
        if (guarantee != null && !tellsTaught && taught.isEmpty()) {
            json.people(spec)
                    .println("nothing tells by which pictures what is evaluated was taught; a promise that rests on any"
                            + " of them is none: be sure that these are others");
        }
        if (guarantee != null && !taught.isEmpty()) {
            throw new WrongInputException("--guarantee is " + guarantee + ", but " + taught.size() + " of "
                    + set.samples().size() + " pictures taught what is evaluated, the first is " + taught.get(0)
                    + "; needed are pictures that it never learnt from");
        }
    }

    private static Guarantee promised(Evaluation evaluation, String wanted) {
        if (wanted.startsWith("strongest@")) {
            Promise any = Promise.parse("0.5@" + wanted.substring("strongest@".length()));
            return GuaranteeFit.of(evaluation, Optional.empty(), any.confidence());
        }
        Promise promise = Promise.parse(wanted);
        return GuaranteeFit.of(evaluation, Optional.of(promise.missShareMax()), promise.confidence());
    }

    private static void keep(Guarantee promised, ExaminerOptions.Subject subject, LabelledSet set) throws IOException {
        new ScoreBand(
                        promised.reviewFrom(),
                        promised.nokFrom(),
                        GuaranteeText.line(promised) + ", of " + set.directory().getFileName(),
                        subject.model().sha256(),
                        subject.model().numericForm(),
                        subject.reading())
                .write(subject.folder());
    }

    private static Examiner second(ExaminerOptions.Opened opened, String against, LabelledSet set) throws IOException {
        return against.endsWith(".json") ? StoredResults.read(Path.of(against), set) : opened.model(against);
    }

    private Evaluation run(LabelledSet set, Examiner examiner) {
        try (TerminalProgress bar =
                TerminalProgress.onStandardError("pictures", spec.commandLine().getErr())) {
            return Evaluator.run(set, examiner, bar::at);
        }
    }

    private void print(Evaluation evaluation, Path page) {
        PrintWriter people = json.people(spec);
        people.printf(
                "%s on %s (%s, %d pictures)%n",
                evaluation.subject(),
                evaluation.set().directory(),
                evaluation.set().format(),
                evaluation.results().size());
        line(people, "image AUROC", evaluation.imageAuroc());
        line(people, "pixel AUROC", evaluation.pixelAuroc());
        line(people, "pixel AUPRO", evaluation.pixelAupro());
        line(people, "AP50", evaluation.ap50());
        line(people, "AP50:95", evaluation.ap50to95());
        OverallFigures overall = OverallFigures.of(evaluation);
        line(people, "precision", overall.precision());
        line(people, "recall", overall.recall());
        line(people, "pixel IoU", overall.pixelIou());
        if (!evaluation.hasVerdicts()) {
            people.println(
                    "no verdicts: of missed, pseudo-reject and REVIEW nothing is known, since the results have no"
                            + " 'word'");
        }
        line(people, "missed", evaluation.missed());
        line(people, "missed welds", evaluation.missedWelds());
        line(people, "pseudo-reject", evaluation.pseudoReject());
        line(people, "REVIEW", evaluation.review());
        line(people, "REVIEW of good", evaluation.reviewOfGood());
        if (evaluation.failed() > 0) {
            people.println("not inspected    " + evaluation.failed() + "  (" + evaluation.firstFailure() + ")");
        }
        List<String> notKnown = evaluation.notKnown();
        if (!notKnown.isEmpty()) {
            people.println("neither          " + notKnown.size() + "  (" + notKnown.get(0)
                    + "; its labels say neither good nor bad"
                    + (evaluation.set().hasShapes() ? "; a box on it is wrong unless it is labelled)" : ")"));
        }
        List<String> withoutMask = evaluation.withoutMask();
        if (!withoutMask.isEmpty()) {
            people.println("without mask     " + withoutMask.size() + "  (" + withoutMask.get(0)
                    + "; bad, and in no figure of pixels: its mask is missing or marks nothing)");
        }
        people.println("report " + page);
    }

    private static void line(PrintWriter people, String what, double value) {
        if (!Double.isNaN(value)) {
            people.printf(Locale.ROOT, "%-16s %.3f%n", what, value);
        }
    }

    private static void line(PrintWriter people, String what, Share share) {
        if (share.of() > 0) {
            people.printf(
                    Locale.ROOT,
                    "%-16s %.3f  (%d of %d; 95 %%: %.3f to %.3f)%n",
                    what,
                    share.value(),
                    share.count(),
                    share.of(),
                    share.low(),
                    share.high());
        }
    }
}
