package io.huoyan.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StratifiedFoldsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void eachClassAndTheGoodOnesAreSpreadEvenly(long seed) {
        List<CalibrationWeld> welds = new ArrayList<>();
        add(welds, 26, Set.of("crack"));
        add(welds, 7, Set.of("porosity"));
        add(welds, 2, Set.of("crack", "spatters"));
        add(welds, 43, Set.of());

        List<List<CalibrationWeld>> folds = StratifiedFolds.of(welds, 5, new Random(seed));

        assertThat(folds).hasSize(5);
        assertThat(folds.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(welds);
        assertSpread(folds, "crack", 5, 6);
        assertSpread(folds, "porosity", 1, 2);
        assertSpread(folds, "spatters", 0, 1);
        assertThat(folds).allSatisfy(fold -> assertThat(
                        fold.stream().filter(CalibrationWeld::isGood).count())
                .isBetween(8L, 9L));
        assertThat(StratifiedFolds.of(welds, 5, new Random(seed))).isEqualTo(folds);
    }

    @Test
    void ofFewerWeldsThanPartsEachHasAPartOfItsOwn() {
        List<CalibrationWeld> welds = new ArrayList<>();
        add(welds, 3, Set.of("crack"));

        assertThat(StratifiedFolds.of(welds, 5, new Random(1))).map(List::size).containsExactly(1, 1, 1, 0, 0);
    }

    private static void assertSpread(List<List<CalibrationWeld>> folds, String name, long min, long max) {
        assertThat(folds).allSatisfy(fold -> assertThat(fold.stream()
                        .filter(weld -> weld.classes().contains(name))
                        .count())
                .as(name)
                .isBetween(min, max));
    }

    private static void add(List<CalibrationWeld> welds, int count, Set<String> classes) {
        for (int i = 0; i < count; i++) {
            double score = welds.size() * 0.001;
            welds.add(new CalibrationWeld(classes, classes.isEmpty(), List.of(new CalibrationWeld.Seen(score, 0))));
        }
    }
}
