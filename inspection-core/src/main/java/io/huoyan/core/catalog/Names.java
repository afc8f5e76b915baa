package io.huoyan.core.catalog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Names of one kind that the catalog defines, faulty entries included, so that one fault is not told twice. */
final class Names<T> {
    private final String kind;
    private final Faults faults;
    private final Map<T, Place> defined = new LinkedHashMap<>();

    /** @param kind what they name, e.g. {@code recipe} */
    Names(String kind, Faults faults) {
        this.kind = kind;
        this.faults = faults;
    }

    void define(T name, Place place) {
        Place first = defined.putIfAbsent(name, place);
        if (first != null) {
            faults.add(place, kind + " " + name + " is defined twice; first at " + first);
        }
    }

    /** Notes a fault where a name is used that nothing defines. */
    void refer(T name, Place place) {
        if (!defined.containsKey(name)) {
            faults.add(place, kind + " is " + name + "; allowed are " + defined.keySet());
        }
    }

    boolean isDefined(T name) {
        return defined.containsKey(name);
    }

    Set<T> all() {
        return Set.copyOf(defined.keySet());
    }
}
