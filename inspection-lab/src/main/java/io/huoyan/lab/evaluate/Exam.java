package io.huoyan.lab.evaluate;

import java.util.List;
import java.util.Optional;

/**
 * What an examiner says of one picture.
 *
 * @param word {@code OK}, {@code NOK} or {@code REVIEW}
 * @param reason why, in a sentence; may be empty
 * @param hasFailed true if the picture could not be inspected; its word is then {@code REVIEW}
 * @param score how bad the picture looks, 0 or more; larger is worse
 * @param candidates things that may be there
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
        Optional<ScoreMap> map,
        int widthPx,
        int heightPx) {
    public Exam {
        candidates = List.copyOf(candidates);
        if (!word.equals("OK") && !word.equals("NOK") && !word.equals("REVIEW")) {
            throw new IllegalArgumentException("word is '" + word + "'; allowed are OK, NOK and REVIEW");
        }
        if (hasFailed && !word.equals("REVIEW")) {
            throw new IllegalArgumentException("word of a failure is '" + word + "'; allowed is REVIEW");
        }
    }

    /** A picture of which nothing could be said. */
    static Exam failed(String reason) {
        return new Exam("REVIEW", reason, true, 0, List.of(), Optional.empty(), 0, 0);
    }

    Exam withoutMap() {
        return new Exam(word, reason, hasFailed, score, candidates, Optional.empty(), widthPx, heightPx);
    }
}
