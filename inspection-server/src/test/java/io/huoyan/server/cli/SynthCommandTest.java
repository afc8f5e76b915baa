package io.huoyan.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.huoyan.lab.synth.DefectKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SynthCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    private String refused(String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(run(arguments)).as(String.join(" ", arguments)).isEqualTo(2);
        assertThat(err.toString().strip().lines())
                .as(String.join(" ", arguments))
                .hasSize(1);
        return err.toString().strip();
    }

    @Test
    void theHelpNamesEveryKindOfDefect() {
        run("synth", "--help");
        String help = out.toString();
        for (DefectKind kind : DefectKind.values()) {
            assertThat(help).contains(kind.label());
        }
        assertThat(help).contains("laser", "brazed", "galvanised", "painted", "aluminium", "ring", "bar", "dome");
    }

    @Test
    void weldsAreWrittenWithTheirTruth() throws IOException {
        Path set = folder.resolve("set");
        assertThat(run(
                        "synth",
                        "welds",
                        set.toString(),
                        "--count",
                        "3",
                        "--side",
                        "96",
                        "--weld",
                        "arc,brazed",
                        "--material",
                        "galvanised",
                        "--light",
                        "bar",
                        "--defect",
                        "pore,gap",
                        "--good-share",
                        "0",
                        "--json",
                        "-"))
                .as(err.toString())
                .isZero();
        JsonNode result = new ObjectMapper().readTree(out.toString());
        assertThat(result.get("pictures").asInt()).isEqualTo(3);
        JsonNode truth = new ObjectMapper()
                .readTree(set.resolve("truth/specimen-000000.json").toFile());
        assertThat(truth.get("synthetic").asBoolean()).isTrue();
        assertThat(truth.get("light").asText()).isEqualTo("bar");
        assertThat(truth.get("defects")).isNotEmpty();
    }

    @Test
    void whatCannotBeRenderedIsRefusedInOneLine() throws IOException {
        String set = folder.resolve("set").toString();
        assertThat(refused("synth", "welds", set, "--weld", "glued"))
                .contains("--weld: 'glued' is not known; allowed are [arc, laser, brazed, spot]");
        assertThat(refused("synth", "welds", set, "--defect", "rust")).contains("--defect: 'rust' is not known");
        assertThat(refused("synth", "welds", set, "--weld", "spot", "--defect", "pore", "--good-share", "0"))
                .contains("defects are [pore]; a weld of kind spot can have none of them; allowed for it are"
                        + " [spot-missing, spot-off-location,");
        assertThat(refused("synth", "welds", set, "--weld", "laser,arc", "--defect", "spot-hole"))
                .contains("a weld of kind laser can have none of them");
        assertThat(refused("synth", "welds", set, "--side", "0")).contains("sidePx is 0; allowed are 64 to 2048");
        assertThat(refused("synth", "welds", set, "--count", "0")).contains("count is 0; allowed is 1 or more");
        assertThat(refused("synth", "welds", set, "--good-share", "2")).contains("goodShare is 2.0");
        assertThat(refused("synth", "welds", set, "--names", "coco")).contains("--names: 'coco' is not known");
        assertThat(refused(
                        "synth",
                        "welds",
                        set,
                        "--ranges",
                        folder.resolve("no.yaml").toString()))
                .contains("no.yaml does not exist");
        assertThat(refused("synth", "welds", folder.toString())).contains("exists; a set is written to a new folder");
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThat(refused("synth", "welds", file.resolve("set").toString())).contains(file.toString());
        assertThat(refused("synth", "sheet", folder.resolve("sheet.gif").toString()))
                .contains("allowed are names that end in .png or .jpg");
        assertThat(refused("synth", "sheet", set + ".png", "--cell", "9"))
                .contains("cell is 9 px; allowed are 96 to 512");
        assertThat(refused("synth", folder.resolve("none").toString())).contains("a set is rendered from its catalog");
        assertThat(folder.resolve("set")).doesNotExist();
        assertThat(run("synth")).isEqualTo(2);
    }
}
