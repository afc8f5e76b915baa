package io.huoyan.core.pipeline;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.Recipe;
import io.huoyan.core.catalog.Station;
import io.huoyan.core.catalog.View;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldPlan;
import io.huoyan.core.domain.CameraId;
import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.InspectionFailure;
import io.huoyan.core.domain.RecipeId;
import io.huoyan.core.domain.Result;
import io.huoyan.core.infer.DefectDetector;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds in the catalog what a header names, or says which field names nothing. */
final class Assignments {
    /** So many of the known values are named in a message. */
    static final int LISTED_MAX = 10;

    private final Catalog catalog;
    private final Map<RecipeId, DefectDetector> detectors;

    Assignments(Catalog catalog, Map<RecipeId, DefectDetector> detectors) {
        this.catalog = catalog;
        this.detectors = detectors;
    }

    Result<Assignment> of(FrameHeader header) {
        Optional<Station> station = catalog.station(header.station());
        if (station.isEmpty()) {
            return unknown(
                    "station_id",
                    header.station(),
                    "the catalog holds",
                    catalog.stations().keySet());
        }
        Map<?, View> views = station.get().views();
        View view = station.get().views().get(header.view());
        if (view == null) {
            return unknown("view_id", header.view(), "station " + header.station() + " has", views.keySet());
        }
        CameraId camera = header.frame().camera();
        if (!camera.equals(view.camera())) {
            return unknown(
                    "camera_id",
                    camera,
                    "view " + header.view() + " of station " + header.station() + " is seen by",
                    List.of(view.camera()));
        }
        Optional<WeldPlan> plan = catalog.plan(header.vehicle().variant());
        if (plan.isEmpty()) {
            return unknown(
                    "vehicle.variant_id",
                    header.vehicle().variant(),
                    "the catalog holds plans of",
                    catalog.plans().keySet());
        }
        Recipe recipe = recipe(station.get().recipe());
        List<Weld> welds = plan.get().weldsIn(header.station(), header.view());
        return Result.success(
                new Assignment(station.get(), view, welds, recipe, detector(recipe), catalog.standards()));
    }

    Recipe recipe(RecipeId id) {
        Recipe recipe = catalog.recipes().get(id);
        if (recipe == null) {
            throw new IllegalStateException("recipe " + id + " is not in the catalog");
        }
        return recipe;
    }

    Optional<Recipe> knownRecipe(RecipeId id) {
        return Optional.ofNullable(catalog.recipes().get(id));
    }

    DefectDetector detector(Recipe recipe) {
        DefectDetector detector = detectors.get(recipe.id());
        if (detector == null) {
            throw new IllegalStateException("no network is loaded for recipe " + recipe.id());
        }
        return detector;
    }

    /** The recipe of the header's station, if the catalog holds both. */
    Optional<Recipe> recipeOf(FrameHeader header) {
        return catalog.station(header.station())
                .flatMap(station -> Optional.ofNullable(catalog.recipes().get(station.recipe())));
    }

    /** The welds that the header's frame should show; none if something it names is unknown. */
    List<Weld> weldsOf(FrameHeader header) {
        return catalog.plan(header.vehicle().variant())
                .map(plan -> plan.weldsIn(header.station(), header.view()))
                .orElse(List.of());
    }

    /** Whether the catalog calibrates the header's view. */
    boolean isCalibrated(FrameHeader header) {
        return catalog.station(header.station())
                .flatMap(station -> Optional.ofNullable(station.views().get(header.view())))
                .flatMap(View::calibration)
                .isPresent();
    }

    private static Result<Assignment> unknown(String field, Object value, String who, Collection<?> known) {
        String listed =
                known.stream().map(Object::toString).sorted().limit(LISTED_MAX).collect(Collectors.joining(", "));
        String more = known.size() > LISTED_MAX ? " and " + (known.size() - LISTED_MAX) + " more" : "";
        return Result.failed(new InspectionFailure.InvalidField(
                field, field + " is '" + value + "'; " + who + " " + (listed.isEmpty() ? "none" : listed) + more));
    }
}
