package io.huoyan.core.measure;

import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.ViewMap;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.Detection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Length, width and area of a defect within its edge in the original picture, its place and extent along a seam, and
 * how near others of its kind are. Without state, thread-safe.
 */
public final class DefectRuler {
    /** Each end of a length across a small thing may be off by so much on account of the pixels. */
    private static final double SAMPLING_HALF_WIDTH_PX = 0.3;

    /** The middle of one, as a share of a pixel. */
    private static final double MIDDLE_HALF_WIDTH_PX = 0.5;

    /**
     * The rim of a pore catches light on one side and shades itself on the other, so that its edge is seen beside where
     * the hole begins: standard uncertainty of a length across it, as a share of its length (docs/metrology.md).
     */
    private static final double RIM_SHARE = 0.06;

    /** The same of its whole edge, outwards or inwards, and of its middle. */
    private static final double RIM_ALL_ROUND_SHARE = 0.022;

    /** The whole edge of a small thing is off by as much, outwards or inwards, on account of the pixels. */
    private static final double ROUND_EDGE_PX = 0.1;

    private static final double BLUR_UNKNOWN_PX = 1;

    private DefectRuler() {}

    /**
     * Sizes of defects of one weld, one list per defect: length, width and area; of a seam's, place and extent along
     * the nominal path; in a calibrated picture, distance to the nearest of the same label and extent of the group it
     * belongs to, where there are such.
     *
     * @param patchPixelPx size of one of the network's pixels, in original pixels; > 0
     * @param seam nominal path, if they are defects of a seam
     */
    public static List<List<Measurement>> measureAll(
            Frame frame,
            List<Detection> defects,
            double patchPixelPx,
            Scale scale,
            Optional<WeldGeometry.Seam> seam,
            MatScope scope) {
        List<Optional<DefectEdge>> edges = defects.stream()
                .map(defect -> defect.outline().isEmpty()
                        ? Optional.<DefectEdge>empty()
                        : Optional.of(DefectEdge.of(frame, defect, patchPixelPx, scope)))
                .toList();
        DefectGroups groups = new DefectGroups(defects, edges, patchPixelPx, scale);
        List<List<Measurement>> all = new ArrayList<>();
        for (int i = 0; i < defects.size(); i++) {
            List<Measurement> sizes = new ArrayList<>();
            edges.get(i).ifPresent(edge -> sizes.addAll(sizes(edge, patchPixelPx, scale, seam)));
            if (scale.unit() == Measurement.Unit.MM) {
                sizes.addAll(groups.of(i));
            }
            all.add(List.copyOf(sizes));
        }
        return all;
    }

    /** The same of one defect that has no others beside it. */
    public static List<Measurement> measure(
            Frame frame,
            Detection defect,
            double patchPixelPx,
            Scale scale,
            Optional<WeldGeometry.Seam> seam,
            MatScope scope) {
        return measureAll(frame, List.of(defect), patchPixelPx, scale, seam, scope)
                .get(0);
    }

    private static List<Measurement> sizes(
            DefectEdge edge, double patchPixelPx, Scale scale, Optional<WeldGeometry.Seam> seam) {
        double perPixel = scale.perPixel(edge.middle());
        double patchPixel = patchPixelPx * perPixel;
        ViewMap map = scale.pixelToMm();
        Hull.Rectangle rectangle = edge.hull(map).smallestRectangle();
        List<Measurement> sizes = new ArrayList<>();
        sizes.add(side(
                Measurand.DEFECT_LENGTH,
                edge,
                scale,
                any -> edge.hull(any).smallestRectangle().lengthMm(),
                patchPixel,
                pixels(rectangle.longAxis(), map)));
        sizes.add(side(
                Measurand.DEFECT_WIDTH,
                edge,
                scale,
                any -> edge.hull(any).smallestRectangle().widthMm(),
                patchPixel,
                pixels(rectangle.shortAxis(), map)));
        sizes.add(area(edge, scale, patchPixel));
        seam.ifPresent(s -> {
            NominalPath path = new NominalPath(s.path());
            sizes.add(position(path, edge, scale, patchPixel));
            sizes.add(side(
                    Measurand.DEFECT_EXTENT, edge, scale, any -> extentMm(path, edge, any), patchPixel, List.of()));
        });
        return sizes;
    }

    private static List<PixelPoint> pixels(List<MmPoint> points, ViewMap map) {
        return points.stream().map(map::toPixel).toList();
    }

    private static double extentMm(NominalPath path, DefectEdge edge, ViewMap map) {
        double[] along = edge.mm(map).stream().mapToDouble(path::alongMm).toArray();
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double at : along) {
            least = Math.min(least, at);
            most = Math.max(most, at);
        }
        return most - least;
    }

    private static Measurement side(
            Measurand measurand,
            DefectEdge edge,
            Scale scale,
            ToDoubleFunction<ViewMap> value,
            double patchPixel,
            List<PixelPoint> axis) {
        double perPixel = scale.perPixel(edge.middle());
        UncertaintyBudget budget = ends(scale, value.applyAsDouble(scale.pixelToMm()), lengthMm(edge, scale), perPixel)
                .with("mask edge", edge.fromMask() ? Math.sqrt(2) * patchPixel : 0);
        return PlaneBudget.measurement(scale, measurand, scale.unit(), value, budget, axis);
    }

    /**
     * Of a length between two places of defects' edges.
     *
     * @param sizeMm length of the defects there
     */
    static UncertaintyBudget ends(Scale scale, double value, double sizeMm, double perPixel) {
        return scale.budget(value, 2, perPixel)
                .with("sampling", 2 * UncertaintyBudget.rectangular(SAMPLING_HALF_WIDTH_PX) * perPixel)
                .with("rim", RIM_SHARE * sizeMm)
                .with("blur", 2 * UncertaintyBudget.rectangular(withinMm(scale, sizeMm, perPixel)));
    }

    /**
     * How far within its edge a blurred thing is steepest: the square of the blur over twice the radius (Verbeek, van
     * Vliet, PAMI 16, 1994), and no farther than the blur. It is not corrected, because what the picture's noise does
     * to the farthest places of an edge goes the other way.
     */
    private static double withinMm(Scale scale, double sizeMm, double perPixel) {
        double blurMm = scale.blurPx().orElse(BLUR_UNKNOWN_PX) * perPixel;
        return sizeMm > blurMm ? blurMm * blurMm / sizeMm : blurMm;
    }

    static double lengthMm(DefectEdge edge, Scale scale) {
        return edge.hull(scale.pixelToMm()).smallestRectangle().lengthMm();
    }

    private static Measurement area(DefectEdge edge, Scale scale, double patchPixel) {
        double area = edge.area(scale.pixelToMm());
        double girth = edge.girth(scale.pixelToMm());
        double perPixel = scale.perPixel(edge.middle());
        UncertaintyBudget budget = new UncertaintyBudget()
                .with("scale", 2 * area * scale.relativeUncertainty())
                .with("target", 2 * area * scale.targetRelativeUncertainty())
                .with("distortion residual", girth * scale.distortionResidualPx() * perPixel)
                .with("repeatability", girth * scale.repeatability())
                .with("sampling", girth * ROUND_EDGE_PX * perPixel)
                .with("rim", girth * RIM_ALL_ROUND_SHARE * lengthMm(edge, scale))
                .with("blur", girth * UncertaintyBudget.rectangular(withinMm(scale, lengthMm(edge, scale), perPixel)))
                .with("mask edge", edge.fromMask() ? girth * patchPixel / 2 : 0);
        return PlaneBudget.measurement(
                scale, Measurand.DEFECT_AREA, scale.unit().squared(), edge::area, budget, List.of());
    }

    private static Measurement position(NominalPath path, DefectEdge edge, Scale scale, double patchPixel) {
        double alongMm = path.alongMm(scale.pixelToMm().toMm(edge.middle()));
        double perPixel = scale.perPixel(edge.middle());
        UncertaintyBudget budget = scale.budget(alongMm, 1, perPixel)
                .with("sampling", UncertaintyBudget.rectangular(MIDDLE_HALF_WIDTH_PX) * perPixel)
                .with("rim", RIM_ALL_ROUND_SHARE * lengthMm(edge, scale))
                .with("mask edge", edge.fromMask() ? UncertaintyBudget.rectangular(patchPixel) : 0)
                .with("fiducials", scale.placeUncertainty());
        return PlaneBudget.measurement(
                scale,
                Measurand.DEFECT_POSITION,
                scale.unit(),
                any -> path.alongMm(any.toMm(edge.middle())),
                budget,
                List.of(edge.middle()));
    }
}
