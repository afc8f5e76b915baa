package io.huoyan.lab.synth;

import io.huoyan.core.domain.VariantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the truth of a sample set: one line per weld, micrometres as the last digit. */
final class TruthJson {
    private final List<String> welds = new ArrayList<>();

    void add(String vehicle, VariantId variant, WeldTruth truth) {
        List<String> defects = new ArrayList<>();
        for (DefectTruth defect : truth.defects()) {
            defects.add(String.format(
                    Locale.ROOT,
                    "{\"class\":\"%s\",\"xMm\":%.3f,\"yMm\":%.3f,\"lengthMm\":%.3f,\"widthMm\":%.3f}",
                    defect.defectClass(),
                    defect.extent().centre().x(),
                    defect.extent().centre().y(),
                    defect.extent().lengthMm(),
                    defect.extent().widthMm()));
        }
        List<String> measures = new ArrayList<>();
        truth.measures()
                .forEach((name, value) -> measures.add(String.format(Locale.ROOT, "\"%s\":%.3f", name.name(), value)));
        welds.add(String.format(
                Locale.ROOT,
                "  {\"vehicle\":\"%s\",\"variant\":\"%s\",\"weld\":\"%s\",\"good\":%b,\"defects\":[%s],\"measures\":{%s}}",
                vehicle,
                variant,
                truth.weld(),
                truth.isGood(),
                String.join(",", defects),
                String.join(",", measures)));
    }

    String text() {
        return "{\"welds\":[\n" + String.join(",\n", welds) + "\n]}\n";
    }
}
