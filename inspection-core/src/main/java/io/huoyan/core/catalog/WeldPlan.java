package io.huoyan.core.catalog;

import io.huoyan.core.domain.StationId;
import io.huoyan.core.domain.VariantId;
import io.huoyan.core.domain.ViewId;
import io.huoyan.core.domain.WeldId;
import java.util.List;

/**
 * All welds of one variant that some station looks at. Weld ids are unique within the plan.
 *
 * @param variant of the vehicle
 * @param welds in the order in which they were written
 * @param groups of neighbouring welds with rules of their own; may be empty
 */
public record WeldPlan(VariantId variant, List<Weld> welds, List<Group> groups) {
    public WeldPlan {
        welds = List.copyOf(welds);
        groups = List.copyOf(groups);
    }

    /** A plan without groups. */
    public WeldPlan(VariantId variant, List<Weld> welds) {
        this(variant, welds, List.of());
    }

    /**
     * Welds that are judged together.
     *
     * @param name as the plan writes it
     * @param welds in order, two or more, all of one station
     * @param rules of their standard
     */
    public record Group(String name, List<WeldId> welds, List<Standard.GroupRule> rules) {
        public Group {
            welds = List.copyOf(welds);
            rules = List.copyOf(rules);
        }
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
