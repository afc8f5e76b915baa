package io.huoyan.core.locate;

import io.huoyan.core.domain.PixelBox;
import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.domain.PlaneMap;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * Cuts patches out of a picture: one warp of only the region under each. Where a patch pixel covers more than an
 * original one, the region is first averaged over whole pixels and then smoothed by a Gaussian of the width that is
 * still wanting, so that nothing aliases.
 */
final class PatchCutter {
    private static final double FULL_SCALE_8 = 255;
    /** Original pixels around the region that smoothing and interpolation reach into. */
    private static final int MARGIN_PX = 4;
    /** Coverage of a patch pixel, in original pixels, up to which bilinear interpolation alone does not alias. */
    private static final double COVERAGE_UNSMOOTHED = 1.05;

    private final Frame frame;
    private final MatScope scope;

    PatchCutter(Frame frame, MatScope scope) {
        this.frame = frame;
        this.scope = scope;
    }

    /**
     * @param patchToPixel maps patch pixels to original pixels
     * @param widthPx width of the patch
     * @param heightPx height of the patch
     */
    WeldPatch cut(PlaneMap patchToPixel, int widthPx, int heightPx) {
        List<PixelPoint> corners = corners(patchToPixel, widthPx, heightPx);
        PixelBox box = boxAround(corners, 0).clippedTo(frame.widthPx(), frame.heightPx());
        double visibleShare = VisibleShare.of(corners, frame.widthPx(), frame.heightPx());
        if (box.isEmpty()) {
            Mat nothing = scope.zeros(heightPx, widthPx, CvType.CV_8UC3);
            return new WeldPatch(nothing, patchToPixel, box, 0);
        }
        double coverage = patchToPixel.mmPerPixel(new PixelPoint((widthPx - 1) / 2.0, (heightPx - 1) / 2.0));
        int block = Math.max(1, (int) coverage);
        PixelBox read = blocks(boxAround(corners, MARGIN_PX * block), block);
        Mat source = smoothed(eightBit(read), block, coverage / block);
        double[] patchToRead = Matrix3.product(pixelToRead(read, block), patchToPixel.pixelToMm());
        Mat warped = scope.mat();
        Imgproc.warpPerspective(
                source,
                warped,
                matrix(patchToRead),
                new Size(widthPx, heightPx),
                Imgproc.INTER_LINEAR | Imgproc.WARP_INVERSE_MAP,
                Core.BORDER_REPLICATE);
        return new WeldPatch(threeChannels(warped), patchToPixel, box, visibleShare);
    }

    /** Corners of the patch's area in original pixels: half a patch pixel beyond the outermost centres. */
    private static List<PixelPoint> corners(PlaneMap patchToPixel, int widthPx, int heightPx) {
        double right = widthPx - 0.5;
        double bottom = heightPx - 0.5;
        return List.of(
                        new PixelPoint(-0.5, -0.5),
                        new PixelPoint(right, -0.5),
                        new PixelPoint(right, bottom),
                        new PixelPoint(-0.5, bottom))
                .stream()
                .map(patchToPixel::toMm)
                .map(p -> new PixelPoint(p.x(), p.y()))
                .toList();
    }

    private static PixelBox boxAround(List<PixelPoint> corners, int marginPx) {
        double left = corners.stream().mapToDouble(PixelPoint::x).min().orElseThrow() + 0.5;
        double top = corners.stream().mapToDouble(PixelPoint::y).min().orElseThrow() + 0.5;
        double right = corners.stream().mapToDouble(PixelPoint::x).max().orElseThrow() + 0.5;
        double bottom = corners.stream().mapToDouble(PixelPoint::y).max().orElseThrow() + 0.5;
        int x = (int) Math.floor(left) - marginPx;
        int y = (int) Math.floor(top) - marginPx;
        return new PixelBox(x, y, (int) Math.ceil(right) + marginPx - x, (int) Math.ceil(bottom) + marginPx - y);
    }

    /** The box clipped to the picture; its sides cut to whole blocks where it is larger than one. */
    private PixelBox blocks(PixelBox box, int block) {
        PixelBox clipped = box.clippedTo(frame.widthPx(), frame.heightPx());
        return new PixelBox(
                clipped.x(),
                clipped.y(),
                Math.max(clipped.width() / block * block, Math.min(block, clipped.width())),
                Math.max(clipped.height() / block * block, Math.min(block, clipped.height())));
    }

    private Mat eightBit(PixelBox box) {
        Mat piece = scope.own(frame.pixels().submat(new Rect(box.x(), box.y(), box.width(), box.height())));
        if (piece.depth() == CvType.CV_8U) {
            return piece;
        }
        Mat eight = scope.mat();
        piece.convertTo(eight, CvType.CV_8U, FULL_SCALE_8 / frame.fullScale());
        return eight;
    }

    private Mat smoothed(Mat piece, int block, double coverageLeft) {
        Mat averaged = piece;
        if (block > 1) {
            averaged = scope.mat();
            Size size = new Size(Math.max(1, piece.cols() / block), Math.max(1, piece.rows() / block));
            Imgproc.resize(piece, averaged, size, 0, 0, Imgproc.INTER_AREA);
        }
        if (coverageLeft <= COVERAGE_UNSMOOTHED) {
            return averaged;
        }
        Mat smooth = scope.mat();
        double sigma = 0.5 * Math.sqrt(coverageLeft * coverageLeft - 1);
        Imgproc.GaussianBlur(averaged, smooth, new Size(0, 0), sigma, sigma, Core.BORDER_REPLICATE);
        return smooth;
    }

    /** Original pixels to pixels of the piece that was read and averaged. */
    private static double[] pixelToRead(PixelBox read, int block) {
        double scale = 1.0 / block;
        double centre = (block - 1) / 2.0;
        return new double[] {scale, 0, -scale * (read.x() + centre), 0, scale, -scale * (read.y() + centre), 0, 0, 1};
    }

    private Mat matrix(double[] elements) {
        Mat matrix = scope.mat(3, 3, CvType.CV_64FC1);
        matrix.put(0, 0, elements);
        return matrix;
    }

    private Mat threeChannels(Mat warped) {
        if (warped.channels() == 3) {
            return warped;
        }
        Mat colour = scope.mat();
        Imgproc.cvtColor(warped, colour, Imgproc.COLOR_GRAY2BGR);
        return colour;
    }
}
