package io.huoyan.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** A name says what the thing holds; these words say only that nobody knew where to put it. */
public final class Names {
    static final Set<String> BANNED =
            Set.of("util", "utils", "common", "commons", "helper", "helpers", "manager", "managers", "misc", "base");

    private Names() {}

    public static ArchRule sayWhatTheyHold() {
        return classes()
                .should(haveNoWordOf(BANNED))
                .because("such a name gathers whatever has no place, until everything imports it");
    }

    private static ArchCondition<JavaClass> haveNoWordOf(Set<String> banned) {
        return new ArchCondition<>(
                "have none of the words " + banned.stream().sorted().toList() + " in class or package names") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                words(item)
                        .filter(banned::contains)
                        .forEach(word -> events.add(SimpleConditionEvent.violated(
                                item,
                                item.getName() + " bears the word '" + word
                                        + "', which says nothing of what it holds")));
            }
        };
    }

    private static Stream<String> words(JavaClass item) {
        Stream<String> ofPackage = Stream.of(item.getPackageName().split("\\."));
        Stream<String> ofClass = Stream.of(item.getSimpleName().split("(?<=[a-z0-9])(?=[A-Z])"));
        return Stream.concat(ofPackage, ofClass).map(word -> word.toLowerCase(Locale.ROOT));
    }

    /** The banned words, sorted, for messages and documents. */
    public static List<String> banned() {
        return BANNED.stream().sorted().toList();
    }
}
