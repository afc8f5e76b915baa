package io.huoyan.lab.dataset;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.lab.synth.Label;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One label file in the YOLO format, its classes read as our labels. */
final class YoloLabels {
    /** One labelled thing; corners as shares of the picture's sides, of a box from the top left clockwise. */
    record Shape(Label label, boolean isBox, List<PixelPoint> corners) {
        Shape {
            corners = List.copyOf(corners);
        }
    }

    private final Path file;
    private final List<Label> classes;

    /** @param classes label of each class number */
    YoloLabels(Path file, List<Label> classes) {
        this.file = file;
        this.classes = classes;
    }

    List<Shape> read() {
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < classes.size(); i++) {
            numbers.add(Integer.toString(i));
        }
        return new YoloLines(file, numbers)
                .read().stream()
                        .map(shape -> new Shape(
                                classes.get(Integer.parseInt(shape.className())), shape.isBox(), shape.corners()))
                        .toList();
    }
}
