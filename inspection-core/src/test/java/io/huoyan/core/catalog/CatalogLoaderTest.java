package io.huoyan.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.domain.RecipeId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.ViewId;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogLoaderTest {
    @Test
    void theShippedCatalogLoadsWhole() {
        Catalog catalog = SampleCatalog.load();

        assertThat(catalog.plans().keySet())
                .containsExactlyInAnyOrder(new VariantId("SUV-A"), new VariantId("SEDAN-B"));
        StationId station = new StationId("BS-110");
        assertThat(catalog.plan(new VariantId("SUV-A")).orElseThrow().weldsAt(station))
                .hasSize(12);
        assertThat(catalog.plan(new VariantId("SEDAN-B")).orElseThrow().weldsIn(station, new ViewId("left-sill")))
                .hasSize(5);
        assertThat(catalog.recipes()).containsOnlyKeys(new RecipeId("body-line-live"));
        assertThat(catalog.standards())
                .containsOnlyKeys(
                        "ISO5817-B",
                        "ISO5817-C",
                        "ISO5817-D",
                        "ISO13919-1-B",
                        "ISO13919-1-C",
                        "ISO13919-1-D",
                        "PLANT-SPOT",
                        "PLANT-SPOT-FLANGE");
        // ISO 5817 Table 1, 2017: B and C forbid a surface pore on thin sheet, D allows 0.3 s.
        assertThat(rule(catalog, "ISO5817-B", "2017").kind()).isEqualTo(Standard.Kind.NOT_PERMITTED);
        assertThat(rule(catalog, "ISO5817-C", "2017").kind()).isEqualTo(Standard.Kind.NOT_PERMITTED);
        assertThat(rule(catalog, "ISO5817-D", "2017").limits().orElseThrow().perThickness())
                .isEqualTo(0.3);
        for (String level : List.of("B", "C", "D")) {
            for (String heightOrDepth :
                    List.of("2025", "5011", "5012", "502", "503", "504", "509", "511", "5213", "601", "610")) {
                assertThat(rule(catalog, "ISO5817-" + level, heightOrDepth).kind())
                        .as(level + " " + heightOrDepth)
                        .isEqualTo(Standard.Kind.NOT_JUDGEABLE);
            }
        }
        assertThat(catalog.sha256()).matches("[0-9a-f]{64}");
    }

    /** Maps of the JDK that keep no order walk through their entries anew in every run, and every report with them. */
    @Test
    void whatIsNamedIsWalkedThroughInOrderOfTheNames() {
        Catalog catalog = SampleCatalog.load();

        assertThat(List.copyOf(catalog.plans().keySet())).isSorted();
        assertThat(List.copyOf(catalog.stations().keySet())).isSorted();
        assertThat(List.copyOf(catalog.recipes().keySet())).isSorted();
        assertThat(List.copyOf(catalog.standards().keySet())).hasSize(8).isSorted();
        assertThat(catalog.stations().values())
                .allSatisfy(station ->
                        assertThat(List.copyOf(station.views().keySet())).isSorted());
    }

    @Test
    void everyShippedSheetNamesWhatNoCameraJudgesAndAsksNothingElseOfIt() {
        Catalog catalog = SampleCatalog.load();
        List<NotJudgeable> all = NotJudgeable.of(catalog);

        assertThat(all).allMatch(NotJudgeable::isOfSheet);
        assertThat(all.stream()
                        .filter(one -> one.standard().equals("PLANT-SPOT"))
                        .map(one -> one.rule().subject().toString()))
                .containsExactly(
                        "ISO6520-2:P5264", "ISO6520-2:P521", "ISO6520-2:P400", "ISO6520-2:P525", "ISO6520-2:P520");
        assertThat(all)
                .extracting(NotJudgeable::message)
                .contains(
                        "ISO13919-1-C: not judgeable by one camera: ISO6520-1:201, ISO 13919-1:2019, area share of pores"
                                + " (f ≤ 2 %, of an area that X-rays show)");
        assertThat(catalog.standards().get("ISO13919-1-B").scope().processes())
                .containsExactly("51", "52", "521", "522");
    }

    private static Standard.Rule rule(Catalog catalog, String standard, String code) {
        return catalog.standards().get(standard).rules().stream()
                .filter(rule -> rule.subject().toString().equals("ISO6520-1:" + code))
                .findFirst()
                .orElseThrow();
    }
}
