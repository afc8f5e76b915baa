package io.huoyan.server.store;

import io.huoyan.core.dossier.VehicleFiles.StoreException;
import java.nio.file.Path;

/** Opens the store in the folder named; says why not and ends with 3 if it cannot. */
final class StoreOpener {
    private StoreOpener() {}

    public static void main(String[] arguments) {
        try (var files = VehicleStore.open(Path.of(arguments[0]))) {
            System.out.println("opened " + files.counts());
        } catch (StoreException e) {
            System.out.println(e.getMessage());
            System.exit(3);
        }
    }
}
