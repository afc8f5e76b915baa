package io.huoyan.lab.evaluate;

import io.huoyan.lab.dataset.ClassNames;
import io.huoyan.lab.guarantee.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The figures of one class. NaN, or a share of none, where the labels cannot give one.
 *
 * @param name as the data set calls it
 * @param things labelled ones
 * @param pictures that show it
 * @param ap50 average precision at an overlap of 0.50
 * @param ap50to95 mean over overlaps from 0.50 to 0.95
 * @param precision of the things seen, those that overlap a true one by half or more
 * @param recall of the true things, those found so; of a folder's class its pictures that were not let through
 * @param missed pictures that show it and read OK
 * @param imageAuroc pictures that show it against good ones
 * @param pixels that labels and maps call so; none where there is no map of it, or nothing is outlined
 * @param detection probability of detection by size
 */
public record ClassFigures(
        String name,
        int things,
        long pictures,
        double ap50,
        double ap50to95,
        Share precision,
        Share recall,
        Share missed,
        double imageAuroc,
        PixelOverlap pixels,
        List<SizeBin> detection) {
    /** An overlap from which a thing seen is a true one, for precision, recall and confusion. */
    static final double OVERLAP_MIN = 0.5;

    public ClassFigures {
        detection = List.copyOf(detection);
    }

    static ClassFigures of(Evaluation evaluation, String name) {
        List<PictureResult> results = evaluation.results();
        AveragePrecision.Figures averages = AveragePrecision.of(Evaluation.matches(results, name));
        Share precision = new Share(0, 0);
        Share recall = new Share(0, 0);
        int things = 0;
        if (evaluation.set().hasShapes()) {
            int truths = 0;
            int found = 0;
            int seen = 0;
            for (PictureResult picture : results) {
                AveragePrecision.Matches matches = seenMatches(picture, name);
                truths += matches.truths();
                for (byte match : matches.matched()[0]) {
                    found += match > 0 ? 1 : 0;
                    seen += match >= 0 ? 1 : 0;
                }
            }
            things = truths;
            precision = new Share(found, seen);
            recall = new Share(found, truths);
        } else if (ClassNames.marksDefects(name)) {
            Share missed = evaluation.missed(name);
            recall = new Share(missed.of() - missed.count(), missed.of());
        }
        return new ClassFigures(
                name,
                things,
                results.stream().filter(r -> r.shows(name)).count(),
                averages.ap50(),
                averages.ap50to95(),
                precision,
                recall,
                evaluation.missed(name),
                ClassNames.marksDefects(name) ? evaluation.imageAuroc(name) : Double.NaN,
                PixelOverlap.of(evaluation, name),
                SizeBin.of(results, name));
    }

    private static AveragePrecision.Matches seenMatches(PictureResult picture, String name) {
        Exam exam = picture.exam();
        List<Candidate> seen =
                exam.candidates().stream().filter(Candidate::isSeen).toList();
        Exam onlySeen = new Exam(
                exam.word(),
                exam.reason(),
                exam.hasFailed(),
                exam.score(),
                seen,
                exam.regions(),
                exam.map(),
                exam.widthPx(),
                exam.heightPx());
        return Evaluation.matches(
                new PictureResult(picture.sample(), picture.truth(), picture.things(), onlySeen), name);
    }

    /** Intersection over union of {@link #pixels}; NaN of none. */
    public double pixelIou() {
        return pixels.iou();
    }

    /**
     * How many of the things of one size were found: the centre of something seen of the class lies in them, or theirs
     * in it. What is seen finds one thing at most, the surest first.
     *
     * @param fromPx smallest size, the root of the box's area, pixels
     * @param belowPx first size of the next bin, pixels
     * @param found of all of the size
     */
    public record SizeBin(double fromPx, double belowPx, Share found) {
        private static final double[] EDGES_PX = {0, 8, 16, 32, 64, 128, Double.POSITIVE_INFINITY};

        static List<SizeBin> of(List<PictureResult> results, String name) {
            int[] all = new int[EDGES_PX.length - 1];
            int[] found = new int[EDGES_PX.length - 1];
            for (PictureResult picture : results) {
                // Of a picture that could not be read nobody knows the size.
                if (picture.exam().widthPx() > 0) {
                    List<PictureResult.TrueThing> things = picture.things().stream()
                            .filter(thing -> thing.className().equals(name) && !thing.isCrowd())
                            .toList();
                    boolean[] isFound = found(things, picture, name);
                    for (int thing = 0; thing < isFound.length; thing++) {
                        int bin = binOf(Math.sqrt(things.get(thing).box().area()));
                        all[bin]++;
                        found[bin] += isFound[thing] ? 1 : 0;
                    }
                }
            }
            List<SizeBin> bins = new ArrayList<>();
            for (int i = 0; i < all.length; i++) {
                if (all[i] > 0) {
                    bins.add(new SizeBin(EDGES_PX[i], EDGES_PX[i + 1], new Share(found[i], all[i])));
                }
            }
            return bins;
        }

        private static int binOf(double sizePx) {
            int bin = 0;
            while (sizePx >= EDGES_PX[bin + 1]) {
                bin++;
            }
            return bin;
        }

        /** Which things were found: best score first, each candidate the one that it overlaps most of those left. */
        private static boolean[] found(List<PictureResult.TrueThing> things, PictureResult picture, String name) {
            boolean[] isFound = new boolean[things.size()];
            picture.exam().candidates().stream()
                    .filter(candidate ->
                            candidate.isSeen() && candidate.className().equals(name))
                    .sorted(Comparator.comparingDouble(Candidate::score).reversed())
                    .forEach(candidate ->
                            foundBy(candidate.box(), things, isFound).ifPresent(thing -> isFound[thing] = true));
            return isFound;
        }

        private static OptionalInt foundBy(Box seen, List<PictureResult.TrueThing> things, boolean[] isFound) {
            return IntStream.range(0, things.size())
                    .filter(thing -> !isFound[thing])
                    .filter(thing -> isAt(seen, things.get(thing).box()))
                    .reduce((a, b) -> seen.intersectionOverUnion(things.get(b).box())
                                    > seen.intersectionOverUnion(things.get(a).box())
                            ? b
                            : a);
        }

        private static boolean isAt(Box seen, Box thing) {
            return seen.holdsCentreOf(thing) || thing.holdsCentreOf(seen);
        }
    }
}
