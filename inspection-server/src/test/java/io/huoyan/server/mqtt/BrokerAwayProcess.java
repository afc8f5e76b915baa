package io.huoyan.server.mqtt;

import static io.huoyan.core.dossier.SampleEntries.STATION;
import static io.huoyan.core.dossier.SampleEntries.nok;
import static io.huoyan.core.dossier.SampleEntries.pore;
import static io.huoyan.core.dossier.SampleEntries.vehicle;

import io.huoyan.core.catalog.DefectNames;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.VisitId;
import io.huoyan.core.domain.WeldId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.VehicleFiles.Plan;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.orders.OrderIds;
import io.huoyan.core.orders.OrderPlan;
import io.huoyan.core.orders.OrderPlanner;
import io.huoyan.core.orders.OrderRules;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.core.pipeline.VisitResult.WeldResult;
import io.huoyan.server.outbox.OutboxDispatcher;
import io.huoyan.server.outbox.OutboxListener;
import io.huoyan.server.store.VehicleStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Makes orders while the broker is away, then delivers them; says how much memory it holds. */
final class BrokerAwayProcess {
    /** Said with the used heap, MB, after each tenth of the orders. */
    static final String HELD = "heap MB ";

    /** Said when all orders are made. */
    static final String MADE = "made";

    /** Said when nothing waits any more. */
    static final String DRAINED = "drained";

    static final int WELDS = 10;
    static final Topics TOPICS = new Topics("plant", "body", "line1");

    private BrokerAwayProcess() {}

    /** @param arguments store, broker's URL, how many orders */
    public static void main(String[] arguments) throws Exception {
        int orders = Integer.parseInt(arguments[2]);
        Clock clock = Clock.systemUTC();
        var planner =
                new OrderPlanner(new DefectNames(List.of()), OrderRules.defaults(), new OrderIds(clock, new Random(1)));
        try (var files = VehicleStore.open(Path.of(arguments[0]));
                var sink = PahoOrderSink.open(BrokerAddress.plain(URI.create(arguments[1]), "huoyan"), TOPICS);
                var dispatcher = OutboxDispatcher.start(
                        files.outbox(), sink, OutboxDispatcher.Settings.defaults(), OutboxListener.NONE)) {
            for (int visit = 1; visit <= orders / WELDS; visit++) {
                visit(files, planner, visit, clock);
                if (visit % (orders / WELDS / 10) == 0) {
                    say(HELD + heldMb());
                }
            }
            say(MADE);
            while (!dispatcher.drain(Duration.ofSeconds(1))) {
                Thread.onSpinWait();
            }
            say(HELD + heldMb());
            say(DRAINED);
        }
    }

    private static void visit(VehicleStore files, OrderPlanner planner, int number, Clock clock) {
        Vehicle vehicle = vehicle("BODY-" + number);
        List<WeldResult> welds = IntStream.rangeClosed(1, WELDS)
                .mapToObj(i -> nok("S-" + i, pore(1 + 0.01 * i)))
                .toList();
        files.commit(vehicle, file -> {
            var result = new VisitResult(
                    STATION,
                    new VisitId("visit-" + number),
                    vehicle,
                    file.nextSequenceNumber(STATION),
                    1,
                    clock.instant(),
                    new Verdict.Nok("bad"),
                    welds,
                    true);
            OrderPlan planned = planner.plan(plan(vehicle), result, file.openOrders(), file);
            var entries = new ArrayList<DossierEntry>();
            entries.add(new DossierEntry.VisitClosed(result));
            planned.revisions().forEach(order -> entries.add(new DossierEntry.OrderMoved(order)));
            return new Plan<>(entries, planned.messages(), 0);
        });
    }

    private static WeldPlan plan(Vehicle vehicle) {
        return new WeldPlan(
                vehicle.variant(),
                IntStream.rangeClosed(1, WELDS)
                        .mapToObj(i -> new Weld(
                                new WeldId("S-" + i),
                                STATION,
                                List.of(new ViewId("V1")),
                                "21",
                                "steel",
                                List.of(1.2, 0.8),
                                Weld.SafetyClass.A,
                                new WeldGeometry.Spot(new MmPoint(10 * i, 20), 6),
                                "PLANT-SPOT"))
                        .toList());
    }

    private static long heldMb() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
