package io.huoyan.server.desk;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.VehicleFiles;
import io.huoyan.core.dossier.VehicleFiles.Plan;
import io.huoyan.core.dossier.VehicleFiles.StoreException;
import io.huoyan.core.dossier.VehicleFiles.VehicleFile;
import io.huoyan.core.orders.CommandAnswer;
import io.huoyan.core.orders.CommandReader;
import io.huoyan.core.orders.OrderCommand;
import io.huoyan.core.orders.OrderCommands;
import io.huoyan.core.orders.OrderPlanner;
import io.huoyan.core.orders.OrderTimes;
import io.huoyan.core.orders.RepairOrder;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves orders: for commands of the MES, for the broker's acknowledgement, for deadlines that pass. Thread-safe. */
public final class OrderDesk {
    private static final Logger LOG = LoggerFactory.getLogger(OrderDesk.class);
    private static final int ORDERS_AT_A_TIME = 200;

    private final Catalog catalog;
    private final VehicleFiles files;
    private final OrderPlanner planner;
    private final OrderCommands commands;
    private final DeskEvents events;
    private final Clock clock;
    private final CommandReader reader = new CommandReader();

    public OrderDesk(Catalog catalog, VehicleFiles files, OrderPlanner planner, DeskEvents events, Clock clock) {
        this.catalog = catalog;
        this.files = files;
        this.planner = planner;
        this.commands = new OrderCommands(planner);
        this.events = events;
        this.clock = clock;
    }

    /**
     * Carries a command out, if it is one and may be. Its answer is on disk with the order's move when this returns.
     * Never throws for what was sent.
     *
     * @param bytes whatever came
     * @param station whose topic it came on
     * @return UTF-8 JSON of schema {@code huoyan.order-answer/1}
     */
    public byte[] command(byte[] bytes, StationId station) {
        CommandReader.Read read = reader.read(bytes);
        if (read instanceof CommandReader.Read.Refused refused) {
            return answered(refused.answer());
        }
        OrderCommand command = ((CommandReader.Read.Command) read).command();
        try {
            return command(command, station);
        } catch (RuntimeException e) {
            LOG.error("command {} of order {} failed", command.id(), command.order(), e);
            return answered(OrderCommands.failed(command));
        }
    }

    /**
     * Refuses a command without looking at its order.
     *
     * @param why what was too much
     */
    public byte[] tooMany(byte[] bytes, String why) {
        CommandReader.Read read = reader.read(bytes);
        return answered(
                read instanceof CommandReader.Read.Refused refused
                        ? refused.answer()
                        : OrderCommands.tooMany(((CommandReader.Read.Command) read).command(), why));
    }

    private byte[] command(OrderCommand command, StationId station) {
        Optional<RepairOrder> known = files.order(command.order());
        if (known.isEmpty()) {
            return answered(OrderCommands.unknown(command));
        }
        if (!known.get().station().equals(station)) {
            return answered(OrderCommands.wrongStation(command, known.get(), station.value()));
        }
        Instant now = clock.instant();
        OrderCommands.Outcome outcome = files.commit(known.get().vehicle(), file -> {
            RepairOrder order = file.order(command.order()).orElseThrow();
            OrderCommands.Outcome planned = commands.plan(command, order, weld(order), file.command(command.id()), now);
            return new Plan<>(
                    planned.revision().map(DossierEntry.OrderMoved::new).map(DossierEntry.class::cast).stream()
                            .toList(),
                    planned.messages(),
                    planned,
                    planned.record());
        });
        events.commandAnswered(outcome.answer().code(), outcome.record().isEmpty());
        return outcome.answerJson();
    }

    private byte[] answered(CommandAnswer answer) {
        events.commandAnswered(answer.code(), false);
        return commands.write(answer);
    }

    /** Notes that the broker has taken a revision of an order; of no effect if the order has moved on since. */
    public void dispatched(OrderId order, int revision) {
        Optional<RepairOrder> known = files.order(order).filter(one -> one.revision() == revision);
        if (known.isPresent()
                && OrderTimes.dispatched(known.get(), clock.instant()).isPresent()) {
            var unused = move(known.get(), OrderTimes::dispatched);
        }
    }

    /** Escalates what has waited in vain by now; a failure is told, and the order tried again at the next turn. */
    public void escalate() {
        sweep(OrderTimes::due).forEach(order -> events.escalated(order.escalation()));
    }

    /**
     * Notes as dispatched what was not, though the broker has taken every message: what a crash has cut off. To be
     * called only then.
     *
     * @param writtenBefore orders written later are left out: their message may be on its way
     */
    public void dispatchLeftBehind(Instant writtenBefore) {
        var unused = sweep((order, now) ->
                order.updatedAt().isBefore(writtenBefore) ? OrderTimes.dispatched(order, now) : Optional.empty());
    }

    private List<RepairOrder> sweep(BiFunction<RepairOrder, Instant, Optional<RepairOrder>> change) {
        var moved = new java.util.ArrayList<RepairOrder>();
        Optional<OrderId> after = Optional.empty();
        List<RepairOrder> some;
        do {
            some = files.openOrders(after, ORDERS_AT_A_TIME);
            for (RepairOrder order : some) {
                if (change.apply(order, clock.instant()).isPresent()) {
                    tryToMove(order, change).ifPresent(moved::add);
                }
                after = Optional.of(order.id());
            }
        } while (some.size() == ORDERS_AT_A_TIME);
        return moved;
    }

    private Optional<RepairOrder> tryToMove(
            RepairOrder order, BiFunction<RepairOrder, Instant, Optional<RepairOrder>> change) {
        try {
            return move(order, change);
        } catch (StoreException e) {
            LOG.error("order {} could not be moved; it is tried again", order.id(), e);
            return Optional.empty();
        }
    }

    /** Within the transaction, on the order as it is then. */
    private Optional<RepairOrder> move(
            RepairOrder known, BiFunction<RepairOrder, Instant, Optional<RepairOrder>> change) {
        Instant now = clock.instant();
        return files.commit(known.vehicle(), file -> plan(file, known, change, now));
    }

    private Plan<Optional<RepairOrder>> plan(
            VehicleFile file,
            RepairOrder known,
            BiFunction<RepairOrder, Instant, Optional<RepairOrder>> change,
            Instant now) {
        Optional<RepairOrder> next = file.order(known.id())
                .filter(order -> order.revision() == known.revision())
                .flatMap(order -> change.apply(order, now));
        return next.isEmpty()
                ? new Plan<>(List.of(), List.of(), next)
                : new Plan<>(
                        List.of(new DossierEntry.OrderMoved(next.get())),
                        List.of(planner.message(next.get(), weld(next.get()))),
                        next);
    }

    private Optional<Weld> weld(RepairOrder order) {
        return catalog.plan(order.vehicle().variant()).stream()
                .flatMap(plan -> plan.welds().stream())
                .filter(weld -> weld.id().equals(order.weld()))
                .findFirst();
    }
}
