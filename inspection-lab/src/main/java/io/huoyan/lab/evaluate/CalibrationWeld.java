package io.huoyan.lab.evaluate;

import io.huoyan.lab.dataset.ClassNames;
import io.huoyan.lab.dataset.LabelledSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One physical weld of a promise: the pictures of one group. Of a defective weld those count that show it bad.
 *
 * @param classes of defects that its pictures show; none if it is good
 * @param pictures scores and own verdicts of those that count and could be inspected
 */
record CalibrationWeld(Set<String> classes, boolean isGood, List<Seen> pictures) {
    /** One picture: its score, and how bad its own verdict is, 0 to 2; 0 if it has none. */
    record Seen(double score, int severity) {
        /** With a band the worse of both counts. */
        int severityIn(Guarantee.Band band) {
            return Math.max(severity, severityOf(score, band));
        }
    }

    static int severityOf(double score, Guarantee.Band band) {
        return score >= band.nokFrom() ? 2 : score >= band.reviewFrom() ? 1 : 0;
    }

    /**
     * A weld is bad if any of its labelled pictures is, whether or not that one could be inspected; without scores it
     * takes no part.
     *
     * @param pictures all of the weld, those that could not be inspected too
     */
    static CalibrationWeld of(List<PictureResult> pictures, List<String> classNames) {
        boolean isBad = pictures.stream().anyMatch(p -> p.truth() == LabelledSet.Truth.BAD);
        LabelledSet.Truth truth = isBad ? LabelledSet.Truth.BAD : LabelledSet.Truth.GOOD;
        List<PictureResult> counted = pictures.stream()
                .filter(p -> p.truth() == truth && !p.exam().hasFailed())
                .toList();
        Set<String> classes = new LinkedHashSet<>();
        for (PictureResult picture : counted) {
            classNames.stream()
                    .filter(name -> isBad && ClassNames.marksDefects(name) && picture.shows(name))
                    .forEach(classes::add);
        }
        return new CalibrationWeld(
                classes,
                !isBad,
                counted.stream()
                        .map(p -> new Seen(
                                p.exam().score(), p.exam().hasWord() ? p.exam().severity() : 0))
                        .toList());
    }

    /** Whether any picture that counts has a score. */
    boolean isInspected() {
        return !pictures.isEmpty();
    }

    double lowest() {
        return pictures.stream().mapToDouble(Seen::score).min().orElseThrow();
    }

    double highest() {
        return pictures.stream().mapToDouble(Seen::score).max().orElseThrow();
    }
}
