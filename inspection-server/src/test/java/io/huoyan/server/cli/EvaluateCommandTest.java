package io.huoyan.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.huoyan.core.infer.ScoreBand;
import io.huoyan.lab.dataset.RenderedSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvaluateCommandTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** A memory finds each picture that taught it again. */
    @Test
    void picturesThatTaughtAreToldAndNoPromiseRestsOnThem() throws IOException {
        List<Path> frames = frames();
        Path memory = folder.resolve("m.memory");
        String good = linked("set/good", frames.subList(0, 5)).toString();
        assertThat(run("teach", good, "--out", memory.toString(), "--model", "huoyan-line"))
                .as(err.toString())
                .isZero();
        linked("set/crack", frames.subList(5, 7));
        String set = folder.resolve("set").toString();

        assertThat(evaluate(set, "--known-good", memory.toString())
                        .path("taughtBy")
                        .asInt())
                .isEqualTo(5);
        assertThat(out.toString())
                .contains("taught by        5  (good/" + frames.get(0).getFileName() + "; ");

        assertThat(run("evaluate", set, "--known-good", memory.toString(), "--guarantee", "0.5@0.5"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("--guarantee is 0.5@0.5, but 5 of 7 pictures taught what is evaluated, the first is good/"
                        + frames.get(0).getFileName() + "; needed are pictures that it never learnt from");
    }

    /** What is promised here is what decides whenever the model looks again. */
    @Test
    void whatIsKeptDecidesTheVerdictsAfterwards() throws IOException {
        Path set = folder.resolve("set");
        RenderedSet.write(set, 40, 71_000_000, (done, all, file) -> {});
        Path model = folder.resolve("models/huoyan-line/3");
        copy(ServerOptions.home().resolve("models/huoyan-line/3"), model);
        String[] looked = {set.toString(), "--model", "huoyan-line"};

        List<String> before = words(evaluate(looked), 0);
        JsonNode promised = evaluate(looked[0], looked[1], looked[2], "--guarantee", "strongest@0.5", "--keep")
                .path("guarantee");
        double reviewFrom = promised.path("reviewFrom").asDouble();
        assertThat(out.toString()).contains("nothing tells by which pictures what is evaluated was taught");
        JsonNode after = evaluate(looked);
        assertThat(after.path("taughtBy").isNull()).isTrue();

        assertThat(ScoreBand.read(model))
                .hasValueSatisfying(band -> assertThat(band.reviewFrom()).isEqualTo(reviewFrom));
        assertThat(words(after, reviewFrom)).isNotEmpty().doesNotContain("OK");
        assertThat(words(after, 0)).isNotEqualTo(before);
        assertThat(words(evaluate(looked[0], looked[1], looked[2], "--no-promise"), 0))
                .isEqualTo(before);
    }

    /** Thresholds and scale of a recipe are those of its own model; nobody asked for them with another. */
    @Test
    void aModelThatIsNotTheRecipesLooksAtAScaleThatItKnows() throws IOException {
        Path catalog = folder.resolve("catalog");
        copy(ServerOptions.home().resolve("sample-images/body-line/catalog"), catalog);
        Path recipes = catalog.resolve("recipes.yaml");
        Files.writeString(
                recipes,
                Files.readString(recipes)
                        .replace("pixelsPerWeldWidth: 48", "pixelsPerWeldWidth: 26")
                        .replace("numericForm: fp32", "numericForm: int8"));
        String set = linked("set/good", frames().subList(0, 1)).getParent().toString();

        JsonNode evaluated = evaluate(set, "--catalog", catalog.toString(), "--model", "huoyan-weld");
        assertThat(evaluated.path("failed").asInt()).isZero();
        assertThat(evaluated.path("subject").asText()).isEqualTo("huoyan-weld/2 fp32");
        assertThat(evaluated.path("taughtBy").asInt(-1)).isZero();
        assertThat(run("evaluate", set, "--catalog", catalog.toString(), "--recipe", "body-line-live"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("pixelsPerWeldWidth is 26.0; model huoyan-line/3 was trained for 32.0 to 72.0");
    }

    private JsonNode evaluate(String... arguments) throws IOException {
        Path json = folder.resolve("figures.json");
        List<String> all = new ArrayList<>(List.of("evaluate"));
        all.addAll(List.of(arguments));
        all.addAll(List.of(
                "--json", json.toString(), "--out", folder.resolve("report").toString()));
        assertThat(run(all.toArray(String[]::new))).as(err.toString()).isZero();
        return MAPPER.readTree(json.toFile());
    }

    /** Of the pictures whose score is this or more, in the report of the last evaluation. */
    private List<String> words(JsonNode evaluated, double from) throws IOException {
        assertThat(evaluated.path("failed").asInt()).isZero();
        List<String> words = new ArrayList<>();
        MAPPER.readTree(folder.resolve("report/results.json").toFile())
                .path("pictures")
                .forEach(picture -> {
                    if (picture.path("score").asDouble() >= from) {
                        words.add(picture.path("word").asText());
                    }
                });
        return words;
    }

    /** Models of its own, and their quick forms, if the test has any. */
    private int run(String... arguments) throws IOException {
        Path models = folder.resolve("models");
        Path plant = Files.writeString(
                folder.resolve("plant.yaml"),
                "data: data\n" + (Files.isDirectory(models) ? "models: " + models + "\n" : ""));
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(Stream.concat(Stream.of(arguments), Stream.of("--config", plant.toString()))
                .toArray(String[]::new));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copied = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copied.resolveSibling("."));
                Files.copy(file, copied);
            }
        }
    }

    private Path linked(String name, List<Path> files) throws IOException {
        Path made = Files.createDirectories(folder.resolve(name));
        for (Path file : files) {
            Files.createSymbolicLink(made.resolve(file.getFileName()), file);
        }
        return made;
    }

    private static List<Path> frames() throws IOException {
        try (Stream<Path> files = Files.list(ServerOptions.home().resolve("sample-images/body-line/frames"))) {
            return files.sorted().toList();
        }
    }
}
