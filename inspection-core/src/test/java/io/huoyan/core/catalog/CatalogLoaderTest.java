package io.huoyan.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.domain.RecipeId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.ViewId;
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
        assertThat(catalog.standards()).containsOnlyKeys("ISO5817-C", "PLANT-SPOT");
        assertThat(catalog.sha256()).matches("[0-9a-f]{64}");
    }
}
