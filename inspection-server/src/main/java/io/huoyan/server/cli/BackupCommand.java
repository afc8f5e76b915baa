package io.huoyan.server.cli;

import io.huoyan.server.store.StoreCopy;
import io.huoyan.server.store.StoreCounts;
import io.huoyan.server.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huoyan backup}. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        header = "Copy the store as it is now into a folder; the server may go on running.",
        description = {
            "",
            "The copy is a store of its own (SQLite and pictures, whatever the original is in): it can be looked into with",
            "'huoyan dossier --data DIR', and brought back with 'huoyan restore'. Keep the anchors and their key with it."
        },
        footer = {"", "Example:", "  huoyan backup /mnt/backup/2026-11-22"})
final class BackupCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    StoreOptions store;

    @Mixin
    JsonOutput json;

    @Parameters(paramLabel = "DIR", description = "Where to; no store may be there yet.")
    Path folder;

    @Override
    public Integer call() throws IOException {
        StoreCounts copied =
                StoreCopy.copy(store.configuration().store(), StoreSettings.inFolder(folder.toAbsolutePath()));
        json.people(spec).println("copied " + describe(copied) + " to " + folder);
        json.write(spec, members(copied));
        return ExitCodes.DONE;
    }

    static String describe(StoreCounts copied) {
        return copied.vehicles() + " files with " + copied.inspections() + " inspections, " + copied.visits()
                + " visits and " + copied.orders() + " orders";
    }

    static Map<String, Object> members(StoreCounts copied) {
        var members = new LinkedHashMap<String, Object>();
        members.put("vehicles", copied.vehicles());
        members.put("inspections", copied.inspections());
        members.put("visits", copied.visits());
        members.put("orders", copied.orders());
        return members;
    }
}
