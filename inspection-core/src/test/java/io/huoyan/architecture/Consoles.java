package io.huoyan.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/**
 * The process's own streams are touched in the command line and in {@code main} alone; everyone else is given one or
 * logs.
 */
public final class Consoles {
    private static final String CLI = "io.huoyan.server.cli";

    private Consoles() {}

    public static ArchRule areWrittenOnlyAtTheEdge() {
        return classes()
                .should(leaveTheConsoleAlone())
                .because("a pipe that reads --json from standard output must read nothing else there");
    }

    private static ArchCondition<JavaClass> leaveTheConsoleAlone() {
        return new ArchCondition<>("leave System.out and System.err alone outside " + CLI + " and main") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                if (item.getPackageName().equals(CLI) || item.getPackageName().startsWith(CLI + ".")) {
                    return;
                }
                item.getFieldAccessesFromSelf().stream()
                        .filter(Consoles::isConsole)
                        .filter(access -> !access.getOrigin().getName().equals("main"))
                        .forEach(access -> events.add(SimpleConditionEvent.violated(access, access.getDescription())));
            }
        };
    }

    private static boolean isConsole(JavaFieldAccess access) {
        String name = access.getTarget().getName();
        return access.getTargetOwner().isEquivalentTo(System.class) && (name.equals("out") || name.equals("err"));
    }
}
