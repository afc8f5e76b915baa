package io.huoyan.lab.calibrate;

import java.util.List;

/** Shots by which nothing can be calibrated; says what is wrong, where, and what would do. */
public final class CalibrationException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    CalibrationException(String message) {
        super(message);
    }

    CalibrationException(String head, List<String> wanting) {
        super(head + ": " + String.join("; ", wanting));
    }
}
