package io.huoyan.server.store;

import io.huoyan.server.store.sql.StorePlace;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where a store is and what vouches for it.
 *
 * @param place its tables
 * @param pictures folder of its pictures; servers that share the tables share it
 * @param anchors folder of its anchors; best where nobody who can write to the store can
 * @param anchorKeyFile private key that signs them; made if it is not there
 * @param anchorEvery how often the ends of changed files are anchored; > 0
 * @param retention how long pictures are kept
 * @param pictureBytesMax pictures kept in all; commits with pictures beyond it are refused; > 0
 */
public record StoreSettings(
        StorePlace place,
        Path pictures,
        Path anchors,
        Path anchorKeyFile,
        Duration anchorEvery,
        RetentionRules retention,
        long pictureBytesMax) {
    /** How often files are anchored unless said otherwise. */
    public static final Duration ANCHOR_EVERY = Duration.ofMinutes(10);

    /** Bytes of pictures unless said otherwise: 1 TiB. */
    public static final long PICTURE_BYTES_MAX = 1L << 40;

    public StoreSettings {
        if (anchorEvery.isZero() || anchorEvery.isNegative()) {
            throw new IllegalArgumentException("anchorEvery is " + anchorEvery + "; allowed is more than zero");
        }
        if (pictureBytesMax < 1) {
            throw new IllegalArgumentException("pictureBytesMax is " + pictureBytesMax + "; allowed is 1 or more");
        }
    }

    /** The same with its tables elsewhere. */
    public StoreSettings at(StorePlace other) {
        return new StoreSettings(other, pictures, anchors, anchorKeyFile, anchorEvery, retention, pictureBytesMax);
    }

    /** SQLite in {@code store/} of a server's data folder, anchors and their key beside it. */
    public static StoreSettings inFolder(Path data) {
        Path store = data.resolve("store");
        return new StoreSettings(
                new StorePlace.InFolder(store),
                store.resolve(VehicleStore.PICTURES),
                data.resolve("anchors"),
                data.resolve("anchor-key.pem"),
                ANCHOR_EVERY,
                RetentionRules.DEFAULTS,
                PICTURE_BYTES_MAX);
    }
}
