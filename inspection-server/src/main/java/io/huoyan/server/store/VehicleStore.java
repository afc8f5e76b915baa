package io.huoyan.server.store;

import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.InspectionJson;
import io.huoyan.core.dossier.VehicleFiles;
import io.huoyan.core.dossier.VehicleNames;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.orders.WeldStanding;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.server.outbox.Outbox;
import io.huoyan.server.store.pictures.PictureFolder;
import io.huoyan.server.store.pictures.PictureFolder.PictureDisk;
import io.huoyan.server.store.sql.Engine;
import io.huoyan.server.store.sql.StorePlace;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Vehicles' files in a database, SQLite or PostgreSQL, and their pictures in a folder. Thread-safe.
 *
 * <p>Inspections that are read back have their pictures by hash only; {@link #picture} has the bytes.
 */
public final class VehicleStore implements VehicleFiles {
    /** Name of the folder of pictures in the folder of a store. */
    static final String PICTURES = "pictures";

    private final Engine engine;
    private final PictureFolder pictures;
    private final InspectionJson json = new InspectionJson();
    private final Clock clock;
    private final GroupCommit writer;
    private final Readers readers;
    private final StoredOutbox outbox;
    private final Optional<OutboxTurn> turn;
    private final StoreReader reader;

    private VehicleStore(Engine engine, Path pictureFolder, Clock clock, PictureDisk disk, long pictureBytesMax)
            throws IOException, SQLException {
        this.engine = engine;
        this.clock = clock;
        this.pictures = new PictureFolder(pictureFolder, disk, engine.isShared(), clock.instant());
        this.readers = new Readers(engine, json);
        this.reader = new StoreReader(engine, readers, pictures, json);
        this.writer = new GroupCommit(engine, json, pictures, pictureBytesMax);
        this.turn = engine.isShared() ? Optional.of(new OutboxTurn(engine)) : Optional.empty();
        this.outbox = new StoredOutbox(
                readers,
                writer,
                clock,
                turn.<StoredOutbox.Turns>map(own -> own::number).orElse(StoredOutbox.Turns.ALWAYS_OURS));
        turn.ifPresent(own -> own.start(outbox::changed));
    }

    /**
     * Opens or makes a store in a folder: SQLite, pictures beside it, and a lock that keeps other processes out.
     *
     * @throws StoreException if another process has it, it is a newer program's, or the disk or database fails
     */
    public static VehicleStore open(Path folder) {
        return open(folder, Clock.systemUTC());
    }

    /** As {@link #open(Path)}, with the clock that says when messages are written and delivered. */
    public static VehicleStore open(Path folder, Clock clock) {
        return open(folder, clock, PictureDisk.SYNCED);
    }

    static VehicleStore open(Path folder, Clock clock, PictureDisk disk) {
        return open(new StorePlace.InFolder(folder), folder.resolve(PICTURES), clock, disk, Long.MAX_VALUE);
    }

    /**
     * Opens or makes a store.
     *
     * @throws StoreException if it is not to be had; the message says why
     */
    public static VehicleStore open(StoreSettings settings, Clock clock) {
        return open(settings.place(), settings.pictures(), clock, PictureDisk.SYNCED, settings.pictureBytesMax());
    }

    static VehicleStore open(StorePlace place, Path pictures, Clock clock) {
        return open(place, pictures, clock, PictureDisk.SYNCED, Long.MAX_VALUE);
    }

    private static VehicleStore open(
            StorePlace place, Path pictures, Clock clock, PictureDisk disk, long pictureBytesMax) {
        try {
            Engine engine = Engine.open(place);
            try {
                return new VehicleStore(engine, pictures, clock, disk, pictureBytesMax);
            } catch (IOException | SQLException | RuntimeException e) {
                engine.close();
                throw e;
            }
        } catch (IOException | SQLException e) {
            throw new StoreException("store " + nameOf(place) + " cannot be opened: " + e.getMessage(), e);
        }
    }

    static String nameOf(StorePlace place) {
        return place instanceof StorePlace.Postgres postgres
                ? postgres.url()
                : ((StorePlace.InFolder) place).folder().toAbsolutePath().toString();
    }

    /** Messages that wait for delivery. */
    public Outbox outbox() {
        return outbox;
    }

    /** What the store holds in all. */
    public StoreCounts counts() {
        return readers.files("the counts", FileTables::counts);
    }

    /**
     * Current revisions of orders, latest change first.
     *
     * @param openOnly leave out those that are closed, scrapped, conceded or cancelled
     * @param ordersMax at most so many
     */
    public List<RepairOrder> orders(boolean openOnly, int ordersMax) {
        return readers.files("orders", tables -> tables.orders().latest(openOnly, ordersMax));
    }

    /** Results of visits, latest first, at most so many. */
    public List<VisitResult> results(int visitsMax) {
        return readers.files("results of visits", tables -> tables.visits().results(visitsMax));
    }

    /** Vehicles with a file, by their id, at most so many. */
    public List<VehicleId> vehicles(int vehiclesMax) {
        return readers.files("vehicles", tables -> tables.entries().files("", vehiclesMax));
    }

    /** As {@link StoreReader#entries}. */
    public List<RecordedEntry> entries(VehicleId vehicle, long afterNumber, int entriesMax) {
        return reader.entries(vehicle, afterNumber, entriesMax);
    }

    /** Reads it; open as long as the store is, and closed with it. */
    public StoreReader reader() {
        return reader;
    }

    /** As {@link StoreReader#verify}, without anchors. */
    public ChainReport verify(VehicleId vehicle) {
        return reader.verify(vehicle, Optional.empty());
    }

    /**
     * Lets several names mean one vehicle, by one chained entry.
     *
     * @return the file that all of them mean then
     * @throws IllegalStateException if the names contradict what is known; the message says how, and nothing is written
     */
    public VehicleId join(VehicleNames names) {
        return WaitedJob.run(writer, tables -> new NameJoin(tables.files(), clock.instant()).join(names));
    }

    /** Makes what removes pictures from this store whose time is over. */
    public Retention retention(RetentionRules rules) {
        return retention(rules, clock);
    }

    /** As {@link #retention(RetentionRules)}, with the clock that says what is over. */
    Retention retention(RetentionRules rules, Clock now) {
        return new Retention(readers, writer, json, pictures, now, rules);
    }

    /** Bytes of the pictures that entries name, each once; not of orphans, which the daily sweep removes. */
    public long pictureBytes() {
        return readers.files(
                "the bytes of pictures", tables -> tables.pictures().total().bytes());
    }

    /**
     * Makes what anchors this store.
     *
     * @param folder of the anchors, outside the store
     * @param keyFile private key; made if it is not there
     */
    public Anchoring anchoring(Path folder, Path keyFile) {
        try {
            return new Anchoring(readers, writer, clock, folder, keyFile);
        } catch (IOException e) {
            throw new StoreException("the store cannot be anchored in " + folder + ": " + e.getMessage(), e);
        }
    }

    /** As {@link StoreReader#picture}. */
    public Optional<byte[]> picture(String sha256) {
        return reader.picture(sha256);
    }

    @Override
    public <T> T commit(Vehicle vehicle, Planner<T> planner) {
        return commit(vehicle, planner, entry -> EntryDocument.of(entry, json));
    }

    /** The probable entry is written and compressed, and its pictures kept, on the caller's thread. */
    @Override
    public <T> T commit(Vehicle vehicle, DossierEntry probable, Planner<T> planner) {
        EntryDocument ready = EntryDocument.of(probable, json);
        writer.writeAhead(CommitJob.picturesOf(List.of(probable)));
        return commit(vehicle, planner, entry -> entry == probable ? ready : EntryDocument.of(entry, json));
    }

    private <T> T commit(Vehicle vehicle, Planner<T> planner, Function<DossierEntry, EntryDocument> documents) {
        var job = new CommitJob<>(vehicle, planner, documents, engine, outbox::wrote, clock);
        writer.submit(job);
        try {
            return WaitedJob.await(job.outcome()).answer();
        } catch (StoreException e) {
            throw new StoreException("nothing was recorded for vehicle " + vehicle.id() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<Inspection> inspectionOf(FrameId frame) {
        return readers.files("frame " + frame, tables -> tables.inspections().ofFrame(frame));
    }

    @Override
    public Optional<Inspection> inspection(ResultId result) {
        return readers.files("result " + result, tables -> tables.inspections().byId(result));
    }

    @Override
    public List<OpenVisit> openVisits() {
        return readers.files("open visits", tables -> tables.visits().open());
    }

    @Override
    public Optional<RepairOrder> order(OrderId order) {
        return readers.files("order " + order, tables -> tables.orders().byId(order));
    }

    @Override
    public List<RepairOrder> openOrders(Optional<OrderId> after, int ordersMax) {
        return readers.files("open orders", tables -> tables.orders().openAfter(after, ordersMax));
    }

    @Override
    public List<WeldStanding> doubtfulWelds(int weldsMax) {
        return readers.files("doubtful welds", tables -> tables.welds().doubtful(weldsMax));
    }

    @Override
    public long doubtfulWeldCount() {
        return readers.files(
                "the number of doubtful welds", tables -> tables.welds().doubtfulCount());
    }

    @Override
    public Optional<Vehicle> vehicle(VehicleId vehicle) {
        return readers.files("vehicle " + vehicle, tables -> tables.visits()
                .latestVehicle(tables.names().fileOf(vehicle)));
    }

    @Override
    public VehicleStanding standing(VehicleId vehicle) {
        return readers.filesAtOnce("what stands of " + vehicle, tables -> tables.standing(vehicle));
    }

    /** How many commits wait for the writer. */
    int commitsWaiting() {
        return writer.waiting();
    }

    /** Writes what was handed in, then lets the store go. A second call does nothing. */
    @Override
    public void close() {
        turn.ifPresent(OutboxTurn::close);
        try {
            writer.close();
            reader.close();
        } catch (SQLException e) {
            throw new StoreException("the store could not be closed cleanly; what was acknowledged is on disk", e);
        }
    }
}
