package io.huoyan.core.catalog;

import io.huoyan.core.domain.DefectClass;
import java.util.List;
import java.util.Optional;

/** The defect classes that exist, their names, and which label of a model means which class for which process. */
public record DefectNames(List<Entry> entries) {
    public DefectNames {
        entries = List.copyOf(entries);
    }

    /**
     * @param defectClass the class
     * @param english name in the standard's English
     * @param chinese name in the standard's Chinese
     * @param modelLabel label of the network that means it; empty for what is not seen by the network but measured
     * @param processes ISO 4063 numbers for which {@code modelLabel} means this class
     */
    public record Entry(
            DefectClass defectClass,
            String english,
            String chinese,
            Optional<String> modelLabel,
            List<String> processes) {
        public Entry {
            processes = List.copyOf(processes);
        }
    }

    public Optional<Entry> named(DefectClass defectClass) {
        return entries.stream().filter(e -> e.defectClass().equals(defectClass)).findFirst();
    }

    /** What a label of the network means on a weld of a process. */
    public Optional<Entry> meaning(String modelLabel, String process) {
        return entries.stream()
                .filter(e -> e.modelLabel().filter(modelLabel::equals).isPresent()
                        && e.processes().contains(process))
                .findFirst();
    }
}
