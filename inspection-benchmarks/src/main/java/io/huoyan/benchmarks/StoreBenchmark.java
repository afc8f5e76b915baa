package io.huoyan.benchmarks;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.CatalogLoader;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.VehicleFiles;
import io.huoyan.core.orders.Gate;
import io.huoyan.core.orders.OrderIds;
import io.huoyan.core.orders.OrderPlanner;
import io.huoyan.core.orders.OrderRules;
import io.huoyan.core.orders.OrderSink;
import io.huoyan.core.orders.OutboxMessage;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.InspectionPipeline;
import io.huoyan.server.app.RecipeDetectors;
import io.huoyan.server.desk.DeskEvents;
import io.huoyan.server.desk.GateKeeper;
import io.huoyan.server.dossier.VehicleDossier;
import io.huoyan.server.ingest.PlannedVisitClosing;
import io.huoyan.server.outbox.OutboxDispatcher;
import io.huoyan.server.outbox.OutboxListener;
import io.huoyan.server.store.RetentionRules;
import io.huoyan.server.store.StoreSettings;
import io.huoyan.server.store.VehicleStore;
import io.huoyan.server.store.sql.StorePlace;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * Writes the files of many vehicles as a server would (inspections, visits, orders, messages that a sink takes at
 * once), then reads: one vehicle's whole file with its chain checked, and the gate. Vehicles come in blocks of
 * {@value #BLOCK} that go from station to station together, so that a file lies scattered.
 *
 * <p>Arguments: folder of the repository, a folder for the store, vehicles that are written (200), how many times as
 * large the store is then made by copying their files (1; 20 times 1000 vehicles hold a million inspections), callers
 * that write at the same time (16, as a server has recorders), {@code postgresql://…} (SQLite) and its user. After
 * copying, as many vehicles are written again, but 1000 at most.
 */
public final class StoreBenchmark {
    private static final int BLOCK = 500;
    private static final int READS = 2000;
    private static final int WARM_UP_READS = 200;
    private static final int TOLD_EVERY = 50_000;
    private static final int BESIDE_PER_S = 200;
    private static final int MORE_VEHICLES = 1000;
    private static final long SEED = 20261122;

    private final BodyShop shop;
    private final VehicleStore store;
    private final PlannedVisitClosing closing;
    private final GateKeeper gate;

    private StoreBenchmark(BodyShop shop, VehicleStore store) {
        this.shop = shop;
        this.store = store;
        this.closing = new PlannedVisitClosing(
                shop.catalog(),
                new OrderPlanner(
                        shop.catalog().defects(),
                        OrderRules.defaults(),
                        new OrderIds(Clock.systemUTC(), new Random(SEED))));
        this.gate = new GateKeeper(shop.catalog(), store, new Gate(OrderRules.defaults()), DeskEvents.NONE);
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("ai.djl.offline", "true");
        Path root = Path.of(arguments[0]).toAbsolutePath().normalize();
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        int vehicles = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 200;
        int times = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1;
        int callers = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 16;
        Optional<String> url = arguments.length > 5 ? Optional.of(arguments[5]) : Optional.empty();
        String user = arguments.length > 6 ? arguments[6] : "";
        StorePlace place = url.<StorePlace>map(given -> new StorePlace.Postgres(given, user, Optional.empty()))
                .orElse(new StorePlace.InFolder(folder.resolve("store")));
        BodyShop shop = shop(root, folder);
        var settings = new StoreSettings(
                place,
                folder.resolve("pictures"),
                folder.resolve("anchors"),
                folder.resolve("anchor-key.pem"),
                StoreSettings.ANCHOR_EVERY,
                RetentionRules.DEFAULTS,
                StoreSettings.PICTURE_BYTES_MAX);
        say(
                "%s, a body has %s; %d callers, %d cores, Java %s, seed %d",
                place, shop.size(), callers, Runtime.getRuntime().availableProcessors(), Runtime.version(), SEED);
        with(settings, shop, benchmark -> benchmark.write(0, vehicles, callers));
        long begin = System.nanoTime();
        StoreMultiplier.multiply(folder.resolve("store"), url, user, times);
        say("copied %d times in %.0f s", times - 1, (System.nanoTime() - begin) / 1e9);
        with(settings, shop, benchmark -> {
            benchmark.read(vehicles, times, "at rest");
            benchmark.write(vehicles, vehicles + Math.min(MORE_VEHICLES, vehicles), callers);
            benchmark.readBeside(vehicles, times);
            say("the store holds %s", benchmark.store.counts());
        });
        System.exit(0);
    }

    private interface Work {
        void with(StoreBenchmark benchmark) throws InterruptedException;
    }

    private static void with(StoreSettings settings, BodyShop shop, Work work) throws InterruptedException {
        try (VehicleStore store = VehicleStore.open(settings, Clock.systemUTC());
                var dispatcher = OutboxDispatcher.start(
                        store.outbox(), new Taking(), OutboxDispatcher.Settings.defaults(), OutboxListener.NONE)) {
            work.with(new StoreBenchmark(shop, store));
            while (!dispatcher.drain(Duration.ofSeconds(1))) {
                Thread.onSpinWait();
            }
        }
    }

    private static BodyShop shop(Path root, Path folder) throws Exception {
        Path set = root.resolve("sample-images/body-line");
        Catalog catalog = CatalogLoader.load(set.resolve("catalog"));
        var results = new AtomicInteger();
        try (RecipeDetectors detectors =
                RecipeDetectors.open(catalog, root.resolve("models"), 1, folder.resolve("model-forms"))) {
            return BodyShop.of(
                    set,
                    catalog,
                    new InspectionPipeline(
                            catalog,
                            detectors.byRecipe(),
                            Clock.systemUTC(),
                            () -> new ResultId("T-" + results.incrementAndGet()),
                            "benchmark"));
        }
    }

    /** Writes the vehicles from one number up to another. */
    private void write(int from, int vehicles, int callers) throws InterruptedException {
        long begin = System.nanoTime();
        double cpuBegin = cpuSeconds();
        var inspections = new AtomicLong();
        var told = new AtomicLong(begin);
        for (int first = from; first < vehicles; first += BLOCK) {
            int end = Math.min(vehicles, first + BLOCK);
            for (int station = 0; station < BodyShop.STATIONS; station++) {
                int at = station;
                sideBySide(callers, first, end, vehicle -> {
                    visit(vehicle, at);
                    long done = inspections.addAndGet(BodyShop.FRAMES_PER_VISIT);
                    if (done % TOLD_EVERY == 0) {
                        long now = System.nanoTime();
                        say(
                                "%,d inspections, the last %,d at %.0f/s",
                                done, TOLD_EVERY, TOLD_EVERY * 1e9 / (now - told.getAndSet(now)));
                    }
                });
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        say(
                "wrote %,d inspections and %,d visits of %,d vehicles in %.0f s: %.0f inspections/s;"
                        + " %.2f ms of processor time each, in this process",
                inspections.get(),
                (long) (vehicles - from) * BodyShop.STATIONS,
                vehicles - from,
                seconds,
                inspections.get() / seconds,
                (cpuSeconds() - cpuBegin) * 1e3 / inspections.get());
    }

    private static double cpuSeconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toNanos()
                / 1e9;
    }

    private static void sideBySide(int callers, int first, int end, IntConsumer work) throws InterruptedException {
        var next = new AtomicInteger(first);
        Thread[] threads = new Thread[callers];
        for (int i = 0; i < callers; i++) {
            threads[i] = new Thread(() -> {
                for (int one = next.getAndIncrement(); one < end; one = next.getAndIncrement()) {
                    work.accept(one);
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void visit(int vehicle, int station) {
        var random = new SplittableRandom(SEED + (long) vehicle * BodyShop.STATIONS + station);
        for (int frame = 0; frame < BodyShop.FRAMES_PER_VISIT; frame++) {
            record(shop.inspection(vehicle, station, frame, Clock.systemUTC(), random));
        }
        store.commit(
                shop.vehicle(vehicle),
                file -> closing.plan(
                        file,
                        BodyShop.stationId(station),
                        BodyShop.visitId(vehicle, station),
                        shop.vehicle(vehicle),
                        Clock.systemUTC().instant()));
    }

    /** As {@code ingest.Recorder} does it. */
    private void record(Inspection inspection) {
        var entry = new DossierEntry.Inspected(inspection);
        store.commit(inspection.header().vehicle(), entry, file -> {
            if (file.inspectionOf(inspection.header().frame()).isPresent()
                    || file.resultOf(
                                    inspection.header().station(),
                                    inspection.header().visit())
                            .isPresent()) {
                throw new IllegalStateException("frame " + inspection.header().frame() + " was there before");
            }
            return new VehicleFiles.Plan<>(List.of(entry), List.of(), 0);
        });
    }

    private void read(int vehicles, int times, String when) {
        var random = new Random(SEED);
        VehicleId[] asked = new VehicleId[READS + WARM_UP_READS];
        for (int i = 0; i < asked.length; i++) {
            VehicleId original = shop.vehicle(random.nextInt(vehicles)).id();
            asked[i] = new VehicleId(original + StoreMultiplier.suffix(random.nextInt(times)));
        }
        timed("gate, " + when, asked, vehicle -> gate.ask(vehicle).blockersInAll());
        timed(
                "results of a vehicle's visits and its open orders, " + when,
                asked,
                vehicle -> store.reader().results(vehicle).size()
                        + store.reader().openOrders(vehicle).size());
        timed("one vehicle's file, read and its chain checked, " + when, asked, vehicle -> VehicleDossier.read(
                        store.reader(), vehicle)
                .orElseThrow()
                .entryCount());
    }

    private interface Question {
        int ask(VehicleId vehicle);
    }

    private static void timed(String what, VehicleId[] asked, Question question) {
        long[] nanos = new long[READS];
        long[] cpuNanos = new long[READS];
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long answers = 0;
        for (int i = 0; i < asked.length; i++) {
            long begin = System.nanoTime();
            long cpuBegin = threads.getCurrentThreadCpuTime();
            answers += question.ask(asked[i]);
            if (i >= WARM_UP_READS) {
                nanos[i - WARM_UP_READS] = System.nanoTime() - begin;
                cpuNanos[i - WARM_UP_READS] = threads.getCurrentThreadCpuTime() - cpuBegin;
            }
        }
        Arrays.sort(nanos);
        Arrays.sort(cpuNanos);
        say(
                "%s: p50 %.2f ms, p99 %.2f ms, longest %.2f ms; of processor time p50 %.2f ms, p99 %.2f ms"
                        + " (%d asked, %.1f rows an answer)",
                what,
                nanos[READS / 2] / 1e6,
                nanos[READS * 99 / 100] / 1e6,
                nanos[READS - 1] / 1e6,
                cpuNanos[READS / 2] / 1e6,
                cpuNanos[READS * 99 / 100] / 1e6,
                READS,
                (double) answers / asked.length);
    }

    /** The same while inspections of new vehicles are recorded. */
    private void readBeside(int vehicles, int times) throws InterruptedException {
        var goesOn = new AtomicBoolean(true);
        Thread load = new Thread(() -> {
            long next = System.nanoTime();
            for (int vehicle = 3 * vehicles; goesOn.get(); vehicle++) {
                visit(vehicle, 0);
                next += TimeUnit.SECONDS.toNanos(BodyShop.FRAMES_PER_VISIT) / BESIDE_PER_S;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        });
        load.start();
        read(vehicles, times, "beside " + BESIDE_PER_S + " inspections/s");
        goesOn.set(false);
        load.join();
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
        System.out.flush();
    }

    /** Takes every message at once. */
    private static final class Taking implements OrderSink {
        @Override
        public void deliver(OutboxMessage message) {}

        @Override
        public void close() {}
    }
}
