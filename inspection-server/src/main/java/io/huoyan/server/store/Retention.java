package io.huoyan.server.store;

import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.EvidenceClass;
import io.huoyan.core.dossier.InspectionJson;
import io.huoyan.core.dossier.Tombstone;
import io.huoyan.core.dossier.VehicleFiles.StoreException;
import io.huoyan.server.store.PictureTable.Use;
import io.huoyan.server.store.pictures.PictureFolder;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Removes pictures whose time is over, leaving a tombstone in the chain of each file that named them, pictures that no
 * entry names, and at last what the entries say. A picture's file goes only after the tombstone is on disk, and in a
 * turn of the one who writes, so that nobody begins to name it meanwhile.
 */
public final class Retention {
    private static final int USES_AT_ONCE = 500;
    /** A picture without a name may be one whose transaction is not over yet. */
    private static final Duration ORPHAN_AGE = Duration.ofHours(1);

    private final Readers readers;
    private final GroupCommit writer;
    private final PictureFolder pictures;
    private final Clock clock;
    private final RetentionRules rules;
    private final FileRetention oldFiles;

    Retention(
            Readers readers,
            GroupCommit writer,
            InspectionJson json,
            PictureFolder pictures,
            Clock clock,
            RetentionRules rules) {
        this.readers = readers;
        this.writer = writer;
        this.pictures = pictures;
        this.clock = clock;
        this.rules = rules;
        this.oldFiles = new FileRetention(readers, writer, json, clock, rules.resultDays());
    }

    /** Removes pictures whose time is over; returns how many were removed from the files that named them. */
    public long removeExpired() {
        return removeExpired(EvidenceClass.OTHER) + removeExpired(EvidenceClass.DEFECT);
    }

    /** Removes the contents of files whose time is over since their last entry; returns of how many entries. */
    public long removeExpiredFiles() {
        return oldFiles.removeExpired();
    }

    private long removeExpired(EvidenceClass evidenceClass) {
        Instant than = clock.instant().minus(Duration.ofDays(rules.days(evidenceClass)));
        long removed = 0;
        while (true) {
            List<Use> uses =
                    readers.files("old pictures", tables -> tables.pictures().older(evidenceClass, than, USES_AT_ONCE));
            if (uses.isEmpty()) {
                return removed;
            }
            bury(evidenceClass, uses);
            removed += uses.size();
            removeUnused(uses.stream().map(Use::sha256).distinct().toList());
        }
    }

    private void bury(EvidenceClass evidenceClass, List<Use> uses) {
        Map<VehicleId, List<Use>> byFile = new LinkedHashMap<>();
        uses.forEach(use ->
                byFile.computeIfAbsent(use.file(), file -> new ArrayList<>()).add(use));
        var unused = WaitedJob.run(writer, tables -> {
            for (Map.Entry<VehicleId, List<Use>> file : byFile.entrySet()) {
                bury(tables.files(), evidenceClass, file.getKey(), file.getValue());
            }
            return true;
        });
    }

    private void bury(FileTables tables, EvidenceClass evidenceClass, VehicleId file, List<Use> uses)
            throws SQLException {
        Instant now = clock.instant();
        var tombstone = new Tombstone(
                evidenceClass,
                rules.days(evidenceClass),
                uses.stream()
                        .map(use -> new Tombstone.Picture(use.number(), use.sha256()))
                        .toList(),
                List.of(),
                uses.stream().mapToLong(Use::bytes).sum(),
                now);
        tables.appendTo(file, new DossierEntry.Removed(tombstone), now);
        for (Use use : uses) {
            tables.pictures().drop(use);
        }
    }

    /** Removes pictures that no entry names, left by commits that were rolled back; returns how many. */
    public long removeOrphans() {
        List<String> orphans = new ArrayList<>();
        try {
            pictures.eachOlder(clock.instant().minus(ORPHAN_AGE), sha256 -> {
                if (!readers.files(
                        "picture " + sha256, tables -> tables.pictures().isUsed(sha256))) {
                    orphans.add(sha256);
                }
            });
        } catch (IOException e) {
            throw new StoreException("the folder of pictures " + pictures.folder() + " cannot be read: " + e, e);
        }
        for (int i = 0; i < orphans.size(); i += USES_AT_ONCE) {
            removeUnused(orphans.subList(i, Math.min(orphans.size(), i + USES_AT_ONCE)));
        }
        return orphans.size();
    }

    private void removeUnused(List<String> hashes) {
        var unused = WaitedJob.run(writer, tables -> {
            for (String sha256 : hashes) {
                if (!tables.files().pictures().isUsed(sha256)) {
                    remove(sha256);
                }
            }
            return true;
        });
    }

    private void remove(String sha256) {
        try {
            var unused = pictures.remove(sha256);
        } catch (IOException e) {
            throw new StoreException("picture " + sha256 + " cannot be removed: " + e, e);
        }
    }
}
