package io.huoyan.server.desk;

import io.huoyan.core.domain.FrameId;
import io.huoyan.core.domain.OrderId;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.VehicleFiles;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.orders.WeldStanding;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.review.QaDecision;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vehicles' files with a line in the audit log ({@code huoyan.audit}) for each change of an order's state and each
 * decision, written once it is on disk.
 */
public final class AuditedVehicleFiles implements VehicleFiles {
    private static final Logger AUDIT = LoggerFactory.getLogger("huoyan.audit");

    private final VehicleFiles files;

    /** @param files stays the caller's to close */
    public AuditedVehicleFiles(VehicleFiles files) {
        this.files = files;
    }

    @Override
    public <T> T commit(Vehicle vehicle, Planner<T> planner) {
        return audited(vehicle, files.commit(vehicle, withPlan(planner)));
    }

    @Override
    public <T> T commit(Vehicle vehicle, DossierEntry probable, Planner<T> planner) {
        return audited(vehicle, files.commit(vehicle, probable, withPlan(planner)));
    }

    /** Plans the same, and answers with the plan. */
    private static <T> Planner<Plan<T>> withPlan(Planner<T> planner) {
        return file -> {
            Plan<T> plan = planner.plan(file);
            return new Plan<>(plan.entries(), plan.messages(), plan, plan.command());
        };
    }

    private static <T> T audited(Vehicle vehicle, Plan<T> written) {
        for (DossierEntry entry : written.entries()) {
            if (entry instanceof DossierEntry.OrderMoved moved) {
                audit(moved.order());
            } else if (entry instanceof DossierEntry.Decided decided) {
                audit(vehicle, decided.decision());
            }
        }
        return written.answer();
    }

    private static void audit(RepairOrder order) {
        AUDIT.info(
                "order={} revision={} state={} vehicle={} weld={} by={} who='{}' why='{}' command={} escalation={}",
                order.id(),
                order.revision(),
                order.state(),
                order.vehicle().id(),
                order.weld(),
                order.move().by(),
                order.move().who(),
                order.move().why(),
                order.move().command().orElse("none"),
                order.escalation());
    }

    private static void audit(Vehicle vehicle, QaDecision decision) {
        AUDIT.info(
                "decision={} vehicle={} weld={} visit={} revision={} who='{}' why='{}'",
                decision.good() ? "GOOD" : "BAD",
                vehicle.id(),
                decision.weld(),
                decision.visit(),
                decision.revision(),
                decision.who(),
                decision.reason());
    }

    @Override
    public Optional<Inspection> inspectionOf(FrameId frame) {
        return files.inspectionOf(frame);
    }

    @Override
    public Optional<Inspection> inspection(ResultId result) {
        return files.inspection(result);
    }

    @Override
    public List<OpenVisit> openVisits() {
        return files.openVisits();
    }

    @Override
    public Optional<RepairOrder> order(OrderId order) {
        return files.order(order);
    }

    @Override
    public List<RepairOrder> openOrders(Optional<OrderId> after, int ordersMax) {
        return files.openOrders(after, ordersMax);
    }

    @Override
    public List<WeldStanding> doubtfulWelds(int weldsMax) {
        return files.doubtfulWelds(weldsMax);
    }

    @Override
    public long doubtfulWeldCount() {
        return files.doubtfulWeldCount();
    }

    @Override
    public Optional<Vehicle> vehicle(VehicleId vehicle) {
        return files.vehicle(vehicle);
    }

    @Override
    public VehicleStanding standing(VehicleId vehicle) {
        return files.standing(vehicle);
    }

    /** Leaves the files open: they are another's. */
    @Override
    public void close() {}
}
