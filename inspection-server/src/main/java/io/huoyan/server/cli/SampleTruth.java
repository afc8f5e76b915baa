package io.huoyan.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code truth.json} of a sample set: which weld of which vehicle is good. */
final class SampleTruth {
    private final Map<Key, Weld> welds;

    private SampleTruth(Map<Key, Weld> welds) {
        this.welds = welds;
    }

    /** A weld of a vehicle. */
    record Key(String vehicle, String weld) {}

    /** @param defects classes of a bad weld's defects */
    record Weld(boolean good, List<String> defects) {
        Weld {
            defects = List.copyOf(defects);
        }
    }

    static SampleTruth load(Path set) throws IOException {
        Path file = set.resolve("truth.json");
        Map<Key, Weld> welds = new LinkedHashMap<>();
        for (JsonNode node : new ObjectMapper().readTree(Files.readString(file)).path("welds")) {
            List<String> defects = new ArrayList<>();
            node.path("defects")
                    .forEach(defect -> defects.add(defect.path("class").asText()));
            Key key = new Key(node.path("vehicle").asText(), node.path("weld").asText());
            if (!node.hasNonNull("good")
                    || welds.put(key, new Weld(node.path("good").asBoolean(), defects)) != null) {
                throw new WrongInputException(file + ": " + key + " has no 'good', or stands twice");
            }
        }
        if (welds.isEmpty()) {
            throw new WrongInputException(file + ": there are no 'welds'");
        }
        return new SampleTruth(welds);
    }

    /** How many pictures the set's manifest lists. */
    static long frames(Path set) throws IOException {
        try (Stream<String> lines = Files.lines(set.resolve("manifest.csv"))) {
            return lines.skip(1).filter(line -> !line.isBlank()).count();
        }
    }

    Optional<Weld> of(Key key) {
        return Optional.ofNullable(welds.get(key));
    }

    Set<Key> keys() {
        return welds.keySet();
    }
}
