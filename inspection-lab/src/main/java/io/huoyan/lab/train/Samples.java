package io.huoyan.lab.train;

import io.huoyan.lab.dataset.DatasetException;
import io.huoyan.lab.dataset.LabelledSet;
import io.huoyan.lab.dataset.LabelledShape;
import io.huoyan.lab.dataset.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The pictures a training draws from. A rendered patch is made when it is first drawn. Of the photographs a share of
 * the sources is kept for watching the training and never drawn. Thread-safe.
 */
final class Samples {
    /** Part of a photograph set that is learnt from; its part {@code val} never is. */
    private static final String TRAINING_PART = "train";
    /** Multiplies a group's hash, so that neighbours are not kept together (the golden ratio's fraction). */
    private static final int SPREAD = 0x9E3779B9;

    private final TrainingPlan.Data data;
    private final Outputs outputs;
    private final int sidePx;
    private final AtomicReferenceArray<TrainingPicture> rendered;
    /** Sources by what they show; a source is the pictures of one group. */
    private final Map<String, List<List<TrainingPicture>>> sources = new TreeMap<>();

    private final List<TrainingPicture> watched = new ArrayList<>();

    private Samples(TrainingPlan.Data data, Outputs outputs, int sidePx) {
        this.data = data;
        this.outputs = outputs;
        this.sidePx = sidePx;
        this.rendered = new AtomicReferenceArray<>(data.renderedPatches());
    }

    /** Reads all photographs. */
    static Samples read(TrainingPlan.Data data, Outputs outputs, int sidePx) {
        Samples samples = new Samples(data, outputs, sidePx);
        for (LabelledSet set : sets(data)) {
            samples.add(set);
        }
        if (data.renderedPatches() == 0 && samples.sources.isEmpty()) {
            throw new DatasetException(data.photographs() + ": no picture shows a labelled thing to learn from");
        }
        return samples;
    }

    /** The photographs' training parts. */
    static List<LabelledSet> sets(TrainingPlan.Data data) {
        return data.photographs().stream().map(Samples::trainingPart).toList();
    }

    private static LabelledSet trainingPart(Path folder) {
        LabelledSet set = LabelledSet.open(folder, Optional.of(TRAINING_PART));
        if (!set.hasShapes()) {
            throw new DatasetException(
                    folder + ": has no outlines or boxes to learn from; needed are YOLO or COCO labels");
        }
        return set;
    }

    private void add(LabelledSet set) {
        Photographs photographs = new Photographs(set, outputs);
        Map<String, List<TrainingPicture>> byKey = new LinkedHashMap<>();
        for (Sample sample : set.samples()) {
            if (sample.shapes().isEmpty()) {
                continue;
            }
            TrainingPicture picture = photographs.read(sample);
            if (isWatched(sample.group())) {
                watched.add(picture);
                continue;
            }
            sample.shapes().stream().map(LabelledShape::className).distinct().forEach(shown -> {
                String key = shown + "\n" + sample.group();
                byKey.computeIfAbsent(key, k -> new ArrayList<>()).add(picture);
            });
        }
        byKey.forEach((key, pictures) -> {
            String shown = set.directory() + "\n" + key.substring(0, key.indexOf('\n'));
            sources.computeIfAbsent(shown, k -> new ArrayList<>()).add(pictures);
        });
    }

    private boolean isWatched(String group) {
        int spread = (group.hashCode() * SPREAD) >>> 8;
        return spread % 1000 < data.watchedShare() * 1000;
    }

    /** Photographs that are never drawn. */
    List<TrainingPicture> watched() {
        return watched;
    }

    boolean hasPhotographs() {
        return !sources.isEmpty();
    }

    /** How often a class's pictures are drawn grows with the root of its sources. */
    private List<List<TrainingPicture>> drawnClass(Random random) {
        double sum = 0;
        for (List<List<TrainingPicture>> groups : sources.values()) {
            sum += Math.sqrt(groups.size());
        }
        double at = random.nextDouble() * sum;
        List<List<TrainingPicture>> drawn = List.of();
        for (List<List<TrainingPicture>> groups : sources.values()) {
            drawn = groups;
            at -= Math.sqrt(groups.size());
            if (at < 0) {
                break;
            }
        }
        return drawn;
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
        int index = random.nextInt(rendered.length());
        TrainingPicture picture = rendered.get(index);
        if (picture == null) {
            picture = RenderedPictures.of(data.seed() + index, sidePx, outputs);
            rendered.set(index, picture);
        }
        return picture;
    }
}
