package io.huoyan.server.cli;

import io.huoyan.core.catalog.CatalogLoader;
import io.huoyan.server.dossier.DossierExport;
import io.huoyan.server.dossier.VehicleDossier;
import io.huoyan.server.store.StoreReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huoyan dossier export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        header = "Write a vehicle's file as JSON with pictures, as PDF, and its measured values as CSV.",
        footer = {
            "",
            "Exit code 1 if the file's chain is broken; it is exported all the same, and says so.",
            "",
            "Examples:",
            "  huoyan dossier export BODY-7 --out files",
            "  huoyan dossier export LSVAA49J132047371 --form PDF --out files"
        })
final class DossierExportCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    StoreOptions store;

    @Mixin
    JsonOutput json;

    @Parameters(paramLabel = "VEHICLE", description = "VIN, body number, skid or quarantine name.")
    String vehicle;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "huoyan-data/dossiers",
            description = "Folder to write into (default: ${DEFAULT-VALUE}).")
    Path folder;

    @Option(
            names = "--form",
            paramLabel = "FORM",
            split = ",",
            description = "JSON, PDF, CSV, several with commas between (default: all).")
    @Nullable
    Set<DossierExport.Form> forms;

    @Override
    public Integer call() throws IOException {
        try (StoreReader reader = store.open()) {
            VehicleDossier dossier = DossierShowCommand.read(reader, vehicle);
            var defects = CatalogLoader.load(store.configuration().catalogDir()).defects();
            List<Path> written = new DossierExport(reader, defects)
                    .write(dossier, forms == null ? EnumSet.allOf(DossierExport.Form.class) : forms, folder);
            written.forEach(file -> json.people(spec).println(file));
            var members = new LinkedHashMap<String, Object>();
            members.put("vehicle", dossier.names().file().value());
            members.put("entries", dossier.entryCount());
            members.put("chainWhole", dossier.chain().isWhole());
            members.put("files", written.stream().map(Path::toString).toList());
            json.write(spec, members);
            return dossier.chain().isWhole() ? ExitCodes.DONE : ExitCodes.NOT_AS_IT_SHOULD_BE;
        }
    }
}
