package io.huoyan.core.measure;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.ViewMap;
import io.huoyan.core.infer.Detection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How near defects of one label are to each other. Two are of one cluster if the distance between their edges is not
 * larger than the length of the longer one; what the uncertainty of that distance leaves open is settled on the side of
 * the cluster. Outlines that overlap are one thing seen twice, and are no neighbours.
 */
final class DefectGroups {
    /** Edges are compared at no more than so many points each. */
    private static final int POINTS_MAX = 72;

    private static final double GUARD_FACTOR = 1.65;

    private final double patchPixelPx;
    private final Scale scale;
    private final List<Member> all;

    /** @param edges of the defects, in their order; empty of one that has no outline */
    DefectGroups(List<Detection> defects, List<Optional<DefectEdge>> edges, double patchPixelPx, Scale scale) {
        this.patchPixelPx = patchPixelPx;
        this.scale = scale;
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < defects.size(); i++) {
            int index = i;
            edges.get(i).ifPresent(edge -> members.add(member(index, defects.get(index), edge)));
        }
        this.all = List.copyOf(members);
    }

    /**
     * A defect as its neighbours see it.
     *
     * @param points of its edge, pixels
     * @param mm the same on the plane
     * @param radiusMm no point is farther from the middle
     */
    private record Member(
            int index,
            String label,
            DefectEdge edge,
            List<PixelPoint> points,
            List<MmPoint> mm,
            MmPoint middle,
            double radiusMm,
            double lengthMm) {
        /** The distance of the two edges is not less. */
        double apartAtLeastMm(Member other) {
            return middle.distanceMm(other.middle) - radiusMm - other.radiusMm;
        }
    }

    private Member member(int index, Detection defect, DefectEdge edge) {
        ViewMap map = scale.pixelToMm();
        List<PixelPoint> points = Outlines.resampled(edge.outline(), 1, POINTS_MAX);
        List<MmPoint> mm = points.stream().map(map::toMm).toList();
        MmPoint middle = map.toMm(edge.middle());
        double radiusMm = mm.stream().mapToDouble(middle::distanceMm).max().orElse(0);
        double lengthMm = DefectRuler.lengthMm(edge, scale);
        return new Member(index, defect.label(), edge, points, mm, middle, radiusMm, lengthMm);
    }

    /** Spacing and cluster of one defect; nothing where it is alone. */
    List<Measurement> of(int index) {
        Optional<Member> found =
                all.stream().filter(member -> member.index() == index).findFirst();
        if (found.isEmpty()) {
            return List.of();
        }
        List<Measurement> measured = new ArrayList<>();
        nearest(found.get()).ifPresent(gap -> measured.add(spacing(gap)));
        List<Member> cluster = cluster(found.get());
        if (cluster.size() > 1) {
            measured.add(clusterLength(cluster));
        }
        return measured;
    }

    /** Shortest way between two edges. */
    private record Gap(Member a, Member b, PixelPoint from, PixelPoint to, double mm) {}

    private Optional<Gap> nearest(Member one) {
        List<Member> others = all.stream()
                .sorted(Comparator.comparingDouble(one::apartAtLeastMm))
                .toList();
        Optional<Gap> nearest = Optional.empty();
        for (Member other : others) {
            if (nearest.isPresent()
                    && one.apartAtLeastMm(other) >= nearest.get().mm()) {
                break;
            }
            Optional<Gap> gap = gap(one, other);
            boolean isNearer = gap.isPresent()
                    && (nearest.isEmpty() || gap.get().mm() < nearest.get().mm());
            nearest = isNearer ? gap : nearest;
        }
        return nearest;
    }

    /** Empty if they are not of one kind, one and the same, or one seen twice. */
    @SuppressWarnings("ReferenceEquality") // Two equal ones are two.
    private static Optional<Gap> gap(Member a, Member b) {
        if (a == b || !a.label().equals(b.label()) || Outlines.overlap(a.points(), b.points())) {
            return Optional.empty();
        }
        Gap least = new Gap(a, b, a.points().get(0), b.points().get(0), Double.POSITIVE_INFINITY);
        for (int i = 0; i < a.mm().size(); i++) {
            for (int k = 0; k < b.mm().size(); k++) {
                double apartMm = a.mm().get(i).distanceMm(b.mm().get(k));
                least = apartMm < least.mm()
                        ? new Gap(a, b, a.points().get(i), b.points().get(k), apartMm)
                        : least;
            }
        }
        return Optional.of(least);
    }

    private Measurement spacing(Gap gap) {
        ToDoubleFunction<ViewMap> value = any -> any.toMm(gap.from()).distanceMm(any.toMm(gap.to()));
        double perPixel = scale.perPixel(gap.from());
        boolean fromMask = gap.a().edge().fromMask() || gap.b().edge().fromMask();
        double sizeMm = (gap.a().lengthMm() + gap.b().lengthMm()) / 2;
        UncertaintyBudget budget = DefectRuler.ends(scale, gap.mm(), sizeMm, perPixel)
                .with("mask edge", fromMask ? Math.sqrt(2) * patchPixelPx * perPixel : 0);
        return PlaneBudget.measurement(
                scale, Measurand.DEFECT_SPACING, scale.unit(), value, budget, List.of(gap.from(), gap.to()));
    }

    private List<Member> cluster(Member first) {
        TreeSet<Integer> members = new TreeSet<>(List.of(all.indexOf(first)));
        Deque<Integer> open = new ArrayDeque<>(members);
        while (!open.isEmpty()) {
            Member one = all.get(open.pop());
            IntStream.range(0, all.size())
                    .filter(other -> !members.contains(other) && areTogether(one, all.get(other)))
                    .forEach(other -> {
                        members.add(other);
                        open.push(other);
                    });
        }
        return members.stream().map(all::get).toList();
    }

    private boolean areTogether(Member a, Member b) {
        double longerMm = Math.max(a.lengthMm(), b.lengthMm());
        return a.label().equals(b.label())
                && a.apartAtLeastMm(b) <= longerMm + scale.perPixel(a.edge().middle()) * patchPixelPx
                && gap(a, b)
                        .filter(gap -> gap.mm() - GUARD_FACTOR * spacing(gap).standardUncertainty() <= longerMm)
                        .isPresent();
    }

    private Measurement clusterLength(List<Member> members) {
        ToDoubleFunction<ViewMap> value = any -> {
            List<MmPoint> ends = hull(members, any).longestExtent();
            return ends.get(0).distanceMm(ends.get(1));
        };
        List<PixelPoint> shape = hull(members, scale.pixelToMm()).longestExtent().stream()
                .map(scale.pixelToMm()::toPixel)
                .toList();
        double perPixel = scale.perPixel(shape.get(0));
        boolean fromMask = members.stream().anyMatch(member -> member.edge().fromMask());
        double sizeMm = members.stream().mapToDouble(Member::lengthMm).average().orElse(0);
        UncertaintyBudget budget = DefectRuler.ends(scale, value.applyAsDouble(scale.pixelToMm()), sizeMm, perPixel)
                .with("mask edge", fromMask ? Math.sqrt(2) * patchPixelPx * perPixel : 0);
        return PlaneBudget.measurement(scale, Measurand.DEFECT_CLUSTER_LENGTH, scale.unit(), value, budget, shape);
    }

    private static Hull hull(List<Member> members, ViewMap map) {
        return Hull.of(members.stream()
                .flatMap(member -> member.edge().mm(map).stream())
                .toList());
    }
}
