package io.huoyan.server.cli;

import io.huoyan.core.domain.VehicleId;
import io.huoyan.server.store.AnchorTrust;
import io.huoyan.server.store.ChainReport;
import io.huoyan.server.store.StoreReader;
import io.huoyan.server.store.StoreReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code huoyan dossier verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        header = "Check that no file was altered: chains, pictures, the tables that lead to them, and the anchors.",
        description = {
            "",
            "Each fault names its place. Entries behind the last anchor are listed as not yet anchored: an alteration of",
            "those that also makes their hashes anew cannot be told."
        },
        footer = {
            "",
            "Exit code 1 if anything was altered or is missing.",
            "",
            "Examples:",
            "  huoyan dossier verify                            the whole store",
            "  huoyan dossier verify BODY-7",
            "  huoyan dossier verify --anchors /mnt/anchors --key anchor-key.pem.pub --json -"
        })
final class DossierVerifyCommand implements Callable<Integer> {
    private static final int LISTED_MAX = 20;

    @Spec
    CommandSpec spec;

    @Mixin
    StoreOptions store;

    @Mixin
    JsonOutput json;

    @Parameters(paramLabel = "VEHICLE", arity = "0..1", description = "One vehicle only.")
    @Nullable
    String vehicle;

    @Override
    public Integer call() throws IOException {
        Optional<AnchorTrust> trust = store.trust();
        PrintWriter people = json.people(spec);
        if (trust.isEmpty()) {
            people.println("no anchors: only what the store says of itself is checked");
        }
        try (StoreReader reader = store.open()) {
            return vehicle == null ? all(reader, trust, people) : one(reader, trust, new VehicleId(vehicle), people);
        }
    }

    private int one(StoreReader reader, Optional<AnchorTrust> trust, VehicleId name, PrintWriter people)
            throws IOException {
        if (reader.names(name).isEmpty()) {
            throw new WrongInputException("nothing is known of vehicle " + name);
        }
        ChainReport report = reader.verify(name, trust);
        report.faults().forEach(people::println);
        people.println(report.isWhole() ? "whole: " + report.entries() + " entries" : "NOT WHOLE");
        if (trust.isPresent() && report.notAnchored() > 0) {
            people.println("not yet anchored: the last " + report.notAnchored() + " entries");
        }
        var members = new LinkedHashMap<String, Object>();
        members.put("vehicle", report.vehicle().value());
        members.put("entries", report.entries());
        members.put("whole", report.isWhole());
        members.put("faults", report.faults());
        members.put("notAnchored", trust.isPresent() ? report.notAnchored() : report.last());
        json.write(spec, members);
        return report.isWhole() ? ExitCodes.DONE : ExitCodes.NOT_AS_IT_SHOULD_BE;
    }

    private int all(StoreReader reader, Optional<AnchorTrust> trust, PrintWriter people) throws IOException {
        StoreReport report = reader.verifyAll(trust, done -> {});
        report.faults().forEach(people::println);
        long pending = report.notAnchored().stream()
                .mapToLong(StoreReport.NotAnchored::entries)
                .sum();
        if (trust.isPresent() && pending > 0) {
            people.println("not yet anchored: " + pending + " entries of "
                    + report.notAnchored().size() + " files");
            report.notAnchored().stream()
                    .limit(LISTED_MAX)
                    .forEach(one -> people.println("  vehicle " + one.vehicle() + ": " + one.entries()
                            + " entries after entry " + one.afterEntry()));
        }
        people.println((report.isWhole() ? "whole: " : "NOT WHOLE, " + report.faultCount() + " faults: ")
                + report.files() + " files, " + report.entries() + " whole entries, " + report.anchors() + " anchors");
        var members = new LinkedHashMap<String, Object>();
        members.put("files", report.files());
        members.put("entries", report.entries());
        members.put("anchors", report.anchors());
        members.put("whole", report.isWhole());
        members.put("faultCount", report.faultCount());
        members.put("faults", report.faults());
        members.put("notAnchored", pending);
        json.write(spec, members);
        return report.isWhole() ? ExitCodes.DONE : ExitCodes.NOT_AS_IT_SHOULD_BE;
    }
}
