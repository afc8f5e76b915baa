package io.huoyan.core.catalog;

import io.huoyan.core.domain.RecipeId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything the engineer wrote, checked: what one part names, another part holds. Immutable, thread-safe; its maps are
 * in order of their keys.
 *
 * @param plans weld plan of each variant
 * @param stations stations with their views
 * @param recipes recipes
 * @param standards acceptance rules by id, e.g. {@code ISO5817-C}
 * @param defects names of the defect classes and the model labels that mean them
 * @param sha256 hex digest over the bytes of every file read, in order of their relative paths
 */
public record Catalog(
        Map<VariantId, WeldPlan> plans,
        Map<StationId, Station> stations,
        Map<RecipeId, Recipe> recipes,
        Map<String, Standard> standards,
        DefectNames defects,
        String sha256) {
    public Catalog {
        plans = inOrder(plans);
        stations = inOrder(stations);
        recipes = inOrder(recipes);
        standards = inOrder(standards);
    }

    /** A copy that nobody changes and that every run walks through in the same order, that of the names. */
    static <K extends Comparable<K>, V> Map<K, V> inOrder(Map<K, V> named) {
        return Collections.unmodifiableMap(new TreeMap<>(named));
    }

    /** The same with one more recipe, or with one of its recipes otherwise; the hash stays that of the files. */
    public Catalog with(Recipe recipe) {
        Map<RecipeId, Recipe> changed = new TreeMap<>(recipes);
        changed.put(recipe.id(), recipe);
        return new Catalog(plans, stations, changed, standards, defects, sha256);
    }

    public Optional<WeldPlan> plan(VariantId variant) {
        return Optional.ofNullable(plans.get(variant));
    }

    public Optional<Station> station(StationId station) {
        return Optional.ofNullable(stations.get(station));
    }
}
