package io.huoyan.lab.train;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.lab.train.TrainingPicture.TrueThing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        List<PixelPoint> visible = new ArrayList<>();
        for (int i = 0; i < outline.size(); i++) {
            addVisible(outline.get(i), outline.get((i + 1) % outline.size()), sidePx, visible);
        }
        for (int corner = 0; corner < 4; corner++) {
            PixelPoint ofPiece = new PixelPoint(corner % 2 * sidePx, corner / 2 * sidePx);
            if (holds(outline, ofPiece)) {
                visible.add(ofPiece);
            }
        }
        return around(thing, visible).flatMap(box -> box.clipped(sidePx));
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

    /**
     * The ends of what of an edge is in the piece, if anything is (Liang and Barsky 1984, doi 10.1145/357332.357333).
     */
    private static void addVisible(PixelPoint from, PixelPoint to, int sidePx, List<PixelPoint> visible) {
        double[] ends = {from.x(), sidePx - from.x(), from.y(), sidePx - from.y()};
        double[] steps = {to.x() - from.x(), from.x() - to.x(), to.y() - from.y(), from.y() - to.y()};
        double first = 0;
        double last = 1;
        for (int side = 0; side < ends.length; side++) {
            if (steps[side] > 0) {
                first = Math.max(first, -ends[side] / steps[side]);
            } else if (steps[side] < 0) {
                last = Math.min(last, -ends[side] / steps[side]);
            } else if (ends[side] < 0) {
                return;
            }
        }
        if (first <= last) {
            visible.add(along(from, to, first));
            visible.add(along(from, to, last));
        }
    }

    private static PixelPoint along(PixelPoint from, PixelPoint to, double share) {
        return new PixelPoint(from.x() + share * (to.x() - from.x()), from.y() + share * (to.y() - from.y()));
    }

    /** Whether a line to the right of the point leaves the outline more often than it enters it. */
    private static boolean holds(List<PixelPoint> outline, PixelPoint point) {
        boolean isInside = false;
        for (int i = 0; i < outline.size(); i++) {
            PixelPoint a = outline.get(i);
            PixelPoint b = outline.get((i + 1) % outline.size());
            if (a.y() > point.y() != b.y() > point.y()) {
                double x = a.x() + (point.y() - a.y()) / (b.y() - a.y()) * (b.x() - a.x());
                isInside ^= x > point.x();
            }
        }
        return isInside;
    }
}
