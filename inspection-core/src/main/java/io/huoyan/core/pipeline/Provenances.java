package io.huoyan.core.pipeline;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.Recipe;
import io.huoyan.core.domain.RecipeId;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.ModelDescription;
import io.huoyan.core.infer.knowngood.Memories;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** What results are made with. */
final class Provenances {
    private final Catalog catalog;
    private final Map<RecipeId, DefectDetector> detectors;
    private final Map<RecipeId, Memories> memories;
    private final Map<RecipeId, KeptPromise> promises;
    private final String softwareVersion;

    Provenances(
            Catalog catalog,
            Map<RecipeId, DefectDetector> detectors,
            Map<RecipeId, Memories> memories,
            Map<RecipeId, KeptPromise> promises,
            String softwareVersion) {
        this.catalog = catalog;
        this.detectors = Map.copyOf(detectors);
        this.memories = Map.copyOf(memories);
        this.promises = Map.copyOf(promises);
        this.softwareVersion = softwareVersion;
    }

    /** @param calibrated if so, no promise about pictures without calibration is kept */
    Inspection.Provenance of(ByteBuffer picture, Optional<Recipe> recipe, boolean calibrated) {
        Optional<KeptPromise> promise =
                recipe.filter(r -> !calibrated).flatMap(r -> Optional.ofNullable(promises.get(r.id())));
        Optional<ModelDescription> model =
                recipe.flatMap(r -> Optional.ofNullable(detectors.get(r.id()))).map(DefectDetector::model);
        return new Inspection.Provenance(
                sha256(picture),
                recipe.map(r -> r.modelId() + "/" + r.modelVersion()).orElse(""),
                model.map(ModelDescription::sha256).orElse(""),
                recipe.map(Recipe::numericForm).orElse(""),
                recipe.map(r -> r.id().value()).orElse(""),
                recipe.map(r -> r.mode() == Recipe.Mode.LIVE).orElse(false),
                catalog.sha256(),
                softwareVersion,
                recipe.flatMap(r -> Optional.ofNullable(memories.get(r.id())))
                        .map(Memories::sha256)
                        .orElse(""),
                promise.map(KeptPromise::sha256).orElse(""),
                model.map(ModelDescription::settingsSha256).orElse(""));
    }

    private static String sha256(ByteBuffer bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
