package io.huoyan.server.store;

import io.huoyan.core.domain.VehicleId;
import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.server.store.EntryTable.Link;

/** Told of each entry that could be read when somebody goes along a file, in the order of the chain. */
@FunctionalInterface
interface EntryListener {
    /** Listens to nothing. */
    EntryListener NONE = (file, link, entry) -> {};

    void take(VehicleId file, Link link, DossierEntry entry);
}
