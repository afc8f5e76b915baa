package io.huoyan.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CoreArchitectureTest {
    private static final HouseModule CORE = HouseModule.inRepository(
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
                    "infer.djl",
                    "measure",
                    "judge",
                    "evidence",
                    "pipeline",
                    "orders",
                    "review",
                    "dossier"));

    @TestFactory
    Stream<DynamicTest> coreKeepsTheRulesOfTheHouse() {
        JavaClasses classes = CORE.classes();
        return HouseRules.of(CORE).stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> check(rule, classes)));
    }

    private static void check(ArchRule rule, JavaClasses classes) {
        rule.check(classes);
    }

    @Test
    void everyPackageTellsWhereToStart() throws IOException {
        assertThat(PackageNotes.faults(CORE.sources())).isEmpty();
    }

    @Test
    void everyTextFileOfTheRepositoryIsTidy() throws IOException {
        assertThat(Tidiness.faults(HouseModule.repository())).isEmpty();
    }
}
