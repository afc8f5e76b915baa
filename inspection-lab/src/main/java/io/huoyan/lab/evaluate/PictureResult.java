package io.huoyan.lab.evaluate;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.lab.dataset.LabelledSet;
import io.huoyan.lab.dataset.Sample;
import java.util.List;
import java.util.Optional;

/**
 * One picture: what its labels say and what was said of it.
 *
 * @param sample the picture and its labels
 * @param truth good, bad or not known
 * @param things labelled things in pixels; of a picture that could not be read as shares of its sides
 * @param exam what was said; its map is coarse, and there only if a report draws the picture
 */
public record PictureResult(Sample sample, LabelledSet.Truth truth, List<TrueThing> things, Exam exam) {
    private static final int MAP_LONG_SIDE_PX = 80;

    /** One labelled thing in pixels of its picture. */
    public record TrueThing(String className, Box box, boolean isCrowd, List<PixelPoint> outline) {}

    public PictureResult {
        things = List.copyOf(things);
    }

    static PictureResult of(Sample sample, LabelledSet.Truth truth, Exam exam) {
        double width = Math.max(1, exam.widthPx());
        double height = Math.max(1, exam.heightPx());
        List<TrueThing> things = sample.shapes().stream()
                .map(shape -> {
                    List<PixelPoint> outline = shape.corners().stream()
                            .map(corner -> new PixelPoint(corner.x() * width, corner.y() * height))
                            .toList();
                    return new TrueThing(shape.className(), Box.around(outline), shape.isCrowd(), outline);
                })
                .toList();
        return new PictureResult(sample, truth, things, exam);
    }

    /** Bad, and let through. */
    boolean isMissed() {
        return truth == LabelledSet.Truth.BAD && exam.word().equals("OK");
    }

    /** Good, and rejected. */
    boolean isPseudoReject() {
        return truth == LabelledSet.Truth.GOOD && exam.word().equals("NOK");
    }

    /** Good, and by a memory of good parts not known to be. */
    boolean isCalledStrange() {
        return truth == LabelledSet.Truth.GOOD && BothExaminers.isUnknownAnomaly(exam);
    }

    /** Whether a report shows it as a picture. */
    boolean isDrawn() {
        return isMissed() || isPseudoReject() || isCalledStrange();
    }

    /** With as much of the map as a drawing needs: maps of all pixels of all pictures would fill the memory. */
    PictureResult withCoarseMap() {
        Optional<ScoreMap> coarse = exam.map().filter(map -> isDrawn()).map(map -> map.within(MAP_LONG_SIDE_PX));
        return new PictureResult(sample, truth, things, exam.with(coarse));
    }

    /** Whether it shows something of a class, or lies in its folder. */
    boolean shows(String className) {
        return sample.folderClass().map(className::equals).orElse(false)
                || things.stream().anyMatch(thing -> thing.className().equals(className));
    }
}
