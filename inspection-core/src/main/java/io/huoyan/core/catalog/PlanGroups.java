package io.huoyan.core.catalog;

import io.huoyan.core.domain.DefectClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers the welds of a plan that name the same group, in the plan's order, with the rules of their standard. */
final class PlanGroups {
    /** What a breach of a group's rule is called. */
    static final DefectClass GROUP = new DefectClass("PLANT", "GROUP");

    private static final int WELDS_MIN = 2;

    private final Faults faults;
    private final StandardsReader standards;

    PlanGroups(Faults faults, StandardsReader standards) {
        this.faults = faults;
        this.standards = standards;
    }

    List<WeldPlan.Group> of(List<Weld> welds, Place place) {
        Map<String, List<Weld>> byName = new LinkedHashMap<>();
        for (Weld weld : welds) {
            weld.group().ifPresent(name -> byName.computeIfAbsent(name, any -> new ArrayList<>())
                    .add(weld));
        }
        List<WeldPlan.Group> groups = new ArrayList<>();
        byName.forEach((name, members) -> {
            int before = faults.count();
            Weld first = members.get(0);
            if (members.size() < WELDS_MIN) {
                faults.add(place, "group " + name + " has 1 weld, " + first.id() + "; allowed are 2 and more");
            }
            for (Weld weld : members) {
                if (!weld.station().equals(first.station()) || !weld.standard().equals(first.standard())) {
                    faults.add(
                            place,
                            "group " + name + " has weld " + weld.id() + " of station " + weld.station()
                                    + " and standard " + weld.standard() + "; allowed are those of its first weld, "
                                    + first.station() + " and " + first.standard());
                }
            }
            Standard standard = standards.standards().get(first.standard());
            if (standard != null && standard.groupRules().isEmpty()) {
                faults.add(
                        place,
                        "group " + name + " is judged by standard " + standard.id()
                                + ", which has 0 groupRules; allowed are 1 and more");
            }
            if (!standards.isClass(GROUP)) {
                faults.add(place, "group " + name + " needs the class " + GROUP + " in defects.yaml");
            }
            if (standard != null && faults.count() == before) {
                groups.add(
                        new WeldPlan.Group(name, members.stream().map(Weld::id).toList(), standard.groupRules()));
            }
        });
        return groups;
    }
}
