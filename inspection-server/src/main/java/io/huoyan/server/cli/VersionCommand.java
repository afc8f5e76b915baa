package io.huoyan.server.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code huoyan version}. */
@Command(
        name = "version",
        mixinStandardHelpOptions = true,
        header = "Say which Huoyan this is, and on what it runs.",
        footer = {"", "Example:", "  huoyan version --json -"})
final class VersionCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    JsonOutput json;

    @Override
    public Integer call() throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("huoyan", SoftwareVersion.number());
        facts.put("java", Runtime.version().toString());
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        facts.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        facts.forEach((name, value) -> json.people(spec).println(name + " " + value));
        json.write(spec, facts);
        return ExitCodes.DONE;
    }
}
