package io.huoyan.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Every package tells what it is for and where to start reading, and is null-checked. */
public final class PackageNotes {
    private static final String NOTE = "package-info.java";

    private PackageNotes() {}

    /** One line per package of the source folder that lacks its note or a part of it; empty when all is well. */
    public static List<String> faults(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            List<Path> folders = files.filter(file -> file.toString().endsWith(".java"))
                    .map(Path::getParent)
                    .distinct()
                    .sorted()
                    .toList();
            return folders.stream().flatMap(folder -> faultsOf(sources, folder)).toList();
        }
    }

    private static Stream<String> faultsOf(Path sources, Path folder) {
        String name = sources.relativize(folder).toString().replace('/', '.');
        Path note = folder.resolve(NOTE);
        if (!Files.exists(note)) {
            return Stream.of(name + ": no " + NOTE);
        }
        String text = Tidiness.read(note);
        return Stream.of("@NullMarked", "Starting points")
                .filter(part -> !text.contains(part))
                .map(part -> name + ": its " + NOTE + " lacks '" + part + "'");
    }
}
