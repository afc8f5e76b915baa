package io.huoyan.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AveragePrecisionTest {
    private static final int PICTURES = 40;

    /**
     * 210 true boxes (some crowds) and 429 candidates of three classes in 40 pictures, with many equal scores and one
     * picture of more than 100 candidates. The figures are what pycocotools 2.0 (COCOeval, "bbox", all areas, 100
     * candidates) printed for these very boxes; the file names its version.
     */
    @Test
    void itAgreesWithPycocotoolsOnTheSamePredictions() throws IOException {
        JsonNode file = fixture();
        double sum50 = 0;
        double sumAll = 0;
        for (String name : List.of("crack", "pore", "spatter")) {
            AveragePrecision.Figures figures = AveragePrecision.of(matches(file, name));
            JsonNode expected = file.required("expected").required(name);
            assertThat(figures.ap50()).isCloseTo(expected.required("ap50").asDouble(), within(1e-9));
            assertThat(figures.ap50to95())
                    .isCloseTo(expected.required("ap50to95").asDouble(), within(1e-9));
            sum50 += figures.ap50();
            sumAll += figures.ap50to95();
        }
        JsonNode all = file.required("expected").required("all");
        assertThat(sum50 / 3).isCloseTo(all.required("ap50").asDouble(), within(1e-9));
        assertThat(sumAll / 3).isCloseTo(all.required("ap50to95").asDouble(), within(1e-9));
    }

    @Test
    void everyBoxFoundAndNothingElseIsOne() {
        Box box = new Box(10, 10, 20, 20);
        AveragePrecision.Figures figures = AveragePrecision.of(List.of(match(box, box)));

        assertThat(figures.ap50()).isEqualTo(1);
        assertThat(figures.ap50to95()).isEqualTo(1);
    }

    @Test
    void anOverlapOfExactlyOneHalfIsFoundAndOneBelowIsNot() {
        Box truth = new Box(0, 0, 10, 10);

        assertThat(AveragePrecision.of(List.of(match(truth, new Box(0, 0, 10, 20))))
                        .ap50())
                .isEqualTo(1);
        assertThat(AveragePrecision.of(List.of(match(truth, new Box(0, 0, 10, 20.01))))
                        .ap50())
                .isZero();
    }

    @Test
    void withoutATrueBoxThereIsNoFigure() {
        var figures = AveragePrecision.of(List.of(AveragePrecision.Matches.of(
                List.of(), List.of(new AveragePrecision.ScoredBox(new Box(0, 0, 1, 1), 0.9)))));

        assertThat(figures.ap50()).isNaN();
    }

    private static AveragePrecision.Matches match(Box truth, Box candidate) {
        return AveragePrecision.Matches.of(
                List.of(new AveragePrecision.TrueBox(truth, false)),
                List.of(new AveragePrecision.ScoredBox(candidate, 0.9)));
    }

    private static List<AveragePrecision.Matches> matches(JsonNode file, String name) {
        List<AveragePrecision.Matches> pictures = new ArrayList<>();
        for (int picture = 1; picture <= PICTURES; picture++) {
            List<AveragePrecision.TrueBox> truth = new ArrayList<>();
            for (JsonNode row : file.required("truth")) {
                if (row.get(0).asInt() == picture && row.get(1).asText().equals(name)) {
                    truth.add(new AveragePrecision.TrueBox(box(row), row.get(2).asInt() == 1));
                }
            }
            List<AveragePrecision.ScoredBox> candidates = new ArrayList<>();
            for (JsonNode row : file.required("candidates")) {
                if (row.get(0).asInt() == picture && row.get(1).asText().equals(name)) {
                    candidates.add(
                            new AveragePrecision.ScoredBox(box(row), row.get(2).asDouble()));
                }
            }
            pictures.add(AveragePrecision.Matches.of(truth, candidates));
        }
        return pictures;
    }

    private static Box box(JsonNode row) {
        return new Box(
                row.get(3).asDouble(),
                row.get(4).asDouble(),
                row.get(5).asDouble(),
                row.get(6).asDouble());
    }

    private static JsonNode fixture() throws IOException {
        try (InputStream in = AveragePrecisionTest.class.getResourceAsStream("coco-agreement.json")) {
            return new ObjectMapper().readTree(in);
        }
    }
}
