package io.huoyan.core.infer;

/**
 * A thing that the network boxes as a whole: a weld and its condition, a flaw. Corners in pixels of the patch; right
 * and bottom are the first beyond it.
 *
 * @param name one of {@link ModelDescription#things}
 * @param score 0 to 1
 */
public record SeenThing(String name, double score, double left, double top, double right, double bottom) {
    public SeenThing {
        if (!(score >= 0 && score <= 1) || !(left < right) || !(top < bottom)) {
            throw new IllegalArgumentException("thing '" + name + "' has score " + score + " and box (" + left + ", "
                    + top + ") to (" + right + ", " + bottom + "); allowed are 0 to 1 and a box with an inside");
        }
    }

    /** Area shared with another's box over the area of both. */
    public double overlap(SeenThing other) {
        double width = Math.min(right, other.right) - Math.max(left, other.left);
        double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
        if (width <= 0 || height <= 0) {
            return 0;
        }
        double both = width * height;
        return both / (area() + other.area() - both);
    }

    private double area() {
        return (right - left) * (bottom - top);
    }
}
