package io.huoyan.lab.evaluate;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.lab.dataset.Bounds;
import java.util.List;

/**
 * An upright box.
 *
 * @param left smallest x, pixels
 * @param top smallest y, pixels
 * @param width pixels, 0 or more
 * @param height pixels, 0 or more
 */
public record Box(double left, double top, double width, double height) {
    public Box {
        if (!(width >= 0 && height >= 0 && Double.isFinite(left + top + width + height))) {
            throw new IllegalArgumentException("box is (" + left + ", " + top + ", " + width + ", " + height
                    + "); allowed are finite numbers, width and height 0 or more");
        }
    }

    /** The smallest box around points. */
    static Box around(List<PixelPoint> points) {
        Bounds bounds = Bounds.around(points);
        return new Box(bounds.left(), bounds.top(), bounds.width(), bounds.height());
    }

    double area() {
        return width * height;
    }

    double overlap(Box other) {
        double w = Math.min(left + width, other.left + other.width) - Math.max(left, other.left);
        double h = Math.min(top + height, other.top + other.height) - Math.max(top, other.top);
        return w > 0 && h > 0 ? w * h : 0;
    }

    /** Overlap over union, 0 to 1. */
    double intersectionOverUnion(Box other) {
        double both = overlap(other);
        return both == 0 ? 0 : both / (area() + other.area() - both);
    }

    /** Share of this box that lies in another, 0 to 1. */
    double shareWithin(Box other) {
        double both = overlap(other);
        return both == 0 ? 0 : both / area();
    }

    boolean holdsCentreOf(Box other) {
        double x = other.left + other.width / 2;
        double y = other.top + other.height / 2;
        return x >= left && x <= left + width && y >= top && y <= top + height;
    }
}
