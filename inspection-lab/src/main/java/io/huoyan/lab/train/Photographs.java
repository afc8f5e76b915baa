package io.huoyan.lab.train;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.MatScope;
import io.huoyan.lab.dataset.ClassNames;
import io.huoyan.lab.dataset.DatasetException;
import io.huoyan.lab.dataset.LabelledSet;
import io.huoyan.lab.dataset.LabelledShape;
import io.huoyan.lab.dataset.PictureFiles;
import io.huoyan.lab.dataset.Sample;
import io.huoyan.lab.synth.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/**
 * Reads labelled photographs. What a set has no class for is not known of its pictures. What it has a class for but a
 * picture does not show is taken for absent from its map where the picture shows nothing but good welds, since whoever
 * labelled it may have looked for one thing at a time. Boxes of such a class are held against every picture, but not
 * where a crowd of it is marked.
 */
final class Photographs {
    /** Pictures are made smaller to this before they are learnt from. */
    private static final int SIDE_MAX_PX = 800;

    private final LabelledSet set;
    private final Outputs outputs;
    private final List<ClassMeaning> classes;

    Photographs(LabelledSet set, Outputs outputs) {
        this.set = set;
        this.outputs = outputs;
        this.classes = set.classes().stream().map(ClassMeaning::of).toList();
    }

    TrainingPicture read(Sample sample) {
        PictureFiles.refuseDamaged(sample.image());
        try (MatScope scope = MatScope.open()) {
            Mat original = scope.own(Imgcodecs.imread(sample.image().toString(), Imgcodecs.IMREAD_COLOR));
            if (original.empty()) {
                throw new DatasetException(sample.image() + ": is missing or no picture");
            }
            double factor = Math.min(1, (double) SIDE_MAX_PX / Math.max(original.cols(), original.rows()));
            int width = (int) Math.max(1, Math.rint(original.cols() * factor));
            int height = (int) Math.max(1, Math.rint(original.rows() * factor));
            Mat pixels = scope.mat();
            Imgproc.resize(original, pixels, new Size(width, height), 0, 0, Imgproc.INTER_AREA);
            byte[] bgr = new byte[3 * width * height];
            pixels.get(0, 0, bgr);
            ShapePainter painter = new ShapePainter(width, height, knownBits(sample), scope);
            sample.shapes().forEach(painter::paint);
            return new TrainingPicture(
                    width,
                    height,
                    bgr,
                    painter.labels(),
                    painter.known(),
                    things(sample, width, height),
                    absentWeights(sample),
                    truth(sample),
                    0);
        }
    }

    private TrainingPicture.Truth truth(Sample sample) {
        return switch (set.truth(sample)) {
            case GOOD -> TrainingPicture.Truth.GOOD;
            case BAD -> TrainingPicture.Truth.FLAWED;
            case UNKNOWN -> TrainingPicture.Truth.UNKNOWN;
        };
    }

    private byte knownBits(Sample sample) {
        int bits = 0;
        for (LabelledShape shape : sample.shapes()) {
            bits |= ClassMeaning.of(shape.className()).label().map(Label::bit).orElse((byte) 0);
        }
        if (showsOnlyGood(sample)) {
            for (ClassMeaning meaning : classes) {
                bits |= meaning.label().filter(Outputs::isFlaw).map(Label::bit).orElse((byte) 0);
            }
        }
        return (byte) bits;
    }

    private float[] absentWeights(Sample sample) {
        float[] weights = new float[outputs.things().size()];
        for (ClassMeaning meaning : classes) {
            weights[kind(meaning)] = 1;
        }
        // Within a crowd things are there that nobody boxed one by one.
        sample.shapes().stream()
                .filter(LabelledShape::isCrowd)
                .forEach(crowd -> weights[kind(ClassMeaning.of(crowd.className()))] = 0);
        return weights;
    }

    private int kind(ClassMeaning meaning) {
        return outputs.indexOf(meaning.thing().name()).orElseThrow();
    }

    private boolean showsOnlyGood(Sample sample) {
        boolean isSaidGood = sample.shapes().isEmpty()
                || sample.shapes().stream().anyMatch(shape -> ClassNames.isGood(shape.className()));
        return isSaidGood && set.truth(sample) == LabelledSet.Truth.GOOD;
    }

    private List<TrainingPicture.TrueThing> things(Sample sample, int width, int height) {
        List<TrainingPicture.TrueThing> things = new ArrayList<>();
        for (LabelledShape shape : sample.shapes()) {
            ClassMeaning meaning = ClassMeaning.of(shape.className());
            List<PixelPoint> corners = shape.corners().stream()
                    .map(corner -> new PixelPoint(corner.x() * width, corner.y() * height))
                    .toList();
            if (!shape.isCrowd()) {
                things.add(new TrainingPicture.TrueThing(
                        kind(meaning),
                        meaning.thing().isWeld(),
                        ClassNames.marksDefects(shape.className()),
                        !shape.isBox(),
                        corners));
            }
        }
        return things;
    }

    /** Whether its labels say what is in it, or that nothing is. */
    boolean isLearntFrom(Sample sample) {
        return !sample.shapes().isEmpty() || set.truth(sample) == LabelledSet.Truth.GOOD;
    }

    /** Of rendered pictures everything the renderer can paint is known, and nothing else. */
    static float[] absentWeightsOfRendered(Outputs outputs) {
        float[] weights = new float[outputs.things().size()];
        Arrays.stream(Label.values()).filter(Outputs::isFlaw).forEach(label -> outputs.indexOf(label.modelLabel())
                .ifPresent(kind -> weights[kind] = 1));
        return weights;
    }
}
