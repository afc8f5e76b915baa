package io.huoyan.server.store;

import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.EvidenceClass;
import io.huoyan.core.dossier.InspectionJson;
import io.huoyan.core.dossier.Tombstone;
import io.huoyan.server.store.EntryTable.Link;
import io.huoyan.server.store.chain.HashChain;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Removes what the entries of a vehicle's file say when its time is over since the last of them; their places in the
 * chain stay, and a tombstone names each. A file with an open order or an open visit is kept, however old it is; files
 * that were joined go together.
 */
final class FileRetention {
    private static final int FILES_AT_ONCE = 100;
    private static final int LINKS_AT_ONCE = 500;

    private final Readers readers;
    private final GroupCommit writer;
    private final InspectionJson json;
    private final Clock clock;
    private final int keptDays;

    FileRetention(Readers readers, GroupCommit writer, InspectionJson json, Clock clock, int keptDays) {
        this.readers = readers;
        this.writer = writer;
        this.json = json;
        this.clock = clock;
        this.keptDays = keptDays;
    }

    /** Returns how many entries were emptied. */
    long removeExpired() {
        long removed = 0;
        List<VehicleId> page = expired("");
        while (!page.isEmpty()) {
            for (VehicleId file : page) {
                removed += WaitedJob.run(writer, tables -> bury(tables.files(), file));
            }
            page = expired(page.get(page.size() - 1).value());
        }
        return removed;
    }

    private List<VehicleId> expired(String after) {
        return readers.files("old files", tables -> tables.entries().expired(than(), after, FILES_AT_ONCE));
    }

    private Instant than() {
        return clock.instant().minus(Duration.ofDays(keptDays));
    }

    /** In the turn of the one who writes, looked at again: something may have come for the vehicle meanwhile. */
    private long bury(FileTables tables, VehicleId file) throws SQLException {
        if (!tables.entries().isExpired(than(), file)) {
            return 0;
        }
        long removed = 0;
        for (VehicleId each : tables.names().withTakenIn(file)) {
            removed += empty(tables, each);
        }
        return removed;
    }

    private long empty(FileTables tables, VehicleId file) throws SQLException {
        var contents = new ArrayList<Tombstone.Content>();
        long bytes = 0;
        long last = 0;
        for (List<Link> links = tables.entries().links(file, last, LINKS_AT_ONCE);
                !links.isEmpty();
                links = tables.entries().links(file, last, LINKS_AT_ONCE)) {
            for (Link link : links) {
                last = link.number();
                if (link.document().length > 0 && !isTombstone(link)) {
                    contents.add(new Tombstone.Content(link.number(), HashChain.hex(link.sha256())));
                    bytes += link.document().length;
                }
            }
        }
        if (contents.isEmpty()) {
            return 0;
        }
        Instant now = clock.instant();
        tables.appendTo(
                file,
                new DossierEntry.Removed(
                        new Tombstone(EvidenceClass.RESULT, keptDays, List.of(), contents, bytes, now)),
                now);
        tables.dropRowsOf(file);
        for (Tombstone.Content content : contents) {
            tables.entries().empty(file, content.number());
        }
        return contents.size();
    }

    private boolean isTombstone(Link link) {
        return json.read(link.document()) instanceof DossierEntry.Removed;
    }
}
