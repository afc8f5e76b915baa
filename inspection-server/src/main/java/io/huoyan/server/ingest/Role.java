package io.huoyan.server.ingest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Who a caller may be, and which methods of the inspection service are open to it. */
public enum Role {
    /** Sends frames and closes its vehicles' visits. */
    CAMERA,
    /** Closes visits and reads results. */
    MES,
    /** Reads results. */
    QA,
    /** Everything. */
    ENGINEER;

    private static final Set<String> FRAMES = Set.of("StreamFrames", "Inspect");
    private static final Set<String> RESULTS = Set.of("GetInspection", "WatchInspections");
    private static final String CLOSING = "CloseVisit";

    /** @param method bare name, e.g. {@code StreamFrames} */
    boolean mayCall(String method) {
        return switch (this) {
            case CAMERA -> FRAMES.contains(method) || method.equals(CLOSING);
            case MES -> RESULTS.contains(method) || method.equals(CLOSING);
            case QA -> RESULTS.contains(method);
            case ENGINEER -> true;
        };
    }

    /** The role's name as configuration has it: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Role> ofWord(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
