package io.huoyan.lab.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Average precision of one class as the COCO benchmark defines it: per picture the 100 best candidates, matched
 * greedily best first with the true box they overlap most; precision made monotone and read at 101 recalls; ten
 * overlaps from 0.50 to 0.95 (cocodataset.org, detection evaluation; Everingham et al. 2010 for the envelope). Areas of
 * all sizes.
 *
 * <p>The matches of a picture depend on no other picture, so that a bootstrap only sums them again.
 */
final class AveragePrecision {
    /** Candidates of a picture that count, the best ones. */
    static final int CANDIDATES_MAX = 100;

    private static final int OVERLAPS = 10;
    private static final int RECALLS = 101;
    private static final double OVERLAP_FIRST = 0.5;
    private static final double OVERLAP_STEP = 0.05;

    private AveragePrecision() {}

    /** A true box; a crowd is neither missed nor can it be found too often. */
    record TrueBox(Box box, boolean isCrowd) {}

    record ScoredBox(Box box, double score) {}

    /**
     * How one picture's candidates of one class matched.
     *
     * @param scores descending
     * @param matched per overlap and candidate: 1 a true box, 0 none, −1 to be passed over
     * @param truths true boxes that are no crowd
     */
    record Matches(double[] scores, byte[][] matched, int truths) {
        static Matches of(List<TrueBox> truth, List<ScoredBox> candidates) {
            List<ScoredBox> best = new ArrayList<>(candidates);
            best.sort(Comparator.comparingDouble(ScoredBox::score).reversed());
            best = best.subList(0, Math.min(CANDIDATES_MAX, best.size()));
            List<TrueBox> ordered = new ArrayList<>(truth);
            ordered.sort(Comparator.comparing(TrueBox::isCrowd));
            byte[][] matched = new byte[OVERLAPS][];
            for (int i = 0; i < OVERLAPS; i++) {
                matched[i] = match(ordered, best, OVERLAP_FIRST + i * OVERLAP_STEP);
            }
            int truths = (int) truth.stream().filter(t -> !t.isCrowd()).count();
            return new Matches(best.stream().mapToDouble(ScoredBox::score).toArray(), matched, truths);
        }

        private static byte[] match(List<TrueBox> truth, List<ScoredBox> candidates, double overlapMin) {
            boolean[] isTaken = new boolean[truth.size()];
            byte[] matched = new byte[candidates.size()];
            for (int c = 0; c < matched.length; c++) {
                int best = bestOf(truth, candidates.get(c).box(), isTaken, overlapMin);
                if (best >= 0) {
                    isTaken[best] = true;
                    matched[c] = (byte) (truth.get(best).isCrowd() ? -1 : 1);
                }
            }
            return matched;
        }

        private static int bestOf(List<TrueBox> truth, Box candidate, boolean[] isTaken, double overlapMin) {
            double overlap = Math.min(overlapMin, 1 - 1e-10);
            int best = -1;
            for (int t = 0; t < truth.size(); t++) {
                TrueBox one = truth.get(t);
                if (isTaken[t] && !one.isCrowd()) {
                    continue;
                }
                if (best >= 0 && !truth.get(best).isCrowd() && one.isCrowd()) {
                    return best;
                }
                double shared =
                        one.isCrowd() ? candidate.shareWithin(one.box()) : candidate.intersectionOverUnion(one.box());
                if (shared >= overlap) {
                    overlap = shared;
                    best = t;
                }
            }
            return best;
        }
    }

    /**
     * @param ap50 at an overlap of 0.50, 0 to 1; NaN without a true box
     * @param ap50to95 mean over the ten overlaps, 0 to 1; NaN without a true box
     */
    record Figures(double ap50, double ap50to95) {}

    /** Over pictures; a picture may come more than once. */
    static Figures of(List<Matches> pictures) {
        int truths = 0;
        int count = 0;
        for (Matches picture : pictures) {
            truths += picture.truths();
            count += picture.scores().length;
        }
        if (truths == 0) {
            return new Figures(Double.NaN, Double.NaN);
        }
        long[] order = new long[count];
        double[] scores = new double[count];
        int next = 0;
        for (int p = 0; p < pictures.size(); p++) {
            double[] own = pictures.get(p).scores();
            for (int c = 0; c < own.length; c++) {
                scores[next] = own[c];
                order[next++] = ((long) p << Integer.SIZE) | c;
            }
        }
        long[] sorted = byScore(order, scores);
        double sum = 0;
        double first = 0;
        for (int i = 0; i < OVERLAPS; i++) {
            double one = atOverlap(pictures, sorted, truths, i);
            first = i == 0 ? one : first;
            sum += one;
        }
        return new Figures(first, sum / OVERLAPS);
    }

    private static long[] byScore(long[] candidates, double[] scores) {
        Integer[] order = new Integer[candidates.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -scores[i]));
        long[] sorted = new long[candidates.length];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = candidates[order[i]];
        }
        return sorted;
    }

    private static double atOverlap(List<Matches> pictures, long[] sorted, int truths, int overlap) {
        double[] recall = new double[sorted.length];
        double[] precision = new double[sorted.length];
        int found = 0;
        int wrong = 0;
        for (int i = 0; i < sorted.length; i++) {
            byte match = pictures.get((int) (sorted[i] >>> Integer.SIZE)).matched()[overlap][(int) sorted[i]];
            found += match > 0 ? 1 : 0;
            wrong += match == 0 ? 1 : 0;
            recall[i] = (double) found / truths;
            precision[i] = found + wrong == 0 ? 0 : (double) found / (found + wrong);
        }
        for (int i = sorted.length - 1; i > 0; i--) {
            precision[i - 1] = Math.max(precision[i - 1], precision[i]);
        }
        double sum = 0;
        int at = 0;
        for (int r = 0; r < RECALLS; r++) {
            double wanted = r * (1.0 / (RECALLS - 1));
            while (at < recall.length && recall[at] < wanted) {
                at++;
            }
            sum += at < recall.length ? precision[at] : 0;
        }
        return sum / RECALLS;
    }
}
