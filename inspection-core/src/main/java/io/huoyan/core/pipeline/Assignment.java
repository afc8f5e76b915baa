package io.huoyan.core.pipeline;

import io.huoyan.core.catalog.Recipe;
import io.huoyan.core.catalog.Standard;
import io.huoyan.core.catalog.Station;
import io.huoyan.core.catalog.View;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.infer.DefectDetector;
import java.util.List;
import java.util.Map;

/**
 * What is to be done with a frame, by its header and the catalog.
 *
 * @param station where it was taken
 * @param view what it shows
 * @param welds the welds of the vehicle's plan in this view, in the plan's order
 * @param recipe of the station
 * @param detector of the recipe
 * @param standards by id
 */
record Assignment(
        Station station,
        View view,
        List<Weld> welds,
        Recipe recipe,
        DefectDetector detector,
        Map<String, Standard> standards) {
    Assignment {
        welds = List.copyOf(welds);
    }

    Standard standardOf(Weld weld) {
        Standard standard = standards.get(weld.standard());
        if (standard == null) {
            throw new IllegalStateException(
                    "weld " + weld.id() + " names standard " + weld.standard() + ", which the catalog does not hold");
        }
        return standard;
    }
}
