package io.huoyan.lab.evaluate;

import io.huoyan.core.image.MatScope;
import io.huoyan.lab.dataset.ClassMapping;
import io.huoyan.lab.dataset.ClassNames;
import io.huoyan.lab.dataset.DatasetException;
import io.huoyan.lab.dataset.LabelledSet;
import io.huoyan.lab.dataset.OutlinePixels;
import io.huoyan.lab.synth.Label;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

/** Which pixels of a picture are bad, where its labels say so pixel by pixel. */
final class PixelTruth {
    static final byte GOOD = 0;
    static final byte BAD = 1;
    static final byte UNKNOWN = 2;

    private PixelTruth() {}

    /**
     * One byte per pixel, row by row; empty if the labels do not go down to pixels: a bad picture without mask, a
     * defect of which only the box is known. Of the pixels of a crowd, and of a bead that is bad as a whole, nothing is
     * known unless a defect of its own marks them.
     */
    static Optional<byte[]> of(PictureResult picture, boolean hasMasks) {
        int width = picture.exam().widthPx();
        int height = picture.exam().heightPx();
        if (width == 0 || picture.truth() == LabelledSet.Truth.UNKNOWN) {
            return Optional.empty();
        }
        if (picture.truth() == LabelledSet.Truth.GOOD) {
            return Optional.of(new byte[width * height]);
        }
        if (hasMasks) {
            return picture.sample()
                    .mask()
                    .flatMap(mask -> ofMask(mask, width, height))
                    .filter(PixelTruth::hasBad);
        }
        boolean hasBoxes = picture.sample().shapes().stream()
                .anyMatch(shape -> shape.isBox() && !shape.isCrowd() && ClassNames.marksDefects(shape.className()));
        return hasBoxes || picture.things().isEmpty() ? Optional.empty() : Optional.of(ofOutlines(picture));
    }

    /** Empty if it cannot be read. */
    private static Optional<byte[]> ofMask(Path file, int width, int height) {
        try (MatScope scope = MatScope.open()) {
            Mat mask = scope.own(Imgcodecs.imread(file.toString(), Imgcodecs.IMREAD_GRAYSCALE));
            if (mask.empty()) {
                return Optional.empty();
            }
            if (mask.cols() != width || mask.rows() != height) {
                throw new DatasetException(file + ": is " + mask.cols() + "×" + mask.rows() + " px; its picture is "
                        + width + "×" + height + " px");
            }
            byte[] pixels = new byte[width * height];
            mask.get(0, 0, pixels);
            for (int i = 0; i < pixels.length; i++) {
                pixels[i] = pixels[i] == 0 ? GOOD : BAD;
            }
            return Optional.of(pixels);
        }
    }

    /** A bad picture whose mask marks nothing is bad somewhere. */
    private static boolean hasBad(byte[] pixels) {
        for (byte pixel : pixels) {
            if (pixel == BAD) {
                return true;
            }
        }
        return false;
    }

    private static byte[] ofOutlines(PictureResult picture) {
        try (MatScope scope = MatScope.open()) {
            Mat mask = scope.zeros(picture.exam().heightPx(), picture.exam().widthPx(), CvType.CV_8UC1);
            List<PictureResult.TrueThing> defects = picture.things().stream()
                    .filter(thing -> ClassNames.marksDefects(thing.className()))
                    .toList();
            for (PictureResult.TrueThing defect : defects) {
                if (!tellsWhere(defect)) {
                    OutlinePixels.paint(mask, defect.outline(), UNKNOWN);
                }
            }
            for (PictureResult.TrueThing defect : defects) {
                if (tellsWhere(defect)) {
                    OutlinePixels.paint(mask, defect.outline(), BAD);
                }
            }
            byte[] pixels = new byte[mask.rows() * mask.cols()];
            mask.get(0, 0, pixels);
            return pixels;
        }
    }

    private static boolean tellsWhere(PictureResult.TrueThing defect) {
        return !defect.isCrowd() && !marksWholeBead(defect.className());
    }

    /** Whether the class says of the whole bead that it is bad, without saying where. */
    static boolean marksWholeBead(String className) {
        return ClassMapping.of(className)
                .filter(row -> row.label() == Label.SEAM)
                .isPresent();
    }
}
