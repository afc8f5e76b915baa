package io.huoyan.lab.train;

import io.huoyan.lab.dataset.LabelledPicture;
import io.huoyan.lab.dataset.YoloSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Pictures that a training never draws. */
final class HeldOut {
    /** Rendered patches by which thresholds are chosen start here; training seeds must end before. */
    static final long CHOOSING_SEED = 50_000_000;
    /** Rendered patches by which the finished model is judged start here. */
    static final long JUDGING_SEED = 60_000_000;

    private static final String VALIDATION_PART = "val";
    /** Photographs are judged at the scale of the line's recipes. */
    private static final double PHOTOGRAPH_PIXELS_PER_WELD_WIDTH = 48;

    private HeldOut() {}

    static List<LabelledPicture> rendered(long firstSeed, int count, int sidePx) {
        List<LabelledPicture> pictures = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            pictures.add(Samples.render(firstSeed + i, sidePx));
        }
        return pictures;
    }

    /** The part of a photograph set that is kept for judging. */
    static List<LabelledPicture> photographs(Path directory) {
        YoloSet set = YoloSet.open(directory);
        List<LabelledPicture> pictures = new ArrayList<>();
        for (YoloSet.Entry entry : set.entries(VALIDATION_PART)) {
            pictures.add(set.read(entry, PHOTOGRAPH_PIXELS_PER_WELD_WIDTH));
        }
        return pictures;
    }
}
