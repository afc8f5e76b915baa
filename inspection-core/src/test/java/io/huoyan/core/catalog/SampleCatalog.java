package io.huoyan.core.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The catalog that is shipped with the sample pictures. */
public final class SampleCatalog {
    private SampleCatalog() {}

    /** Its folder. */
    public static Path folder() {
        return Path.of(System.getProperty("huoyan.root", "..")).resolve("sample-images/body-line/catalog");
    }

    public static Catalog load() {
        return CatalogLoader.load(folder());
    }

    /** A copy to plant faults in. */
    static void copyTo(Path folder) throws IOException {
        Path shipped = folder();
        try (Stream<Path> paths = Files.walk(shipped)) {
            for (Path path : paths.sorted().toList()) {
                Path copy = folder.resolve(shipped.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy);
                }
            }
        }
    }
}
