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
    private final byte[] allKnown;

    Samples(TrainingPlan.Data data) {
        this.data = data;
        this.rendered = new AtomicReferenceArray<>(data.renderedPatches());
        this.photographs = readPhotographs(data.photographs());
        this.allKnown = new byte[data.patchSidePx() * data.patchSidePx()];
        Arrays.fill(allKnown, ALL_KNOWN);
    }

    /** A picture by lot. */
    LabelledPicture draw(Random random) {
        if (random.nextDouble() < data.effectivePhotographShare()) {
            return photographs.get(random.nextInt(photographs.size()));
        }
        int index = random.nextInt(rendered.length());
        LabelledPicture picture = rendered.get(index);
        if (picture == null) {
            picture = render(index);
            rendered.set(index, picture);
        }
        return picture;
    }

    private LabelledPicture render(int index) {
        long seed = data.seed() + index;
        double share = new Random(seed).nextDouble();
        double scale =
                PIXELS_PER_WELD_WIDTH_MIN * Math.pow(PIXELS_PER_WELD_WIDTH_MAX / PIXELS_PER_WELD_WIDTH_MIN, share);
        int side = data.patchSidePx();
        RenderedPatch patch = PatchRenderer.render(seed, side, scale);
        return new LabelledPicture(side, side, patch.bgr(), patch.labels(), allKnown, scale);
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
