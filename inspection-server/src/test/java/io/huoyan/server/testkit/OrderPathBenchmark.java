package io.huoyan.server.testkit;

import static io.huoyan.core.dossier.SampleEntries.inspection;
import static io.huoyan.core.dossier.SampleEntries.vehicle;

import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.VehicleFiles.Plan;
import io.huoyan.core.orders.OutboxMessage;
import io.huoyan.server.mqtt.BrokerAddress;
import io.huoyan.server.mqtt.EmbeddedBroker;
import io.huoyan.server.mqtt.OrderSubscriber;
import io.huoyan.server.mqtt.PahoOrderSink;
import io.huoyan.server.mqtt.Topics;
import io.huoyan.server.outbox.OutboxDispatcher;
import io.huoyan.server.outbox.OutboxListener;
import io.huoyan.server.store.VehicleStore;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures the store and the way of an order: commits per second with one caller and with many, without and with
 * pictures, and the time from a commit's return to the order at the subscriber, over the embedded broker in the same
 * process or another one.
 *
 * <p>{@code java -cp <test class path of inspection-server> io.huoyan.server.testkit.OrderPathBenchmark FOLDER [URL]}
 */
public final class OrderPathBenchmark {
    private static final int SECONDS = 5;
    private static final int WARM_UP_SECONDS = 2;
    private static final int PICTURE_BYTES = 60_000;
    private static final long SEED = 20261121;
    private static final int ORDERS = 1500;
    private static final long ORDER_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final Topics TOPICS = new Topics("plant", "body", "line1");

    private OrderPathBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(arguments[0]), "order-path");
        System.out.printf(
                "measured on %d cores, Java %s, seed %d%n",
                Runtime.getRuntime().availableProcessors(), Runtime.version(), SEED);
        try (var files = VehicleStore.open(folder.resolve("store"))) {
            var frames = new AtomicInteger();
            commitsPerSecond(files, 8, 0, WARM_UP_SECONDS, frames);
            for (int pictureBytes : new int[] {0, PICTURE_BYTES}) {
                for (int callers : new int[] {1, 4, 32, 100}) {
                    double rate = commitsPerSecond(files, callers, pictureBytes, SECONDS, frames);
                    System.out.printf(
                            "measured %d callers, picture of %d bytes: %.0f commits/s%n", callers, pictureBytes, rate);
                }
            }
        }
        for (int inspectionsPerS : new int[] {0, 200}) {
            orderLatency(
                    Files.createDirectory(folder.resolve("orders-at-" + inspectionsPerS)), inspectionsPerS, arguments);
        }
        System.exit(0);
    }

    private static double commitsPerSecond(
            VehicleStore files, int callers, int pictureBytes, int seconds, AtomicInteger frames) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        var commits = new AtomicInteger();
        var threads = new Thread[callers];
        long begin = System.nanoTime();
        for (int i = 0; i < callers; i++) {
            Vehicle vehicle = vehicle("BODY-" + i % 10);
            var random = new Random(SEED + i);
            threads[i] = new Thread(() -> {
                while (System.nanoTime() < until) {
                    record(files, vehicle, frames.incrementAndGet(), picture(random, pictureBytes));
                    commits.incrementAndGet();
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return commits.get() / ((System.nanoTime() - begin) / 1e9);
    }

    private static byte[] picture(Random random, int bytes) {
        byte[] picture = new byte[bytes];
        random.nextBytes(picture);
        return picture;
    }

    private static void record(VehicleStore files, Vehicle vehicle, int frame, byte[] picture) {
        var inspection = inspection(vehicle, "visit-1", "C1", frame, picture);
        var entry = new DossierEntry.Inspected(inspection);
        files.commit(vehicle, entry, file -> new Plan<>(List.of(entry), List.of(), 0));
    }

    private static void orderLatency(Path folder, int inspectionsPerS, String[] arguments) throws Exception {
        Map<String, Long> committedNanos = new ConcurrentHashMap<>();
        var latenciesNanos = new long[ORDERS];
        var arrived = new AtomicInteger();
        var all = new CountDownLatch(ORDERS);
        long begin = System.nanoTime();
        try (var broker = EmbeddedBroker.start(folder.resolve("broker"), "127.0.0.1", 0);
                var files = VehicleStore.open(folder.resolve("store-of-orders"))) {
            System.out.printf(
                    "measured start of the embedded broker: %d ms%n", (System.nanoTime() - begin) / 1_000_000);
            URI url = arguments.length > 1 ? URI.create(arguments[1]) : broker.url();
            try (var mes = OrderSubscriber.connect(
                            BrokerAddress.plain(url, "mes-" + System.nanoTime()),
                            TOPICS,
                            Duration.ofHours(1),
                            message -> {
                                long now = System.nanoTime();
                                Long before = committedNanos.get(message.key());
                                latenciesNanos[arrived.getAndIncrement()] = before == null ? 0 : now - before;
                                all.countDown();
                            });
                    var sink = PahoOrderSink.open(BrokerAddress.plain(url, "huoyan"), TOPICS);
                    var dispatcher = OutboxDispatcher.start(
                            files.outbox(), sink, OutboxDispatcher.Settings.defaults(), OutboxListener.NONE)) {
                if (!mes.awaitSubscribed()) {
                    throw new IllegalStateException("the subscriber could not connect");
                }
                Thread load = new Thread(() -> inspections(files, inspectionsPerS), "load");
                load.start();
                sendPaced(files, committedNanos);
                all.await();
                load.interrupt();
                load.join();
                dispatcher.drain(Duration.ofSeconds(30));
            }
        }
        Arrays.sort(latenciesNanos);
        System.out.printf(
                "measured commit returned to order at the subscriber, %d orders, one each 10 ms, beside %d inspections/s:"
                        + " p50 %.2f ms, p99 %.2f ms, longest %.2f ms%n",
                ORDERS,
                inspectionsPerS,
                latenciesNanos[ORDERS / 2] / 1e6,
                latenciesNanos[ORDERS * 99 / 100] / 1e6,
                latenciesNanos[ORDERS - 1] / 1e6);
    }

    /** So many a second, without pictures, until it is interrupted. */
    private static void inspections(VehicleStore files, int inspectionsPerS) {
        long next = System.nanoTime();
        for (int frame = 1; inspectionsPerS > 0 && !Thread.currentThread().isInterrupted(); frame++) {
            record(files, vehicle("BODY-" + frame % 20), frame, new byte[0]);
            next += TimeUnit.SECONDS.toNanos(1) / inspectionsPerS;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    /** An order that arrives before its commit has returned counts as 0. */
    private static void sendPaced(VehicleStore files, Map<String, Long> committedNanos) throws Exception {
        long next = System.nanoTime();
        for (int i = 1; i <= ORDERS; i++) {
            OutboxMessage message = SampleMessages.message("BODY-" + i % 20, i);
            SampleMessages.commit(files, message);
            committedNanos.put(message.key(), System.nanoTime());
            next += ORDER_EVERY_NANOS;
            long left = next - System.nanoTime();
            if (left > 0) {
                TimeUnit.NANOSECONDS.sleep(left);
            }
        }
    }
}
