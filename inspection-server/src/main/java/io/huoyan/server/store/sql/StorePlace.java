package io.huoyan.server.store.sql;

import io.huoyan.server.doors.Secret;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a store's tables are. */
public sealed interface StorePlace {
    /** SQLite, in {@code huoyan.db} of a folder that one process owns. */
    record InFolder(Path folder) implements StorePlace {}

    /**
     * PostgreSQL 13 or newer; several servers may share it.
     *
     * @param url {@code postgresql://host[:port]/database}, parameters of the driver after {@code ?} (for TLS
     *     {@code sslmode=verify-full&sslrootcert=FILE}); no password
     * @param user name of the role
     * @param password one line; empty where the server asks for none
     */
    record Postgres(String url, String user, Optional<Secret> password) implements StorePlace {
        private static final Pattern URL = Pattern.compile("postgresql://[^/?@]+/[^/?]+(\\?[^?]*)?");

        public Postgres {
            if (!isUrl(url)) {
                throw new IllegalArgumentException("store.url is " + url
                        + "; allowed is postgresql://host[:port]/database[?parameters], without user and password");
            }
        }

        /** True if the text has the form of a URL that is allowed here. */
        public static boolean isUrl(String text) {
            return URL.matcher(text).matches() && !text.contains("password=");
        }
    }
}
