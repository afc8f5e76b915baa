package io.huoyan.server.torture;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.CatalogLoader;
import io.huoyan.core.catalog.Station;
import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.server.mqtt.BrokerAddress;
import io.huoyan.server.mqtt.Topics;
import io.huoyan.server.store.StoreSettings;
import io.huoyan.server.store.VehicleStore;
import io.huoyan.server.store.sql.StorePlace;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Cycle by cycle: a server is started on the same store, cameras and MES go on where they were, something goes wrong,
 * and the server is killed at a random instant. After the last cycle a server is left in peace until all is said, and
 * {@link Verdicts} are made.
 */
public final class TortureRun implements AutoCloseable {
    private static final Topics TOPICS = new Topics("plant", "body-shop", "line-1");
    private static final int KILLED_AFTER_STEPS_MAX = 80;
    private static final int KILLED_AFTER_US_MORE_MAX = 20_000;
    private static final long CYCLE_MS_MAX = 15_000;

    /** SQLite's own library is unpacked when a server starts, and must fit. */
    private static final long FILE_KB_MIN = 1500;

    private static final int BODIES_AT_ONCE = 3;
    private static final int CLOCK_SHIFT_S_MAX = 3600;
    private static final long STEP_PAUSE_MS = 5;

    private final Settings settings;
    private final Random random;
    private final Sightings sightings = new Sightings(Clock.systemUTC());
    private final Plant plant;
    private final Cameras cameras;
    private final Queue<Repair> repairs = new ConcurrentLinkedQueue<>();
    private final Path catalogFolder;
    private final TortureBroker broker;
    private final BrokerWire wire;
    private final Mes mes;
    private final Qa qa;

    /** A weld that the MES had repaired. */
    private record Repair(String body, WeldId weld) {}

    /**
     * @param home where the sample catalog is
     * @param folder its own: store, broker, logs
     * @param cycles how often the server is killed; ≥ 1
     * @param seed of all dice
     * @param quietWaitMax for how long the last server may take until all is said
     * @param broker which one
     * @param database an empty one; without it the store is SQLite
     */
    public record Settings(
            Path home,
            Path folder,
            int cycles,
            long seed,
            Duration quietWaitMax,
            TortureBroker.Kind broker,
            Optional<StorePlace.Postgres> database) {
        /** The store of the server's configuration. */
        StoreSettings store() {
            StoreSettings inFolder = StoreSettings.inFolder(folder.resolve("server"));
            return database.<StoreSettings>map(inFolder::at).orElse(inFolder);
        }
    }

    /** Told how far it is. */
    public interface Progress {
        void cycle(int done, int answered, String trouble);
    }

    /**
     * What came of it. If all held, {@code lost}, {@code doubled} and {@code illegal} are 0, {@code chainWhole} is
     * true, and so is {@code quiet}: all was said in time.
     */
    public record Outcome(
            int cycles,
            int answered,
            int orders,
            int revisions,
            int commands,
            int decisions,
            int lost,
            int doubled,
            int illegal,
            boolean chainWhole,
            boolean quiet,
            List<String> faults) {
        public Outcome {
            faults = List.copyOf(faults);
        }

        /** True if nothing was lost, doubled or illegal, every chain is whole, and all was said in time. */
        public boolean holds() {
            return lost == 0 && doubled == 0 && illegal == 0 && chainWhole && quiet;
        }
    }

    private TortureRun(Settings settings) throws IOException, InterruptedException {
        this.settings = settings;
        this.random = new Random(settings.seed());
        this.catalogFolder = settings.home().resolve("sample-images/body-line/catalog");
        Catalog catalog = CatalogLoader.load(catalogFolder);
        Station station = catalog.stations().values().iterator().next();
        WeldPlan plan = catalog.plans().values().stream()
                .min(Comparator.comparing(one -> one.variant().value()))
                .orElseThrow();
        Map<ViewId, String> camerasByView = station.views().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, view -> view.getValue().camera().value()));
        this.plant = new Plant(plan, station.id(), camerasByView, Clock.systemUTC(), new Random(random.nextLong()));
        this.cameras = new Cameras(plant, sightings, new Random(random.nextLong()));
        Files.createDirectories(settings.folder());
        refuseWhatIsNotEmpty(settings.store());
        this.qa = new Qa(sightings, new Random(random.nextLong()));
        this.broker = TortureBroker.start(settings.broker(), settings.folder().resolve("broker"));
        this.wire = BrokerWire.to(broker.port());
        this.mes = new Mes(
                BrokerAddress.plain(URI.create("tcp://127.0.0.1:" + broker.port()), "torture"),
                TOPICS,
                station.id(),
                sightings,
                (body, weld) -> repairs.add(new Repair(body, weld)),
                new Random(random.nextLong()));
    }

    private static void refuseWhatIsNotEmpty(StoreSettings store) throws IOException {
        try (VehicleStore files = VehicleStore.open(store, Clock.systemUTC())) {
            if (files.counts().vehicles() > 0) {
                throw new IOException("the store of the torture holds "
                        + files.counts().vehicles() + " files already; allowed is an empty one");
            }
        }
    }

    /** Starts broker, cameras and MES. */
    public static TortureRun start(Settings settings) throws IOException, InterruptedException {
        TortureRun run = new TortureRun(settings);
        if (!run.mes.awaitConnected()) {
            run.close();
            throw new IOException("the broker of the torture cannot be reached");
        }
        return run;
    }

    /** Runs all cycles, waits until all is said, and judges. */
    public Outcome run(Progress progress) throws IOException, InterruptedException {
        for (int cycle = 1; cycle <= settings.cycles(); cycle++) {
            Trouble trouble = Trouble.of(random);
            cycle(trouble);
            progress.cycle(cycle, sightings.answeredFrames(), trouble.name());
        }
        return inPeace();
    }

    private ServerProcess.World world(long clockShiftS, OptionalLong fileKbMax) {
        return new ServerProcess.World(
                settings.home(),
                settings.folder().resolve("server"),
                catalogFolder,
                wire.url().toString(),
                clockShiftS,
                fileKbMax,
                settings.database());
    }

    private void cycle(Trouble trouble) throws IOException, InterruptedException {
        long shiftS = trouble == Trouble.CLOCK ? random.nextInt(2 * CLOCK_SHIFT_S_MAX) - CLOCK_SHIFT_S_MAX : 0;
        OptionalLong fileKbMax = trouble == Trouble.FULL_DISK
                ? OptionalLong.of(Math.max(FILE_KB_MIN, databaseKb()) + random.nextInt(400))
                : OptionalLong.empty();
        ServerProcess server;
        try {
            server = ServerProcess.start(world(shiftS, fileKbMax), log());
        } catch (IOException e) {
            if (trouble == Trouble.FULL_DISK) {
                return;
            }
            throw e;
        }
        try (server) {
            cameras.connect(server.port());
            qa.connect(server.reviewPort());
            int steps = random.nextInt(KILLED_AFTER_STEPS_MAX);
            int troubleAt = random.nextInt(steps + 1);
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CYCLE_MS_MAX);
            for (int step = 0; step <= steps && server.isAlive() && System.nanoTime() < until; step++) {
                if (step == troubleAt) {
                    begin(trouble);
                }
                step();
            }
            TimeUnit.MICROSECONDS.sleep(random.nextInt(KILLED_AFTER_US_MORE_MAX));
            server.kill();
        } finally {
            end(trouble);
        }
    }

    private long databaseKb() throws IOException {
        Path database = settings.folder().resolve("server/store/huoyan.db");
        return Files.exists(database) ? Files.size(database) / 1024 : 0;
    }

    private Path log() {
        return settings.folder().resolve("server.log");
    }

    private void begin(Trouble trouble) {
        switch (trouble) {
            case BROKER_STOPPED -> broker.stop();
            case WIRE_CUT -> wire.cut();
            case WIRE_SLOW -> wire.slow(20 + random.nextInt(200));
            case NONE, CLOCK, FULL_DISK -> {
                // begun with the server
            }
        }
    }

    private void end(Trouble trouble) throws IOException, InterruptedException {
        wire.mend();
        if (trouble == Trouble.BROKER_STOPPED) {
            broker.stop();
            broker.start();
        }
    }

    /** The line goes on: bodies arrive, cameras send, the MES answers. */
    private void step() throws InterruptedException {
        arrivals();
        boolean isAnswered = cameras.step();
        mes.step();
        qa.step();
        if (!isAnswered || cameras.isIdle()) {
            TimeUnit.MILLISECONDS.sleep(STEP_PAUSE_MS);
        }
    }

    private void arrivals() {
        Repair repair = repairs.poll();
        if (repair != null) {
            plant.repaired(repair.body(), repair.weld());
        }
        if (cameras.present().size() >= BODIES_AT_ONCE) {
            return;
        }
        String again = random.nextInt(3) == 0 ? "" : plant.someBody(cameras.present());
        cameras.arrive(again.isEmpty() ? plant.newBody() : plant.visit(again));
    }

    /** No more bodies: until every frame and command is answered and every message has arrived. */
    private Outcome inPeace() throws IOException, InterruptedException {
        ServerProcess server = ServerProcess.start(world(0, OptionalLong.empty()), log());
        cameras.connect(server.port());
        var quiet = new Quiet(settings.quietWaitMax());
        while (!quiet.isReached() && !quiet.isOverdue()) {
            boolean isAnswered = cameras.step();
            mes.step();
            boolean isDone = cameras.isIdle() && isAnswered && mes.unanswered() == 0;
            quiet.looked(isDone, sightings.firstArrivals().size());
            TimeUnit.MILLISECONDS.sleep(cameras.isIdle() ? 200 : STEP_PAUSE_MS);
        }
        Optional<String> noise = quiet.isReached()
                ? Optional.empty()
                : Optional.of("not quiet after " + settings.quietWaitMax().toSeconds() + " s: the server "
                        + (server.isAlive() ? "runs" : "has ended by itself") + ", "
                        + cameras.present().size() + " visits are not closed, " + mes.unanswered()
                        + " commands are not answered");
        server.kill();
        return judged(noise);
    }

    private Outcome judged(Optional<String> noise) {
        try (VehicleStore files = VehicleStore.open(settings.store(), Clock.systemUTC())) {
            Verdicts verdicts = Verdicts.of(sightings, plant, files);
            var faults = new ArrayList<String>(noise.stream().toList());
            faults.addAll(verdicts.lost());
            faults.addAll(verdicts.doubled());
            faults.addAll(verdicts.illegal());
            faults.addAll(verdicts.broken());
            return new Outcome(
                    settings.cycles(),
                    sightings.answeredFrames(),
                    verdicts.orders(),
                    sightings.firstArrivals().size(),
                    sightings.answerByCommand().size(),
                    sightings.decisions().size(),
                    verdicts.lost().size(),
                    verdicts.doubled().size(),
                    verdicts.illegal().size(),
                    verdicts.broken().isEmpty(),
                    noise.isEmpty(),
                    faults);
        }
    }

    @Override
    public void close() {
        cameras.close();
        mes.close();
        wire.close();
        broker.close();
    }
}
