package io.huoyan.core.quality;

/**
 * Outcome of one check.
 *
 * @param check its name, e.g. {@code exposure}
 * @param fit true if the picture passes
 * @param measured value of the check's measure
 * @param message one sentence with the measured and the allowed value
 */
public record CheckResult(String check, boolean fit, double measured, String message) {}
