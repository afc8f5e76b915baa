package io.huoyan.lab.evaluate;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.judge.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an examiner says of one picture.
 *
 * @param word {@code OK}, {@code NOK} or {@code REVIEW}; empty if another tool's results give boxes and no verdict
 * @param reason why, in a sentence; may be empty
 * @param hasFailed true if the picture could not be inspected; its word is then {@code REVIEW}
 * @param score how bad the picture looks, 0 or more; larger is worse
 * @param candidates things that may be there
 * @param regions outlines of what the maps show of each class at the operating thresholds, in pixels of the picture; a
 *     class of which nothing tells where it is has none
 * @param map how bad each pixel looks, in the picture's own pixels; empty if nothing says so
 * @param widthPx of the picture; 0 if it could not be read
 * @param heightPx of the picture; 0 if it could not be read
 */
public record Exam(
        String word,
        String reason,
        boolean hasFailed,
        double score,
        List<Candidate> candidates,
        Map<String, List<List<PixelPoint>>> regions,
        Optional<ScoreMap> map,
        int widthPx,
        int heightPx) {
    public Exam {
        candidates = List.copyOf(candidates);
        regions = Map.copyOf(regions);
        if (!word.isEmpty()) {
            Verdict.severityOf(word);
        }
        if (hasFailed && !word.equals("REVIEW")) {
            throw new IllegalArgumentException("word of a failure is '" + word + "'; allowed is REVIEW");
        }
    }

    /** Without regions of their own: candidates that have outlines stand for them. */
    Exam(
            String word,
            String reason,
            boolean hasFailed,
            double score,
            List<Candidate> candidates,
            Optional<ScoreMap> map,
            int widthPx,
            int heightPx) {
        this(word, reason, hasFailed, score, candidates, Map.of(), map, widthPx, heightPx);
    }

    /** Whether it says more than where things are. */
    boolean hasWord() {
        return !word.isEmpty();
    }

    /** How bad its word is, as {@link Verdict#severity()}. */
    int severity() {
        return Verdict.severityOf(word);
    }

    /** Where a class is seen, outline by outline; empty if nothing tells. */
    Optional<List<List<PixelPoint>>> regions(String className) {
        if (regions.containsKey(className)) {
            return Optional.ofNullable(regions.get(className));
        }
        List<List<PixelPoint>> outlines = candidates.stream()
                .filter(c -> c.isSeen() && c.className().equals(className))
                .map(Candidate::outline)
                .filter(outline -> !outline.isEmpty())
                .toList();
        return outlines.isEmpty() ? Optional.empty() : Optional.of(outlines);
    }

    /** A picture of which nothing could be said. */
    static Exam failed(String reason) {
        return new Exam("REVIEW", reason, true, 0, List.of(), Optional.empty(), 0, 0);
    }

    Exam with(Optional<ScoreMap> otherMap) {
        return new Exam(word, reason, hasFailed, score, candidates, regions, otherMap, widthPx, heightPx);
    }
}
