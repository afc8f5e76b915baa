package io.huoyan.core.pipeline;

import io.huoyan.core.catalog.Recipe;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.ModelFolderException;
import io.huoyan.core.infer.ScoreBand;
import io.huoyan.core.judge.Judgement;
import io.huoyan.core.judge.Verdict;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * A promise about misses that a model's folder holds, kept in verdicts on pictures without calibration: none whose
 * {@link PictureScore} reaches the band is OK, none beyond it is better than NOK. It makes no verdict milder.
 */
public record KeptPromise(ScoreBand band) {
    /**
     * The promise of a recipe's model.
     *
     * @param modelFolder where the model lies
     * @return empty if the folder has none, or the recipe ignores it
     * @throws ModelFolderException if it is of another model, numeric form or reading of the score
     */
    public static Optional<KeptPromise> load(Path modelFolder, Recipe recipe, DefectDetector detector) {
        if (!recipe.keepsPromise()) {
            return Optional.empty();
        }
        Optional<ScoreBand> band = ScoreBand.read(modelFolder);
        band.ifPresent(b -> b.refuseOther(modelFolder, detector.model(), PictureScore.reading(detector, recipe)));
        return band.map(KeptPromise::new);
    }

    /** Hash of the thresholds and all that is said of them. */
    String sha256() {
        return band.sha256();
    }

    /** @param score of the picture; asked for only if it can make the judgement worse */
    Judgement of(Judgement judged, DoubleSupplier score) {
        if (judged.verdict() instanceof Verdict.Nok) {
            return judged;
        }
        return new Judgement(Verdict.worse(judged.verdict(), verdict(score.getAsDouble())), judged.findings());
    }

    private Verdict verdict(double score) {
        if (score >= band.nokFrom()) {
            return new Verdict.Nok(String.format(
                    Locale.ROOT,
                    "score %.4f of the picture as a whole; by the model's promise NOK from %.4f",
                    score,
                    band.nokFrom()));
        }
        return score < band.reviewFrom()
                ? new Verdict.Ok()
                : new Verdict.Review(
                        Verdict.Reason.PROMISE_BAND,
                        String.format(
                                Locale.ROOT,
                                "score %.4f of the picture as a whole; by the model's promise people look from %.4f",
                                score,
                                band.reviewFrom()));
    }
}
