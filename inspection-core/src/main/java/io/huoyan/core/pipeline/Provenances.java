package io.huoyan.core.pipeline;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.Recipe;
import io.huoyan.core.domain.RecipeId;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.ModelDescription;
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
    private final String softwareVersion;

    Provenances(Catalog catalog, Map<RecipeId, DefectDetector> detectors, String softwareVersion) {
        this.catalog = catalog;
        this.detectors = Map.copyOf(detectors);
        this.softwareVersion = softwareVersion;
    }

    Inspection.Provenance of(ByteBuffer picture, Optional<Recipe> recipe) {
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
                softwareVersion);
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
