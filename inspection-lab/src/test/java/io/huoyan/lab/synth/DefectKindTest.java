package io.huoyan.lab.synth;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.catalog.CatalogLoader;
import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.domain.DefectClass;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is drawn can be named by the catalog that its pictures come with. */
class DefectKindTest {
    private static final DefectNames NAMES = CatalogLoader.load(
                    Path.of(System.getProperty("huoyan.root"), "sample-images/body-line/catalog"))
            .defects();

    @ParameterizedTest
    @EnumSource
    void everyDefectThatIsDrawnIsInTheSampleCatalog(DefectKind kind) {
        assertThat(NAMES.named(DefectClass.parse(kind.code()))).as(kind.code()).isPresent();
    }
}
