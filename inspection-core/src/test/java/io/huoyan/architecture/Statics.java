package io.huoyan.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** Nothing that changes is static: objects are made where the program is put together and handed on. */
public final class Statics {
    /** Counts native memory of the process, and of processes there is one. */
    private static final Set<String> ALLOWED = Set.of("io.huoyan.core.image.MatScope.OPEN_MATS");

    private Statics() {}

    public static ArchRule areConstants() {
        return fields().that()
                .areStatic()
                .should(holdConstants())
                .allowEmptyShould(true)
                .because("state that belongs to no object outlives every test and ties every caller together");
    }

    public static ArchRule noOneIsFetchedByGetInstance() {
        return noMethods()
                .should()
                .haveName("getInstance")
                .because("objects are made where the program is wired, and handed to who needs them");
    }

    private static ArchCondition<JavaField> holdConstants() {
        return new ArchCondition<>("be final and hold nothing that changes") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                boolean isSynthetic = field.getModifiers().contains(JavaModifier.SYNTHETIC);
                if (isSynthetic || ALLOWED.contains(field.getFullName())) {
                    return;
                }
                if (!field.getModifiers().contains(JavaModifier.FINAL)) {
                    events.add(SimpleConditionEvent.violated(field, "static and not final: " + field.getDescription()));
                } else if (changes(field.getRawType())) {
                    events.add(SimpleConditionEvent.violated(
                            field,
                            "static and of the changeable type "
                                    + field.getRawType().getName() + ": " + field.getDescription()));
                }
            }
        };
    }

    private static boolean changes(JavaClass type) {
        boolean isOpenCollection = !type.isInterface()
                && (type.isAssignableTo(java.util.Collection.class) || type.isAssignableTo(java.util.Map.class));
        return isOpenCollection
                || type.getPackageName().startsWith("java.util.concurrent")
                || type.isAssignableTo(ThreadLocal.class)
                || type.isAssignableTo(java.util.Random.class)
                || type.isAssignableTo(StringBuilder.class)
                || type.isAssignableTo("org.opencv.core.Mat");
    }
}
