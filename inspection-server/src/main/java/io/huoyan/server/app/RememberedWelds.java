package io.huoyan.server.app;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.Recipe;
import io.huoyan.core.catalog.Station;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.infer.knowngood.Memories;
import io.huoyan.core.pipeline.InspectionPipeline;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Holds the memories of a recipe's {@code knownGood} against the welds of the catalog: by name alone they meet. */
final class RememberedWelds {
    private static final String PICTURE = InspectionPipeline.WHOLE_PICTURE.value();

    private RememberedWelds() {}

    /**
     * Refuses memories that no picture will ever be compared with.
     *
     * @return what the recipe looks at and has no memory of: welds seen in calibrated views, and {@code picture} if a
     *     view is uncalibrated; in order
     * @throws IllegalArgumentException if a memory is neither of a weld of any plan nor of {@code picture}
     */
    static List<String> check(Recipe recipe, Catalog catalog, Memories memories) {
        Set<String> planned = catalog.plans().values().stream()
                .flatMap(plan -> plan.welds().stream())
                .map(weld -> weld.id().value())
                .collect(Collectors.toSet());
        List<String> strange = memories.byWeld().keySet().stream()
                .filter(name -> !name.equals(PICTURE) && !planned.contains(name))
                .sorted()
                .toList();
        if (!strange.isEmpty()) {
            throw new IllegalArgumentException("recipe " + recipe.id() + ": knownGood "
                    + recipe.knownGood().orElse("") + " has memories of " + named(strange)
                    + "; allowed are welds of the catalog's plans, and " + PICTURE
                    + " for pictures without calibration: rename or remove the file");
        }
        Set<String> without = new TreeSet<>();
        for (Station station : catalog.stations().values()) {
            if (station.recipe().equals(recipe.id())) {
                lookedAt(station, catalog, without);
            }
        }
        without.removeAll(memories.byWeld().keySet());
        return List.copyOf(without);
    }

    private static void lookedAt(Station station, Catalog catalog, Set<String> found) {
        station.views().values().forEach(view -> {
            if (view.calibration().isEmpty()) {
                found.add(PICTURE);
                return;
            }
            catalog.plans().values().stream()
                    .flatMap(plan -> plan.weldsIn(station.id(), view.id()).stream())
                    .map(Weld::id)
                    .forEach(weld -> found.add(weld.value()));
        });
    }

    /** The first few, and how many there are. */
    static String named(List<String> names) {
        int most = 10;
        return names.size() <= most
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, most)) + " and " + (names.size() - most) + " more";
    }
}
