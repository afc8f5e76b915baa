package io.huoyan.lab.evaluate;

import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.ProbabilityMaps;
import io.huoyan.core.locate.WeldPatch;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** The highest probability of any defect at each pixel of a picture, from the maps of its tiles. */
final class DefectMap {
    private DefectMap() {}

    /**
     * @param widthPx of the picture
     * @param heightPx of the picture
     * @param whole the picture as the network saw it, of which the tiles are parts
     * @param labels numbers of the model's labels that are defects
     */
    static ScoreMap of(
            int widthPx,
            int heightPx,
            WeldPatch whole,
            List<WeldPatch> tiles,
            List<ProbabilityMaps> maps,
            List<Integer> labels,
            MatScope scope) {
        Mat all = scope.zeros(whole.pixels().rows(), whole.pixels().cols(), CvType.CV_32FC1);
        for (int i = 0; i < tiles.size(); i++) {
            Rect place = place(tiles.get(i), whole);
            Mat part = scope.own(all.submat(place));
            Core.max(part, highest(maps.get(i), labels, scope), part);
        }
        double scale = 1 / whole.toOriginal(0, 0).distancePx(whole.toOriginal(1, 0));
        int columns = (int) Math.min(all.cols(), Math.max(1, Math.rint(widthPx * scale)));
        int rows = (int) Math.min(all.rows(), Math.max(1, Math.rint(heightPx * scale)));
        Mat picture = scope.own(all.submat(0, rows, 0, columns));
        Mat sized = scope.mat();
        Imgproc.resize(picture, sized, new Size(widthPx, heightPx), 0, 0, Imgproc.INTER_LINEAR);
        float[] scores = new float[widthPx * heightPx];
        sized.get(0, 0, scores);
        return new ScoreMap(ScoreMap.Meaning.PROBABILITY, widthPx, heightPx, scores);
    }

    private static Rect place(WeldPatch tile, WeldPatch whole) {
        var corner = whole.toPatch(tile.toOriginal(0, 0));
        return new Rect(
                (int) Math.rint(corner.x()),
                (int) Math.rint(corner.y()),
                tile.pixels().cols(),
                tile.pixels().rows());
    }

    private static Mat highest(ProbabilityMaps maps, List<Integer> labels, MatScope scope) {
        int size = maps.height() * maps.width();
        float[] highest = new float[size];
        for (int label : labels) {
            for (int i = 0; i < size; i++) {
                highest[i] = Math.max(highest[i], maps.probability()[label * size + i]);
            }
        }
        Mat mat = scope.mat(maps.height(), maps.width(), CvType.CV_32FC1);
        mat.put(0, 0, highest);
        return mat;
    }
}
