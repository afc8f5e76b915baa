package io.huoyan.server.dossier;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.evidence.Evidence;
import io.huoyan.server.store.StoreReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes a vehicle's file into a folder. */
public final class DossierExport {
    /** What is written. */
    public enum Form {
        /** The whole file, with its pictures beside it. */
        JSON,
        /** For people, with pictures. */
        PDF,
        /** Measured values. */
        CSV
    }

    private final StoreReader store;
    private final DefectNames defects;

    /** @param defects names of the defect classes, for the PDF */
    public DossierExport(StoreReader store, DefectNames defects) {
        this.store = store;
        this.defects = defects;
    }

    /** Writes the forms asked for; returns the files written, pictures left out. */
    public List<Path> write(VehicleDossier dossier, Set<Form> forms, Path folder) throws IOException {
        Files.createDirectories(folder);
        String name = dossier.names().file().value().replace(':', '_');
        var written = new ArrayList<Path>();
        for (Form form : EnumSet.copyOf(forms)) {
            written.add(
                    switch (form) {
                        case JSON -> json(dossier, folder.resolve(name + ".json"), folder.resolve("pictures"));
                        case PDF -> pdf(dossier, folder.resolve(name + ".pdf"));
                        case CSV -> Files.writeString(folder.resolve(name + ".csv"), MeasuredCsv.of(dossier), UTF_8);
                    });
        }
        return written;
    }

    private Path json(VehicleDossier dossier, Path file, Path pictures) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            new DossierJson().write(dossier, out);
        }
        for (String sha256 : pictureHashes(dossier)) {
            Optional<byte[]> picture = store.picture(sha256);
            if (picture.isPresent()) {
                Files.createDirectories(pictures);
                Files.write(pictures.resolve(sha256 + ".png"), picture.get());
            }
        }
        return file;
    }

    private static Set<String> pictureHashes(VehicleDossier dossier) {
        var hashes = new LinkedHashSet<String>();
        dossier.inspections().forEach(inspection -> inspection.welds().stream()
                .flatMap(weld -> weld.evidence().stream())
                .map(Evidence::sha256)
                .forEach(hashes::add));
        return hashes;
    }

    private Path pdf(VehicleDossier dossier, Path file) throws IOException {
        new DossierPdf(store, defects).write(dossier, file);
        return file;
    }
}
