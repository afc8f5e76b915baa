package io.huoyan.server.cli;

import io.huoyan.server.store.StoreCopy;
import io.huoyan.server.store.StoreCounts;
import io.huoyan.server.store.StoreReader;
import io.huoyan.server.store.StoreReport;
import io.huoyan.server.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huoyan restore}. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        header = "Bring a backup back into an empty store, SQLite or PostgreSQL, and verify it.",
        footer = {
            "",
            "Exit code 1 if what was brought back is not whole.",
            "",
            "Examples:",
            "  huoyan restore /mnt/backup/2026-11-22 --data huoyan-data/new",
            "  huoyan restore /mnt/backup/2026-11-22 --config with-postgresql.yaml"
        })
final class RestoreCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    StoreOptions store;

    @Mixin
    JsonOutput json;

    @Parameters(paramLabel = "DIR", description = "What 'huoyan backup' wrote.")
    Path folder;

    @Override
    public Integer call() throws IOException {
        StoreSettings target = store.configuration().store();
        StoreCounts copied = StoreCopy.copy(StoreSettings.inFolder(folder.toAbsolutePath()), target);
        try (StoreReader reader = StoreReader.open(target)) {
            StoreReport report = reader.verifyAll(store.trust(), done -> {});
            report.faults().forEach(json.people(spec)::println);
            json.people(spec)
                    .println("brought back " + BackupCommand.describe(copied)
                            + (report.isWhole() ? "; whole" : "; NOT WHOLE"));
            var members = new LinkedHashMap<>(BackupCommand.members(copied));
            members.put("whole", report.isWhole());
            json.write(spec, members);
            return report.isWhole() ? ExitCodes.DONE : ExitCodes.NOT_AS_IT_SHOULD_BE;
        }
    }
}
