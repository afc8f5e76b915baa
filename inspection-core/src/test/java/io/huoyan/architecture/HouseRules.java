package io.huoyan.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * Which rules hold for the classes of a module. The rules about its sources are {@link PackageNotes} and
 * {@link Tidiness}.
 */
public final class HouseRules {
    private HouseRules() {}

    /** Every rule, in the order in which a reader would want to hear of a breach. */
    public static List<ArchRule> of(HouseModule module) {
        return List.of(
                RoomOrder.isKept(module),
                freeOfCycles(module),
                ForeignLibraries.stayHome(ForeignLibraries.HOMES),
                NativeOwnership.everyMatHasAnOwner(module),
                Names.sayWhatTheyHold(),
                Statics.areConstants(),
                Statics.noOneIsFetchedByGetInstance(),
                Consoles.areWrittenOnlyAtTheEdge());
    }

    static ArchRule freeOfCycles(HouseModule module) {
        return slices().matching(module.root() + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .because("rooms that import each other can only be understood, tested and replaced together");
    }
}
