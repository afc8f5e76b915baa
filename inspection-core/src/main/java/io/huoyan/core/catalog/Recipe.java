package io.huoyan.core.catalog;

import io.huoyan.core.domain.RecipeId;
import java.util.Map;
import java.util.Optional;

/**
 * What is looked for at a station, with which model, within which limits.
 *
 * @param id its name
 * @param mode whether it may order repairs
 * @param modelId folder {@code models/<id>}
 * @param modelVersion folder {@code models/<id>/<version>}
 * @param numericForm {@code fp32}, {@code bf16} or {@code int8}; pinned: a machine that cannot run it refuses the
 *     recipe
 * @param pixelsPerWeldWidth scale at which welds are shown to the network, px per nominal weld width; must be one the
 *     model covers
 * @param labelThresholds per model label, the probability from which a pixel counts; labels not named keep the model's
 *     own
 * @param quality limits of the frame and weld checks
 * @param knownGood folder {@code models/<knownGood>} with a memory of good parts per weld; empty if there is none
 * @param reviewsUnlikeSeen whether a picture unlike anything the model was shown is REVIEW
 * @param repairedSpotWithinMm how far from a spot weld's place the spot of a repair is searched for, mm; 0: nowhere
 *     else
 * @param keepsPromise whether a promise about misses in the model's folder is kept in verdicts on pictures without
 *     calibration
 */
public record Recipe(
        RecipeId id,
        Mode mode,
        String modelId,
        String modelVersion,
        String numericForm,
        double pixelsPerWeldWidth,
        Map<String, Double> labelThresholds,
        QualityLimits quality,
        Optional<String> knownGood,
        boolean reviewsUnlikeSeen,
        double repairedSpotWithinMm,
        boolean keepsPromise) {
    /** Unless said otherwise. A body maker's repair instructions allow a new spot up to 20 mm from the faulty one. */
    public static final double REPAIRED_SPOT_WITHIN_MM = 20;

    /** A recipe without memories of good parts, which uses all that its model's folder holds. */
    public Recipe(
            RecipeId id,
            Mode mode,
            String modelId,
            String modelVersion,
            String numericForm,
            double pixelsPerWeldWidth,
            Map<String, Double> labelThresholds,
            QualityLimits quality) {
        this(
                id,
                mode,
                modelId,
                modelVersion,
                numericForm,
                pixelsPerWeldWidth,
                labelThresholds,
                quality,
                Optional.empty(),
                true,
                REPAIRED_SPOT_WITHIN_MM,
                true);
    }

    public Recipe {
        labelThresholds = Map.copyOf(labelThresholds);
    }

    /** A shadow recipe records and never orders. */
    public enum Mode {
        SHADOW,
        LIVE
    }
}
