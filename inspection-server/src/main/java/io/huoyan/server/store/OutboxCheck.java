package io.huoyan.server.store;

import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.core.dossier.InspectionJson;
import io.huoyan.core.orders.MessageProof;
import io.huoyan.core.orders.RepairOrder;
import io.huoyan.core.pipeline.VisitResult;
import io.huoyan.server.outbox.Outbox;
import io.huoyan.server.store.EntryTable.Link;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds the messages that wait for the broker against the files whose entries they tell, and says which of the latest
 * messages are not there any more. One use each.
 */
final class OutboxCheck {
    private static final int ROWS_AT_ONCE = 200;
    private static final int LINKS_AT_ONCE = 500;

    private final Readers readers;
    private final InspectionJson json;
    private final MessageProof proof = new MessageProof();
    private @Nullable VehicleId told;
    private Map<String, DossierEntry> entries = Map.of();

    OutboxCheck(Readers readers, InspectionJson json) {
        this.readers = readers;
        this.json = json;
    }

    void check(Consumer<String> faults) {
        readers.outbox("the numbers of messages", OutboxTable::missing)
                .forEach(number -> faults.accept("table outbox: message " + number + " is missing"));
        List<Outbox.Row> rows = waiting(0);
        while (!rows.isEmpty()) {
            for (Outbox.Row row : rows) {
                fault(row)
                        .ifPresent(fault -> faults.accept("table outbox: message " + row.sequence() + " ("
                                + row.message().key() + ") of vehicle "
                                + row.message().vehicle() + ": " + fault));
            }
            rows = waiting(rows.get(rows.size() - 1).sequence());
        }
    }

    private List<Outbox.Row> waiting(long after) {
        return readers.outbox("waiting messages", outbox -> outbox.waiting(after, ROWS_AT_ONCE));
    }

    private Optional<String> fault(Outbox.Row row) {
        VehicleId vehicle = row.message().vehicle();
        if (!vehicle.equals(told)) {
            entries = readers.filesAtOnce("the file of " + vehicle, tables -> entriesOf(tables, vehicle));
            told = vehicle;
        }
        DossierEntry entry = entries.get(row.message().key());
        if (entry instanceof DossierEntry.OrderMoved moved) {
            return proof.contradiction(row.message(), moved.order());
        }
        return entry instanceof DossierEntry.VisitClosed closed
                ? proof.contradiction(row.message(), closed.result())
                : Optional.of("the file has no such entry");
    }

    /** What may be told of a vehicle, by the message's key. */
    private Map<String, DossierEntry> entriesOf(FileTables tables, VehicleId vehicle) throws SQLException {
        Map<String, DossierEntry> found = new HashMap<>();
        for (VehicleId file : tables.names().withTakenIn(tables.names().fileOf(vehicle))) {
            long last = 0;
            for (List<Link> links = tables.entries().links(file, last, LINKS_AT_ONCE);
                    !links.isEmpty();
                    links = tables.entries().links(file, last, LINKS_AT_ONCE)) {
                for (Link link : links) {
                    last = link.number();
                    if (link.document().length > 0) {
                        put(json.read(link.document()), found);
                    }
                }
            }
        }
        return found;
    }

    private static void put(DossierEntry entry, Map<String, DossierEntry> found) {
        if (entry instanceof DossierEntry.OrderMoved moved) {
            RepairOrder order = moved.order();
            found.put(order.id() + "/" + order.revision(), entry);
        } else if (entry instanceof DossierEntry.VisitClosed closed) {
            VisitResult visit = closed.result();
            found.put(
                    visit.vehicle().id() + "/" + visit.station() + "/" + visit.visit() + "/" + visit.revision(), entry);
        }
    }
}
