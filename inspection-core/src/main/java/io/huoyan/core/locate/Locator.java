package io.huoyan.core.locate;

import io.huoyan.core.catalog.View;
import io.huoyan.core.catalog.Weld;
import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.domain.ViewMap;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import java.util.ArrayList;
import java.util.List;

/** Registers the part in a picture and cuts out its welds. Without state, thread-safe. */
public final class Locator {
    /** How far beyond a seam's ends is looked, in its widths. */
    static final double SEAM_END_MARGIN_WIDTHS = 1;

    /** How far neighbouring patches of a seam overlap at least, in its widths. */
    static final double SEAM_OVERLAP_WIDTHS = 1;

    /** How far patches around a spot overlap at least, in its widths: each imprint lies whole in one of them. */
    static final double SPOT_OVERLAP_WIDTHS = 1.5;

    private Locator() {}

    /**
     * Registers the part by the view's fiducials and cuts each weld out at the network's scale. A spot is one patch
     * with the part's x to the right; a seam is a row of patches from start to end, each turned so that the seam runs
     * from left to right.
     *
     * @param frame the picture
     * @param calibration of the picture's view
     * @param welds the welds to cut out
     * @param pixelsPerWeldWidth scale of the patches: patch pixels per nominal weld width; > 0
     * @param patchSidePx side of the square patches; more than two weld widths
     * @param scope owns the patches
     */
    public static Location locate(
            Frame frame,
            View.Calibration calibration,
            List<Weld> welds,
            double pixelsPerWeldWidth,
            int patchSidePx,
            MatScope scope) {
        double widths = patchSidePx / pixelsPerWeldWidth;
        if (!(pixelsPerWeldWidth > 0) || !(widths > 2)) {
            throw new IllegalArgumentException("patch of " + patchSidePx + " px at " + pixelsPerWeldWidth
                    + " px per weld width holds " + widths + " widths; allowed are more than 2");
        }
        PartRegistration.Outcome outcome = new PartRegistration(frame, calibration, scope).register();
        if (outcome instanceof PartRegistration.Outcome.NotFound notFound) {
            return notFound.why();
        }
        Registration registration = ((PartRegistration.Outcome.Found) outcome).registration();
        return cutOut(frame, registration, welds, pixelsPerWeldWidth, patchSidePx, scope);
    }

    /** Cuts further welds out of a picture that is registered; parameters as for {@link #locate}. */
    public static Location.Registered cutOut(
            Frame frame,
            Registration registration,
            List<Weld> welds,
            double pixelsPerWeldWidth,
            int patchSidePx,
            MatScope scope) {
        PatchCutter cutter = new PatchCutter(frame, scope);
        return new Location.Registered(
                registration,
                welds.stream()
                        .map(weld -> located(weld, registration.pixelToMm(), cutter, pixelsPerWeldWidth, patchSidePx))
                        .toList());
    }

    /**
     * Patches over all spots whose centre lies within a distance of a spot's place; those beyond the picture are left
     * out. Other parameters as for {@link #locate}.
     *
     * @param withinMm distance from the spot's centre, mm; > 0
     */
    public static List<WeldPatch> around(
            Frame frame,
            WeldGeometry.Spot spot,
            double withinMm,
            ViewMap pixelToMm,
            double pixelsPerWeldWidth,
            int patchSidePx,
            MatScope scope) {
        double patchPxPerMm = pixelsPerWeldWidth / spot.nominalDiameterMm();
        double halfPatchMm = patchSidePx / patchPxPerMm / 2;
        double beyondMm = Math.max(0, withinMm + spot.nominalDiameterMm() - halfPatchMm);
        double stepMaxMm = 2 * halfPatchMm - SPOT_OVERLAP_WIDTHS * spot.nominalDiameterMm();
        int steps = (int) Math.ceil(beyondMm / stepMaxMm);
        double stepMm = steps == 0 ? 0 : beyondMm / steps;
        PatchCutter cutter = new PatchCutter(frame, scope);
        List<WeldPatch> patches = new ArrayList<>();
        for (int row = -steps; row <= steps; row++) {
            for (int column = -steps; column <= steps; column++) {
                MmPoint centre = new MmPoint(
                        spot.centre().x() + column * stepMm, spot.centre().y() + row * stepMm);
                WeldPatch patch = cutter.cut(
                        patchToPixel(new SeamPath.Stretch(centre, 0), patchPxPerMm, patchSidePx, pixelToMm),
                        patchSidePx,
                        patchSidePx);
                if (!patch.sourceBox().isEmpty()) {
                    patches.add(patch);
                }
            }
        }
        return patches;
    }

    private static LocatedWeld located(
            Weld weld, ViewMap pixelToMm, PatchCutter cutter, double pixelsPerWeldWidth, int patchSidePx) {
        double patchPxPerMm = pixelsPerWeldWidth / weld.geometry().nominalWidthMm();
        List<WeldPatch> patches = stretches(weld.geometry(), patchSidePx / patchPxPerMm).stream()
                .map(stretch -> cutter.cut(
                        patchToPixel(stretch, patchPxPerMm, patchSidePx, pixelToMm), patchSidePx, patchSidePx))
                .toList();
        List<MmPoint> nominalMm = path(weld.geometry());
        List<PixelPoint> nominal = nominalMm.stream().map(pixelToMm::toPixel).toList();
        PixelPoint middle = pixelToMm.toPixel(PlaneFit.mean(nominalMm));
        return new LocatedWeld(weld, patches, around(patches), nominal, 1 / pixelToMm.mmPerPixel(middle));
    }

    private static List<MmPoint> path(WeldGeometry geometry) {
        if (geometry instanceof WeldGeometry.Seam seam) {
            return seam.path();
        }
        return List.of(((WeldGeometry.Spot) geometry).centre());
    }

    private static List<SeamPath.Stretch> stretches(WeldGeometry geometry, double patchMm) {
        if (geometry instanceof WeldGeometry.Seam seam) {
            return new SeamPath(seam.path())
                    .stretches(
                            patchMm,
                            SEAM_END_MARGIN_WIDTHS * seam.nominalWidthMm(),
                            SEAM_OVERLAP_WIDTHS * seam.nominalWidthMm());
        }
        return List.of(new SeamPath.Stretch(((WeldGeometry.Spot) geometry).centre(), 0));
    }

    private static PlaneMap patchToPixel(
            SeamPath.Stretch stretch, double patchPxPerMm, int patchSidePx, ViewMap pixelToMm) {
        double cos = Math.cos(stretch.angleRad()) / patchPxPerMm;
        double sin = Math.sin(stretch.angleRad()) / patchPxPerMm;
        double middle = (patchSidePx - 1) / 2.0;
        double[] patchToMm = {
            cos,
            -sin,
            stretch.centre().x() - (cos - sin) * middle,
            sin,
            cos,
            stretch.centre().y() - (sin + cos) * middle,
            0,
            0,
            1
        };
        if (pixelToMm instanceof PlaneMap plane) {
            return PlaneMap.ofPixelToMm(Matrix3.product(plane.mmToPixel(), patchToMm));
        }
        return CornerMap.through(PlaneMap.ofPixelToMm(patchToMm), patchSidePx, pixelToMm);
    }

    private static PixelBox around(List<WeldPatch> patches) {
        List<PixelBox> boxes = patches.stream()
                .map(WeldPatch::sourceBox)
                .filter(box -> !box.isEmpty())
                .toList();
        if (boxes.isEmpty()) {
            return new PixelBox(0, 0, 0, 0);
        }
        int left = boxes.stream().mapToInt(PixelBox::x).min().orElseThrow();
        int top = boxes.stream().mapToInt(PixelBox::y).min().orElseThrow();
        int right = boxes.stream().mapToInt(b -> b.x() + b.width()).max().orElseThrow();
        int bottom = boxes.stream().mapToInt(b -> b.y() + b.height()).max().orElseThrow();
        return new PixelBox(left, top, right - left, bottom - top);
    }
}
