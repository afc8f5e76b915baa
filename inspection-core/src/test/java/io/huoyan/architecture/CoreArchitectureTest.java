package io.huoyan.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoreArchitectureTest extends HouseRulesKit {
    CoreArchitectureTest() {
        super(
                "inspection-core",
                "io.huoyan.core",
                List.of(
                        "domain",
                        "catalog",
                        "image",
                        "decode",
                        "quality",
                        "locate",
                        "infer",
                        "infer.knowngood",
                        "infer.djl",
                        "measure",
                        "judge",
                        "evidence",
                        "pipeline",
                        "orders",
                        "review",
                        "dossier"));
    }

    @Test
    void everyTextFileOfTheRepositoryIsTidy() throws IOException {
        assertThat(Tidiness.faults(HouseModule.repository())).isEmpty();
    }

    @Test
    void everyFileThatIsNamedInTheWordsIsThere() throws IOException {
        assertThat(DocumentLinks.dead(HouseModule.repository())).isEmpty();
    }
}
