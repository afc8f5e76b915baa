package io.huoyan.core.dossier;

import java.time.Instant;
import java.util.List;

/**
 * Says in the chain what was removed from it, by which rule, and when; so that what is missing otherwise was taken away
 * by somebody else.
 *
 * @param evidenceClass whose time to be kept was over
 * @param keptDays the rule: how long this class was kept; ≥ 1
 * @param pictures removed pictures, each with the entry that named it
 * @param contents removed documents, by the entry's number and hash; their places in the chain stay
 * @param bytes of all of them
 * @param when UTC
 */
public record Tombstone(
        EvidenceClass evidenceClass,
        int keptDays,
        List<Picture> pictures,
        List<Content> contents,
        long bytes,
        Instant when) {
    /** A picture as entry {@code number} of this file named it. */
    public record Picture(long number, String sha256) {}

    /** The document of entry {@code number}, whose chained hash was {@code sha256}. */
    public record Content(long number, String sha256) {}

    public Tombstone {
        pictures = List.copyOf(pictures);
        contents = List.copyOf(contents);
        if (keptDays < 1) {
            throw new IllegalArgumentException("keptDays is " + keptDays + "; allowed is 1 or more");
        }
        if (contents.isEmpty() == pictures.isEmpty()) {
            throw new IllegalArgumentException("a tombstone names " + pictures.size() + " pictures and "
                    + contents.size() + " contents; allowed is one of the two kinds, and at least one");
        }
    }
}
