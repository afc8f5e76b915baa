package io.huoyan.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GaugeCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int gauge(Path rig, String... more) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        String[] arguments = new String[more.length + 7];
        System.arraycopy(
                new String[] {
                    "gauge",
                    "--rig",
                    rig.toString(),
                    "--out",
                    folder.resolve("report").toString(),
                    "--json",
                    "-"
                },
                0,
                arguments,
                0,
                7);
        System.arraycopy(more, 0, arguments, 7, more.length);
        return commandLine.execute(arguments);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(out.toString());
    }

    /** In such noise no weld is found: no wrong decision either, which would read as proof. */
    @Test
    void aStudyThatMeasuredNothingSaysSoAndFails() throws IOException {
        Path blind = Files.writeString(
                folder.resolve("blind.yaml"), "pixelMm: 0.3\ncameraHeightMm: 800\nnoiseFactor: 1000\n");

        assertThat(gauge(blind, "--features", "4")).isEqualTo(ExitCodes.NOT_AS_IT_SHOULD_BE);

        assertThat(err.toString())
                .contains("huoyan gauge: none of the 4 welds of rig blind.yaml could be measured: nothing is shown of"
                        + " the ruler");
        assertThat(json().get("features").asInt()).isZero();
        assertThat(json().has("biasMm")).isTrue();
        assertThat(json().get("biasMm").isNull()).isTrue();
        assertThat(json().get("coverage").isNull()).isTrue();
        assertThat(json().has("decisions")).isFalse();
        assertThat(Files.readString(folder.resolve("report/index.html"))).doesNotContain("Decisions within");
    }

    @Test
    void howManyWereNotMeasuredIsSaid() {
        assertThat(GaugeCommand.unmeasured(397, 400, "hard"))
                .isEqualTo("3 of the 400 welds of rig hard could not be measured; the figures are of the others");
    }

    @Test
    void whatATableDoesNotTellIsNotInTheJson() throws IOException {
        Path table = Files.writeString(
                folder.resolve("repeats.csv"), "part,mount,trial,measurand,value\n1,1,1,SPOT_DIAMETER,5.9\n");

        assertThat(gauge(table)).isZero();

        assertThat(json().has("decisions")).isFalse();
        assertThat(json().has("biasMm")).isFalse();
    }
}
