package io.huoyan.lab.evaluate;

import io.huoyan.lab.dataset.ClassNames;
import io.huoyan.lab.dataset.LabelledSet;
import io.huoyan.lab.dataset.MaskFile;
import io.huoyan.lab.dataset.Sample;
import io.huoyan.lab.guarantee.Share;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * What an examiner said of a labelled set. Shares without anything to divide by, and figures that the labels cannot
 * give, are NaN.
 *
 * @param subject name of the examiner
 * @param set the labelled pictures
 * @param results one per picture, in the set's order
 * @param pixelAuroc area under the curve over all pixels that are known to be good or bad, 0 to 1 or NaN
 * @param pixelAupro see {@link PixelTally}, 0 to 1 or NaN
 * @param keepsPromise whether a promise kept before has changed the verdicts
 */
public record Evaluation(
        String subject,
        LabelledSet set,
        List<PictureResult> results,
        double pixelAuroc,
        double pixelAupro,
        boolean keepsPromise) {
    public Evaluation {
        results = List.copyOf(results);
    }

    /** Bad pictures against good ones by the picture's score; those that could not be inspected have none. */
    public double imageAuroc() {
        return imageAuroc(results);
    }

    static double imageAuroc(List<PictureResult> pictures) {
        return RankCurve.auroc(
                scores(pictures, r -> r.truth() == LabelledSet.Truth.GOOD),
                scores(pictures, r -> r.truth() == LabelledSet.Truth.BAD));
    }

    /** Pictures that show a class against good ones. */
    double imageAuroc(String className) {
        return RankCurve.auroc(
                scores(results, r -> r.truth() == LabelledSet.Truth.GOOD),
                scores(results, r -> r.truth() == LabelledSet.Truth.BAD && r.shows(className)));
    }

    private static double[] scores(List<PictureResult> pictures, Predicate<PictureResult> wanted) {
        return pictures.stream()
                .filter(wanted.and(r -> !r.exam().hasFailed()))
                .mapToDouble(r -> r.exam().score())
                .toArray();
    }

    /** Mean of the classes that are labelled in at least one picture; NaN where things are not labelled. */
    public double ap50() {
        return mean(averagePrecisions().stream().mapToDouble(AveragePrecision.Figures::ap50));
    }

    /** The same over overlaps from 0.50 to 0.95. */
    public double ap50to95() {
        return mean(averagePrecisions().stream().mapToDouble(AveragePrecision.Figures::ap50to95));
    }

    private List<AveragePrecision.Figures> averagePrecisions() {
        return set.classes().stream()
                .map(name -> AveragePrecision.of(matches(results, name)))
                .toList();
    }

    static double mean(java.util.stream.DoubleStream values) {
        return values.filter(v -> !Double.isNaN(v)).average().orElse(Double.NaN);
    }

    static List<AveragePrecision.Matches> matches(List<PictureResult> pictures, String className) {
        return pictures.stream().map(picture -> matches(picture, className)).toList();
    }

    static AveragePrecision.Matches matches(PictureResult picture, String className) {
        List<AveragePrecision.TrueBox> truth = new ArrayList<>();
        for (PictureResult.TrueThing thing : picture.things()) {
            if (thing.className().equals(className)) {
                truth.add(new AveragePrecision.TrueBox(thing.box(), thing.isCrowd()));
            }
        }
        List<AveragePrecision.ScoredBox> candidates = new ArrayList<>();
        for (Candidate candidate : picture.exam().candidates()) {
            if (candidate.className().equals(className)) {
                candidates.add(new AveragePrecision.ScoredBox(candidate.box(), candidate.score()));
            }
        }
        return AveragePrecision.Matches.of(truth, candidates);
    }

    /** Whether pictures have verdicts: of another tool's results there may be boxes alone. */
    public boolean hasVerdicts() {
        return results.stream().allMatch(result -> result.exam().hasWord());
    }

    /** Pictures whose labels say the one or the other. */
    public long count(LabelledSet.Truth truth) {
        return results.stream().filter(result -> result.truth() == truth).count();
    }

    /** Names of the pictures whose labels say neither. */
    public List<String> notKnown() {
        return results.stream()
                .filter(r -> r.truth() == LabelledSet.Truth.UNKNOWN)
                .map(r -> r.sample().name())
                .toList();
    }

    /** Bad pictures that were let through as OK; of none, as all shares of verdicts, where there are none. */
    public Share missed() {
        return share(r -> r.truth() == LabelledSet.Truth.BAD, PictureResult::isMissed);
    }

    /**
     * The same of physical welds, of which the pictures of one group are, and those whose files are the same: a bad
     * weld is missed if any picture that shows it bad reads OK. Pictures of one weld are no independent witnesses, so
     * that the interval of this share is the honest one.
     */
    public Share missedWelds() {
        if (!hasVerdicts()) {
            return new Share(0, 0);
        }
        List<List<PictureResult>> bad = PhysicalWelds.of(results).stream()
                .filter(pictures -> pictures.stream().anyMatch(p -> p.truth() == LabelledSet.Truth.BAD))
                .toList();
        return new Share(
                bad.stream()
                        .filter(pictures -> pictures.stream().anyMatch(PictureResult::isMissed))
                        .count(),
                bad.size());
    }

    /** Good pictures that were rejected. */
    public Share pseudoReject() {
        return share(r -> r.truth() == LabelledSet.Truth.GOOD, PictureResult::isPseudoReject);
    }

    /** Pictures that people must look at. */
    public Share review() {
        return share(r -> true, r -> r.exam().word().equals("REVIEW"));
    }

    /** Good pictures that people must look at: what a memory of good parts costs, which rejects nothing. */
    public Share reviewOfGood() {
        return share(
                r -> r.truth() == LabelledSet.Truth.GOOD, r -> r.exam().word().equals("REVIEW"));
    }

    /** Pictures that could not be inspected. */
    public long failed() {
        return results.stream().filter(r -> r.exam().hasFailed()).count();
    }

    /**
     * Bad pictures of which no mask says where, in a set that has masks: one is missing or marks nothing. They are in
     * no figure of pixels.
     */
    public List<String> withoutMask() {
        if (!set.hasMasks()) {
            return List.of();
        }
        return results.stream()
                .filter(r -> r.truth() == LabelledSet.Truth.BAD)
                .map(PictureResult::sample)
                .filter(sample -> sample.mask().map(MaskFile::isBlank).orElse(true))
                .map(Sample::name)
                .toList();
    }

    /** Which could not be inspected first, and why; empty if all could. */
    public String firstFailure() {
        return results.stream()
                .filter(r -> r.exam().hasFailed())
                .findFirst()
                .map(r -> r.sample().name() + ": " + r.exam().reason())
                .orElse("");
    }

    /** Bad pictures of a class that were let through; of none for a class that marks no defect. */
    Share missed(String className) {
        return ClassNames.marksDefects(className)
                ? share(r -> r.truth() == LabelledSet.Truth.BAD && r.shows(className), PictureResult::isMissed)
                : new Share(0, 0);
    }

    /** Of verdicts. */
    private Share share(Predicate<PictureResult> among, Predicate<PictureResult> counted) {
        if (!hasVerdicts()) {
            return new Share(0, 0);
        }
        List<PictureResult> all = results.stream().filter(among).toList();
        return new Share(all.stream().filter(counted).count(), all.size());
    }

    /** The figures of each class of the set, in its order. */
    public List<ClassFigures> classes() {
        return set.classes().stream().map(name -> ClassFigures.of(this, name)).toList();
    }

    /** True boxes by what they were taken for. */
    public Confusion confusion() {
        return Confusion.of(this);
    }

    /** How far the scores of candidates are from the share of them that is right, 0 to 1; NaN without candidates. */
    public double calibrationError() {
        return Reliability.of(this).expectedError();
    }

    /** 95 % interval of {@link #imageAuroc} by a bootstrap over the groups of pictures. */
    public Bootstrap.Interval imageAurocInterval() {
        return Bootstrap.overGroups(results, Evaluation::imageAuroc);
    }

    /**
     * 95 % intervals of average precision at an overlap of 0.50.
     *
     * @param mean of {@link #ap50}
     * @param classes one per class of the set; of one that no picture shows, NaN
     */
    public record PrecisionIntervals(Bootstrap.Interval mean, List<Bootstrap.Interval> classes) {
        public PrecisionIntervals {
            classes = List.copyOf(classes);
        }
    }

    /** By a bootstrap over the groups of pictures; NaN where things are not labelled. */
    public PrecisionIntervals ap50Intervals() {
        List<String> names = set.classes();
        if (!set.hasShapes()) {
            Bootstrap.Interval none = new Bootstrap.Interval(Double.NaN, Double.NaN);
            return new PrecisionIntervals(none, Collections.nCopies(names.size(), none));
        }
        List<PrecisionOfPicture> pictures = results.stream()
                .map(picture -> new PrecisionOfPicture(
                        picture.sample().group(),
                        names.stream().map(name -> matches(picture, name)).toList()))
                .toList();
        List<Bootstrap.Interval> intervals =
                Bootstrap.overGroups(pictures, PrecisionOfPicture::group, names.size() + 1, drawn -> {
                    double[] each = new double[names.size() + 1];
                    for (int c = 0; c < names.size(); c++) {
                        int number = c;
                        each[c] = AveragePrecision.of(drawn.stream()
                                        .map(p -> p.matches().get(number))
                                        .toList())
                                .ap50();
                    }
                    each[names.size()] = mean(Arrays.stream(each, 0, names.size()));
                    return each;
                });
        return new PrecisionIntervals(intervals.get(names.size()), intervals.subList(0, names.size()));
    }

    private record PrecisionOfPicture(String group, List<AveragePrecision.Matches> matches) {}
}
