package io.huoyan.server.desk;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.domain.Vehicle;
import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.dossier.VehicleFiles;
import io.huoyan.core.dossier.VehicleFiles.VehicleStanding;
import io.huoyan.core.orders.Gate;
import io.huoyan.core.orders.GateAnswer;

/** Answers whether a vehicle may leave, by what the store has of it now. Thread-safe. */
public final class GateKeeper {
    private final Catalog catalog;
    private final VehicleFiles files;
    private final Gate gate;
    private final DeskEvents events;

    public GateKeeper(Catalog catalog, VehicleFiles files, Gate gate, DeskEvents events) {
        this.catalog = catalog;
        this.files = files;
        this.gate = gate;
        this.events = events;
    }

    /** @throws VehicleFiles.StoreException if the store cannot say; then nobody may leave */
    public GateAnswer ask(VehicleId vehicle) {
        VehicleStanding standing = files.standing(vehicle);
        GateAnswer answer = gate.ask(
                vehicle,
                standing.vehicle().map(Vehicle::variant).flatMap(catalog::plan),
                standing.welds(),
                standing.orders(),
                standing.openVisits());
        events.gateAsked(answer.mayLeave());
        return answer;
    }
}
