package io.huoyan.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.huoyan.core.domain.DefectClass;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.dossier.InspectionJson;
import io.huoyan.core.dossier.SampleEntries;
import io.huoyan.core.judge.Finding;
import io.huoyan.core.measure.Measurand;
import io.huoyan.core.measure.Measurement;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.WeldInspection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExplainCommandTest {
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

    private static Finding pore(double x, double lengthMm, String clause) {
        return new Finding(
                new DefectClass("ISO6520-1", "2017"),
                clause,
                Optional.empty(),
                Optional.empty(),
                Finding.Decision.ACCEPTED,
                List.of(new PixelPoint(x, 5)),
                0.9,
                List.of(new Measurement(Measurand.DEFECT_LENGTH, lengthMm, Measurement.Unit.MM, 0.05, List.of())));
    }

    /** The sample inspection with two pores, the second of which two clauses judge. */
    private static Inspection inspection(String vehicle, int frame) {
        Inspection sample =
                SampleEntries.inspection(SampleEntries.vehicle(vehicle), "V-1", "cam-1", frame, new byte[] {1});
        WeldInspection weld = sample.welds().get(0);
        WeldInspection porous = new WeldInspection(
                weld.weld(),
                weld.verdict(),
                List.of(pore(10, 0.4, "a"), pore(20, 0.6, "a"), pore(20, 0.6, "b")),
                weld.measurements(),
                weld.checks(),
                weld.region(),
                weld.nominal(),
                weld.seen(),
                weld.evidence());
        return new Inspection(
                sample.id(),
                sample.header(),
                sample.creationTime(),
                sample.isSimulated(),
                sample.calibrated(),
                sample.verdict(),
                List.of(porous),
                sample.checks(),
                sample.failure(),
                sample.provenance(),
                sample.stageTimes());
    }

    private Path file() throws IOException {
        InspectionJson codec = new InspectionJson();
        List<String> lines = new ArrayList<>();
        for (Inspection inspection : List.of(inspection("BODY-1", 1), inspection("BODY-2", 2))) {
            lines.add(new String(codec.write(inspection), StandardCharsets.UTF_8));
        }
        return Files.write(folder.resolve("inspections.jsonl"), lines);
    }

    /** Two pictures of one weld, and two pores in each, were four blocks under one heading. */
    @Test
    void eachValueIsToldWithItsPictureAndEachDefectWithItsNumber() throws IOException {
        assertThat(run("explain", file().toString(), "--weld", "S-1"))
                .as(err.toString())
                .isZero();

        assertThat(out.toString().lines().filter(line -> line.startsWith("vehicle ")))
                .containsExactly(
                        "vehicle BODY-1, station W10, view V1, result R-cam-1-1",
                        "vehicle BODY-2, station W10, view V1, result R-cam-1-2");
        assertThat(out.toString().lines().filter(line -> line.contains("DEFECT_LENGTH")))
                .hasSize(4)
                .startsWith("  S-1 defect 1 ISO6520-1:2017 DEFECT_LENGTH = 0.400 mm, u = 0.0500 mm, 95 %: ± 0.0980 mm")
                .element(1)
                .asString()
                .startsWith("  S-1 defect 2 ISO6520-1:2017 DEFECT_LENGTH = 0.600 mm");
    }

    @Test
    void theJsonTellsPictureAndDefectToo() throws IOException {
        assertThat(run("explain", file().toString(), "--json", "-")).isZero();

        JsonNode values = new ObjectMapper().readTree(out.toString()).get("values");
        assertThat(values).hasSize(6);
        JsonNode last = values.get(5);
        assertThat(last.get("vehicle").asText()).isEqualTo("BODY-2");
        assertThat(last.get("view").asText()).isEqualTo("V1");
        assertThat(last.get("result").asText()).isEqualTo("R-cam-1-2");
        assertThat(last.get("defect").asText()).isEqualTo("ISO6520-1:2017");
        assertThat(last.get("defectNumber").asInt()).isEqualTo(2);
        assertThat(values.get(0).get("defectNumber").asInt()).isZero();
    }

    @Test
    void aWeldOfWhichNothingWasTakenIsRefused() throws IOException {
        assertThat(run("explain", file().toString(), "--weld", "S-9")).isEqualTo(ExitCodes.WRONG_INPUT);
        assertThat(err.toString()).contains("holds no measured value of weld S-9");
        assertThat(out.toString()).isEmpty();
    }
}
