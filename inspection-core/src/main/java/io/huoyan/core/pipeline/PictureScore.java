package io.huoyan.core.pipeline;

import io.huoyan.core.catalog.Recipe;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.Instances;
import io.huoyan.core.infer.ModelDescription;
import io.huoyan.core.infer.ProbabilityMaps;
import io.huoyan.core.infer.SeenThing;
import io.huoyan.core.infer.Sight;
import io.huoyan.core.infer.ThingLabel;
import io.huoyan.core.locate.WeldPatch;
import io.huoyan.core.locate.WholePicture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How bad a picture without calibration looks as a whole, 0 to 1, larger is worse. Promises about misses are made of
 * this number and kept by it, so that whoever evaluates and whoever inspects must have it from here: the mean judgement
 * of a network that judges pictures, each as it is and mirrored, else the highest score of any defect, else a little of
 * the surest pixel's probability.
 */
public final class PictureScore {
    /**
     * Sizes at which a network that judges is shown the whole picture, patch pixels, within what it learnt photographs
     * at; of what, its {@link io.huoyan.core.infer.WholeSize} says.
     */
    public static final List<Integer> SIDES_PX = List.of(288, 352);

    /** Defects count from this share of their label's threshold on. */
    static final double THRESHOLD_SHARE = 0.1;

    /**
     * What the surest pixel counts where there is no such defect: pictures with nothing in them differ too, and stay
     * below those with something.
     */
    private static final double NOTHING_SHARE = 0.001;

    private PictureScore() {}

    /** How the score is read, in words: scores of two readings are not comparable. */
    public static String reading(DefectDetector detector, Recipe recipe) {
        return detector.judges()
                ? "judgement at " + detector.model().wholeSize().inWords(SIDES_PX) + ", as it is and mirrored"
                : "highest defect at " + recipe.pixelsPerWeldWidth() + " px per weld width from "
                        + new TreeMap<>(thresholds(detector.model(), recipe)) + " of at least "
                        + new TreeMap<>(detector.model().minimumAreas()) + " px²"
                        + ", else " + NOTHING_SHARE + " of the surest pixel";
    }

    /** The score of a picture; native memory on the way belongs to the scope. */
    public static double of(Frame frame, Recipe recipe, DefectDetector detector, MatScope scope) {
        return detector.judges() ? judged(frame, detector, scope) : highest(frame, recipe, detector, scope);
    }

    /**
     * What a network that judges pictures says of one by itself, whatever its maps show.
     *
     * @param score mean judgement
     * @param surest flaw that it boxes; empty if it boxes none
     */
    record OwnWord(double score, Optional<SeenThing> surest) {}

    private static double judged(Frame frame, DefectDetector detector, MatScope scope) {
        return ownWord(frame, detector, scope).score();
    }

    /** @param detector judges */
    static OwnWord ownWord(Frame frame, DefectDetector detector, MatScope scope) {
        Set<String> flaws = detector.model().things().stream()
                .filter(ThingLabel::isFlaw)
                .map(ThingLabel::name)
                .collect(Collectors.toSet());
        List<SeenThing> boxed = new ArrayList<>();
        double sum = 0;
        for (int sidePx : SIDES_PX) {
            double scale = detector.model().wholeSize().scale(frame.widthPx(), frame.heightPx(), sidePx);
            WeldPatch whole = WholePicture.patch(frame, scale, detector.model().sideMultiplePx(), scope);
            for (Sight sight : detector.look(List.of(whole.pixels(), WholePicture.mirrored(whole, scope)))) {
                sum += sight.flawed().orElseThrow() / 2;
                sight.things().stream()
                        .filter(thing -> flaws.contains(thing.name()))
                        .forEach(boxed::add);
            }
        }
        return new OwnWord(sum / SIDES_PX.size(), boxed.stream().max(Comparator.comparingDouble(SeenThing::score)));
    }

    private static double highest(Frame frame, Recipe recipe, DefectDetector detector, MatScope scope) {
        Map<String, Double> thresholds = thresholds(detector.model(), recipe);
        double highest = 0;
        double surest = 0;
        for (WeldPatch tile :
                new PictureLook(frame, recipe, detector, scope).look().tiles(scope)) {
            ProbabilityMaps maps = detector.detect(List.of(tile.pixels())).get(0);
            highest = Instances.of(maps, detector.model(), thresholds, tile, scope).stream()
                    .filter(d -> !WeldWay.isWeld(d) && WeldWay.isInPicture(d, frame))
                    .mapToDouble(d -> d.score())
                    .reduce(highest, Math::max);
            surest = Math.max(surest, surestPixel(maps, detector.model()));
        }
        return highest > 0 ? highest : NOTHING_SHARE * surest;
    }

    /** The highest probability of any defect. */
    private static double surestPixel(ProbabilityMaps maps, ModelDescription model) {
        double surest = 0;
        for (int label = 0; label < maps.labels(); label++) {
            if (!WeldWay.isWeld(model.labels().get(label))) {
                for (int y = 0; y < maps.height(); y++) {
                    for (int x = 0; x < maps.width(); x++) {
                        surest = Math.max(surest, maps.at(label, y, x));
                    }
                }
            }
        }
        return surest;
    }

    private static Map<String, Double> thresholds(ModelDescription model, Recipe recipe) {
        Map<String, Double> thresholds = new TreeMap<>();
        model.labels()
                .forEach(label -> thresholds.put(
                        label,
                        THRESHOLD_SHARE
                                * recipe.labelThresholds()
                                        .getOrDefault(label, model.thresholds().getOrDefault(label, 0.5))));
        return thresholds;
    }
}
