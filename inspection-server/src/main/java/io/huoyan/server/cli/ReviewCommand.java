package io.huoyan.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huoyan review}. */
@Command(
        name = "review",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        header = "QA's door: doubtful welds, and what people decide of them.",
        description = {"", "Talks to a running server; the same as a page is at its --url in a browser."},
        footer = {
            "",
            "Examples:",
            "  huoyan review list",
            "  huoyan review show BODY-1 A-L-S1",
            "  huoyan review decide BODY-1 A-L-S1 --revision 3 --good --who 李娜 --reason 'a reflection'"
        },
        subcommands = {
            ReviewCommand.ListCommand.class,
            ReviewCommand.ShowCommand.class,
            ReviewCommand.DecideCommand.class
        })
final class ReviewCommand extends CommandGroup {
    private static String line(JsonNode review) {
        return String.format(
                Locale.ROOT,
                "%s  weld %s  rev %d  class %s  %s: %s",
                review.path("vehicle").asText(),
                review.path("weld").asText(),
                review.path("revision").asInt(),
                review.path("safety_class").asText("?"),
                review.path("reason").asText(),
                review.path("detail").asText());
    }

    /** {@code huoyan review list}. */
    @Command(name = "list", mixinStandardHelpOptions = true, header = "Doubtful welds, longest waiting first.")
    static final class ListCommand implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ReviewClient server;

        @Option(names = "--json", description = "The server's JSON as it is.")
        boolean json;

        @Override
        public Integer call() throws IOException, InterruptedException {
            JsonNode queue = server.queue();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(queue);
                return ExitCodes.DONE;
            }
            queue.path("reviews").forEach(review -> out.println(line(review)));
            out.println(queue.path("waiting").asLong() + " wait for a decision");
            return ExitCodes.DONE;
        }
    }

    /** {@code huoyan review show}. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            header = "One doubtful weld with its findings and pictures.")
    static final class ShowCommand implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ReviewClient server;

        @Mixin
        DoubtfulWeld named;

        @Override
        public Integer call() throws IOException, InterruptedException {
            PrintWriter out = spec.commandLine().getOut();
            JsonNode reviews = server.weld(named.vehicle, named.weld).path("reviews");
            for (JsonNode review : reviews) {
                out.println(line(review));
                review.path("findings").forEach(finding -> out.println("  " + finding(finding)));
                review.path("pictures").forEach(picture -> out.println("  " + server.url + picture.asText()));
                if (review.has("order")) {
                    out.println(
                            "  order " + review.path("order").path("order_id").asText() + " is "
                                    + review.path("order").path("state").asText());
                }
            }
            if (!reviews.isEmpty()) {
                return ExitCodes.DONE;
            }
            throw new WrongInputException(
                    "weld " + named.weld + " of " + named.vehicle + " is not among the doubtful welds");
        }

        private static String finding(JsonNode finding) {
            String name = finding.path("defect").asText() + "  "
                    + finding.path("clause").asText();
            return finding.has("measured")
                    ? String.format(
                            Locale.ROOT,
                            "%s  %.2f ± %.2f %s, limit %.2f",
                            name,
                            finding.path("measured").asDouble(),
                            2 * finding.path("uncertainty").asDouble(),
                            finding.path("unit").asText(),
                            finding.path("limit").asDouble(Double.NaN))
                    : name;
        }
    }

    /** {@code huoyan review decide}. */
    @Command(
            name = "decide",
            mixinStandardHelpOptions = true,
            header = "Decide about a doubtful weld: good spares the order, bad makes it.",
            description = {"", "Exit code 1 if it was not decided: something has changed since it was looked at."})
    static final class DecideCommand implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ReviewClient server;

        @Mixin
        DoubtfulWeld named;

        @Option(names = "--revision", required = true, paramLabel = "N", description = "As list or show had it.")
        int revision;

        @Option(names = "--good", description = "Let it go.")
        boolean good;

        @Option(names = "--bad", description = "Order a repair.")
        boolean bad;

        @Option(names = "--who", required = true, paramLabel = "NAME", description = "Who decides.")
        String who;

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
        String reason;

        @Override
        public Integer call() throws IOException, InterruptedException {
            if (good == bad) {
                throw new WrongInputException("give either --good or --bad");
            }
            Map<String, String> form = new LinkedHashMap<>();
            form.put("vehicle", named.vehicle);
            form.put("weld", named.weld);
            form.put("revision", String.valueOf(revision));
            form.put("decision", good ? "good" : "bad");
            form.put("who", who);
            form.put("reason", reason);
            JsonNode outcome = server.decide(form);
            if (!outcome.path("decided").asBoolean()) {
                spec.commandLine()
                        .getErr()
                        .println("not decided: " + outcome.path("message").asText());
                return ExitCodes.NOT_AS_IT_SHOULD_BE;
            }
            JsonNode order = outcome.path("order");
            if (outcome.has("message")) {
                spec.commandLine().getOut().println(outcome.path("message").asText());
                return ExitCodes.DONE;
            }
            spec.commandLine()
                    .getOut()
                    .println(
                            order.isMissingNode()
                                    ? "decided; no order follows"
                                    : "decided; order " + order.path("order_id").asText() + " revision "
                                            + order.path("revision").asInt() + " is "
                                            + order.path("state").asText());
            return ExitCodes.DONE;
        }
    }
}
