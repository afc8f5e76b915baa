package io.huoyan.server.store;

import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.dossier.InspectionJson;
import io.huoyan.core.dossier.VehicleFiles.StoreException;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.server.store.anchor.AnchorFolder;
import io.huoyan.server.store.anchor.AnchorKey;
import io.huoyan.server.store.pictures.PictureFolder;
import io.huoyan.server.store.sql.Engine;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Reads a store, also one that a running server owns. Thread-safe.
 *
 * <p>Inspections that are read back have their pictures by hash only; {@link #picture} has the bytes.
 */
public final class StoreReader implements AutoCloseable {
    private final Engine engine;
    private final Readers readers;
    private final PictureFolder pictures;
    private final InspectionJson json;

    StoreReader(Engine engine, Readers readers, PictureFolder pictures, InspectionJson json) {
        this.engine = engine;
        this.readers = readers;
        this.pictures = pictures;
        this.json = json;
    }

    /**
     * Opens a store that is there.
     *
     * @throws StoreException if there is none, or it is of another version
     */
    public static StoreReader open(StoreSettings settings) {
        try {
            Engine engine = Engine.openToRead(settings.place());
            var json = new InspectionJson();
            return new StoreReader(engine, new Readers(engine, json), PictureFolder.toRead(settings.pictures()), json);
        } catch (IOException | SQLException e) {
            throw new StoreException(
                    "store " + VehicleStore.nameOf(settings.place()) + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** What the store holds in all. */
    public StoreCounts counts() {
        return readers.files("the counts", FileTables::counts);
    }

    /** Files by name, behind one (empty for the first), at most so many. */
    public List<VehicleId> files(String after, int filesMax) {
        return readers.files("the names of files", tables -> tables.entries().files(after, filesMax));
    }

    /** The file that a name means: VIN, body number, skid or quarantine; empty if nothing is known of it. */
    public Optional<FileNames> names(VehicleId name) {
        return readers.filesAtOnce("the names of " + name, tables -> {
            VehicleId file = tables.names().fileOf(name);
            return tables.entries().headOf(file).isEmpty()
                    ? Optional.empty()
                    : Optional.of(new FileNames(
                            file, tables.names().namesOf(file), tables.names().takenIn(file)));
        });
    }

    /**
     * Entries of exactly this file behind a number, in order, at most so many, and fewer if they are large; removed
     * contents are left out.
     */
    public List<RecordedEntry> entries(VehicleId file, long afterNumber, int entriesMax) {
        return readers
                .files("entries of " + file, tables -> tables.entries().links(file, afterNumber, entriesMax))
                .stream()
                .filter(link -> link.document().length > 0)
                .map(link -> RecordedEntry.of(link, json.read(link.document())))
                .toList();
    }

    /**
     * The whole file that a name means, with the files it took in: all entries that can be read, and whether the chain
     * is whole, as of one moment. Empty if nothing is known of the name.
     */
    public Optional<WholeFile> wholeFile(VehicleId name) {
        return names(name).map(names -> check(Optional.empty()).wholeFile(names));
    }

    /** Results of a vehicle's visits, oldest first. */
    public List<VisitResult> results(VehicleId name) {
        return readers.filesAtOnce("visits of " + name, tables -> tables.visits()
                .resultsOf(tables.names().fileOf(name)));
    }

    /** A vehicle's open orders. */
    public List<RepairOrder> openOrders(VehicleId name) {
        return readers.filesAtOnce("open orders of " + name, tables -> tables.orders()
                .open(tables.names().fileOf(name)));
    }

    /** A kept picture (PNG), by its hash. */
    public Optional<byte[]> picture(String sha256) {
        try {
            return pictures.read(sha256);
        } catch (IOException e) {
            throw new StoreException("picture " + sha256 + " cannot be read: " + e, e);
        }
    }

    /**
     * Goes along a vehicle's chain, its pictures and the rows that lead to it included, and says where it is broken.
     *
     * @param trust the anchors to hold it against, where there are any
     * @throws StoreException if anchors or key cannot be read
     */
    public ChainReport verify(VehicleId vehicle, Optional<AnchorTrust> trust) {
        return check(trust).file(vehicle);
    }

    /**
     * As {@link #verify}, of all files.
     *
     * @param progress told how many files are done
     */
    public StoreReport verifyAll(Optional<AnchorTrust> trust, LongConsumer progress) {
        return check(trust).all(progress);
    }

    private StoreCheck check(Optional<AnchorTrust> trust) {
        AnchoredEnds ends = trust.isEmpty() ? AnchoredEnds.none() : anchoredEnds(trust.get());
        return new StoreCheck(readers, pictures, json, ends);
    }

    private AnchoredEnds anchoredEnds(AnchorTrust trust) {
        try {
            return AnchoredEnds.read(
                    new AnchorFolder(trust.folder()),
                    AnchorKey.readPublic(trust.publicKeyFile()),
                    readers.files("the anchors", tables -> tables.anchors().all()));
        } catch (IOException e) {
            throw new StoreException("the anchors in " + trust.folder() + " cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            readers.close();
            pictures.close();
            engine.close();
        } catch (SQLException | IOException e) {
            throw new StoreException("the store could not be closed: " + e.getMessage(), e);
        }
    }

    /**
     * All that is kept of a vehicle.
     *
     * @param names what its file is called
     * @param entries of each file, those taken in first; removed contents are left out
     * @param chain whether it is whole
     */
    public record WholeFile(FileNames names, Map<VehicleId, List<RecordedEntry>> entries, ChainReport chain) {}

    /**
     * What a file is called.
     *
     * @param file the name that it is kept under
     * @param names all that were joined with it, with their kinds
     * @param takenIn files that it continues
     */
    public record FileNames(VehicleId file, List<String> names, List<VehicleId> takenIn) {
        public FileNames {
            names = List.copyOf(names);
            takenIn = List.copyOf(takenIn);
        }
    }
}
