package io.huoyan.lab.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.CatalogLoader;
import io.huoyan.core.catalog.Standard;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.measure.Measurand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The committed set {@code body-line}: that it is what the writer writes, and that its truth is beyond doubt. */
class SampleSetWriterTest {
    private static final Path SET = Path.of(System.getProperty("huoyan.root"), "sample-images", "body-line");
    private static final Catalog CATALOG = CatalogLoader.load(SET.resolve("catalog"));
    /** Good welds keep this far from their limits, bad ones go this far beyond, mm. */
    private static final double CLEAR_MM = 0.3;

    private static List<JsonNode> truth() throws IOException {
        JsonNode root = new ObjectMapper().readTree(SET.resolve("truth.json").toFile());
        List<JsonNode> welds = new ArrayList<>();
        root.get("welds").forEach(welds::add);
        return welds;
    }

    @Test
    void thePicturesOfOneVehicleAreWhatTheWriterWritesToday() throws IOException {
        SampleSetWriter writer = new SampleSetWriter(CATALOG, SET, SampleSetWriter.BODY_LINE_SEED);
        for (SampleSetWriter.Shot shot : writer.shots().subList(6, 9)) {
            byte[] picture = SampleSetWriter.encoded(writer.render(shot), shot.isPng());

            assertThat(picture).as(shot.file()).isEqualTo(Files.readAllBytes(SET.resolve(shot.file())));
        }
    }

    @Test
    void theManifestNamesEveryPictureThatIsThere() throws IOException {
        List<String> lines = Files.readAllLines(SET.resolve("manifest.csv"));
        Set<String> named = new TreeSet<>();
        for (String line : lines.subList(1, lines.size())) {
            named.add(line.split(",", -1)[0]);
        }
        Set<String> there = new TreeSet<>();
        try (var files = Files.newDirectoryStream(SET.resolve("frames"))) {
            files.forEach(file -> there.add("frames/" + file.getFileName()));
        }

        assertThat(lines.get(0)).isEqualTo(SampleSetWriter.MANIFEST_HEADER);
        assertThat(named).isEqualTo(there).hasSize(21);
    }

    @Test
    void thereIsOneTruthForEveryWeldOfEveryVehicleAndEveryKindOfFault() throws IOException {
        List<SampleSetPlan.Body> bodies = SampleSetPlan.roll(CATALOG, new Dice(SampleSetWriter.BODY_LINE_SEED));
        int welds = bodies.stream().mapToInt(body -> body.plan().welds().size()).sum();
        Set<FaultKind> kinds = new TreeSet<>();
        bodies.forEach(body -> kinds.addAll(body.faults().values()));
        long bad =
                truth().stream().filter(weld -> !weld.get("good").asBoolean()).count();

        assertThat(truth()).hasSize(welds);
        assertThat(kinds).containsExactly(FaultKind.values());
        assertThat(bad).isBetween(welds * 15L / 100, welds * 25L / 100);
        assertThat(bodies.stream().filter(body -> body.faults().isEmpty())).hasSizeGreaterThanOrEqualTo(2);
        assertThat(bodies.stream().map(SampleSetPlan.Body::variant).distinct()).hasSize(2);
    }

    /** Borderline welds would make the set's truth a matter of opinion. */
    @Test
    void goodWeldsAreClearlyWithinEveryLimitAndBadOnesClearlyBeyondOne() throws IOException {
        for (JsonNode truth : truth()) {
            Weld weld = CATALOG.plan(new VariantId(truth.get("variant").asText())).orElseThrow().welds().stream()
                    .filter(w -> w.id().value().equals(truth.get("weld").asText()))
                    .findFirst()
                    .orElseThrow();
            String name = truth.get("vehicle").asText() + " " + weld.id();
            double clearance = clearanceMm(weld, truth);
            if (truth.get("good").asBoolean()) {
                assertThat(clearance).as(name).isGreaterThan(CLEAR_MM);
            } else if (!isForbidden(weld, truth)) {
                assertThat(clearance).as(name).isLessThan(-CLEAR_MM);
            }
        }
    }

    /** How far the worst measure is within its limit; below 0 beyond it. */
    private static double clearanceMm(Weld weld, JsonNode truth) {
        double least = Double.MAX_VALUE;
        for (Standard.Rule rule : CATALOG.standards().get(weld.standard()).rules()) {
            if (rule.limits().isEmpty()) {
                continue;
            }
            double limit = rule.limits().get().forWeldMm(weld);
            int sign = rule.kind() == Standard.Kind.AT_MOST ? 1 : -1;
            JsonNode measured = truth.get("measures").get(rule.quantity());
            if (measured != null) {
                least = Math.min(least, sign * (limit - measured.asDouble()));
            }
            for (JsonNode defect : truth.get("defects")) {
                boolean isSized = rule.quantity().equals(Measurand.DEFECT_LENGTH.name());
                if (isSized
                        && defect.get("class").asText().equals(rule.subject().toString())) {
                    least = Math.min(
                            least, sign * (limit - defect.get("lengthMm").asDouble()));
                }
            }
        }
        return least;
    }

    private static boolean isForbidden(Weld weld, JsonNode truth) {
        String defect = truth.get("defects").get(0).get("class").asText();
        return CATALOG.standards().get(weld.standard()).rules().stream()
                .anyMatch(rule -> rule.kind() == Standard.Kind.NOT_PERMITTED
                        && rule.subject().toString().equals(defect));
    }

    @Test
    void vinsHaveSeventeenCharactersAndTheRightCheckDigit() {
        // The worked example of 49 CFR 565.15: 1M8GDM9A_KP042788 has check digit X.
        assertThat(TestVin.remainder("1M8GDM9AXKP042788")).isEqualTo(10);
        assertThat(TestVin.of('A', 4711)).hasSize(17).startsWith("LHYTESTA").doesNotContainPattern("[IOQ]");
    }

    @Test
    void seedsOfTrainingAreRefused() {
        long max = SampleSetWriter.SEED_END - 1 - 16L * (SampleSetPlan.VEHICLES + 1);
        for (long seed : new long[] {-1, max + 1, PatchRenderer.TRAINING_SEED_FIRST}) {
            assertThatThrownBy(() -> SampleSetWriter.write(SET, seed))
                    .hasMessage("seed of a sample set is " + seed + "; allowed is 0 to " + max
                            + ": larger ones are for training");
        }
    }
}
