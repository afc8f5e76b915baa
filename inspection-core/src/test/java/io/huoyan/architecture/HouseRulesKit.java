package io.huoyan.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules of the house, held against one module; each module has a test that extends this and names its rooms. */
public abstract class HouseRulesKit {
    private final HouseModule module;

    /**
     * @param module its folder in the repository
     * @param root its root package
     * @param rooms its packages below the root, in their order: each imports only those named before it
     */
    protected HouseRulesKit(String module, String root, List<String> rooms) {
        this.module = HouseModule.inRepository(module, root, rooms);
    }

    @TestFactory
    Stream<DynamicTest> theModuleKeepsTheRulesOfTheHouse() {
        JavaClasses classes = module.classes();
        return HouseRules.of(module).stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getDescription(), () -> rule.check(classes)));
    }

    @Test
    void everyPackageTellsWhereToStart() throws IOException {
        assertThat(PackageNotes.faults(module.sources())).isEmpty();
    }
}
