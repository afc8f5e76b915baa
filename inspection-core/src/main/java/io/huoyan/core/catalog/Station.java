package io.huoyan.core.catalog;

import io.huoyan.core.domain.RecipeId;
import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.ViewId;
import java.time.Duration;
import java.util.Map;

/**
 * A place on the line with its views.
 *
 * @param id its name; also the last ISA-95 level of its MQTT topics
 * @param views by id, in their order
 * @param recipe what is looked for there
 * @param visitTimeout a visit without a new frame for this long is closed; > 0
 */
public record Station(StationId id, Map<ViewId, View> views, RecipeId recipe, Duration visitTimeout) {
    public Station {
        views = Catalog.inOrder(views);
    }
}
