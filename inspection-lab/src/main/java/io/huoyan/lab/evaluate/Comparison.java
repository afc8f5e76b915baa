package io.huoyan.lab.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two evaluations of one set.
 *
 * @param first the one that is reported
 * @param second the one beside it
 * @param flips pictures of which they say different words, those that one of them misses first
 */
public record Comparison(Evaluation first, Evaluation second, List<Flip> flips) {
    /** One picture with two words. */
    public record Flip(PictureResult first, PictureResult second) {
        boolean isAboutAMiss() {
            return first.isMissed() || second.isMissed();
        }
    }

    public Comparison {
        flips = List.copyOf(flips);
    }

    /** Pictures that only one of the two holds are left out. */
    static Comparison of(Evaluation first, Evaluation second) {
        Map<String, PictureResult> others = new HashMap<>();
        second.results().forEach(result -> others.put(result.sample().name(), result));
        List<Flip> flips = new ArrayList<>();
        for (PictureResult result : first.results()) {
            PictureResult other = others.get(result.sample().name());
            if (other != null && isFlip(result.exam(), other.exam())) {
                flips.add(new Flip(result, other));
            }
        }
        flips.sort((a, b) -> Boolean.compare(b.isAboutAMiss(), a.isAboutAMiss()));
        return new Comparison(first, second, flips);
    }

    private static boolean isFlip(Exam one, Exam other) {
        return one.hasWord() && other.hasWord() && !one.word().equals(other.word());
    }

    /** Whether both have verdicts that could differ. */
    boolean isOfVerdicts() {
        return first.hasVerdicts() && second.hasVerdicts();
    }
}
