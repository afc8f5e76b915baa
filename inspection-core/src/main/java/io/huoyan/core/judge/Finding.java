package io.huoyan.core.judge;

import io.huoyan.core.domain.DefectClass;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.measure.Measurement;
import java.util.List;
import java.util.Optional;

/**
 * One imperfection or deviation, held against one clause.
 *
 * @param defectClass what
 * @param clause of which standard or sheet; empty where none judges it
 * @param measured the value compared, where one was
 * @param limit the limit it was compared with, in the unit of {@code measured}
 * @param decision outcome
 * @param outline where, in original pixels; may be empty (a missing weld)
 * @param score probability the network gave it, 0 to 1; 1 for what was measured
 * @param sizes length, width and place of a defect seen, where they were measured
 */
public record Finding(
        DefectClass defectClass,
        String clause,
        Optional<Measurement> measured,
        Optional<Double> limit,
        Decision decision,
        List<PixelPoint> outline,
        double score,
        List<Measurement> sizes) {
    public Finding {
        outline = List.copyOf(outline);
        sizes = List.copyOf(sizes);
    }

    /** Decision by ISO 14253-1. */
    public enum Decision {
        ACCEPTED,
        REJECTED,
        /** Between acceptance and rejection: nearer to the limit than the uncertainty allows. */
        NOT_PROVEN,
        NOT_JUDGEABLE
    }
}
