package io.huoyan.server.cli;

import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.dossier.VehicleNames;
import io.huoyan.server.store.VehicleStore;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code huoyan dossier join}. */
@Command(
        name = "join",
        mixinStandardHelpOptions = true,
        header = "Let a VIN, a body number, a skid and quarantine files mean one vehicle.",
        description = {
            "",
            "Writes one chained entry; files that exist under the names are continued by the body number's (else the VIN's).",
            "A skid means the body that was joined with it last. A store in a folder is owned by its server: stop that",
            "first. A store in PostgreSQL may be in use."
        },
        footer = {
            "",
            "Examples:",
            "  huoyan dossier join --body BODY-7 --vin LSVAA49J132047371 --skid SKID-3 --who 'Li Na' --reason 'VIN engraved'",
            "  huoyan dossier join --body BODY-7 --quarantine unidentified:W10:V-12 --who 'Li Na' --reason 'read by hand'"
        })
final class DossierJoinCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    StoreOptions store;

    @Option(names = "--vin", paramLabel = "VIN", description = "17 characters.")
    @Nullable
    String vin;

    @Option(names = "--body", paramLabel = "NUMBER", description = "Body number.")
    @Nullable
    String body;

    @Option(names = "--skid", paramLabel = "SKID", description = "What carries the body now.")
    @Nullable
    String skid;

    @Option(names = "--quarantine", paramLabel = "NAME", description = "File of a body that nobody had identified.")
    List<String> quarantine = List.of();

    @Option(names = "--who", required = true, paramLabel = "NAME", description = "Who says so.")
    String who;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    String reason;

    @Override
    public Integer call() throws IOException {
        Clock clock = Clock.systemUTC();
        VehicleNames names = new VehicleNames(
                Optional.ofNullable(vin).map(VehicleId::new),
                Optional.ofNullable(body).map(VehicleId::new),
                Optional.ofNullable(skid).map(VehicleId::new),
                quarantine.stream().map(VehicleId::new).toList(),
                List.of(),
                who,
                reason,
                clock.instant());
        try (VehicleStore files = VehicleStore.open(store.configuration().store(), clock)) {
            VehicleId file = join(files, names);
            spec.commandLine().getOut().println(names.all() + " mean the file of " + file);
        }
        return ExitCodes.DONE;
    }

    private static VehicleId join(VehicleStore files, VehicleNames names) {
        try {
            return files.join(names);
        } catch (IllegalStateException contradiction) {
            throw new WrongInputException(String.valueOf(contradiction.getMessage()));
        }
    }
}
