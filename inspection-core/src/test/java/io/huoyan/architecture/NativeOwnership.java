package io.huoyan.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Every OpenCV matrix belongs to a {@code MatScope}: whatever makes one, a constructor or a call of OpenCV that returns
 * one, stands inside {@code own(…)}, or is a factory of {@code MatScope} itself. Which calls make one is read from the
 * byte code, whether {@code own(} stands around it from the text of the line and the two lines before.
 */
public final class NativeOwnership {
    private static final String MAT = "org.opencv.core.Mat";
    private static final String SCOPE = "io.huoyan.core.image.MatScope";
    private static final int LINES_LOOKED_AT = 3;

    private NativeOwnership() {}

    public static ArchRule everyMatHasAnOwner(HouseModule module) {
        return classes()
                .that()
                .doNotHaveFullyQualifiedName(SCOPE)
                .should(handEveryNewMatToAScope(module.sources()))
                .because("the heap does not see native memory: a matrix without an owner stays until the process ends");
    }

    private static ArchCondition<JavaClass> handEveryNewMatToAScope(Path sources) {
        return new ArchCondition<>("hand every new Mat to a MatScope at once") {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                origin.getConstructorCallsFromSelf().stream()
                        .filter(call -> makesMat(call) && !isOwned(sources, origin, call))
                        .forEach(call -> events.add(violation(call)));
                origin.getMethodCallsFromSelf().stream()
                        .filter(call -> makesMat(call) && !isOwned(sources, origin, call))
                        .forEach(call -> events.add(violation(call)));
            }
        };
    }

    private static ConditionEvent violation(JavaCall<?> call) {
        return SimpleConditionEvent.violated(
                call, "a Mat without an owner, wrap it in scope.own(…): " + call.getDescription());
    }

    private static boolean makesMat(JavaConstructorCall call) {
        boolean isSuperCall =
                call.getOrigin().isConstructor() && call.getOriginOwner().isAssignableTo(MAT);
        return call.getTargetOwner().isAssignableTo(MAT) && !isSuperCall;
    }

    private static boolean makesMat(JavaMethodCall call) {
        return call.getTargetOwner().getPackageName().startsWith("org.opencv")
                && call.getTarget().getRawReturnType().isAssignableTo(MAT);
    }

    private static boolean isOwned(Path sources, JavaClass origin, JavaCall<?> call) {
        Path source = sources.resolve(origin.getPackageName().replace('.', '/'))
                .resolve(call.getSourceCodeLocation().getSourceFileName());
        int line = call.getLineNumber();
        List<String> text = lines(source);
        int from = Math.max(0, line - LINES_LOOKED_AT);
        return text.subList(from, Math.min(line, text.size())).stream().anyMatch(words -> words.contains("own("));
    }

    private static List<String> lines(Path source) {
        try {
            return Files.readAllLines(source);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the source of a class under test: " + source, e);
        }
    }
}
