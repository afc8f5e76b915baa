package io.huoyan.lab.train;

import io.huoyan.lab.dataset.LabelledPicture;
import io.huoyan.lab.dataset.YoloSet;
import io.huoyan.lab.synth.PatchRenderer;
import io.huoyan.lab.synth.RenderedPatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The pictures a training draws from. A rendered patch is made when it is first drawn. Thread-safe. */
final class Samples {
    /** Narrowest and widest weld, pixels, that the network learns. */
    static final double PIXELS_PER_WELD_WIDTH_MIN = 32;

    static final double PIXELS_PER_WELD_WIDTH_MAX = 72;
    /** Part of a photograph set that is learnt from; the part {@code val} never is. */
    private static final String TRAINING_PART = "train";

    private static final byte ALL_KNOWN = (byte) 0xff;

    private final TrainingPlan.Data data;
    private final AtomicReferenceArray<LabelledPicture> rendered;
    private final List<LabelledPicture> photographs;

    Samples(TrainingPlan.Data data) {
        this.data = data;
        this.rendered = new AtomicReferenceArray<>(data.renderedPatches());
        this.photographs = readPhotographs(data.photographs());
    }

    /** A picture by lot. */
    LabelledPicture draw(Random random) {
        if (random.nextDouble() < data.effectivePhotographShare()) {
            return photographs.get(random.nextInt(photographs.size()));
        }
        int index = random.nextInt(rendered.length());
        LabelledPicture picture = rendered.get(index);
        if (picture == null) {
            picture = render(data.seed() + index, data.patchSidePx());
            rendered.set(index, picture);
        }
        return picture;
    }

    /**
     * A rendered patch; its scale, drawn by its seed, is even in the logarithm over the range that the network learns.
     */
    static LabelledPicture render(long seed, int sidePx) {
        double share = new SplittableRandom(seed).nextDouble();
        double scale =
                PIXELS_PER_WELD_WIDTH_MIN * Math.pow(PIXELS_PER_WELD_WIDTH_MAX / PIXELS_PER_WELD_WIDTH_MIN, share);
        RenderedPatch patch = PatchRenderer.render(seed, sidePx, scale);
        byte[] known = new byte[patch.labels().length];
        Arrays.fill(known, ALL_KNOWN);
        return new LabelledPicture(sidePx, sidePx, patch.bgr(), patch.labels(), known, scale);
    }

    private static List<LabelledPicture> readPhotographs(@Nullable Path directory) {
        List<LabelledPicture> pictures = new ArrayList<>();
        if (directory != null) {
            YoloSet set = YoloSet.open(directory);
            for (YoloSet.Entry entry : set.entries(TRAINING_PART)) {
                pictures.add(set.read(entry, PIXELS_PER_WELD_WIDTH_MAX));
            }
        }
        return pictures;
    }
}
