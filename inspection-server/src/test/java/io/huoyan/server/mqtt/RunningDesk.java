package io.huoyan.server.mqtt;

import static io.huoyan.core.dossier.SampleEntries.STATION;
import static io.huoyan.core.dossier.SampleEntries.vehicle;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.SampleEntries;
import io.huoyan.core.dossier.VehicleFiles.Plan;
import io.huoyan.core.orders.CommandAnswer;
import io.huoyan.core.orders.Gate;
import io.huoyan.core.orders.OrderPlan;
import io.huoyan.core.orders.OrderPlanner;
import io.huoyan.core.orders.OrderRules;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.server.desk.DeskEvents;
import io.huoyan.server.desk.GateKeeper;
import io.huoyan.server.desk.OrderClock;
import io.huoyan.server.desk.OrderDesk;
import io.huoyan.server.doors.RateLimit;
import io.huoyan.server.outbox.OutboxDispatcher;
import io.huoyan.server.store.VehicleStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** Test kit: store, desk, sink and the door of the MES over a broker, with an MES that talks to them. */
final class RunningDesk implements AutoCloseable {
    static final Topics TOPICS = new Topics("plant", "body", "line1");
    private static final WeldPlan PLAN = SampleEntries.plan();

    final VehicleStore files;
    final List<OrderSubscriber.Received> orders = new CopyOnWriteArrayList<>();
    final Map<String, String> answers = new ConcurrentHashMap<>();
    final AtomicLong answersInAll = new AtomicLong();
    final AtomicLong counted = new AtomicLong();
    final MesSender sender;
    final OrderDesk desk;

    private final OrderPlanner planner;
    private final PahoOrderSink sink;
    private final OrderClock clock;
    private final OutboxDispatcher dispatcher;
    private final MesDoor door;
    private final OrderSubscriber subscriber;
    private final ObjectMapper mapper = new ObjectMapper();
    private final AtomicInteger visits = new AtomicInteger();

    RunningDesk(Path folder, BrokerAddress broker) throws InterruptedException {
        this(folder, broker, new RateLimit(RateLimit.PER_SECOND_MAX, System::nanoTime, () -> {}));
    }

    /** @param limit of the door */
    RunningDesk(Path folder, BrokerAddress broker, RateLimit limit) throws InterruptedException {
        files = VehicleStore.open(folder);
        var ids = new AtomicInteger();
        planner = new OrderPlanner(
                new DefectNames(List.of()), OrderRules.defaults(), () -> new OrderId("O-" + ids.incrementAndGet()));
        var catalog =
                new Catalog(Map.of(PLAN.variant(), PLAN), Map.of(), Map.of(), Map.of(), new DefectNames(List.of()), "");
        var events = new Counting();
        desk = new OrderDesk(catalog, files, planner, events, Clock.systemUTC());
        var gate = new GateKeeper(catalog, files, new Gate(OrderRules.defaults()), events);
        sink = PahoOrderSink.open(broker.as("huoyan"), TOPICS);
        clock = new OrderClock(desk, files.outbox(), Clock.systemUTC());
        dispatcher = OutboxDispatcher.start(files.outbox(), sink, OutboxDispatcher.Settings.defaults(), clock);
        door = MesDoor.open(broker.as("huoyan-mes"), TOPICS, sink, desk, gate, limit, Clock.systemUTC());
        clock.start();
        subscriber = OrderSubscriber.connect(broker.as("mes"), TOPICS, Duration.ofHours(1), orders::add);
        sender = MesSender.connect(broker.as("mes-talks"), TOPICS, answer -> {
            answersInAll.incrementAndGet();
            answers.put(answer.correlation(), answer.payload());
        });
        subscriber.awaitSubscribed();
        sender.awaitConnected();
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(door::isOpen);
    }

    /** Closes a visit of a body; the weld S-1 is as given. */
    void visit(String body, VisitResult.WeldResult weld) {
        files.commit(vehicle(body), file -> {
            // Closed now: an order of the sample's noon would be overdue at once.
            VisitResult visit = new VisitResult(
                    STATION,
                    new VisitId("visit-" + visits.incrementAndGet()),
                    vehicle(body),
                    file.nextSequenceNumber(STATION),
                    1,
                    Instant.now(),
                    weld.verdict(),
                    List.of(weld),
                    true);
            OrderPlan plan = planner.plan(PLAN, visit, file.openOrders(), file);
            var entries = new java.util.ArrayList<DossierEntry>();
            entries.add(new DossierEntry.VisitClosed(visit));
            plan.revisions().forEach(order -> entries.add(new DossierEntry.OrderMoved(order)));
            return new Plan<>(entries, plan.messages(), 0);
        });
    }

    RepairOrder order(String body) {
        OrderId latest = files.standing(vehicle(body).id()).orders().get(0).id();
        return files.order(latest).orElseThrow();
    }

    static String command(String id, String order, String action) {
        return "{\"schema\":\"huoyan.order-command/1\",\"command_id\":\"" + id + "\",\"order_id\":\"" + order
                + "\",\"action\":\"" + action + "\",\"who\":\"王芳\",\"reason\":\"because\",\"issued_at\":\""
                + Instant.now() + "\"}";
    }

    /** Sends a command and waits for its answer. */
    JsonNode ask(String text, String correlation) throws IOException, InterruptedException {
        sender.command(STATION, text.getBytes(UTF_8), correlation);
        return answer(correlation);
    }

    JsonNode answer(String correlation) throws IOException {
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> answers.containsKey(correlation));
        return mapper.readTree(Optional.ofNullable(answers.get(correlation)).orElseThrow());
    }

    @Override
    public void close() {
        sender.close();
        subscriber.close();
        door.close();
        dispatcher.close();
        clock.close();
        sink.close();
        files.close();
    }

    private final class Counting implements DeskEvents {
        @Override
        public void commandAnswered(CommandAnswer.Code code, boolean repeated) {
            counted.incrementAndGet();
        }

        @Override
        public void gateAsked(boolean mayLeave) {}

        @Override
        public void escalated(io.huoyan.core.orders.Escalation escalation) {}

        @Override
        public void decided(boolean good) {}
    }
}
