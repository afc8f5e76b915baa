package io.huoyan.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.PackageMatcher;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where each foreign library lives: so that it can be replaced by opening one room. */
public final class ForeignLibraries {
    /**
     * A library and the packages that may use it.
     *
     * @param name as people call it
     * @param packages its own packages, in ArchUnit's notation ({@code ..} means and below)
     * @param homes our packages that may use it, in the same notation
     */
    public record Library(String name, List<String> packages, List<String> homes) {
        public Library {
            packages = List.copyOf(packages);
            homes = List.copyOf(homes);
        }
    }

    /** The libraries of the house. A library that is not here has no home yet and is refused everywhere. */
    public static final List<Library> HOMES = List.of(
            new Library(
                    "the Java platform",
                    List.of(
                            "java.lang..",
                            "java.io..",
                            "java.math..",
                            "java.net..",
                            "java.nio..",
                            "java.security..",
                            "java.text..",
                            "java.time..",
                            "java.util.."),
                    List.of("..")),
            new Library(
                    "Java2D and ImageIO",
                    List.of("java.awt..", "javax.imageio.."),
                    List.of(
                            "io.huoyan.core.evidence",
                            "io.huoyan.lab..",
                            "io.huoyan.server.camera",
                            "io.huoyan.server.dossier")),
            new Library(
                    "TLS of the Java platform",
                    List.of("javax.net.."),
                    List.of("io.huoyan.server.doors", "io.huoyan.server.mqtt")),
            new Library("Logback", List.of("ch.qos.logback.."), List.of("io.huoyan.server.mqtt")),
            new Library("JSpecify", List.of("org.jspecify.."), List.of("..")),
            new Library("SLF4J", List.of("org.slf4j.."), List.of("..")),
            new Library(
                    "OpenCV",
                    List.of("org.opencv..", "nu.pattern.."),
                    List.of(
                            "io.huoyan.core.image",
                            "io.huoyan.core.decode",
                            "io.huoyan.core.quality",
                            "io.huoyan.core.locate",
                            "io.huoyan.core.infer..",
                            "io.huoyan.core.measure",
                            "io.huoyan.core.judge",
                            "io.huoyan.core.evidence",
                            "io.huoyan.lab..")),
            new Library("DJL", List.of("ai.djl.."), List.of("io.huoyan.core.infer.djl", "io.huoyan.lab.train")),
            new Library(
                    "SnakeYAML",
                    List.of("org.snakeyaml.."),
                    List.of(
                            "io.huoyan.core.catalog",
                            "io.huoyan.core.infer",
                            "io.huoyan.lab.synth",
                            "io.huoyan.lab.dataset",
                            "io.huoyan.lab.calibrate",
                            "io.huoyan.lab.gauge",
                            "io.huoyan.server.app")),
            new Library(
                    "Apache Commons Statistics",
                    List.of("org.apache.commons.statistics.."),
                    List.of("io.huoyan.lab.guarantee")),
            new Library(
                    "Jackson",
                    List.of("com.fasterxml.jackson.."),
                    List.of(
                            "io.huoyan.core.orders",
                            "io.huoyan.core.dossier",
                            "io.huoyan.lab..",
                            "io.huoyan.server.dossier",
                            "io.huoyan.server.mqtt",
                            "io.huoyan.server.app",
                            "io.huoyan.server.web",
                            "io.huoyan.server.torture",
                            "io.huoyan.server.cli..")),
            new Library(
                    "protobuf and gRPC",
                    List.of("com.google.protobuf..", "io.grpc..", "io.huoyan.proto.."),
                    List.of(
                            "io.huoyan.server.ingest",
                            "io.huoyan.server.camera",
                            "io.huoyan.server.health",
                            "io.huoyan.server.app",
                            "io.huoyan.server.torture")),
            new Library(
                    "Paho and HiveMQ", List.of("org.eclipse.paho..", "com.hivemq.."), List.of("io.huoyan.server.mqtt")),
            new Library(
                    "JDBC",
                    List.of("java.sql..", "javax.sql..", "org.sqlite..", "org.postgresql.."),
                    List.of("io.huoyan.server.store..")),
            new Library("Zstandard", List.of("com.github.luben.zstd.."), List.of("io.huoyan.server.store")),
            new Library(
                    "PDFBox",
                    List.of("org.apache.pdfbox.."),
                    List.of("io.huoyan.server.dossier", "io.huoyan.lab.calibrate")),
            new Library("Micrometer", List.of("io.micrometer.."), List.of("io.huoyan.server.health")),
            new Library(
                    "the JDK's HTTP server",
                    List.of("com.sun.net.httpserver"),
                    List.of("io.huoyan.server.doors", "io.huoyan.server.health", "io.huoyan.server.web")),
            new Library("picocli", List.of("picocli.."), List.of("io.huoyan.server.cli..")),
            new Library("the rooms of this house", List.of("io.huoyan.core..", "io.huoyan.server.."), List.of("..")),
            new Library("the lab", List.of("io.huoyan.lab.."), List.of("io.huoyan.lab..", "io.huoyan.server.cli..")));

    private ForeignLibraries() {}

    /** Each class uses only libraries that live in its package. */
    public static ArchRule stayHome(List<Library> homes) {
        return classes()
                .should(useOnlyLibrariesOfTheirRoom(homes))
                .because("a library with one home can be replaced by opening one room");
    }

    private static ArchCondition<JavaClass> useOnlyLibrariesOfTheirRoom(List<Library> homes) {
        return new ArchCondition<>("use only libraries that live in their room") {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                Map<String, Dependency> strangers = new LinkedHashMap<>();
                for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                    complaints(homes, dependency).forEach(complaint -> strangers.putIfAbsent(complaint, dependency));
                }
                strangers.forEach((complaint, first) -> events.add(SimpleConditionEvent.violated(
                        first, complaint + " " + origin.getName() + ", first seen: " + first.getDescription())));
            }
        };
    }

    /** What is wrong with one use of a library, as the beginning of a sentence; one complaint a library and class. */
    private static List<String> complaints(List<Library> homes, Dependency dependency) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.isPrimitive()) {
            return List.of();
        }
        String origin = dependency.getOriginClass().getPackageName();
        List<Library> found = homes.stream()
                .filter(library -> matches(library.packages(), target.getPackageName()))
                .toList();
        if (found.isEmpty()) {
            return List.of(target.getPackageName() + " has no home in this house and is used in");
        }
        return found.stream()
                .filter(library -> !matches(library.homes(), origin))
                .map(library -> library.name() + " lives in " + library.homes() + " and is used in")
                .toList();
    }

    private static boolean matches(List<String> patterns, String packageName) {
        return patterns.stream().anyMatch(pattern -> PackageMatcher.of(pattern).matches(packageName));
    }
}
