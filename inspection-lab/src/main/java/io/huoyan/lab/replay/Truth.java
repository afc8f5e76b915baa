package io.huoyan.lab.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.huoyan.core.measure.Measurand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code truth.json} of a sample set: what each weld of each vehicle really is. */
final class Truth {
    static final String FILE = "truth.json";

    /** A weld of a vehicle. */
    record Key(String vehicle, String weld) {}

    /**
     * @param good whether it is within every limit
     * @param defects classes of what is wrong with it
     * @param measures true values, mm
     */
    record Weld(boolean good, List<String> defects, Map<Measurand, Double> measures) {}

    private final Map<Key, Weld> welds;

    private Truth(Map<Key, Weld> welds) {
        this.welds = welds;
    }

    /** Empty where the folder has no truth. */
    static Optional<Truth> of(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Map<Key, Weld> welds = new LinkedHashMap<>();
        for (JsonNode node : new ObjectMapper().readTree(Files.readString(file)).path("welds")) {
            List<String> defects = new ArrayList<>();
            node.path("defects").forEach(d -> defects.add(d.path("class").asText()));
            Map<Measurand, Double> measures = new EnumMap<>(Measurand.class);
            for (Map.Entry<String, JsonNode> entry : node.path("measures").properties()) {
                measures.put(Measurand.valueOf(entry.getKey()), entry.getValue().asDouble());
            }
            welds.put(
                    new Key(node.path("vehicle").asText(), node.path("weld").asText()),
                    new Weld(node.path("good").asBoolean(), defects, measures));
        }
        if (welds.isEmpty()) {
            throw new IllegalArgumentException(file + " names no welds");
        }
        return Optional.of(new Truth(welds));
    }

    Map<Key, Weld> welds() {
        return welds;
    }
}
