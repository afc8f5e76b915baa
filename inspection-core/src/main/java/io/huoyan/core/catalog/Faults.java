package io.huoyan.core.catalog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Faults as they are found, told in the order of files and lines. */
final class Faults {
    /** Faults that are told one by one; a catalog with more is most likely another kind of file. */
    static final int TOLD_MAX = 1000;

    private record Fault(Place place, String message) {}

    private final List<Fault> found = new ArrayList<>();

    void add(Place place, String message) {
        found.add(new Fault(place, message));
    }

    int count() {
        return found.size();
    }

    void throwIfAny() {
        if (found.isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>(found.stream()
                .sorted(Comparator.comparing((Fault fault) -> fault.place().file())
                        .thenComparingInt(fault -> fault.place().line()))
                .limit(TOLD_MAX)
                .map(fault -> fault.place() + ": " + fault.message())
                .toList());
        if (found.size() > TOLD_MAX) {
            lines.add("and " + (found.size() - TOLD_MAX) + " more faults");
        }
        throw new CatalogException(lines);
    }
}
