package io.huoyan.server.cli;

import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.dossier.InspectionJson;
import io.huoyan.core.judge.Finding;
import io.huoyan.core.measure.Contribution;
import io.huoyan.core.measure.Measurement;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.WeldInspection;
import io.huoyan.server.app.ServerConfiguration;
import io.huoyan.server.store.VehicleStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huoyan explain}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        header = "Print what a measured value's uncertainty is made of.",
        description = {
            "",
            "RESULT is the id of a recorded inspection (its server must be stopped: the store has one owner), or a replay's",
            "inspections.jsonl. For each value of each weld and of each defect in its findings: the named contributions,",
            "their combined standard uncertainty u (JCGM 100) and the 95 %% interval (JCGM 101). Above the values of a",
            "picture stand its vehicle, station, view and result id; defects are numbered by weld and picture."
        },
        footer = {
            "",
            "Examples:",
            "  huoyan replay sample-images/body-line --out report; huoyan explain report/inspections.jsonl --weld B-L-M1",
            "  huoyan explain 7f0c2c1e-5d0b-4b5e-9f53-0d1c0b9a7c11"
        })
final class ExplainCommand implements Callable<Integer> {
    private static final int LINES_MAX = 100_000;

    @Spec
    CommandSpec spec;

    @Mixin
    JsonOutput json;

    @Mixin
    StoreOptions store;

    @Parameters(paramLabel = "RESULT", description = "Result id, or a replay's inspections.jsonl.")
    String result;

    @Option(names = "--weld", paramLabel = "ID", description = "Only this weld.")
    @Nullable
    String weld;

    @Override
    public Integer call() throws IOException {
        List<Inspection> inspections =
                Files.isRegularFile(Path.of(result)) ? ofFile(Path.of(result)) : List.of(ofStore());
        PrintWriter people = json.people(spec);
        List<Map<String, Object>> values = new ArrayList<>();
        for (Inspection inspection : inspections) {
            boolean isHeaded = false;
            for (WeldInspection one : inspection.welds()) {
                List<Taken> taken = weld == null || weld.equals(one.weld().value()) ? taken(one) : List.of();
                if (!taken.isEmpty() && !isHeaded) {
                    people.println(heading(inspection));
                    isHeaded = true;
                }
                taken.forEach(value -> values.add(explain(people, inspection, one, value)));
            }
        }
        if (values.isEmpty()) {
            throw new WrongInputException(result + " holds no measured value" + (weld == null ? "" : " of weld " + weld)
                    + "; allowed is a result with a calibrated picture");
        }
        json.write(spec, Map.of("result", result, "values", values));
        return ExitCodes.DONE;
    }

    private Inspection ofStore() throws IOException {
        ServerConfiguration configuration = store.configuration();
        if (!Files.isDirectory(configuration.dataDir())) {
            throw new WrongInputException(result + " is no file, and there is no store in " + configuration.dataDir()
                    + "; allowed are one or the other");
        }
        try (VehicleStore files = VehicleStore.open(configuration.store(), Clock.systemUTC())) {
            return files.inspection(new ResultId(result))
                    .orElseThrow(() -> new WrongInputException(
                            "the store in " + configuration.dataDir() + " has no result " + result));
        }
    }

    private static List<Inspection> ofFile(Path file) throws IOException {
        InspectionJson codec = new InspectionJson();
        List<Inspection> inspections = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        if (lines.size() > LINES_MAX) {
            throw new WrongInputException(file + " has " + lines.size() + " lines; allowed are " + LINES_MAX);
        }
        for (int i = 0; i < lines.size(); i++) {
            try {
                inspections.add(codec.readInspection(lines.get(i).getBytes(StandardCharsets.UTF_8)));
            } catch (UncheckedIOException | IllegalArgumentException e) {
                throw new WrongInputException(file + ":" + (i + 1) + " is no inspection: " + e.getMessage());
            }
        }
        return inspections;
    }

    /**
     * A value that was taken.
     *
     * @param defect class of the defect that was measured; empty for the weld itself
     * @param number of the defect among those of the weld, from 1; 0 for the weld itself
     */
    private record Taken(String defect, int number, Measurement measurement) {}

    /** The weld's own values, then those of each of its defects; one that several clauses judge is one defect. */
    private static List<Taken> taken(WeldInspection weld) {
        List<Taken> taken = new ArrayList<>();
        weld.measurements().forEach(m -> taken.add(new Taken("", 0, m)));
        Set<List<Object>> defects = new HashSet<>();
        for (Finding finding : weld.findings()) {
            if (!finding.sizes().isEmpty()
                    && defects.add(List.of(finding.defectClass(), finding.outline(), finding.sizes()))) {
                finding.sizes()
                        .forEach(m -> taken.add(new Taken(finding.defectClass().toString(), defects.size(), m)));
            }
        }
        return taken;
    }

    private static String heading(Inspection inspection) {
        FrameHeader header = inspection.header();
        return "vehicle " + header.vehicle().id() + ", station " + header.station() + ", view " + header.view()
                + ", result " + inspection.id();
    }

    private static Map<String, Object> explain(
            PrintWriter people, Inspection inspection, WeldInspection weld, Taken taken) {
        Measurement m = taken.measurement();
        String what = taken.number() == 0 ? "" : "defect " + taken.number() + " " + taken.defect() + " ";
        String unit = m.unit().symbol();
        people.printf(
                Locale.ROOT,
                "  %s %s%s = %.3f %s, u = %.4f %s, 95 %%: ± %.4f %s%n",
                weld.weld(),
                what,
                m.measurand(),
                m.value(),
                unit,
                m.standardUncertainty(),
                unit,
                m.halfWidth95(),
                unit);
        double square = m.standardUncertainty() * m.standardUncertainty();
        Map<String, Object> budget = new LinkedHashMap<>();
        for (Contribution c : m.budget()) {
            double share = square > 0 ? 100 * c.standardUncertainty() * c.standardUncertainty() / square : 0;
            people.printf(
                    Locale.ROOT,
                    "      %-20s %.4f %s  %5.1f %%  %s%n",
                    c.name(),
                    c.standardUncertainty(),
                    unit,
                    share,
                    c.shape().name().toLowerCase(Locale.ROOT));
            budget.put(c.name(), c.standardUncertainty());
        }
        if (m.budget().isEmpty()) {
            people.println("      (recorded without its budget)");
        }
        Map<String, Object> value = new LinkedHashMap<>();
        FrameHeader header = inspection.header();
        value.put("result", inspection.id().value());
        value.put("vehicle", header.vehicle().id().value());
        value.put("station", header.station().value());
        value.put("view", header.view().value());
        value.put("weld", weld.weld().value());
        value.put("defect", taken.defect());
        value.put("defectNumber", taken.number());
        value.put("measurand", m.measurand().name());
        value.put("value", m.value());
        value.put("unit", unit);
        value.put("standardUncertainty", m.standardUncertainty());
        value.put("halfWidth95", m.halfWidth95());
        value.put("budget", budget);
        return value;
    }
}
