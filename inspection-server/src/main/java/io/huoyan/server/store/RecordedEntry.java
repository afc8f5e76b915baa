package io.huoyan.server.store;

import io.huoyan.core.dossier.DossierEntry;

/**
 * An entry with its place in the vehicle's file.
 *
 * @param number counts from 1
 * @param sha256 hex hash that chains it to the one before
 * @param entry what it says; pictures by hash only
 */
public record RecordedEntry(long number, String sha256, DossierEntry entry) {}
