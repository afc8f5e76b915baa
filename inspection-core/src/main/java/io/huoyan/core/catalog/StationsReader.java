package io.huoyan.core.catalog;

import io.huoyan.core.domain.CameraId;
import io.huoyan.core.domain.RecipeId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.ViewId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code stations.yaml}. */
final class StationsReader {
    private static final Range VISIT_TIMEOUT_S = Range.above(0, 86_400);

    private final Faults faults;
    private final Names<RecipeId> recipes;
    private final Names<StationId> ids;
    private final Map<StationId, Names<ViewId>> viewIds = new HashMap<>();
    private final Map<StationId, Station> stations = new HashMap<>();

    StationsReader(Faults faults, Names<RecipeId> recipes) {
        this.faults = faults;
        this.recipes = recipes;
        this.ids = new Names<>("station", faults);
    }

    void read(YamlSection file) {
        file.sections("stations").forEach(this::station);
        file.end();
    }

    Names<StationId> ids() {
        return ids;
    }

    /** Views that a station names, faulty ones included. */
    Optional<Names<ViewId>> viewIds(StationId station) {
        return Optional.ofNullable(viewIds.get(station));
    }

    Map<StationId, Station> stations() {
        return stations;
    }

    private void station(YamlSection section) {
        int before = faults.count();
        Optional<StationId> id = section.read("id", StationId::new);
        id.ifPresent(i -> ids.define(i, section.place("id")));
        Optional<RecipeId> recipe = section.read("recipe", RecipeId::new);
        recipe.ifPresent(r -> recipes.refer(r, section.place("recipe")));
        Optional<Double> timeoutS = section.number("visitTimeoutS", VISIT_TIMEOUT_S);
        Names<ViewId> names = new Names<>("view", faults);
        Map<ViewId, View> views = new HashMap<>();
        section.sections("views").forEach(view -> view(view, names).ifPresent(v -> views.put(v.id(), v)));
        section.end();
        id.ifPresent(i -> viewIds.put(i, names));
        if (faults.count() == before) {
            Duration timeout = Duration.ofMillis(Math.round(timeoutS.orElseThrow() * 1000));
            stations.put(id.orElseThrow(), new Station(id.orElseThrow(), views, recipe.orElseThrow(), timeout));
        }
    }

    private Optional<View> view(YamlSection section, Names<ViewId> names) {
        int before = faults.count();
        Optional<ViewId> id = section.read("id", ViewId::new);
        id.ifPresent(i -> names.define(i, section.place("id")));
        Optional<CameraId> camera = section.read("camera", CameraId::new);
        Optional<View.Calibration> calibration = section.has("calibration")
                ? section.section("calibration").flatMap(c -> new CalibrationReader(faults).read(c))
                : Optional.empty();
        section.allow("calibration");
        section.end();
        return faults.count() == before
                ? Optional.of(new View(id.orElseThrow(), camera.orElseThrow(), calibration))
                : Optional.empty();
    }
}
