package io.huoyan.lab.evaluate;

import io.huoyan.core.catalog.Catalog;
import io.huoyan.core.catalog.Recipe;
import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.decode.DecodeLimits;
import io.huoyan.core.decode.Decoders;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.Result;
import io.huoyan.core.domain.ResultId;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.ProbabilityMaps;
import io.huoyan.core.infer.RememberingDetector;
import io.huoyan.core.infer.knowngood.Memories;
import io.huoyan.core.judge.Verdict;
import io.huoyan.core.locate.WeldPatch;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.InspectionPipeline;
import io.huoyan.core.pipeline.KeptPromise;
import io.huoyan.core.pipeline.PictureLook;
import io.huoyan.core.pipeline.PictureScore;
import io.huoyan.lab.dataset.LoosePicture;
import io.huoyan.lab.dataset.Sample;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.opencv.core.CvException;
import org.opencv.core.Mat;

/**
 * A model on whole pictures: the verdict is the pipeline's, the curves are made from the same forward passes. For one
 * thread.
 */
public final class ModelExaminer implements Examiner {
    private static final Set<String> WELDS = Set.of("seam", "spot");

    private final String name;
    private final Recipe recipe;
    private final RememberingDetector detector;
    private final InspectionPipeline pipeline;
    private final BoxedThings boxed;
    private final List<String> boxedClasses;
    private final List<ClassReading> readings;
    private final List<ClassReading> mapped;
    private final boolean isKeepingPromise;
    private int pictures;

    /**
     * @param catalog by whose standards pictures are judged; holds the recipe
     * @param recipe limits and scale
     * @param detector the network; stays the caller's
     * @param memories what the recipe remembers
     * @param promise kept in the verdicts; empty: they are the pipeline's own
     * @param classes names that the labelled set has
     * @param softwareVersion of Huoyan
     */
    public ModelExaminer(
            Catalog catalog,
            Recipe recipe,
            DefectDetector detector,
            Memories memories,
            Optional<KeptPromise> promise,
            List<String> classes,
            String softwareVersion) {
        this.name = detector.model().id() + "/" + detector.model().version() + " "
                + detector.model().numericForm();
        this.isKeepingPromise = promise.isPresent();
        this.recipe = recipe;
        this.detector = new RememberingDetector(detector);
        this.pipeline = new InspectionPipeline(
                catalog,
                Map.of(recipe.id(), this.detector),
                Map.of(recipe.id(), memories),
                promise.map(kept -> Map.of(recipe.id(), kept)).orElse(Map.of()),
                Clock.systemUTC(),
                () -> new ResultId(UUID.randomUUID().toString()),
                softwareVersion);
        this.boxed = new BoxedThings(this.detector);
        this.boxedClasses = classes.stream().filter(boxed::boxes).toList();
        this.mapped = ClassReading.of(classes, detector.model().labels());
        this.readings = mapped.stream()
                .filter(reading -> !boxed.boxes(reading.className()))
                .toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isKeepingPromise() {
        return isKeepingPromise;
    }

    @Override
    public Exam examine(Sample sample) {
        detector.forget();
        CapturedImage image;
        try {
            image = LoosePicture.read(sample.image(), ++pictures);
        } catch (IOException unreadable) {
            return Exam.failed("cannot be read: " + unreadable.getMessage());
        }
        Inspection inspection = pipeline.inspectWhole(image, recipe.id(), true);
        if (inspection.failure().isPresent()) {
            return Exam.failed(inspection.failure().get().message());
        }
        try (MatScope scope = MatScope.open()) {
            Result<Frame> decoded = Decoders.decode(image, DecodeLimits.defaults(), scope);
            if (decoded instanceof Result.Success<Frame> success) {
                return exam(success.value(), inspection.verdict(), scope);
            }
        } catch (CvException | OutOfMemoryError failure) {
            return Exam.failed("cannot be looked at: " + failure.getMessage());
        }
        return Exam.failed("cannot be decoded again");
    }

    private Exam exam(Frame frame, Verdict verdict, MatScope scope) {
        PictureLook.Seen seen = new PictureLook(frame, recipe, detector, scope).look();
        List<WeldPatch> tiles = seen.tiles(scope);
        List<Mat> pixels = tiles.stream().map(WeldPatch::pixels).toList();
        List<ProbabilityMaps> maps = new ArrayList<>();
        for (Mat tile : pixels) {
            maps.addAll(detector.detect(List.of(tile)));
        }
        List<CandidateLadder.Rung> rungs =
                new CandidateLadder(detector.model(), recipe.labelThresholds()).of(tiles, maps, scope);
        double badness = PictureScore.of(frame, recipe, detector, scope);
        List<Candidate> candidates = new ArrayList<>(boxed.look(frame, boxedClasses, scope));
        candidates.addAll(candidates(rungs, badness));
        candidates.sort(Comparator.comparingDouble(Candidate::score).reversed());
        ScoreMap map =
                DefectMap.of(frame.widthPx(), frame.heightPx(), seen.whole(), tiles, maps, defectLabels(), scope);
        return new Exam(
                verdict.word(),
                reason(verdict),
                false,
                badness,
                candidates,
                regions(rungs, badness),
                Optional.of(map),
                frame.widthPx(),
                frame.heightPx());
    }

    private List<Integer> defectLabels() {
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < detector.model().labels().size(); i++) {
            if (!WELDS.contains(detector.model().labels().get(i))) {
                labels.add(i);
            }
        }
        return labels;
    }

    /** What the maps show at the operating thresholds of each class that they have a label for, boxed or not. */
    private Map<String, List<List<PixelPoint>>> regions(List<CandidateLadder.Rung> rungs, double badness) {
        Map<String, List<List<PixelPoint>>> regions = new HashMap<>();
        for (ClassReading reading : mapped) {
            reading.modelLabel()
                    .ifPresent(label -> regions.put(
                            reading.className(),
                            rungs.stream()
                                    .filter(rung -> rung.isSeen()
                                            && reading.grade().isMet(badness)
                                            && rung.detection().label().equals(label))
                                    .map(rung -> rung.detection().outline())
                                    .toList()));
        }
        return regions;
    }

    private List<Candidate> candidates(List<CandidateLadder.Rung> rungs, double badness) {
        List<Candidate> candidates = new ArrayList<>();
        for (ClassReading reading : readings) {
            for (CandidateLadder.Rung rung : rungs) {
                if (reading.modelLabel()
                        .filter(rung.detection().label()::equals)
                        .isPresent()) {
                    double score = reading.grade().graded(rung.detection().score(), badness);
                    candidates.add(new Candidate(
                            reading.className(),
                            Math.min(1, score),
                            rung.isSeen() && reading.grade().isMet(badness),
                            rung.box(),
                            rung.detection().outline()));
                }
            }
        }
        return candidates;
    }

    private static String reason(Verdict verdict) {
        if (verdict instanceof Verdict.Nok nok) {
            return nok.detail();
        }
        return verdict instanceof Verdict.Review review ? review.reason() + ": " + review.detail() : "";
    }
}
