package io.huoyan.server.doors;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who a caller may be. */
public enum Role {
    /** Sends frames and closes its vehicles' visits. */
    CAMERA,
    /** Closes visits, reads results, asks the gate. */
    MES,
    /** Reads results, asks the gate. */
    QA,
    /** Everything. */
    ENGINEER;

    /** The role's name as configuration has it: lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Role> ofWord(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
