package io.huoyan.lab.train;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.WholeSize;
import io.huoyan.core.pipeline.PictureScore;
import io.huoyan.lab.synth.Label;
import io.huoyan.lab.train.TrainingPicture.TrueThing;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Cuts a square piece out of a picture, turned, mirrored, scaled, in other light and with other noise. A pure function
 * of the picture and the random numbers.
 */
final class Augmentation {
    private static final double MIRROR_SHARE = 0.5;
    private static final double FLAW_CENTRED_SHARE = 0.5;
    private static final double QUARTER_TURN_SHARE = 0.3;
    /** What is only boxed may be turned by a few degrees, of which its box tells roughly how it then reaches. */
    private static final double TILT_MAX = Math.toRadians(6);

    private static final double RENDERED_SCALE_LOG_MAX = 0.12;
    /** What photographs of different shapes have alike when they are learnt from. */
    static final WholeSize WHOLE_SIZE = WholeSize.AREA;

    /** Side of the square of a photograph's area, in sides of the piece, when it is learnt from. */
    private static final double PHOTOGRAPH_SIDES_MIN = 0.85;

    private static final double PHOTOGRAPH_SIDES_MAX = 1.5;
    private static final double BORDER_GREY = 114;

    private final int sidePx;

    Augmentation(int sidePx) {
        this.sidePx = sidePx;
    }

    /** A warning if photographs are judged at sizes at which pieces of this side do not show them. */
    Optional<String> warnedOfSide() {
        int multiple = TrainingPlan.Schedule.CROP_MULTIPLE_PX;
        int least = PictureScore.SIDES_PX.stream().mapToInt(side -> side).min().orElseThrow();
        int greatest =
                PictureScore.SIDES_PX.stream().mapToInt(side -> side).max().orElseThrow();
        if (PHOTOGRAPH_SIDES_MIN * sidePx <= least && PHOTOGRAPH_SIDES_MAX * sidePx >= greatest) {
            return Optional.empty();
        }
        return Optional.of(String.format(
                Locale.ROOT,
                "whole photographs are judged as squares of %d to %d px, but pieces of %d px show them as squares of %.0f to"
                        + " %.0f px, so that what is learnt may not be seen; sides from %.0f to %.0f px show both",
                least,
                greatest,
                sidePx,
                PHOTOGRAPH_SIDES_MIN * sidePx,
                PHOTOGRAPH_SIDES_MAX * sidePx,
                multiple * Math.ceil(greatest / PHOTOGRAPH_SIDES_MAX / multiple),
                multiple * Math.floor(least / PHOTOGRAPH_SIDES_MIN / multiple)));
    }

    /** Writes one piece to place {@code index} of a batch. */
    void cut(TrainingPicture picture, Random random, Batch batch, int index) {
        Placement placement = placement(picture, random);
        byte[] labels;
        try (MatScope scope = MatScope.open()) {
            Mat piece = warped(picture.bgr(), picture, CvType.CV_8UC3, placement, scope);
            labels = bytes(warped(picture.labels(), picture, CvType.CV_8UC1, placement, scope));
            byte[] known = bytes(warped(picture.known(), picture, CvType.CV_8UC1, placement, scope));
            new Relighting(random).apply(piece, scope);
            write(bytes(piece), labels, known, batch, index);
        }
        boolean hasFlaw = new ThingTargets(batch, index).write(picture, placement);
        judge(picture.truth(), hasFlaw, marksFlaw(labels), batch, index);
    }

    private static boolean marksFlaw(byte[] labels) {
        int flaws = Arrays.stream(Label.values())
                .filter(Outputs::isFlaw)
                .mapToInt(Label::bit)
                .reduce(0, (a, b) -> a | b);
        for (byte bits : labels) {
            if ((bits & flaws) != 0) {
                return true;
            }
        }
        return false;
    }

    /** A piece with a bit of a flaw, too little to be boxed, is neither good nor flawed. */
    private static void judge(TrainingPicture.Truth truth, boolean hasFlaw, boolean marksFlaw, Batch batch, int index) {
        boolean counts =
                switch (truth) {
                    case GOOD -> true;
                    case BY_ITS_PIXELS -> hasFlaw || !marksFlaw;
                    case FLAWED -> hasFlaw;
                    case UNKNOWN -> false;
                };
        boolean isFlawed = truth != TrainingPicture.Truth.GOOD && hasFlaw;
        batch.flawed().put(2 * index, isFlawed ? 1 : 0).put(2 * index + 1, counts ? 1 : 0);
    }

    private Placement placement(TrainingPicture picture, Random random) {
        double step = 1 / scale(picture, random);
        double mirror = random.nextDouble() < MIRROR_SHARE ? -1 : 1;
        PixelPoint centre = new PixelPoint(along(step, picture.width(), random), along(step, picture.height(), random));
        if (!picture.things().isEmpty() && random.nextDouble() < FLAW_CENTRED_SHARE) {
            PixelPoint near = near(picture, step, random);
            centre = new PixelPoint(within(near.x(), step, picture.width()), within(near.y(), step, picture.height()));
        }
        return Placement.of(centre, sidePx, step, angle(picture, random), mirror);
    }

    private static double angle(TrainingPicture picture, Random random) {
        if (picture.isTurnable() && picture.pixelsPerWeldWidth() > 0) {
            return random.nextDouble() * 2 * Math.PI;
        }
        double tilt = (2 * random.nextDouble() - 1) * TILT_MAX;
        boolean isTurned = random.nextDouble() < QUARTER_TURN_SHARE;
        return tilt + (isTurned ? (1 + random.nextInt(3)) * Math.PI / 2 : 0);
    }

    private double scale(TrainingPicture picture, Random random) {
        double share = random.nextDouble();
        if (picture.pixelsPerWeldWidth() > 0) {
            return Math.exp((2 * share - 1) * RENDERED_SCALE_LOG_MAX);
        }
        double sides = PHOTOGRAPH_SIDES_MIN * Math.pow(PHOTOGRAPH_SIDES_MAX / PHOTOGRAPH_SIDES_MIN, share);
        return WHOLE_SIZE.scale(picture.width(), picture.height(), sides * sidePx);
    }

    /** The picture at the middle of the sizes at which it is learnt from, whole; what is boxed in it is left out. */
    TrainingPicture whole(TrainingPicture photograph) {
        double sides = Math.sqrt(PHOTOGRAPH_SIDES_MIN * PHOTOGRAPH_SIDES_MAX);
        double scale = WHOLE_SIZE.scale(photograph.width(), photograph.height(), sides * sidePx);
        Size size = new Size(
                Math.max(1, Math.rint(photograph.width() * scale)),
                Math.max(1, Math.rint(photograph.height() * scale)));
        try (MatScope scope = MatScope.open()) {
            return new TrainingPicture(
                    (int) size.width,
                    (int) size.height,
                    resized(photograph.bgr(), photograph, CvType.CV_8UC3, size, scope),
                    resized(photograph.labels(), photograph, CvType.CV_8UC1, size, scope),
                    resized(photograph.known(), photograph, CvType.CV_8UC1, size, scope),
                    List.of(),
                    photograph.absentWeights(),
                    photograph.truth(),
                    photograph.pixelsPerWeldWidth());
        }
    }

    private static byte[] resized(byte[] bytes, TrainingPicture picture, int type, Size size, MatScope scope) {
        Mat original = scope.mat(picture.height(), picture.width(), type);
        original.put(0, 0, bytes);
        Mat resized = scope.mat();
        // Bits of labels cannot be averaged.
        int how = type == CvType.CV_8UC3 ? Imgproc.INTER_AREA : Imgproc.INTER_NEAREST;
        Imgproc.resize(original, resized, size, 0, 0, how);
        return bytes(resized);
    }

    /** A middle such that the piece lies in the picture, or the picture in the piece. */
    private double along(double step, double size, Random random) {
        double free = size - step * sidePx;
        return size / 2 + (random.nextDouble() - 0.5) * free;
    }

    /** The nearest middle such that the piece lies in the picture, or the picture in the piece. */
    private double within(double middle, double step, double size) {
        double free = Math.abs(size - step * sidePx) / 2;
        return Math.min(size / 2 + free, Math.max(size / 2 - free, middle));
    }

    private PixelPoint near(TrainingPicture picture, double step, Random random) {
        List<TrueThing> things = picture.things();
        TrueThing thing = things.get(random.nextInt(things.size()));
        double x = thing.corners().stream().mapToDouble(PixelPoint::x).average().orElseThrow();
        double y = thing.corners().stream().mapToDouble(PixelPoint::y).average().orElseThrow();
        double reach = step * sidePx / 2;
        return new PixelPoint(x + (random.nextDouble() - 0.5) * reach, y + (random.nextDouble() - 0.5) * reach);
    }

    private Mat warped(byte[] values, TrainingPicture picture, int type, Placement p, MatScope scope) {
        Mat source = scope.mat(picture.height(), picture.width(), type);
        source.put(0, 0, values);
        Mat toSource = scope.mat(2, 3, CvType.CV_64FC1);
        toSource.put(0, 0, p.a(), p.b(), p.c(), p.d(), p.e(), p.f());
        Mat piece = scope.mat();
        boolean isPicture = type == CvType.CV_8UC3;
        Imgproc.warpAffine(
                source,
                piece,
                toSource,
                new Size(sidePx, sidePx),
                Imgproc.WARP_INVERSE_MAP | (isPicture ? Imgproc.INTER_LINEAR : Imgproc.INTER_NEAREST),
                Core.BORDER_CONSTANT,
                Scalar.all(isPicture ? BORDER_GREY : 0));
        return piece;
    }

    static byte[] bytes(Mat mat) {
        byte[] bytes = new byte[mat.rows() * mat.cols() * mat.channels()];
        mat.get(0, 0, bytes);
        return bytes;
    }

    private static void write(byte[] bgr, byte[] labels, byte[] known, Batch batch, int index) {
        batch.pictures().put(index * bgr.length, bgr);
        byte[] plane = new byte[labels.length];
        for (int label = 0; label < batch.labels(); label++) {
            for (int i = 0; i < plane.length; i++) {
                boolean isKnown = (known[i] >> label & 1) == 1;
                plane[i] = (byte) (isKnown ? labels[i] >> label & 1 : LossSource.UNKNOWN);
            }
            batch.targets().put((index * batch.labels() + label) * plane.length, plane);
        }
    }
}
