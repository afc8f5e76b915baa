package io.huoyan.lab.evaluate;

import io.huoyan.lab.dataset.ClassMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which of a model's labels answers a data set's class.
 *
 * @param className the data set's name
 * @param modelLabel the label; empty if the model has none for it, so that nothing of the class is ever seen
 * @param grade whether the class also says how good the thing is
 */
record ClassReading(String className, Optional<String> modelLabel, Grade grade) {
    /** What a class says of the goodness of what it marks. */
    enum Grade {
        /** Nothing: the thing is there, or not. */
        NONE,
        /** A whole bead that is good. */
        GOOD,
        /** A whole bead that is bad. */
        BAD;

        /** Whether a picture that looks bad with a score of {@code badness}, 0 to 1, is rather of this grade. */
        boolean isMet(double badness) {
            return this == NONE || (this == BAD) == (badness >= 0.5);
        }

        /** Score of a thing of this grade in a picture that looks bad with a score of {@code badness}, 0 to 1. */
        double graded(double score, double badness) {
            return switch (this) {
                case NONE -> score;
                case GOOD -> score * (1 - badness);
                case BAD -> score * badness;
            };
        }
    }

    /** One per class: the label of the same name, else the one that the class is known to mean. */
    static List<ClassReading> of(List<String> classes, List<String> modelLabels) {
        List<ClassReading> readings = new ArrayList<>();
        for (String name : classes) {
            String plain = name.strip().toLowerCase(Locale.ROOT).replaceAll("[ _]+", "-");
            Optional<ClassMapping> meant = ClassMapping.of(name);
            if (modelLabels.contains(plain)) {
                readings.add(new ClassReading(name, Optional.of(plain), Grade.NONE));
            } else {
                Optional<String> label =
                        meant.map(row -> row.label().modelLabel()).filter(modelLabels::contains);
                readings.add(new ClassReading(
                        name, label, meant.map(ClassReading::gradeOf).orElse(Grade.NONE)));
            }
        }
        return readings;
    }

    private static Grade gradeOf(ClassMapping row) {
        return switch (row) {
            case GOOD_WELD -> Grade.GOOD;
            case BAD_WELD -> Grade.BAD;
            case CRACK, EXCESS, PORE, SPATTER, BURN_THROUGH, SEAM, SPOT -> Grade.NONE;
        };
    }
}
