package io.huoyan.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code huoyan standards} on the sample catalog. */
class StandardsCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    @Test
    void aSheetIsShownInItsOwnWordsWithFormulaAndUnit() {
        assertThat(run("standards", "show", "ISO5817-C")).isZero();

        assertThat(out.toString())
                .contains("ISO5817-C, version 2: ")
                .contains("ISO6520-1:100      notPermitted ")
                .contains("PLANT:SHORT        atLeast       SEAM_LENGTH 0.9·l  [")
                .contains("ISO6520-1:602      atMost        DEFECT_LENGTH 1.0 mm  [");
    }

    @Test
    void rulesOfGroupsAreShownToo() {
        assertThat(run("standards", "show", "PLANT-SPOT")).isZero();

        assertThat(out.toString()).contains("PLANT:DIAMETER     atLeast       SPOT_DIAMETER 4.0·√t  [");
        assertThat(out.toString()).contains("groups of welds    noTwoNeighbours  [");
    }

    @Test
    void aStandardThatThereIsNotIsToldWithThoseThatThereAre() {
        assertThat(run("standards", "show", "ISO5817-A")).isEqualTo(2);
        assertThat(err.toString().strip().lines())
                .singleElement()
                .asString()
                .contains("standard is ISO5817-A; the catalog has [ISO13919-1-B,");

        assertThat(run("standards", "show")).isEqualTo(2);
        assertThat(err.toString()).contains("no standard is named; the catalog has [");
    }

    @Test
    void whatOneCameraCannotJudgeIsToldByClause() {
        assertThat(run("standards", "check")).isZero();

        assertThat(out.toString())
                .contains("ISO5817-B: not judgeable by one camera: ISO6520-1:5011, ISO 5817:2023 Table 1, 5011")
                .contains("25 welds of 2 plans are checked: each is within the scope of its standard")
                .contains("8 standards are checked: 0 rules ask what no picture answers");
    }

    @Test
    void whatASheetAsksAndNoPictureAnswersIsNotAsItShouldBe(@TempDir Path folder) throws IOException {
        Path sample = Path.of(System.getProperty("huoyan.root"), "sample-images", "body-line", "catalog");
        try (Stream<Path> files = Files.walk(sample)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(sample.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Path sheet = folder.resolve("standards").resolve("PLANT-SPOT.yaml");
        Files.writeString(sheet, Files.readString(sheet).replace("{constantMm: 3.0}", "{constantMm: 0.01}"));

        assertThat(run("standards", "check", "--catalog", folder.toString())).isEqualTo(1);

        assertThat(out.toString())
                .contains("PLANT-SPOT: not judgeable, its limit is 0.1 px of view ")
                .contains("8 standards are checked: 1 rules ask what no picture answers, and do not say notJudgeable");
    }
}
