package io.huoyan.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The published schema of a sheet and what reads sheets allow the same. */
class StandardSchemaTest {
    private static final Path SCHEMA =
            Path.of(System.getProperty("huoyan.root"), "docs", "schemas", "huoyan.standard.1.schema.json");
    private static final String SHEET =
            """
            id: SHEET
            title: a plant sheet
            scope: {processes: ["135"], materials: [steel], thicknessMinMm: 0.5, thicknessMaxMm: 3.0}
            rules:
              - {clause: "1", subject: "ISO6520-1:100", kind: notPermitted}
            """;

    private final ObjectMapper mapper = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void everyShippedStandardIsWhatTheSchemaSaysAndTellsItsVersion() throws IOException {
        List<Path> sheets;
        try (Stream<Path> files = Files.list(SampleCatalog.folder().resolve("standards"))) {
            sheets = files.sorted().toList();
        }
        assertThat(sheets).hasSizeGreaterThan(5);
        for (Path sheet : sheets) {
            String text = Files.readString(sheet);
            assertThat(faults(text)).as(sheet.getFileName().toString()).isEmpty();
            assertThat(text).as(sheet.getFileName().toString()).contains("\nversion: ");
        }
    }

    @Test
    void theSchemaHasEveryMeasurand() throws IOException {
        List<String> names = new ArrayList<>();
        mapper.readTree(SCHEMA.toFile())
                .at("/$defs/rule/properties/quantity/enum")
                .forEach(name -> names.add(name.asText()));

        assertThat(names).containsExactlyInAnyOrderElementsOf(MeasurandNames.ALL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version: 3",
                "guardFactor: 0",
                "guardFactor: 5",
                "groupRules: []",
                "groupRules: [{clause: a, kind: atMostBad, count: 0}]",
                "- {clause: a, subject: 'PLANT:SHORT', quantity: SEAM_LENGTH, kind: atLeast, limit: {perNominalLength: 0.9}}",
                "- {clause: a, subject: 'PLANT:SHORT', kind: informative}",
                "- {clause: a, subject: 'PLANT:MISSING', kind: notJudgeable}",
                "- {clause: a, subject: 'PLANT:SHORT', quantity: SEAM_LENGTH, kind: informative}",
                "- {clause: a, subject: 'PLANT:SHORT', quantity: SEAM_GAP, kind: atMost, limit: {constantMm: 1000, maxMm: 1}}",
                "- {clause: a, subject: 'PLANT:DIAMETER', quantity: SPOT_DIAMETER, kind: atLeast, limit: {perRootThickness: 4}}",
                "- {clause: a, subject: 'PLANT:DIAMETER', quantity: SPOT_OVALITY, kind: atMost, limit: {share: 1}}",
                "- {clause: a, subject: 'ISO6520-1:2017', quantity: DEFECT_AREA, kind: atMost, limit: {constantMm2: 0.1}}",
                "- {clause: a, subject: 'ISO6520-1:2017', quantity: DEFECT_SPACING, kind: atLeast, limit: {constantMm: 5}}",
                "- {clause: a, subject: 'ISO6520-1:2017', quantity: DEFECT_COUNT, kind: atMost, perLengthMm: 1, limit: {count: 1}}"
            })
    void whatTheSchemaAllowsIsRead(String addition) throws IOException {
        String sheet = with(addition);

        assertThat(faults(sheet)).isEmpty();
        assertThat(loaded(sheet)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sheet: 3",
                "guardFactor: 5.1",
                "guardFactor: -0.1",
                "guardFactor: high",
                "groupRules: [{clause: a, kind: atMostBad}]",
                "groupRules: [{clause: a, kind: notFirstOrLast, count: 1}]",
                "groupRules: [{clause: a, kind: atMostBad, count: 1001}]",
                "- {clause: a, subject: 'PLANT:SHORT', kind: forbidden}",
                "- {clause: a, subject: SHORT, kind: notPermitted}",
                "- {clause: a, subject: 'PLANT:MISSING', kind: informative}",
                "- {clause: a, subject: 'PLANT:MISSING', quantity: SEAM_LENGTH, kind: atLeast, limit: {constantMm: 1}}",
                "- {clause: a, kind: notPermitted}",
                "- {clause: a, subject: 'PLANT:SHORT', kind: notPermitted, quantity: SEAM_LENGTH}",
                "- {clause: a, subject: 'PLANT:SHORT', kind: notJudgeable, limit: {constantMm: 1}}",
                "- {clause: a, subject: 'PLANT:SHORT', quantity: SEAM_LENGTH, kind: atLeast}",
                "- {clause: a, subject: 'PLANT:SHORT', kind: atLeast, limit: {constantMm: 1}}",
                "- {clause: a, subject: 'PLANT:SHORT', quantity: SEAM_HEIGHT, kind: atMost, limit: {constantMm: 1}}",
                "- {clause: a, subject: 'PLANT:SHORT', quantity: SEAM_GAP, kind: atMost, limit: {constantMm: 0}}",
                "- {clause: a, subject: 'PLANT:SHORT', quantity: SEAM_GAP, kind: atMost, limit: {maxMm: 1}}",
                "- {clause: a, subject: 'PLANT:SHORT', quantity: SEAM_GAP, kind: atMost, limit: {constantMm: 1, maxMm: 0}}",
                "- {clause: a, subject: 'PLANT:SHORT', quantity: SEAM_GAP, kind: atMost, limit: {perRootThickness: 101}}",
                "- {clause: a, subject: 'PLANT:SHORT', quantity: SEAM_GAP, kind: atMost, limit: {constantMm: 1001}}",
                "- {clause: a, subject: 'PLANT:SHORT', quantity: SEAM_GAP, kind: atMost, limit: {constantInch: 1}}",
                "- {clause: a, subject: 'PLANT:SHORT', quantity: SEAM_GAP, kind: atMost, limit: {constantMm: 1}, perLengthMm: 9}",
                "- {clause: a, subject: 'PLANT:DIAMETER', quantity: SPOT_OVALITY, kind: atMost, limit: {share: 1.01}}",
                "- {clause: a, subject: 'PLANT:DIAMETER', quantity: SPOT_OVALITY, kind: atMost, limit: {constantMm: 1}}",
                "- {clause: a, subject: 'ISO6520-1:2017', quantity: DEFECT_AREA, kind: atMost, limit: {constantMm2: 0}}",
                "- {clause: a, subject: 'ISO6520-1:2017', quantity: DEFECT_SPACING, kind: atMost, limit: {constantMm: 5}}",
                "- {clause: a, subject: 'ISO6520-1:2017', quantity: DEFECT_COUNT, kind: atMost, limit: {count: 1}}",
                "- {clause: a, subject: 'ISO6520-1:2017', quantity: DEFECT_COUNT, kind: atMost, perLengthMm: 0.9, limit: {count: 1}}",
                "- {clause: a, subject: 'ISO6520-1:2017', quantity: DEFECT_COUNT, kind: atMost, perLengthMm: 1, limit: {count: 0}}",
                "- {clause: a, subject: 'ISO6520-1:2017', quantity: DEFECT_COUNT, kind: atLeast, perLengthMm: 1, limit: {count: 1}}"
            })
    void whatTheSchemaRefusesIsRefusedByTheReaderToo(String addition) throws IOException {
        String sheet = with(addition);

        assertThat(faults(sheet)).isNotEmpty();
        assertThat(loaded(sheet)).containsInstanceOf(CatalogException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "processes: [\"135\"], processes: [\"1\"]",
        "processes: [\"135\"], processes: [MAG]",
        "thicknessMaxMm: 3.0, thicknessMaxMm: 101",
        "thicknessMinMm: 0.5, thicknessMinMm: 0",
        "thicknessMinMm: 0.5, thicknessMinIn: 0.5"
    })
    void aScopeThatThereIsNotIsRefusedByBoth(String before, String after) throws IOException {
        String sheet = SHEET.replace(before, after);
        assertThat(sheet).isNotEqualTo(SHEET);

        assertThat(faults(sheet)).isNotEmpty();
        assertThat(loaded(sheet)).containsInstanceOf(CatalogException.class);
    }

    /** @param addition a rule, or a line of its own */
    private static String with(String addition) {
        return SHEET + (addition.startsWith("- ") ? "  " : "") + addition + "\n";
    }

    private Set<ValidationMessage> faults(String sheet) throws IOException {
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(mapper.readTree(SCHEMA.toFile()));
        Object yaml = new Load(LoadSettings.builder().build()).loadFromString(sheet);
        JsonNode read = mapper.valueToTree(yaml);
        return schema.validate(read);
    }

    /** What the loader says of the shipped catalog with this sheet beside the others. */
    private Optional<Throwable> loaded(String sheet) throws IOException {
        SampleCatalog.copyTo(folder);
        Files.writeString(folder.resolve("standards").resolve("SHEET.yaml"), sheet);
        return Optional.ofNullable(catchThrowable(() -> CatalogLoader.load(folder)));
    }
}
