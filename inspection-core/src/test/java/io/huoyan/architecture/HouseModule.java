package io.huoyan.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.List;

/**
 * One Maven module as the rules see it.
 *
 * @param root its root package, e.g. {@code io.huoyan.core}
 * @param sources its folder of Java sources
 * @param rooms its packages below the root, in their order: each imports only those named before it
 */
public record HouseModule(String root, Path sources, List<String> rooms) {
    public HouseModule {
        rooms = List.copyOf(rooms);
    }

    /** The module in the folder {@code name} of the repository. */
    public static HouseModule inRepository(String name, String root, List<String> rooms) {
        return new HouseModule(root, repository().resolve(name).resolve("src/main/java"), rooms);
    }

    /** The repository's root, as the build tells the tests. */
    public static Path repository() {
        String root = System.getProperty("huoyan.root");
        if (root == null) {
            throw new IllegalStateException(
                    "system property huoyan.root is not set; the build sets it to the repository's root");
        }
        return Path.of(root);
    }

    /** Its compiled classes, without its tests. */
    public JavaClasses classes() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(root);
    }

    /** The room of a package of this module: the longest one named in {@link #rooms} that holds it; "" if none does. */
    String roomOf(String packageName) {
        return rooms.stream()
                .filter(room -> isWithin(packageName, root + "." + room))
                .max((a, b) -> Integer.compare(a.length(), b.length()))
                .orElse("");
    }

    boolean holds(String packageName) {
        return isWithin(packageName, root);
    }

    private static boolean isWithin(String packageName, String outer) {
        return packageName.equals(outer) || packageName.startsWith(outer + ".");
    }
}
