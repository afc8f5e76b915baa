package io.huoyan.core.catalog;

import java.nio.file.Path;

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
}
