package io.huoyan.lab.train;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.lab.train.TrainingPicture.TrueThing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A thing's box in a piece, pixels; the piece's first pixel covers 0 to 1. */
record ThingBox(TrueThing thing, double left, double top, double right, double bottom) {
    /**
     * The whole thing's, also beyond the piece. Of a thing that was only boxed, and was turned, it is the box of the
     * ellipse that filled the first box: the box of its turned corners would be too large (Kalra et al. 2021, arXiv
     * 2109.13488).
     */
    static ThingBox whole(TrueThing thing, Placement placement) {
        return thing.isTurnable()
                ? around(thing, inPiece(thing, placement)).orElseThrow()
                : ofEllipse(thing, placement);
    }

    /** What of the thing is in a piece of this side; empty if nothing is. */
    Optional<ThingBox> inside(int sidePx, Placement placement) {
        if (!thing.isTurnable()) {
            return clipped(sidePx);
        }
        List<PixelPoint> outline = inPiece(thing, placement);
        outline = cut(outline, PixelPoint::x);
        outline = cut(outline, point -> sidePx - point.x());
        outline = cut(outline, PixelPoint::y);
        outline = cut(outline, point -> sidePx - point.y());
        return around(thing, outline).flatMap(box -> box.clipped(sidePx));
    }

    /** What of the box is in a piece of this side; empty if nothing is. */
    Optional<ThingBox> clipped(int sidePx) {
        double inLeft = Math.max(0, left);
        double inTop = Math.max(0, top);
        double inRight = Math.min(sidePx, right);
        double inBottom = Math.min(sidePx, bottom);
        return inLeft < inRight && inTop < inBottom
                ? Optional.of(new ThingBox(thing, inLeft, inTop, inRight, inBottom))
                : Optional.empty();
    }

    double area() {
        return (right - left) * (bottom - top);
    }

    ThingBox scaled(double factor) {
        return new ThingBox(thing, left * factor, top * factor, right * factor, bottom * factor);
    }

    /** At least this wide and high, about the same middle. */
    ThingBox grownTo(double leastPx) {
        double growX = Math.max(0, leastPx - (right - left)) / 2;
        double growY = Math.max(0, leastPx - (bottom - top)) / 2;
        return new ThingBox(thing, left - growX, top - growY, right + growX, bottom + growY);
    }

    private static List<PixelPoint> inPiece(TrueThing thing, Placement placement) {
        return thing.corners().stream().map(placement::toPiece).toList();
    }

    private static Optional<ThingBox> around(TrueThing thing, List<PixelPoint> points) {
        if (points.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ThingBox(
                thing,
                points.stream().mapToDouble(PixelPoint::x).min().orElseThrow(),
                points.stream().mapToDouble(PixelPoint::y).min().orElseThrow(),
                points.stream().mapToDouble(PixelPoint::x).max().orElseThrow(),
                points.stream().mapToDouble(PixelPoint::y).max().orElseThrow()));
    }

    /** An ellipse reaches as far as the length of its two half axes, both as they lie along that direction. */
    private static ThingBox ofEllipse(TrueThing thing, Placement placement) {
        ThingBox box = around(thing, thing.corners()).orElseThrow();
        double middleX = (box.left + box.right) / 2;
        double middleY = (box.top + box.bottom) / 2;
        PixelPoint middle = placement.toPiece(new PixelPoint(middleX, middleY));
        PixelPoint side = placement.toPiece(new PixelPoint(box.right, middleY));
        PixelPoint end = placement.toPiece(new PixelPoint(middleX, box.bottom));
        double halfWidth = Math.hypot(side.x() - middle.x(), end.x() - middle.x());
        double halfHeight = Math.hypot(side.y() - middle.y(), end.y() - middle.y());
        return new ThingBox(
                thing,
                middle.x() - halfWidth,
                middle.y() - halfHeight,
                middle.x() + halfWidth,
                middle.y() + halfHeight);
    }

    /** The outline where the measure is not below 0 (Sutherland and Hodgman 1974, doi 10.1145/360767.360802). */
    private static List<PixelPoint> cut(List<PixelPoint> outline, ToDoubleFunction<PixelPoint> measure) {
        List<PixelPoint> kept = new ArrayList<>();
        for (int i = 0; i < outline.size(); i++) {
            PixelPoint from = outline.get(i);
            PixelPoint to = outline.get((i + 1) % outline.size());
            double a = measure.applyAsDouble(from);
            double b = measure.applyAsDouble(to);
            if (a >= 0) {
                kept.add(from);
            }
            if (a >= 0 != b >= 0) {
                double share = a / (a - b);
                kept.add(
                        new PixelPoint(from.x() + share * (to.x() - from.x()), from.y() + share * (to.y() - from.y())));
            }
        }
        return kept;
    }
}
