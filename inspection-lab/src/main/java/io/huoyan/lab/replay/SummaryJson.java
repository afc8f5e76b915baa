package io.huoyan.lab.replay;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.huoyan.core.pipeline.Inspection;
import java.io.IOException;

/** A replay's summary as JSON, for machines: counts, agreement with the truth, one line per picture. */
final class SummaryJson {
    private final ObjectMapper mapper = new ObjectMapper();

    byte[] write(ReplaySummary summary) throws IOException {
        ObjectNode root = mapper.createObjectNode();
        root.put("folder", summary.folder());
        root.put("pictures", summary.pictures().size());
        root.put("failed", summary.failed());
        root.put("judged", summary.judged());
        root.put("ok", summary.count("OK"));
        root.put("nok", summary.count("NOK"));
        root.put("review", summary.count("REVIEW"));
        root.put("reviewShare", summary.reviewShare());
        ObjectNode reasons = root.putObject("reviewReasons");
        summary.reviewReasons().forEach(reasons::put);
        root.put("seconds", summary.seconds());
        summary.agreement().ifPresent(agreement -> agreement(root.putObject("truth"), agreement));
        ArrayNode list = root.putArray("results");
        for (ReplayedPicture picture : summary.pictures()) {
            ObjectNode node = list.addObject();
            node.put("file", picture.name());
            node.put("verdict", picture.word());
            if (!picture.failure().isEmpty()) {
                node.put("failure", picture.failure());
            }
            picture.inspection().ifPresent(inspection -> welds(node, inspection));
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
    }

    private static void agreement(ObjectNode node, Agreement agreement) {
        node.put("good", agreement.good());
        node.put("bad", agreement.bad());
        node.put("missed", agreement.missed());
        node.put("pseudoReject", agreement.pseudoReject());
        node.put("goodOk", agreement.goodOk());
        node.put("review", agreement.review());
        ArrayNode lines = node.putArray("disagreements");
        agreement.disagreements().forEach(lines::add);
        ArrayNode errors = node.putArray("errors");
        for (Agreement.MeasurandError error : agreement.errors()) {
            ObjectNode one = errors.addObject();
            one.put("measurand", error.measurand().name());
            one.put("count", error.count());
            one.put("biasMm", error.biasMm());
            one.put("rmsMm", error.rmsMm());
            one.put("worstMm", error.worstMm());
            one.put("coveredShare", error.coveredShare());
        }
    }

    private static void welds(ObjectNode node, Inspection inspection) {
        node.put("calibrated", inspection.calibrated());
        ArrayNode welds = node.putArray("welds");
        inspection.welds().forEach(weld -> {
            ObjectNode one = welds.addObject();
            one.put("weld", weld.weld().value());
            one.put("verdict", weld.verdict().word());
            ArrayNode measurements = one.putArray("measurements");
            weld.measurements().forEach(m -> {
                ObjectNode value = measurements.addObject();
                value.put("measurand", m.measurand().name());
                value.put("value", m.value());
                value.put("unit", m.unit().name());
                value.put("standardUncertainty", m.standardUncertainty());
            });
            ArrayNode findings = one.putArray("findings");
            weld.findings().forEach(f -> {
                ObjectNode finding = findings.addObject();
                finding.put("class", f.defectClass().toString());
                finding.put("decision", f.decision().name());
                finding.put("score", f.score());
            });
        });
    }
}
