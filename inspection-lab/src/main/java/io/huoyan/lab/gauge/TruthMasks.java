package io.huoyan.lab.gauge;

import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.Detection;
import io.huoyan.core.locate.LocatedWeld;
import io.huoyan.core.locate.Location;
import io.huoyan.core.locate.Locator;
import io.huoyan.core.locate.WeldPatch;
import io.huoyan.core.measure.LensBlur;
import io.huoyan.core.measure.Measurement;
import io.huoyan.core.measure.Ruler;
import io.huoyan.core.measure.Scale;
import io.huoyan.core.measure.WeldSight;
import io.huoyan.lab.synth.Label;
import io.huoyan.lab.synth.RigPicture;
import java.util.ArrayList;
import java.util.List;
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

    @Override
    public List<List<Measurement>> measure(RigPicture picture, long number) {
        try (MatScope scope = MatScope.open()) {
            Frame frame = RigFrames.frame(picture, number, scope);
            Location location = Locator.locate(
                    frame, picture.calibration(), picture.welds(), PIXELS_PER_WELD_WIDTH, PATCH_SIDE_PX, scope);
            if (!(location instanceof Location.Registered found)) {
                return picture.welds().stream()
                        .map(weld -> List.<Measurement>of())
                        .toList();
            }
            Scale scale = Scale.of(
                    found.registration(),
                    picture.calibration(),
                    LensBlur.px(
                            frame, picture.calibration(), found.registration().pixelToMm(), scope));
            List<List<Measurement>> measures = new ArrayList<>();
            for (LocatedWeld weld : found.welds()) {
                WeldPatch patch = weld.patches().get(0);
                double patchPixelPx = patch.toOriginal(0, 0).distancePx(patch.toOriginal(1, 0));
                List<Detection> seen = new ArrayList<>();
                seen.addAll(blobs(picture, Label.SEAM, Ruler.SEAM_LABEL, patchPixelPx, scope));
                seen.addAll(blobs(picture, Label.SPOT, Ruler.SPOT_LABEL, patchPixelPx, scope));
                PixelBox region = weld.region();
                measures.add(Ruler.of(weld.weld().geometry())
                        .measure(new WeldSight(frame, region, seen, patchPixelPx, scale), scope)
                        .measurements());
            }
            return measures;
        }
    }

    @Override
    public String name() {
        return "truth masks";
    }

    /** Outlines of a label, seen in pixels of another size and cleaned of specks. */
    private static List<Detection> blobs(RigPicture picture, Label label, String name, double pixelPx, MatScope scope) {
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
            if (areaPx > AREA_MIN_PX) {
                List<PixelPoint> outline = contour.toList().stream()
                        .map(p -> new PixelPoint((p.x + 0.5) * scaleX - 0.5, (p.y + 0.5) * scaleY - 0.5))
                        .toList();
                found.add(new Detection(name, 1, outline, areaPx));
            }
        }
        return found;
    }
}
