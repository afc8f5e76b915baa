package io.huoyan.server.store;

import io.huoyan.core.dossier.DossierEntry;
import io.huoyan.server.store.chain.HashChain;

/**
 * An entry with its place in the vehicle's file.
 *
 * @param number counts from 1
 * @param sha256 hex hash that chains it to the one before
 * @param entry what it says; pictures by hash only
 * @param document what was chained, UTF-8 JSON
 */
public record RecordedEntry(long number, String sha256, DossierEntry entry, byte[] document) {
    static RecordedEntry of(EntryTable.Link link, DossierEntry entry) {
        return new RecordedEntry(link.number(), HashChain.hex(link.sha256()), entry, link.document());
    }
}
