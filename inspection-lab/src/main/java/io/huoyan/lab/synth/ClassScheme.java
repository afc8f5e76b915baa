package io.huoyan.lab.synth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the classes of a written set are called. */
public enum ClassScheme {
    /** Every kind of defect by its own name; good welds are {@code good weld}. */
    HUOYAN {
        @Override
        Optional<String> of(DefectKind kind) {
            return Optional.of(kind.label());
        }

        @Override
        String good() {
            return "good weld";
        }

        @Override
        Optional<String> bad() {
            return Optional.empty();
        }
    },
    /** What the network has labels for: crack, pore, excess, spatter, burn-through; other defects are left out. */
    NETWORK {
        @Override
        Optional<String> of(DefectKind kind) {
            return kind.modelLabel().isEmpty() ? Optional.empty() : Optional.of(kind.modelLabel());
        }

        @Override
        String good() {
            return "good weld";
        }

        @Override
        Optional<String> bad() {
            return Optional.empty();
        }
    },
    /** As public photographs of arc welds are labelled: defects, and whole welds as good or bad. */
    ARC_WELD {
        @Override
        Optional<String> of(DefectKind kind) {
            return switch (kind.modelLabel()) {
                case "crack" -> Optional.of("crack");
                case "pore" -> Optional.of("porosity");
                case "excess" -> Optional.of("excess reinforcement");
                case "spatter" -> Optional.of("spatters");
                default -> Optional.empty();
            };
        }

        @Override
        String good() {
            return "good welding";
        }

        @Override
        Optional<String> bad() {
            return Optional.of("bad welding");
        }
    };

    /** The class of a kind of defect; empty if the scheme has none for it. */
    abstract Optional<String> of(DefectKind kind);

    /** The class of a whole weld without a defect. */
    abstract String good();

    /** The class of a whole weld with one; empty if such a weld has none. */
    abstract Optional<String> bad();

    /** All classes, in the order of their numbers. */
    List<String> classes() {
        Set<String> names = new LinkedHashSet<>();
        bad().ifPresent(names::add);
        Arrays.stream(DefectKind.values()).forEach(kind -> of(kind).ifPresent(names::add));
        names.add(good());
        return new ArrayList<>(names);
    }
}
