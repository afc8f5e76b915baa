package io.huoyan.server.store;

import static io.huoyan.core.dossier.SampleEntries.order;
import static io.huoyan.core.dossier.SampleEntries.pore;
import static io.huoyan.core.dossier.SampleEntries.vehicle;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.SampleEntries;
import io.huoyan.core.dossier.VehicleFiles.Plan;
import io.huoyan.core.orders.OrderSink;
import io.huoyan.core.orders.OrderState;
import io.huoyan.core.orders.OutboxMessage;
import io.huoyan.server.outbox.OutboxDispatcher;
import io.huoyan.server.outbox.OutboxListener;
import io.huoyan.server.store.sql.StorePlace;
import io.huoyan.server.testkit.PostgresServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("field")
class SharedStoreFieldTest {
    private static final int VEHICLES = 5;
    private static final int COMMITS_EACH = 60;
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    private final List<String> arrived = Collections.synchronizedList(new ArrayList<>());

    /** Both servers find the same weld bad at the same time, again and again; the one that sends is closed midway. */
    @Test
    void two_servers_on_one_database_make_one_order_per_weld_and_their_messages_arrive_in_order() throws Exception {
        try (var server = PostgresServer.start()) {
            StorePlace.Postgres place = server.newDatabase();
            var pool = Executors.newFixedThreadPool(2 * VEHICLES);
            var first = open(place);
            try (var second = open(place);
                    var dispatcher = dispatcher(second)) {
                var firstDispatcher = dispatcher(first);
                List<Callable<Integer>> callers = new ArrayList<>();
                for (int i = 0; i < VEHICLES; i++) {
                    Vehicle vehicle = vehicle("BODY-" + i);
                    callers.add(() -> findBad(second, vehicle, "second"));
                    callers.add(() -> findBad(first, vehicle, "first"));
                }
                int orders = 0;
                for (var made : pool.invokeAll(callers)) {
                    orders += made.get();
                }
                firstDispatcher.close();
                first.close();

                assertThat(orders).isEqualTo(VEHICLES);
                assertThat(second.counts().openOrders()).isEqualTo(VEHICLES);
                Awaitility.await()
                        .atMost(LONG_ENOUGH)
                        .until(() -> second.outbox().waiting(0, 1).isEmpty());
                assertThat(dispatcher.drain(LONG_ENOUGH)).isTrue();
            } finally {
                pool.shutdownNow();
            }
        }
        assertFirstArrivalsAreInOrder();
    }

    private VehicleStore open(StorePlace.Postgres place) {
        return VehicleStore.open(place, folder.resolve("pictures"), Clock.systemUTC());
    }

    private OutboxDispatcher dispatcher(VehicleStore store) {
        OrderSink sink = new OrderSink() {
            @Override
            public void deliver(OutboxMessage message) {
                arrived.add(message.key());
            }

            @Override
            public void close() {}
        };
        return OutboxDispatcher.start(store.outbox(), sink, OutboxDispatcher.Settings.defaults(), OutboxListener.NONE);
    }

    /** Makes an order if none is open, and a message each time; returns how many orders it made. */
    private static int findBad(VehicleStore store, Vehicle vehicle, String who) {
        int made = 0;
        for (int i = 0; i < COMMITS_EACH; i++) {
            String id = "O-" + vehicle.id() + "-" + who + "-" + i;
            made += store.commit(vehicle, file -> {
                boolean isNew = file.openOrders().isEmpty();
                long number = file.nextSequenceNumber(SampleEntries.STATION);
                var visit = SampleEntries.visit(vehicle, "visit-" + number, number, false, SampleEntries.ok("S-9"));
                List<DossierEntry> entries = new ArrayList<>();
                entries.add(new DossierEntry.VisitClosed(visit));
                if (isNew) {
                    entries.add(new DossierEntry.OrderMoved(order(vehicle, id, "S-1", OrderState.CREATED, pore(1))));
                }
                return new Plan<>(entries, List.of(message(vehicle, number)), isNew ? 1 : 0);
            });
        }
        return made;
    }

    private static OutboxMessage message(Vehicle vehicle, long number) {
        return new OutboxMessage(
                vehicle.id(),
                SampleEntries.STATION,
                OutboxMessage.Channel.ORDERS,
                vehicle.id() + "/" + number,
                "huoyan.order/1",
                ("{\"number\":" + number + "}").getBytes(UTF_8));
    }

    private void assertFirstArrivalsAreInOrder() {
        Set<String> firstArrivals = new LinkedHashSet<>(arrived);
        assertThat(firstArrivals).hasSize(2 * VEHICLES * COMMITS_EACH);
        Map<String, Long> latest = new HashMap<>();
        for (String key : firstArrivals) {
            String vehicle = key.substring(0, key.indexOf('/'));
            long number = Long.parseLong(key.substring(key.indexOf('/') + 1));
            assertThat(number).as(key).isGreaterThan(latest.getOrDefault(vehicle, 0L));
            latest.put(vehicle, number);
        }
    }
}
