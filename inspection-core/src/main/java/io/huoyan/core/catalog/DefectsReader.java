package io.huoyan.core.catalog;

import io.huoyan.core.domain.DefectClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code defects.yaml}. */
final class DefectsReader {
    private final Faults faults;
    private final Names<DefectClass> classes;
    private final List<DefectNames.Entry> entries = new ArrayList<>();

    DefectsReader(Faults faults) {
        this.faults = faults;
        this.classes = new Names<>("defect class", faults);
    }

    void read(YamlSection file) {
        file.sections("defects").forEach(this::entry);
        file.end();
    }

    Names<DefectClass> classes() {
        return classes;
    }

    DefectNames names() {
        return new DefectNames(entries);
    }

    private void entry(YamlSection section) {
        int before = faults.count();
        Optional<DefectClass> defectClass = section.read("class", DefectClass::parse);
        defectClass.ifPresent(c -> classes.define(c, section.place("class")));
        Optional<String> english = section.text("english");
        Optional<String> chinese = section.text("chinese");
        Optional<String> label = Optional.empty();
        List<String> processes = List.of();
        if (section.has("modelLabel")) {
            label = section.text("modelLabel");
            processes = section.readAll("processes", DefectsReader::process);
            checkAmbiguity(section, label, processes);
        } else {
            section.allow("modelLabel");
            if (section.has("processes")) {
                faults.add(
                        section.place("processes"), "processes are given without modelLabel; allowed is both or none");
            }
            section.allow("processes");
        }
        section.end();
        if (faults.count() == before) {
            entries.add(new DefectNames.Entry(
                    defectClass.orElseThrow(), english.orElseThrow(), chinese.orElseThrow(), label, processes));
        }
    }

    private void checkAmbiguity(YamlSection section, Optional<String> label, List<String> processes) {
        for (String process : processes) {
            label.flatMap(l -> names().meaning(l, process))
                    .ifPresent(other -> faults.add(
                            section.place("modelLabel"),
                            "modelLabel " + label.orElseThrow() + " on process " + process + " already means "
                                    + other.defectClass() + "; allowed is one meaning"));
        }
    }

    /** A process number of ISO 4063. */
    static String process(String text) {
        if (!text.matches("[1-9][0-9]{1,3}")) {
            throw new IllegalArgumentException(
                    "process is '" + text + "'; allowed is a number of ISO 4063, two to four digits, e.g. 135");
        }
        return text;
    }
}
