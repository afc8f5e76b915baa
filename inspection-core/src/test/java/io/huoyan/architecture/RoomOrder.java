package io.huoyan.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** The rooms of a module stand in one total order, and a room imports only rooms above it. */
public final class RoomOrder {
    private RoomOrder() {}

    public static ArchRule isKept(HouseModule module) {
        return classes()
                .should(importOnlyRoomsAbove(module))
                .because("one order of the rooms lets a reader start at the top and never turn back");
    }

    private static ArchCondition<JavaClass> importOnlyRoomsAbove(HouseModule module) {
        return new ArchCondition<>("import only rooms above their own, in the order " + module.rooms()) {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                String room = module.roomOf(origin.getPackageName());
                if (room.isEmpty()) {
                    events.add(SimpleConditionEvent.violated(
                            origin,
                            origin.getName() + " is in no room; the rooms of " + module.root() + " are "
                                    + module.rooms()));
                    return;
                }
                for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                    checkOne(room, dependency, events);
                }
            }

            private void checkOne(String room, Dependency dependency, ConditionEvents events) {
                String targetPackage =
                        dependency.getTargetClass().getBaseComponentType().getPackageName();
                if (!module.holds(targetPackage)) {
                    return;
                }
                String targetRoom = module.roomOf(targetPackage);
                if (module.rooms().indexOf(targetRoom) > module.rooms().indexOf(room)) {
                    events.add(SimpleConditionEvent.violated(
                            dependency,
                            "room " + room + " imports room " + targetRoom + ", which stands below it: "
                                    + dependency.getDescription()));
                }
            }
        };
    }
}
