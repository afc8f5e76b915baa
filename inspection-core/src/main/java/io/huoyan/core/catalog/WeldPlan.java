package io.huoyan.core.catalog;

import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.ViewId;
import java.util.List;

/** All welds of one variant that some station looks at. Weld ids are unique within the plan. */
public record WeldPlan(VariantId variant, List<Weld> welds) {
    public WeldPlan {
        welds = List.copyOf(welds);
    }

    /** Welds to be seen in one view of one station, in the plan's order. */
    public List<Weld> weldsIn(StationId station, ViewId view) {
        return welds.stream()
                .filter(w -> w.station().equals(station) && w.views().contains(view))
                .toList();
    }

    /** Welds that the station must give a verdict on, in the plan's order. */
    public List<Weld> weldsAt(StationId station) {
        return welds.stream().filter(w -> w.station().equals(station)).toList();
    }
}
