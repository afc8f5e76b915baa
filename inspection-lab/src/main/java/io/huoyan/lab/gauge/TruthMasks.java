package io.huoyan.lab.gauge;

import io.huoyan.core.catalog.WeldGeometry;
import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.Detection;
import io.huoyan.core.locate.LocatedWeld;
import io.huoyan.core.locate.Location;
import io.huoyan.core.locate.Locator;
import io.huoyan.core.locate.WeldPatch;
import io.huoyan.core.measure.DefectRuler;
import io.huoyan.core.measure.LensBlur;
import io.huoyan.core.measure.Measurement;
import io.huoyan.core.measure.Ruler;
import io.huoyan.core.measure.Scale;
import io.huoyan.core.measure.WeldSight;
import io.huoyan.lab.synth.Label;
import io.huoyan.lab.synth.RigPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfPoint;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** The mask of a network that sees right, but only in its own pixels: what is left are the ruler's errors. */
public final class TruthMasks implements Eye {
    /** Patch pixels per nominal weld width, as the shipped network has them. */
    private static final double PIXELS_PER_WELD_WIDTH = 48;

    private static final int PATCH_SIDE_PX = 192;
    private static final int FULL_SCALE = 255;
    private static final int HALF = 127;
    private static final double AREA_MIN_PX = 30;
    private static final double FLAW_AREA_MIN_PX = 4;

    @Override
    public List<List<Measurement>> measure(RigPicture picture, long number) {
        try (MatScope scope = MatScope.open()) {
            Frame frame = RigFrames.frame(picture, number, scope);
            return located(frame, picture, scope)
                    .map(found -> welds(frame, picture, found, scope))
                    .orElse(picture.welds().stream()
                            .map(weld -> List.<Measurement>of())
                            .toList());
        }
    }

    private static Optional<Location.Registered> located(Frame frame, RigPicture picture, MatScope scope) {
        Location location = Locator.locate(
                frame, picture.calibration(), picture.welds(), PIXELS_PER_WELD_WIDTH, PATCH_SIDE_PX, scope);
        return location instanceof Location.Registered found ? Optional.of(found) : Optional.empty();
    }

    private static Scale scale(Frame frame, RigPicture picture, Location.Registered found, MatScope scope) {
        return Scale.of(
                found.registration(),
                picture.calibration(),
                LensBlur.px(frame, picture.calibration(), found.registration().pixelToMm(), scope));
    }

    private static double patchPixelPx(LocatedWeld weld) {
        WeldPatch patch = weld.patches().get(0);
        return patch.toOriginal(0, 0).distancePx(patch.toOriginal(1, 0));
    }

    private static List<List<Measurement>> welds(
            Frame frame, RigPicture picture, Location.Registered found, MatScope scope) {
        Scale scale = scale(frame, picture, found, scope);
        List<List<Measurement>> measures = new ArrayList<>();
        for (LocatedWeld weld : found.welds()) {
            double patchPixelPx = patchPixelPx(weld);
            List<Detection> seen = new ArrayList<>();
            seen.addAll(blobs(picture, Label.SEAM, Ruler.SEAM_LABEL, patchPixelPx, AREA_MIN_PX, scope));
            seen.addAll(blobs(picture, Label.SPOT, Ruler.SPOT_LABEL, patchPixelPx, AREA_MIN_PX, scope));
            PixelBox region = weld.region();
            measures.add(Ruler.of(weld.weld().geometry())
                    .measure(new WeldSight(frame, region, seen, patchPixelPx, scale), scope)
                    .measurements());
        }
        return measures;
    }

    @Override
    public List<List<Measurement>> measureFlaws(RigPicture picture, long number) {
        try (MatScope scope = MatScope.open()) {
            Frame frame = RigFrames.frame(picture, number, scope);
            Optional<Location.Registered> found = located(frame, picture, scope);
            if (found.isEmpty()) {
                return picture.flaws().stream()
                        .map(flaw -> List.<Measurement>of())
                        .toList();
            }
            LocatedWeld weld = found.get().welds().get(0);
            double patchPixelPx = patchPixelPx(weld);
            List<Detection> pores = blobs(picture, Label.PORE, "pore", patchPixelPx, FLAW_AREA_MIN_PX, scope);
            Optional<WeldGeometry.Seam> seam =
                    weld.weld().geometry() instanceof WeldGeometry.Seam s ? Optional.of(s) : Optional.empty();
            Scale scale = scale(frame, picture, found.get(), scope);
            return FlawMatch.inOrder(
                    picture,
                    pores.stream().map(Detection::outline).toList(),
                    DefectRuler.measureAll(frame, pores, patchPixelPx, scale, seam, scope));
        }
    }

    @Override
    public String name() {
        return "truth masks";
    }

    /** Outlines of a label, seen in pixels of another size and cleaned of specks. */
    private static List<Detection> blobs(
            RigPicture picture, Label label, String name, double pixelPx, double areaMinPx, MatScope scope) {
        Mat labels = scope.mat(picture.heightPx(), picture.widthPx(), CvType.CV_8UC1);
        byte[] mask = new byte[picture.labels().length];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = label.isIn(picture.labels()[i]) ? (byte) FULL_SCALE : 0;
        }
        labels.put(0, 0, mask);
        Mat own = scope.mat();
        Size size = new Size(Math.round(picture.widthPx() / pixelPx), Math.round(picture.heightPx() / pixelPx));
        double scaleX = picture.widthPx() / size.width;
        double scaleY = picture.heightPx() / size.height;
        Imgproc.resize(labels, own, size, 0, 0, pixelPx > 1 ? Imgproc.INTER_AREA : Imgproc.INTER_LINEAR);
        Mat binary = scope.mat();
        Imgproc.threshold(own, binary, HALF, FULL_SCALE, Imgproc.THRESH_BINARY);
        List<MatOfPoint> contours = new ArrayList<>();
        Imgproc.findContours(binary, contours, scope.mat(), Imgproc.RETR_EXTERNAL, Imgproc.CHAIN_APPROX_NONE);
        List<Detection> found = new ArrayList<>();
        for (MatOfPoint contour : contours) {
            scope.own(contour);
            double areaPx = Imgproc.contourArea(contour) * scaleX * scaleY;
            if (areaPx > areaMinPx) {
                List<PixelPoint> outline = contour.toList().stream()
                        .map(p -> new PixelPoint((p.x + 0.5) * scaleX - 0.5, (p.y + 0.5) * scaleY - 0.5))
                        .toList();
                found.add(new Detection(name, 1, outline, areaPx));
            }
        }
        return found;
    }
}
