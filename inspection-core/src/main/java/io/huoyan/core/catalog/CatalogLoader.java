package io.huoyan.core.catalog;

import java.nio.file.Path;

/** Reads a catalog folder. Without state, thread-safe. */
public final class CatalogLoader {
    private CatalogLoader() {}

    /**
     * Reads {@code stations.yaml}, {@code recipes.yaml}, {@code defects.yaml}, {@code plans/*.yaml},
     * {@code plans/*.csv} and {@code standards/*.yaml} of a folder.
     *
     * @throws CatalogException if there is any fault; it names all of them
     */
    @SuppressWarnings("DoNotCallSuggester")
    public static Catalog load(Path dir) {
        throw new UnsupportedOperationException();
    }
}
