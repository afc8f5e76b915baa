package io.huoyan.server.cli;

import io.huoyan.core.domain.VehicleId;
import io.huoyan.server.dossier.DossierText;
import io.huoyan.server.dossier.VehicleDossier;
import io.huoyan.server.store.StoreReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huoyan dossier show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        header = "Print a vehicle's file; without a name, the names of the files there are.",
        footer = {
            "",
            "Exit code 1 if the file's chain is broken.",
            "",
            "Examples:",
            "  huoyan dossier show                              which files there are",
            "  huoyan dossier show LSVAA49J132047371            by VIN, body number or skid",
            "  huoyan dossier show BODY-7 --data huoyan-data/demo"
        })
final class DossierShowCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    StoreOptions store;

    @Parameters(paramLabel = "VEHICLE", arity = "0..1", description = "VIN, body number, skid or quarantine name.")
    @Nullable
    String vehicle;

    @Option(
            names = "--max",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Names printed at most, without VEHICLE (default: ${DEFAULT-VALUE}).")
    int namesMax;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (StoreReader reader = store.open()) {
            if (vehicle == null) {
                List<VehicleId> files = reader.files("", namesMax);
                files.forEach(out::println);
                return ExitCodes.DONE;
            }
            VehicleDossier dossier = read(reader, vehicle);
            DossierText.head(dossier).forEach(out::println);
            DossierText.entries(dossier).forEach(out::println);
            return dossier.chain().isWhole() ? ExitCodes.DONE : ExitCodes.NOT_AS_IT_SHOULD_BE;
        }
    }

    static VehicleDossier read(StoreReader reader, String vehicle) {
        return VehicleDossier.read(reader, new VehicleId(vehicle))
                .orElseThrow(() -> new WrongInputException("nothing is known of vehicle " + vehicle
                        + "; 'huoyan dossier show' prints which files there are"));
    }
}
