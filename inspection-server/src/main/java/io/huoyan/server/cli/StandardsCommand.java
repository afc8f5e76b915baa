package io.huoyan.server.cli;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.CatalogLoader;
import io.huoyan.core.catalog.NotJudgeable;
import io.huoyan.core.catalog.Standard;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huoyan standards}. */
@Command(
        name = "standards",
        mixinStandardHelpOptions = true,
        header = "List, show and check the standards and plant sheets of a catalog.",
        description = {
            "",
            "A rule that one 2-D camera cannot judge (a height, a depth, an angle) is named as not judgeable: such an",
            "imperfection, once seen, is REVIEW. So is a limit below what a view resolves, and what no label of a network",
            "means: check names these too, and its exit code is 1."
        },
        footer = {
            "",
            "Examples:",
            "  huoyan standards list",
            "  huoyan standards show ISO5817-C",
            "  huoyan standards check --catalog plant/catalog"
        })
final class StandardsCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ServerOptions server;

    /** What is asked. */
    enum Question {
        LIST,
        SHOW,
        CHECK
    }

    @Parameters(index = "0", paramLabel = "list|show|check", description = "What to do.")
    Question question;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "Which standard, for show.")
    @Nullable
    String id;

    @Option(names = "--catalog", paramLabel = "DIR", description = "Catalog (default: the configured).")
    @Nullable
    Path catalogDir;

    @Override
    public Integer call() throws IOException {
        var configuration =
                server.configuration(Path.of("huoyan-data").toAbsolutePath()).changed(catalogDir, null, null, null);
        Catalog catalog = CatalogLoader.load(configuration.catalogDir());
        PrintWriter out = spec.commandLine().getOut();
        return switch (question) {
            case LIST -> list(catalog, out);
            case SHOW -> show(catalog, out);
            case CHECK -> check(catalog, out);
        };
    }

    private static int list(Catalog catalog, PrintWriter out) {
        new TreeMap<>(catalog.standards())
                .forEach((name, standard) -> out.printf(
                        "%-16s version %-8s %2d rules, %d not judgeable  %s%n",
                        name, standard.version(), standard.rules().size(), notJudgeable(standard), standard.title()));
        return ExitCodes.DONE;
    }

    private static long notJudgeable(Standard standard) {
        return standard.rules().stream()
                .filter(rule -> rule.kind() == Standard.Kind.NOT_JUDGEABLE)
                .count();
    }

    private int show(Catalog catalog, PrintWriter out) {
        Standard standard = id == null ? null : catalog.standards().get(id);
        if (standard == null) {
            throw new WrongInputException((id == null ? "no standard is named" : "standard is " + id)
                    + "; the catalog has " + new TreeMap<>(catalog.standards()).keySet());
        }
        Standard.Scope scope = standard.scope();
        out.println(standard.id() + ", version " + standard.version() + ": " + standard.title());
        out.println("covers processes " + scope.processes() + ", materials " + scope.materials() + ", "
                + scope.thicknessMinMm() + " to " + scope.thicknessMaxMm() + " mm; guard factor "
                + standard.guardFactor() + " (ISO 14253-1)");
        for (Standard.Rule rule : standard.rules()) {
            out.printf("  %-18s %-13s %s  [%s]%n", rule.subject(), asInSheet(rule.kind()), limit(rule), rule.clause());
        }
        for (Standard.GroupRule rule : standard.groupRules()) {
            String count = rule.kind() == Standard.GroupKind.AT_MOST_BAD ? " " + rule.count() : "";
            out.printf("  %-18s %s%s  [%s]%n", "groups of welds", asInSheet(rule.kind()), count, rule.clause());
        }
        return ExitCodes.DONE;
    }

    /** As a sheet writes it: {@code notPermitted}. */
    private static String asInSheet(Enum<?> kind) {
        String[] words = kind.name().toLowerCase(Locale.ROOT).split("_");
        return words[0]
                + Arrays.stream(words, 1, words.length)
                        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                        .collect(Collectors.joining());
    }

    /** What a rule compares and with what: {@code SEAM_LENGTH 0.9·l}. */
    private static String limit(Standard.Rule rule) {
        String of = rule.limits()
                .map(limit -> rule.quantity() + " " + formula(limit, unit(rule.quantity())))
                .orElse(rule.quantity());
        return of
                + rule.perLengthMm()
                        .map(mm -> ", in any " + mm + " mm of the seam")
                        .orElse("");
    }

    private static String formula(Standard.Limit limit, String unit) {
        List<String> terms = new ArrayList<>();
        if (limit.constantMm() != 0) {
            terms.add(limit.constantMm() + unit);
        }
        term(terms, limit.perThickness(), "t");
        term(terms, limit.perRootThickness(), "√t");
        term(terms, limit.perNominalWidth(), "b");
        term(terms, limit.perNominalLength(), "l");
        return String.join(" + ", terms)
                + limit.maxMm().map(max -> ", at most " + max + " mm").orElse("");
    }

    private static void term(List<String> terms, double factor, String of) {
        if (factor != 0) {
            terms.add(factor + "·" + of);
        }
    }

    private static String unit(String quantity) {
        return switch (quantity) {
            case "DEFECT_AREA" -> " mm²";
            case "SPOT_OVALITY", "DEFECT_COUNT" -> "";
            default -> " mm";
        };
    }

    /** What cannot be judged, by clause; that every weld is covered, the loader has seen to. */
    private static int check(Catalog catalog, PrintWriter out) {
        List<NotJudgeable> all = NotJudgeable.of(catalog);
        all.forEach(one -> out.println(one.message()));
        int welds = catalog.plans().values().stream()
                .mapToInt(plan -> plan.welds().size())
                .sum();
        long unanswered = all.stream().filter(one -> !one.isOfSheet()).count();
        out.println(welds + " welds of " + catalog.plans().size()
                + " plans are checked: each is within the scope of its" + " standard, and its limits are above 0");
        out.println(catalog.standards().size() + " standards are checked: " + unanswered
                + " rules ask what no picture answers, and do not say notJudgeable");
        return unanswered == 0 ? ExitCodes.DONE : ExitCodes.NOT_AS_IT_SHOULD_BE;
    }
}
