package io.huoyan.server.dossier;

import io.huoyan.core.judge.Finding;
import io.huoyan.core.measure.Measurement;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.WeldInspection;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measured values of a vehicle as CSV (RFC 4180, UTF-8): one row per measurement of a weld and per finding, with unit,
 * standard uncertainty and the limit it was held against. Numbers have a point, times are UTC.
 */
public final class MeasuredCsv {
    private static final long NANOS = 1_000_000_000L;
    private static final String HEADER =
            "vehicle,station,visit,weld,captured,camera,frame,result,verdict,kind,name,value,"
                    + "unit,standard_uncertainty,limit,decision,clause,picture_sha256";

    private MeasuredCsv() {}

    /** The whole table. */
    public static String of(VehicleDossier dossier) {
        return Stream.concat(Stream.of(HEADER), dossier.inspections().stream().flatMap(MeasuredCsv::rows))
                .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static Stream<String> rows(Inspection inspection) {
        return inspection.welds().stream()
                .flatMap(weld -> Stream.concat(
                        weld.measurements().stream().map(value -> measurement(inspection, weld, value)),
                        weld.findings().stream().map(finding -> finding(inspection, weld, finding))));
    }

    private static String measurement(Inspection inspection, WeldInspection weld, Measurement value) {
        return row(inspection, weld, List.of("measurement", value.measurand().name()), List.of(value), "", "", "");
    }

    private static String finding(Inspection inspection, WeldInspection weld, Finding finding) {
        return row(
                inspection,
                weld,
                List.of("finding", finding.defectClass().toString()),
                finding.measured().stream().toList(),
                finding.limit().map(MeasuredCsv::number).orElse(""),
                finding.decision().name(),
                finding.clause());
    }

    private static String row(
            Inspection inspection,
            WeldInspection weld,
            List<String> kindAndName,
            List<Measurement> value,
            String limit,
            String decision,
            String clause) {
        var header = inspection.header();
        long ns = header.captureTimeNs();
        Stream<String> place = Stream.of(
                header.vehicle().id().value(),
                header.station().value(),
                header.visit().value(),
                weld.weld().value(),
                Instant.ofEpochSecond(ns / NANOS, ns % NANOS).toString(),
                header.frame().camera().value(),
                String.valueOf(header.frame().frameNumber()),
                inspection.id().value(),
                weld.verdict().word());
        Stream<String> measured = value.stream()
                .findFirst()
                .map(m -> Stream.of(
                        number(m.value()), m.unit().name().toLowerCase(Locale.ROOT), number(m.standardUncertainty())))
                .orElse(Stream.of("", "", ""));
        Stream<String> end = Stream.of(
                limit,
                decision,
                clause,
                weld.evidence().map(evidence -> evidence.sha256()).orElse(""));
        return Stream.of(place, kindAndName.stream(), measured, end)
                .flatMap(part -> part)
                .map(MeasuredCsv::quoted)
                .collect(Collectors.joining(","));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String quoted(String field) {
        boolean isPlain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
