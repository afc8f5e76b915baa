package io.huoyan.lab.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What true things were taken for. The last row is nothing (things seen where there is none), the last column is
 * nothing (things not seen). A thing seen within a crowd of its own class is in neither, as in average precision.
 *
 * @param classes names of rows and columns but the last
 * @param counts {@code (classes + 1) × (classes + 1)}, row is the truth
 */
public record Confusion(List<String> classes, int[][] counts) {
    public Confusion {
        classes = List.copyOf(classes);
    }

    private record Pair(int thing, int candidate, double overlap) {}

    /** Pairs of any classes that overlap by half or more, the largest overlap first, each thing and candidate once. */
    static Confusion of(Evaluation evaluation) {
        List<String> classes = evaluation.set().classes();
        int nothing = classes.size();
        int[][] counts = new int[nothing + 1][nothing + 1];
        for (PictureResult picture : evaluation.results()) {
            List<PictureResult.TrueThing> things =
                    picture.things().stream().filter(t -> !t.isCrowd()).toList();
            List<Candidate> seen = picture.exam().candidates().stream()
                    .filter(Candidate::isSeen)
                    .toList();
            boolean[] isPaired = new boolean[things.size()];
            boolean[] isTaken = new boolean[seen.size()];
            for (Pair pair : pairs(things, seen)) {
                if (!isPaired[pair.thing()] && !isTaken[pair.candidate()]) {
                    isPaired[pair.thing()] = true;
                    isTaken[pair.candidate()] = true;
                    counts[classes.indexOf(things.get(pair.thing()).className())][
                            classes.indexOf(seen.get(pair.candidate()).className())]++;
                }
            }
            for (int t = 0; t < isPaired.length; t++) {
                counts[classes.indexOf(things.get(t).className())][nothing] += isPaired[t] ? 0 : 1;
            }
            for (int c = 0; c < isTaken.length; c++) {
                isTaken[c] |= isInCrowd(seen.get(c), picture.things());
                counts[nothing][classes.indexOf(seen.get(c).className())] += isTaken[c] ? 0 : 1;
            }
        }
        return new Confusion(classes, counts);
    }

    private static boolean isInCrowd(Candidate seen, List<PictureResult.TrueThing> things) {
        return things.stream()
                .filter(thing -> thing.isCrowd() && thing.className().equals(seen.className()))
                .anyMatch(crowd -> seen.box().shareWithin(crowd.box()) >= ClassFigures.OVERLAP_MIN);
    }

    private static List<Pair> pairs(List<PictureResult.TrueThing> things, List<Candidate> seen) {
        List<Pair> pairs = new ArrayList<>();
        for (int t = 0; t < things.size(); t++) {
            for (int c = 0; c < seen.size(); c++) {
                double overlap =
                        things.get(t).box().intersectionOverUnion(seen.get(c).box());
                if (overlap >= ClassFigures.OVERLAP_MIN) {
                    pairs.add(new Pair(t, c, overlap));
                }
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::overlap).reversed());
        return pairs;
    }
}
