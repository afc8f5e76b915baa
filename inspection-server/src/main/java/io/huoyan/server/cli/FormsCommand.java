package io.huoyan.server.cli;

import io.huoyan.core.infer.ModelFolder;
import io.huoyan.core.infer.djl.TorchDetector;
import io.huoyan.lab.train.ModelVersion;
import io.huoyan.lab.train.NumericForms;
import io.huoyan.server.app.ServerConfiguration;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
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

/** {@code huoyan forms}. */
@Command(
        name = "forms",
        mixinStandardHelpOptions = true,
        header = "What a model sees in each numeric form (fp32, bf16, int8), and the ranges that int8 needs.",
        description = {
            "",
            "Shows the same rendered patches, of which every pixel's truth is known, to each form that this machine can run:",
            "how far its probabilities lie from fp32, how many of its decisions (label and pixel) differ, what it finds and misses. A recipe",
            "pins one form; nothing is switched silently.",
            "",
            "With --add-ranges a further version of the model is written that holds the ranges of its values and so can be",
            "run in int8. What it learnt is not touched: in fp32 it sees the same."
        },
        footer = {"", "Examples:", "  huoyan forms huoyan-line/3", "  huoyan forms my-line/3 --add-ranges 4"})
final class FormsCommand implements Callable<Integer> {
    private static final int RANGE_PATCHES = 64;
    private static final String INT8 = "int8";

    @Spec
    CommandSpec spec;

    @Mixin
    ServerOptions server;

    @Mixin
    JsonOutput json;

    @Parameters(paramLabel = "ID/V", description = "Model and version.")
    String model;

    @Option(
            names = "--patches",
            paramLabel = "N",
            defaultValue = "100",
            description = "Patches to look at (default: ${DEFAULT-VALUE}).")
    int patches;

    @Option(
            names = "--add-ranges",
            paramLabel = "VERSION",
            description = "Write this further version, with ranges measured on " + RANGE_PATCHES + " other patches.")
    @Nullable
    String version;

    @Override
    public Integer call() throws IOException {
        ServerConfiguration configuration =
                server.configuration(Path.of("huoyan-data").toAbsolutePath());
        int slash = model.indexOf('/');
        if (slash < 1) {
            throw new WrongInputException(
                    "ID/V is " + model + "; needed is a model and its version, e.g. huoyan-line/3");
        }
        if (patches < 1) {
            throw new WrongInputException("--patches is " + patches + "; allowed is 1 or more");
        }
        Path modelsDir = configuration.modelsDir();
        ModelFolder folder = ModelFolder.load(modelsDir, model.substring(0, slash), model.substring(slash + 1));
        if (version != null) {
            folder = ModelVersion.write(
                    modelsDir, folder, version, NumericForms.withRanges(folder, RANGE_PATCHES), note(folder));
        }
        List<String> forms = forms(folder);
        List<NumericForms.Cost> costs;
        try (TerminalProgress bar =
                TerminalProgress.onStandardError("forms", spec.commandLine().getErr())) {
            costs = NumericForms.costs(
                    folder,
                    forms,
                    patches,
                    configuration.dataDir().resolve("model-forms"),
                    done -> bar.at(done, forms.size(), forms.get(done - 1)));
        }
        PrintWriter people = json.people(spec);
        costs.forEach(cost -> print(cost, people));
        if (!forms.contains(INT8)) {
            people.println(
                    NumericForms.hasRanges(folder)
                            ? "int8: this machine cannot run it"
                            : "int8: the model has no ranges; --add-ranges VERSION writes a version that has");
        }
        json.write(spec, members(folder, costs));
        return ExitCodes.DONE;
    }

    private static List<String> forms(ModelFolder folder) {
        List<String> forms = new ArrayList<>(TorchDetector.formsOfThisMachine());
        if (!NumericForms.hasRanges(folder)) {
            forms.remove(INT8);
        }
        return forms;
    }

    private static String note(ModelFolder source) {
        return "Version " + source.model().version() + " with the ranges that int8 needs, measured on " + RANGE_PATCHES
                + " rendered patches (`huoyan forms --add-ranges`); what it learnt is the same.\n";
    }

    private static void print(NumericForms.Cost cost, PrintWriter people) {
        people.printf(
                Locale.ROOT,
                "%-5s probability off by %.5f in the mean, %.3f at most; %.4f %% of decisions (label and pixel) otherwise%n",
                cost.form(),
                cost.meanDifference(),
                cost.greatestDifference(),
                100 * cost.flipped());
        for (NumericForms.LabelCount label : cost.labels()) {
            people.printf(
                    Locale.ROOT,
                    "      %-13s IoU %.3f, found %3d of %3d, false %3d%n",
                    label.label(),
                    label.intersectionOverUnion(),
                    label.foundThings(),
                    label.trueThings(),
                    label.falseThings());
        }
    }

    private Map<String, Object> members(ModelFolder folder, List<NumericForms.Cost> costs) {
        Map<String, Object> forms = new LinkedHashMap<>();
        for (NumericForms.Cost cost : costs) {
            Map<String, Object> labels = new LinkedHashMap<>();
            for (NumericForms.LabelCount label : cost.labels()) {
                Map<String, Object> counts = new LinkedHashMap<>();
                counts.put("true", label.trueThings());
                counts.put("found", label.foundThings());
                counts.put("false", label.falseThings());
                labels.put(label.label(), counts);
            }
            Map<String, Object> of = new LinkedHashMap<>();
            of.put("meanDifference", cost.meanDifference());
            of.put("greatestDifference", cost.greatestDifference());
            of.put("flipped", cost.flipped());
            of.put("labels", labels);
            forms.put(cost.form(), of);
        }
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("model", folder.model().id() + "/" + folder.model().version());
        members.put("patches", patches);
        members.put("forms", forms);
        return members;
    }
}
