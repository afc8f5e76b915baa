package io.huoyan.lab.train;

import io.huoyan.lab.dataset.DatasetException;
import io.huoyan.lab.dataset.LabelledSet;
import io.huoyan.lab.dataset.Sample;
import io.huoyan.lab.synth.RigRenderer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The pictures a training draws from. A rendered patch, or a rig with all its patches, is made when it is first drawn.
 * Of the photographs a share of the sources is kept for watching the training and never drawn. Thread-safe.
 */
final class Samples {
    /** Part of a photograph set that is learnt from; its part {@code val} never is. */
    private static final String TRAINING_PART = "train";
    /** Multiplies a group's hash, so that neighbours are not kept together (the golden ratio's fraction). */
    private static final int SPREAD = 0x9E3779B9;

    private static final String NOTHING = "";

    private final TrainingPlan.Data data;
    private final Outputs outputs;
    private final int sidePx;
    private final AtomicReferenceArray<TrainingPicture> rendered;
    private final AtomicReferenceArray<List<TrainingPicture>> rigs;
    private final List<DrawnSet> sets = new ArrayList<>();

    /**
     * What is drawn of one set; a source is the pictures of one group.
     *
     * @param sources how many there are
     * @param byClass per class, the sources that show it
     * @param showsThings whether anything is labelled on any
     */
    private record DrawnSet(int sources, List<List<List<TrainingPicture>>> byClass, boolean showsThings) {}

    /** Of each set. */
    private final List<List<TrainingPicture>> watched = new ArrayList<>();

    private int leftOut;
    private final Map<Path, Integer> takenForGood = new LinkedHashMap<>();

    private Samples(TrainingPlan.Data data, Outputs outputs, int sidePx) {
        this.data = data;
        this.outputs = outputs;
        this.sidePx = sidePx;
        this.rendered = new AtomicReferenceArray<>(data.renderedPatches());
        this.rigs = new AtomicReferenceArray<>(data.rigs().pictures());
    }

    /** Reads all photographs. */
    static Samples read(TrainingPlan.Data data, Outputs outputs, int sidePx) {
        Samples samples = new Samples(data, outputs, sidePx);
        for (LabelledSet set : sets(data)) {
            samples.add(set);
        }
        if (data.renderedPatches() == 0 && samples.sets.stream().noneMatch(DrawnSet::showsThings)) {
            throw new DatasetException(data.photographs() + ": no picture shows a labelled thing to learn from");
        }
        return samples;
    }

    /** The photographs' training parts. */
    static List<LabelledSet> sets(TrainingPlan.Data data) {
        return data.photographs().stream().map(Samples::trainingPart).toList();
    }

    private static LabelledSet trainingPart(Path folder) {
        LabelledSet set = LabelledSet.openPartOrAll(folder, Optional.of(TRAINING_PART));
        if (!set.hasShapes()) {
            throw new DatasetException(
                    folder + ": has no outlines or boxes to learn from; needed are YOLO or COCO labels");
        }
        return set;
    }

    private void add(LabelledSet set) {
        Photographs photographs = new Photographs(set, outputs);
        Map<String, Map<String, List<TrainingPicture>>> byClass = new TreeMap<>();
        Set<String> groups = new HashSet<>();
        List<TrainingPicture> watchedOfSet = new ArrayList<>();
        for (Sample sample : set.samples()) {
            if (!photographs.isLearntFrom(sample)) {
                leftOut++;
                continue;
            }
            if (sample.shapes().isEmpty()) {
                takenForGood.merge(set.directory(), 1, Integer::sum);
            }
            TrainingPicture picture = photographs.read(sample);
            if (isWatched(sample.group())) {
                watchedOfSet.add(picture);
                continue;
            }
            groups.add(sample.group());
            shown(sample).forEach(shown -> byClass.computeIfAbsent(shown, k -> new LinkedHashMap<>())
                    .computeIfAbsent(sample.group(), k -> new ArrayList<>())
                    .add(picture));
        }
        Collections.shuffle(watchedOfSet, new Random(data.seed()));
        watched.add(watchedOfSet);
        if (!groups.isEmpty()) {
            List<List<List<TrainingPicture>>> classes = new ArrayList<>();
            byClass.values().forEach(sources -> classes.add(List.copyOf(sources.values())));
            boolean showsThings = byClass.size() > (byClass.containsKey(NOTHING) ? 1 : 0);
            sets.add(new DrawnSet(groups.size(), classes, showsThings));
        }
    }

    /** The classes of what a picture shows; pictures of nothing are a class of their own. */
    private static Set<String> shown(Sample sample) {
        Set<String> shown = new LinkedHashSet<>();
        sample.shapes().forEach(shape -> shown.add(shape.className()));
        return shown.isEmpty() ? Set.of(NOTHING) : shown;
    }

    private boolean isWatched(String group) {
        int spread = (group.hashCode() * SPREAD) >>> 8;
        return spread % 1000 < data.watchedShare() * 1000;
    }

    /**
     * Photographs that are never drawn, by turns of each set as long as it has any, of one set by lot: whoever takes
     * the first of them has of every set, and of all that names bring together.
     */
    List<TrainingPicture> watched() {
        int most = watched.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, most)
                .boxed()
                .flatMap(turn ->
                        watched.stream().filter(ofSet -> turn < ofSet.size()).map(ofSet -> ofSet.get(turn)))
                .toList();
    }

    /** Photographs whose labels say neither what is in them nor that they are good, which are not learnt from. */
    int leftOut() {
        return leftOut;
    }

    /** How many of each set's photographs are taken for good because nothing is labelled on them. */
    Map<Path, Integer> takenForGood() {
        return Collections.unmodifiableMap(takenForGood);
    }

    boolean hasPhotographs() {
        return !sets.isEmpty();
    }

    /** How often a set's pictures are drawn grows with its sources, a class's with the root of its own. */
    private List<List<TrainingPicture>> drawnClass(Random random) {
        DrawnSet set = drawn(sets, DrawnSet::sources, random);
        return drawn(set.byClass(), sources -> Math.sqrt(sources.size()), random);
    }

    private static <T> T drawn(List<T> from, ToDoubleFunction<T> weight, Random random) {
        double at = random.nextDouble() * from.stream().mapToDouble(weight).sum();
        for (T one : from) {
            at -= weight.applyAsDouble(one);
            if (at < 0) {
                return one;
            }
        }
        return from.get(from.size() - 1);
    }

    /**
     * A picture by lot: first what it shows, then its source, so that neither many frames of one video nor one class
     * rules.
     */
    TrainingPicture draw(Random random) {
        if (hasPhotographs() && random.nextDouble() < data.effectivePhotographShare()) {
            List<List<TrainingPicture>> groups = drawnClass(random);
            List<TrainingPicture> pictures = groups.get(random.nextInt(groups.size()));
            return pictures.get(random.nextInt(pictures.size()));
        }
        if (data.rigs().share() > 0 && random.nextDouble() < data.rigs().share()) {
            return drawnOfRigs(random);
        }
        int index = random.nextInt(rendered.length());
        TrainingPicture picture = rendered.get(index);
        if (picture == null) {
            picture = RenderedPictures.of(data.seed() + index, sidePx, outputs);
            rendered.set(index, picture);
        }
        return picture;
    }

    private TrainingPicture drawnOfRigs(Random random) {
        int index = random.nextInt(rigs.length());
        List<TrainingPicture> patches = rigs.get(index);
        if (patches == null) {
            patches = RigPatches.of(RigRenderer.TRAINING_SEED_FIRST + data.seed() + index, outputs);
            rigs.set(index, patches);
        }
        return patches.get(random.nextInt(patches.size()));
    }
}
