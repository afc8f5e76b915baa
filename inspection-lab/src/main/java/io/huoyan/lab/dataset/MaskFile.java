package io.huoyan.lab.dataset;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.MatScope;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.imgcodecs.Imgcodecs;

/** A picture that is other than 0 where something is labelled. */
public final class MaskFile {
    private MaskFile() {}

    /** Whether it marks nothing; one that cannot be read does not. */
    public static boolean isBlank(Path file) {
        try (MatScope scope = MatScope.open()) {
            Mat mask = scope.own(Imgcodecs.imread(file.toString(), Imgcodecs.IMREAD_GRAYSCALE));
            return mask.empty() || Core.countNonZero(mask) == 0;
        }
    }

    /**
     * As far as the beginnings of both files tell their sizes: one that cannot be read is not held against the other.
     *
     * @throws DatasetException if the mask is of another size than its picture
     */
    static void refuseOtherSize(Path file, Path picture) {
        Optional<PictureSize> size = PictureSize.read(file);
        Optional<PictureSize> wanted = PictureSize.read(picture);
        if (size.isPresent() && wanted.isPresent() && !size.equals(wanted)) {
            throw new DatasetException(
                    file + ": is " + size.get() + "; its picture " + picture + " is " + wanted.get());
        }
    }

    private static Mat read(Path file, MatScope scope) {
        Mat mask = scope.own(Imgcodecs.imread(file.toString(), Imgcodecs.IMREAD_GRAYSCALE));
        if (mask.empty()) {
            throw new DatasetException(file + ": is missing, empty or no picture");
        }
        return mask;
    }

    /**
     * Around the pixels of each of its parts, holes filled, as shares of its sides.
     *
     * @throws DatasetException if it cannot be read
     */
    public static List<List<PixelPoint>> outlines(Path file) {
        try (MatScope scope = MatScope.open()) {
            Mat mask = read(file, scope);
            double width = mask.cols();
            double height = mask.rows();
            return PixelEdges.ofParts(mask, 0, scope).stream()
                    .map(outline -> outline.stream()
                            .map(corner -> new PixelPoint(corner.x() / width, corner.y() / height))
                            .toList())
                    .toList();
        }
    }
}
