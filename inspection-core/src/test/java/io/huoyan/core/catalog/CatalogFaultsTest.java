package io.huoyan.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.WeldId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped catalog with faults planted in it. */
class CatalogFaultsTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void copyTheShippedCatalog() throws IOException {
        SampleCatalog.copyTo(folder);
    }

    /** Puts a fault into a file and returns the place where it is. */
    private String plant(String file, String before, String after) {
        try {
            Path path = folder.resolve(file);
            String text = Files.readString(path);
            int at = text.indexOf(before);
            assertThat(at).as("'" + before + "' in " + file).isNotNegative();
            Files.writeString(path, text.substring(0, at) + after + text.substring(at + before.length()));
            return file + ":"
                    + (1 + text.substring(0, at).chars().filter(c -> c == '\n').count());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> faults() {
        CatalogException exception = catchThrowableOfType(CatalogException.class, () -> CatalogLoader.load(folder));
        assertThat(exception).as("the catalog has faults").isNotNull();
        return exception.faults();
    }

    @Test
    void allFaultsOfAllFilesAreToldAtOnceWithFileAndLine() {
        List<String> expected = List.of(
                plant("defects.yaml", "modelLabel: spatter, processes: [\"135\"", "label: spatter, processes: [\"135\"")
                        + ": key label is unknown; allowed are chinese, class, english, modelLabel, processes",
                plant("recipes.yaml", "meanGreyMax: 0.92", "meanGreyMax: 1.92")
                        + ": meanGreyMax is 1.92; allowed are numbers 0 to 1",
                plant("recipes.yaml", "mode: live", "mode: alive") + ": mode is alive; allowed are live, shadow",
                plant("stations.yaml", "recipe: body-line-live", "recipe: body-line-dead")
                        + ": recipe is body-line-dead; allowed are [body-line-live]",
                plant("stations.yaml", "widthPx: 1280", "widthPx: wide")
                        + ": widthPx is 'wide'; allowed are numbers 16 to 16384",
                plant("standards/ISO5817-C.yaml", "quantity: SEAM_GAP", "quantity: SEAM_HOLE")
                        + ": quantity is SEAM_HOLE; allowed are [DEFECT_AREA, DEFECT_CLUSTER_LENGTH, DEFECT_COUNT,"
                        + " DEFECT_EXTENT, DEFECT_LENGTH, DEFECT_LENGTH_SUM, DEFECT_POSITION, DEFECT_SPACING,"
                        + " DEFECT_WIDTH, SEAM_GAP, SEAM_LENGTH, SEAM_OFFSET, SEAM_WIDTH_MAX, SEAM_WIDTH_MEAN,"
                        + " SEAM_WIDTH_MIN, SPOT_DIAMETER, SPOT_EDGE_DISTANCE, SPOT_OFFSET, SPOT_OVALITY]",
                plant("standards/PLANT-SPOT.yaml", "ISO6520-2:P522", "ISO6520-2:P999")
                        + ": defect class is ISO6520-2:P999; allowed are [",
                plant("plans/SUV-A.yaml", "id: A-R-S2", "id: A-R-S1")
                        + ": weld A-R-S1 is defined twice; first at plans/SUV-A.yaml:8",
                plant("plans/SUV-A.yaml", "views: [rear-rail]", "views: [rear-rial]")
                        + ": view is rear-rial; allowed are [",
                plant("plans/SUV-A.yaml", "xMm: 20.0, yMm: 22.0", "xMm: 20.0, yMm: up")
                        + ": yMm is 'up'; allowed are numbers -100000 to 100000",
                plant(
                                "plans/SEDAN-B.csv",
                                "1.2;1.0,A,PLANT-SPOT,spot,6.0,18 70",
                                "1.2;thin,A,PLANT-SPOT,spot,6.0,18 70")
                        + ": column 6 (sheetStackMm): sheet thickness is 'thin'; allowed are numbers above 0 to 100",
                plant("plans/SEDAN-B.csv", "B-B-S1,BS-110,rear-rail,21,steel", "B-B-S1,BS-111,rear-rail,21,steel")
                        + ": station is BS-111; allowed are [BS-110]");

        List<String> faults = faults();

        for (String fault : expected) {
            assertThat(faults).as(fault).anyMatch(f -> f.startsWith(fault));
        }
        assertThat(faults).isSortedAccordingTo((a, b) -> place(a).compareTo(place(b)));
    }

    private static String place(String fault) {
        String[] parts = fault.split(":", 3);
        return parts[0] + ":" + (parts[1].matches("\\d+") ? String.format("%06d", Integer.parseInt(parts[1])) : "");
    }

    private void assertOnly(String... faults) {
        assertThat(faults()).containsExactly(faults);
    }

    /** The rule on spatter, written anew. */
    private String spatterRule(String rest) {
        return plant(
                "standards/ISO5817-C.yaml",
                "quantity: DEFECT_LENGTH, kind: atMost, limit: {constantMm: 1.0}}",
                rest + "}");
    }

    @Test
    void aNumberOrSumAlongTheSeamNeedsItsLength() {
        String place = spatterRule("quantity: DEFECT_COUNT, kind: atMost, limit: {count: 3}");
        assertOnly(place + ": key perLengthMm is missing");
    }

    @Test
    void rulesAboutSeveralDefectsAreReadWithTheirLimits() {
        spatterRule("quantity: DEFECT_COUNT, kind: atMost, perLengthMm: 25, limit: {count: 3}");
        Standard.Rule rule = CatalogLoader.load(folder).standards().get("ISO5817-C").rules().stream()
                .filter(r -> r.quantity().equals("DEFECT_COUNT"))
                .findFirst()
                .orElseThrow();
        assertThat(rule.perLengthMm()).contains(25.0);
        assertThat(rule.limits().orElseThrow().constantMm()).isEqualTo(3);
    }

    @Test
    void aLengthOfSeamIsForNumbersAndSumsOnly() {
        String place = spatterRule("quantity: DEFECT_LENGTH, kind: atMost, perLengthMm: 25, limit: {constantMm: 1}");
        assertOnly(place + ": perLengthMm is given; allowed only with quantity DEFECT_COUNT or DEFECT_LENGTH_SUM");
    }

    @Test
    void limitsAreInTheUnitOfWhatTheyLimit() {
        String place = spatterRule("quantity: DEFECT_AREA, kind: atMost, limit: {constantMm: 1}");
        assertThat(faults())
                .containsExactlyInAnyOrder(
                        place + ": key constantMm2 is missing",
                        place + ": key constantMm is unknown; allowed are constantMm2");
    }

    @Test
    void whatMustNotBeNearIsNotLimitedFromAbove() {
        String place = spatterRule("quantity: DEFECT_SPACING, kind: atMost, limit: {constantMm: 1}");
        assertOnly(place + ": kind is atMost; allowed for DEFECT_SPACING is atLeast");
    }

    @Test
    void aDistanceFromTheSheetsEdgeNeedsAnEdge() {
        plant(
                "standards/PLANT-SPOT.yaml",
                "quantity: SPOT_OFFSET, kind: atMost, limit: {constantMm: 3.0}",
                "quantity: SPOT_EDGE_DISTANCE, kind: atLeast, limit: {perNominalWidth: 1.25}");
        assertThat(faults())
                .hasSize(17)
                .anyMatch(f -> f.endsWith("standard PLANT-SPOT limits SPOT_EDGE_DISTANCE of weld A-L-S1 (plant sheet"
                        + " BS-110 §8 place), and the plan gives it no sheetEdge; allowed is a polyline of two points"
                        + " and more"));
    }

    @Test
    void aSheetsEdgeIsAPolyline() {
        String place = plant("plans/SUV-A.yaml", "diameterMm: 6.0}", "diameterMm: 6.0, sheetEdge: [[1, 2]]}");
        assertOnly(place + ": sheetEdge has 1 points; allowed for a sheet's edge are 2 and more");
        plant("plans/SUV-A.yaml", "sheetEdge: [[1, 2]]", "sheetEdge: [[10, 30], [90, 30]]");
        assertThat(CatalogLoader.load(folder).plans()).hasSize(2);
    }

    @Test
    void weldsThatNameAGroupAreNeighboursInThePlansOrder() {
        plant("plans/SUV-A.yaml", "{id: A-L-S1,", "{id: A-L-S1, group: sill,");
        plant("plans/SUV-A.yaml", "{id: A-L-S3,", "{id: A-L-S3, group: sill,");
        WeldPlan plan = CatalogLoader.load(folder).plans().values().stream()
                .filter(p -> !p.groups().isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(plan.groups().get(0).welds()).extracting(Object::toString).containsExactly("A-L-S1", "A-L-S3");
        assertThat(plan.groups().get(0).rules()).hasSize(2);
    }

    @Test
    void aGroupOfOneAndAGroupWithoutRulesAreFaults() {
        plant("plans/SUV-A.yaml", "{id: A-L-S1,", "{id: A-L-S1, group: sill,");
        plant("plans/SUV-A.yaml", "{id: A-L-M1,", "{id: A-L-M1, group: seams,");
        plant("plans/SUV-A.yaml", "{id: A-R-M1,", "{id: A-R-M1, group: seams,");
        assertThat(faults())
                .anyMatch(f -> f.endsWith("group sill has 1 weld, A-L-S1; allowed are 2 and more"))
                .anyMatch(f -> f.endsWith(
                        "group seams is judged by standard ISO5817-C, which has 0 groupRules; allowed are 1 and more"));
    }

    @Test
    void theWeldsOfAGroupHaveOneStandard() {
        plant("plans/SUV-A.yaml", "{id: A-L-S1,", "{id: A-L-S1, group: sill,");
        plant("plans/SUV-A.yaml", "{id: A-L-M1,", "{id: A-L-M1, group: sill,");
        assertThat(faults())
                .anyMatch(f -> f.endsWith("group sill has weld A-L-M1 of station BS-110 and standard ISO5817-C; allowed"
                        + " are those of its first weld, BS-110 and PLANT-SPOT"));
    }

    @Test
    void aNumberOfBadWeldsIsForThatKindOfGroupRuleOnly() {
        String place = plant("standards/PLANT-SPOT.yaml", "kind: noTwoNeighbours}", "kind: noTwoNeighbours, count: 2}");
        assertOnly(place + ": count is given; allowed only with kind atMostBad");
    }

    @Test
    void aStandardThatDoesNotCoverAWeldIsAFault() {
        String place =
                plant("plans/SUV-A.yaml", "process: \"135\", material: steel", "process: \"135\", material: brass");

        assertOnly(place
                + ": standard ISO5817-C does not cover weld A-L-M1: process 135, brass, 1.5 mm; covered are processes"
                + " [135, 131, 141], [steel], 0.5 to 3.0 mm");
    }

    @Test
    void theThicknessScopeHoldsAtItsLimitsAndNotBeyondThem() {
        plant("plans/SUV-A.yaml", "sheetStackMm: [1.5, 1.5]", "sheetStackMm: [3.0, 3.1]");
        plant("plans/SUV-A.yaml", "sheetStackMm: [2.0, 1.5]", "sheetStackMm: [0.5, 1.5]");
        assertThat(CatalogLoader.load(folder).plans()).hasSize(2);

        plant("plans/SUV-A.yaml", "sheetStackMm: [3.0, 3.1]", "sheetStackMm: [3.1, 3.1]");
        plant("plans/SUV-A.yaml", "sheetStackMm: [0.5, 1.5]", "sheetStackMm: [0.4, 1.5]");
        assertThat(faults()).hasSize(2).allMatch(f -> f.contains("standard ISO5817-C does not cover weld"));
    }

    @Test
    void aWeldAtTheEdgeOfItsPictureMustBeSeenWhole() {
        plant("plans/SUV-A.yaml", "xMm: 20.0, yMm: 22.0", "xMm: -1.0, yMm: 22.0");
        assertThat(CatalogLoader.load(folder).plans()).hasSize(2);

        String place = plant("plans/SUV-A.yaml", "xMm: -1.0, yMm: 22.0", "xMm: -1.1, yMm: 22.0");
        assertOnly(place
                + ": weld A-L-S1 at (-1.1, 22.0) mm lies at pixel (29.0, 250.0) of view left-sill; allowed is within"
                + " its picture of 1280 × 1024 px, half the weld's width from the edge");
    }

    @Test
    void aWeldTooNarrowInItsPictureIsNotJudgeable() {
        plant("plans/SUV-A.yaml", "diameterMm: 6.0", "diameterMm: 1.21");
        assertThat(CatalogLoader.load(folder).plans()).hasSize(2);

        String place = plant("plans/SUV-A.yaml", "diameterMm: 1.21", "diameterMm: 1.19");
        assertOnly(
                place + ": weld A-L-S1 is 11.9 px wide in view left-sill: not judgeable; allowed are 12 px and more");
    }

    @Test
    void aLimitThatComesToNothingForAWeldIsAFault() {
        String place = plant(
                "standards/PLANT-SPOT.yaml",
                "kind: atLeast, limit: {perRootThickness: 4.0}",
                "kind: atLeast, limit: {constantMm: -6.0, perNominalWidth: 1.0}");
        assertThat(place).startsWith("standards/PLANT-SPOT.yaml");

        assertThat(faults())
                .allMatch(f -> f.startsWith("plans/") && f.contains("standard PLANT-SPOT limits SPOT_DIAMETER of weld"))
                .anyMatch(f -> f.contains("to 0.0 mm") && f.endsWith("allowed is above 0"));
    }

    @Test
    void rulesMustHaveWhatTheirKindNeedsAndNothingElse() {
        String gap = plant(
                "standards/ISO5817-C.yaml",
                "quantity: SEAM_GAP, kind: atMost, limit: {constantMm: 2.0}",
                "kind: atMost");
        String crack = plant(
                "standards/ISO5817-C.yaml",
                "\"ISO6520-1:100\", kind: notPermitted",
                "\"ISO6520-1:100\", kind: notPermitted, limit: {constantMm: 1.0}");
        String spatter = plant("standards/ISO5817-C.yaml", "quantity: DEFECT_LENGTH", "quantity: SEAM_LENGTH");

        assertOnly(
                crack + ": limit is given; allowed only with kind atMost, atLeast or informative",
                spatter + ": quantity is SEAM_LENGTH; allowed for ISO6520-1:602, which the network sees, are those of a"
                        + " defect, DEFECT_…",
                gap + ": key quantity is missing",
                gap + ": key limit is missing");
    }

    @Test
    void aFileThatIsNotReadIsSaidSoInsteadOfBeingPassedOver() throws IOException {
        Files.writeString(folder.resolve("plans/VAN-C.yml"), "variant: VAN-C");
        Files.writeString(folder.resolve("README.md"), "not a part of it");
        Files.delete(folder.resolve("recipes.yaml"));

        assertThat(faults())
                .contains(
                        "plans/VAN-C.yml: file is not read; allowed are [stations.yaml, recipes.yaml, defects.yaml],"
                                + " plans/*.yaml, plans/*.csv, standards/*.yaml, *.md and hidden files",
                        "recipes.yaml: file is missing")
                .noneMatch(f -> f.contains("README"));
    }

    @Test
    void textThatIsNoYamlIsToldWithItsLine() {
        String place = plant("recipes.yaml", "mode: live  ", "mode: [live");

        assertThat(faults()).anyMatch(f -> f.startsWith("recipes.yaml:") && f.contains("not readable as YAML"));
        assertThat(place).isEqualTo("recipes.yaml:4");
    }

    @Test
    void keysGivenTwiceAndMissingOnesAreFaults() {
        String twice = plant("recipes.yaml", "pixelsPerWeldWidth: 48", "mode: shadow");

        assertOnly(
                "recipes.yaml:3: key pixelsPerWeldWidth is missing",
                twice + ": key mode is given twice; allowed is once");
    }

    @Test
    void aRecipeKeepsItsModelsPromiseUnlessItSaysOtherwise() {
        assertThat(CatalogLoader.load(folder).recipes().values()).allMatch(Recipe::keepsPromise);

        plant("recipes.yaml", "pixelsPerWeldWidth: 48", "pixelsPerWeldWidth: 48\n    promise: ignore");
        assertThat(CatalogLoader.load(folder).recipes().values()).noneMatch(Recipe::keepsPromise);

        String wrong = plant("recipes.yaml", "promise: ignore", "promise: break");
        assertOnly(wrong + ": promise is break; allowed are ignore, keep");
    }

    /** A label whose threshold nothing reaches would be switched off. */
    @Test
    void aThresholdThatSwitchesALabelOffIsRefused() {
        plant("recipes.yaml", "labelThresholds: {}", "labelThresholds: {pore: 0.99}");
        assertThat(CatalogLoader.load(folder).recipes().values())
                .allSatisfy(recipe -> assertThat(recipe.labelThresholds()).containsEntry("pore", 0.99));

        String place = plant("recipes.yaml", "pore: 0.99", "pore: 0.991");
        assertThat(faults()).containsExactly(place + ": pore is 0.991; allowed are numbers 0 to 0.99");
    }

    @Test
    void aVariantInTwoPlansIsAFault() {
        plant("plans/SUV-A.yaml", "variant: SUV-A", "variant: SEDAN-B");

        assertThat(faults())
                .containsExactly("plans/SEDAN-B.csv: variant SEDAN-B is defined twice; first at plans/SUV-A.yaml:2");
    }

    @Test
    void aTableNeedsItsColumnsAndItsCells() {
        plant("plans/SEDAN-B.csv", "safetyClass,standard", "safetyclass,standard");
        assertOnly(
                "plans/SEDAN-B.csv:2: column 7 is safetyclass; allowed are [id, station, views, process, material,"
                        + " sheetStackMm, safetyClass, standard, kind, widthMm, path, group, sheetEdge]",
                "plans/SEDAN-B.csv:2: column safetyClass is missing");

        plant("plans/SEDAN-B.csv", "safetyclass,standard", "safetyClass,standard");
        plant("plans/SEDAN-B.csv", ",18 70", "");
        plant("plans/SEDAN-B.csv", "46 74", "46 74; 47 74");
        plant("plans/SEDAN-B.csv", "30 28; 90 34", "30 28; 30 28");
        plant("plans/SEDAN-B.csv", "B-L-S4,BS-110", ",BS-110");
        assertOnly(
                "plans/SEDAN-B.csv:3: row has 10 cells; allowed are 11",
                "plans/SEDAN-B.csv:4: column 11 (path) has 2 points; allowed for a spot is 1, its centre",
                "plans/SEDAN-B.csv:6: column 1 (id) is empty; allowed is a value",
                "plans/SEDAN-B.csv:7: path has the point (30.0, 28.0) mm twice in a row; allowed is once");
    }

    @Test
    void aTableMayNameGroupsAndSheetEdges() throws IOException {
        String spot = ",BS-110,left-sill,21,steel,1.2;1.0,A,PLANT-SPOT,spot,6.0,";
        Files.writeString(
                folder.resolve("plans/VAN-C.csv"),
                "id,station,views,process,material,sheetStackMm,safetyClass,standard,kind,widthMm,path,group,sheetEdge\n"
                        + "C-L-S1" + spot + "18 70,sill,0 80; 120 82\n"
                        + "C-L-S2" + spot + "46 74,sill,\n"
                        + "C-L-S3" + spot + "74 74,,\n");

        WeldPlan plan = CatalogLoader.load(folder).plans().get(new VariantId("VAN-C"));

        assertThat(plan.groups()).hasSize(1);
        assertThat(plan.groups().get(0).welds()).containsExactly(new WeldId("C-L-S1"), new WeldId("C-L-S2"));
        assertThat(plan.welds().get(0).geometry())
                .isEqualTo(new WeldGeometry.Spot(
                        new MmPoint(18, 70), 6, List.of(new MmPoint(0, 80), new MmPoint(120, 82))));
        assertThat(plan.welds().get(2).group()).isEmpty();
    }

    @Test
    void aSheetEdgeInATableIsALineBesideASpot() throws IOException {
        Files.writeString(
                folder.resolve("plans/VAN-C.csv"),
                """
                id,station,views,process,material,sheetStackMm,safetyClass,standard,kind,widthMm,path,sheetEdge
                C-L-S1,BS-110,left-sill,21,steel,1.2;1.0,A,PLANT-SPOT,spot,6.0,18 70,0 80
                C-L-M1,BS-110,left-sill,135,steel,1.5;1.5,A,ISO5817-C,seam,6.0,30 28; 90 34,0 80; 120 80
                """);

        assertOnly(
                "plans/VAN-C.csv:2: sheetEdge has 1 points; allowed for a sheet's edge are 2 and more",
                "plans/VAN-C.csv:3: column 12 (sheetEdge) is of a seam; allowed is an edge of a spot's sheet");
    }

    @Test
    void aSheetHasTheVersionItNames() throws IOException {
        plant("standards/PLANT-SPOT.yaml", "version: \"2\"", "version: 2026-11");
        plant("standards/ISO5817-C.yaml", "version: \"2\"\n", "");

        Catalog catalog = CatalogLoader.load(folder);

        assertThat(catalog.standards().get("PLANT-SPOT").version()).isEqualTo("2026-11");
        assertThat(catalog.standards().get("ISO5817-C").version()).isEqualTo("1");
    }

    @Test
    void quotedCellsAreRead() {
        plant("plans/SEDAN-B.csv", "B-L-S1,BS-110,left-sill,21,steel", "\"B-L-S1\",BS-110,left-sill,21,\"steel\"");

        assertThat(CatalogLoader.load(folder).plans()).hasSize(2);
    }

    @Test
    void aFileAboveItsLimitIsNotRead() throws IOException {
        Path large = folder.resolve("plans/VAN-C.csv");
        String header = "id,station,views,process,material,sheetStackMm,safetyClass,standard,kind,widthMm,path\n";
        String comments = "# and so on\n".repeat(CatalogFiles.FILE_BYTES_MAX / 12);
        String atLimit = header + comments.substring(0, CatalogFiles.FILE_BYTES_MAX - header.length());
        Files.writeString(large, atLimit);
        assertThat(CatalogLoader.load(folder).plans()).hasSize(3);

        Files.writeString(large, atLimit + "\n");
        assertThat(faults())
                .contains("plans/VAN-C.csv: file has " + (CatalogFiles.FILE_BYTES_MAX + 1) + " bytes; allowed are 0 to "
                        + CatalogFiles.FILE_BYTES_MAX);
    }

    @Test
    void theDigestFollowsEveryByteAndEveryName() throws IOException {
        String before = CatalogLoader.load(folder).sha256();
        assertThat(CatalogLoader.load(folder).sha256()).isEqualTo(before);

        Files.move(folder.resolve("standards/PLANT-SPOT.yaml"), folder.resolve("standards/PLANT-SPOTS.yaml"));
        String renamed = CatalogLoader.load(folder).sha256();
        plant("recipes.yaml", "# What", "# what");

        assertThat(List.of(before, renamed, CatalogLoader.load(folder).sha256()))
                .doesNotHaveDuplicates();
    }

    @Test
    void calibrationsAreProvenToBeUsable() {
        String flat = plant(
                "stations.yaml",
                "[0.1, 0.0, -4.0,  0.0, 0.1, -3.0,  0.0, 0.0, 1.0]",
                "[0.1, 0.0, -4.0,  0.1, 0.0, -3.0,  0.0, 0.0, 1.0]");
        String horizon = plant("stations.yaml", "2.0e-6, 4.0e-6, 1.0", "-1.0e-3, 4.0e-6, 1.0");
        assertThat(faults())
                .anyMatch(f -> f.startsWith(flat + ": pixelToMm: homography") && f.contains("has no inverse"))
                .contains(horizon
                        + ": pixelToMm puts the horizon of the plane into the picture; allowed is a plane seen whole");
    }

    @Test
    void oneFiducialIsTooFewAndOneOutsideOrTooSmallIsAFault() {
        String outside = plant(
                "stations.yaml", "{xMm: 4.0, yMm: 4.0, diameterMm: 5.0}", "{xMm: -4.0, yMm: 4.0, diameterMm: 5.0}");
        String small = plant(
                "stations.yaml", "{xMm: 116.0, yMm: 4.0, diameterMm: 5.0}", "{xMm: 116.0, yMm: 4.0, diameterMm: 0.7}");

        assertOnly(
                outside + ": fiducial at (-4.0, 4.0) mm lies at pixel (0.0, 70.0); allowed is within the picture of"
                        + " 1280 × 1024 px",
                small + ": fiducial at (116.0, 4.0) mm has a radius of 3.5 px; allowed are 4 px and more");
    }

    private static final String STRAIGHT_DOWN = "[0.1, 0.0, -4.0,  0.0, 0.1, -3.0,  0.0, 0.0, 1.0]";

    @Test
    void aWeldFarOutsideThatTheLensModelFoldsBackIntoThePictureIsAFault() {
        plant(
                "stations.yaml",
                STRAIGHT_DOWN,
                STRAIGHT_DOWN + "\n          lens: {fxPx: 4000, fyPx: 4000, cxPx: 639.5, cyPx: 511.5, k1: -0.2}");
        assertThat(CatalogLoader.load(folder).plans()).hasSize(2);

        String place = plant("plans/SUV-A.yaml", "xMm: 20.0, yMm: 22.0", "xMm: 954.0, yMm: 48.0");
        assertOnly(place
                + ": weld A-L-S1 at (954.0, 48.0) mm lies outside view left-sill, whose lens model folds over so far"
                + " out; allowed is within its picture of 1280 × 1024 px, half the weld's width from the edge");

        place = plant("plans/SUV-A.yaml", "xMm: 954.0, yMm: 48.0", "xMm: 130.0, yMm: 48.0");
        assertThat(faults())
                .singleElement()
                .asString()
                .startsWith(place + ": weld A-L-S1 at (130.0, 48.0) mm lies at pixel (13");
    }

    @Test
    void aLensThatFoldsItsOwnCornersIsAFault() {
        // The farthest corner is 819 px from the axis; 2/3 · f / sqrt(−3 k1) is the farthest that this one shows.
        String lens = "\n          lens: {fxPx: 700, fyPx: 700, cxPx: 639.5, cyPx: 511.5, k1: ";
        plant("stations.yaml", STRAIGHT_DOWN, STRAIGHT_DOWN + lens + "-0.2}");
        assertThat(faults())
                .anyMatch(f -> f.contains("lens folds the picture over within it (k1 -0.2, k2 0.0, k3 0.0)"));
    }

    @Test
    void aMirroredCalibrationIsAFaultHoweverItIsScaled() {
        String place = plant("stations.yaml", STRAIGHT_DOWN, "[-0.1, 0.0, 124.0,  0.0, 0.1, -3.0,  0.0, 0.0, 1.0]");
        String message = ": pixelToMm is mirrored: x and y of the part's frame turn the other way round than those of"
                + " the picture (determinant ";
        assertThat(faults()).anyMatch(f -> f.startsWith(place + message) && f.endsWith("determinant above 0"));

        plant(
                "stations.yaml",
                "[-0.1, 0.0, 124.0,  0.0, 0.1, -3.0,  0.0, 0.0, 1.0]",
                "[0.1, 0.0, -124.0,  0.0, -0.1, 3.0,  0.0, 0.0, -1.0]");
        assertThat(faults()).anyMatch(f -> f.startsWith(place + message));

        plant(
                "stations.yaml",
                "[0.1, 0.0, -124.0,  0.0, -0.1, 3.0,  0.0, 0.0, -1.0]",
                "[-0.1, 0.0, 4.0,  0.0, -0.1, 3.0,  0.0, 0.0, -1.0]");
        assertThat(CatalogLoader.load(folder).plans()).hasSize(2);
    }

    @Test
    void aMissingWeldIsNeverForTheRecordOnly() {
        String place = plant(
                "standards/PLANT-SPOT.yaml",
                "\"PLANT:MISSING\", kind: notPermitted",
                "\"PLANT:MISSING\", kind: informative");
        assertOnly(place + ": kind is informative; allowed for PLANT:MISSING are notPermitted and notJudgeable: no weld"
                + " that is not there is OK");
    }

    /** The scope of the sheet that judges no weld of the plans is 0.5 to 3 mm. */
    @Test
    void aLimitThatComesToNothingWithinTheScopeIsAFaultThoughNoWeldHasIt() {
        String limit = "limit: {perThickness: 0.3}";
        String place = plant("standards/ISO5817-D.yaml", limit, "limit: {perThickness: -0.3}");
        assertOnly(
                place + ": limit is -0.15 mm or less at a thickness of 0.5 mm; allowed is above 0 over the scope, 0.5"
                        + " to 3.0 mm");

        plant(
                "standards/ISO5817-D.yaml",
                "limit: {perThickness: -0.3}",
                "limit: {constantMm: 0.75, perThickness: -0.25}");
        assertOnly(
                place + ": limit is 0.0 mm or less at a thickness of 3.0 mm; allowed is above 0 over the scope, 0.5 to"
                        + " 3.0 mm");

        plant(
                "standards/ISO5817-D.yaml",
                "limit: {constantMm: 0.75, perThickness: -0.25}",
                "limit: {constantMm: 0.95, perThickness: 1, perRootThickness: -2}");
        assertThat(faults()).singleElement().asString().contains("mm or less at a thickness of 1.0 mm");

        plant("standards/ISO5817-D.yaml", "constantMm: 0.95, perThickness: 1,", "constantMm: 1.1, perThickness: 1,");
        assertThat(CatalogLoader.load(folder).plans()).hasSize(2);
    }

    /** 4·√t of the thinner of two sheets, of the second thickest of three; a seam's is the thinnest. */
    @Test
    void theImprintOfASpotGrowsWithTheRootOfItsGoverningSheet() {
        plant("plans/SUV-A.yaml", "sheetStackMm: [1.2, 1.0]", "sheetStackMm: [2.25, 2.5]");
        plant("plans/SUV-A.yaml", "sheetStackMm: [1.2, 1.0]", "sheetStackMm: [0.8, 2.5, 1.44]");
        plant("plans/SUV-A.yaml", "sheetStackMm: [1.5, 1.5]", "sheetStackMm: [0.8, 2.5, 1.44]");
        Catalog catalog = CatalogLoader.load(folder);
        Standard.Limit limit = catalog.standards().get("PLANT-SPOT").rules().stream()
                .filter(rule -> rule.quantity().equals("SPOT_DIAMETER"))
                .findFirst()
                .flatMap(Standard.Rule::limits)
                .orElseThrow();
        List<Weld> welds = catalog.plan(new VariantId("SUV-A")).orElseThrow().welds();

        assertThat(limit.forWeldMm(welds.get(0))).isEqualTo(6.0);
        assertThat(limit.forWeldMm(welds.get(1))).isEqualTo(4.8);
        assertThat(limit.forWeldMm(welds.get(2)))
                .as("the thinner sheet is 1 mm")
                .isEqualTo(4.0);
        assertThat(welds.get(3).governingThicknessMm()).isEqualTo(0.8);
    }

    private List<String> notJudgeable() {
        return NotJudgeable.of(CatalogLoader.load(folder)).stream()
                .filter(one -> !one.isOfSheet())
                .map(NotJudgeable::message)
                .toList();
    }

    /** The views have 0.1 mm a pixel, but for a little. */
    @Test
    void aLimitBelowWhatAViewResolvesIsToldAsNotJudgeable() {
        plant(
                "standards/PLANT-SPOT.yaml",
                "kind: atMost, limit: {constantMm: 3.0}",
                "kind: atMost, limit: {constantMm: 0.101}");
        assertThat(notJudgeable()).isEmpty();

        plant("standards/PLANT-SPOT.yaml", "limit: {constantMm: 0.101}", "limit: {constantMm: 0.01}");
        assertThat(notJudgeable())
                .singleElement()
                .asString()
                .startsWith("PLANT-SPOT: not judgeable, its limit is 0.1 px of view ")
                .endsWith(
                        "(17 welds and views below 1 px), less than the view resolves: PLANT:OFFPOS, plant sheet BS-110"
                                + " §8 place");
    }

    @Test
    void aSeenThingsLimitBelowThreePixelsIsToldAsNotJudgeableToo() {
        spatterRule("quantity: DEFECT_LENGTH, kind: atMost, limit: {constantMm: 0.31}");
        assertThat(notJudgeable()).isEmpty();

        plant("standards/ISO5817-C.yaml", "limit: {constantMm: 0.31}", "limit: {constantMm: 0.28}");
        assertThat(notJudgeable())
                .singleElement()
                .asString()
                .contains("its limit is 2.")
                .contains("below 3 px");

        plant(
                "standards/ISO5817-C.yaml",
                "quantity: DEFECT_LENGTH, kind: atMost, limit: {constantMm: 0.28}",
                "quantity: DEFECT_AREA, kind: atMost, limit: {constantMm2: 0.0784}");
        assertThat(notJudgeable())
                .singleElement()
                .asString()
                .contains("its limit is 2.")
                .contains("below 3 px");
    }

    @Test
    void whatNoLabelOfANetworkMeansIsToldAsNotJudgeableWhereItIsForbidden() {
        plant(
                "standards/ISO5817-B.yaml",
                "\"ISO6520-1:5011\", kind: notJudgeable",
                "\"ISO6520-1:5011\", kind: notPermitted");
        plant("standards/ISO13919-1-B.yaml", "[\"51\", \"52\", \"521\", \"522\"]", "[\"52\", \"15\"]");
        assertThat(notJudgeable())
                .contains("ISO5817-B: not judgeable, its class has no modelLabel, so that every weld is REVIEW:"
                        + " ISO6520-1:5011, ISO 5817:2023 Table 1, 5011 (continuous undercut, a depth; not permitted)")
                .contains("ISO13919-1-B: not judgeable, its modelLabel means another class, or none, on processes [15]:"
                        + " ISO6520-1:100, ISO 13919-1:2019, cracks")
                .hasSize(4);
    }
}
