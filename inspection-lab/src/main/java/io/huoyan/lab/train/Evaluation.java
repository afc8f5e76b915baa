package io.huoyan.lab.train;

import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.ProbabilityMaps;
import io.huoyan.lab.synth.Label;
import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgproc.Imgproc;

/** Compares what a detector sees with the truth of pictures. */
final class Evaluation {
    private static final int EIGHT_NEIGHBOURS = 8;

    private final DefectDetector detector;

    Evaluation(DefectDetector detector) {
        this.detector = detector;
    }

    /**
     * The scores of every label, summed over pictures.
     *
     * @param thresholds per label, probability from which a pixel counts
     * @param minimumAreasPx per label, smallest thing seen that counts
     */
    List<LabelScore> scores(List<TrainingPicture> pictures, double[] thresholds, double[] minimumAreasPx) {
        List<LabelScore> sums = new ArrayList<>();
        for (Label label : Label.values()) {
            sums.add(LabelScore.none(label.modelLabel()));
        }
        for (TrainingPicture picture : pictures) {
            try (MatScope scope = MatScope.open()) {
                ProbabilityMaps maps = maps(picture, scope);
                for (Label label : Label.values()) {
                    int i = label.index();
                    LabelScore score = score(picture, maps, label, thresholds[i], minimumAreasPx[i]);
                    sums.set(i, sums.get(i).plus(score));
                }
            }
        }
        return sums;
    }

    /** Scores of one label at several thresholds, each summed over pictures. */
    List<LabelScore> atThresholds(
            List<TrainingPicture> pictures, List<ProbabilityMaps> maps, Label label, double[] tried, double minimumPx) {
        List<LabelScore> sums = new ArrayList<>();
        for (double threshold : tried) {
            LabelScore sum = LabelScore.none(label.modelLabel());
            for (int i = 0; i < pictures.size(); i++) {
                sum = sum.plus(score(pictures.get(i), maps.get(i), label, threshold, minimumPx));
            }
            sums.add(sum);
        }
        return sums;
    }

    /** What the detector sees in each picture. */
    List<ProbabilityMaps> maps(List<TrainingPicture> pictures) {
        List<ProbabilityMaps> maps = new ArrayList<>();
        for (TrainingPicture picture : pictures) {
            try (MatScope scope = MatScope.open()) {
                maps.add(maps(picture, scope));
            }
        }
        return maps;
    }

    /** The picture is made larger at the right and bottom, to sides that the network takes. */
    private ProbabilityMaps maps(TrainingPicture picture, MatScope scope) {
        Mat pixels = scope.mat(picture.height(), picture.width(), CvType.CV_8UC3);
        pixels.put(0, 0, picture.bgr());
        int multiple = detector.model().sideMultiplePx();
        Mat padded = scope.mat();
        Core.copyMakeBorder(
                pixels,
                padded,
                0,
                Math.floorMod(-picture.height(), multiple),
                0,
                Math.floorMod(-picture.width(), multiple),
                Core.BORDER_REPLICATE);
        return detector.detect(List.of(padded)).get(0);
    }

    private static LabelScore score(
            TrainingPicture picture, ProbabilityMaps maps, Label label, double threshold, double minimumAreaPx) {
        int size = picture.width() * picture.height();
        byte[] truth = new byte[size];
        byte[] seen = new byte[size];
        byte[] known = new byte[size];
        for (int i = 0; i < size; i++) {
            known[i] = (byte) (label.isIn(picture.known()[i]) ? 1 : 0);
            truth[i] = label.isIn(picture.labels()[i]) ? known[i] : 0;
            boolean isSeen = maps.at(label.index(), i / picture.width(), i % picture.width()) >= threshold;
            seen[i] = isSeen ? known[i] : 0;
        }
        try (MatScope scope = MatScope.open()) {
            Things trueThings = Things.of(truth, picture, 0, scope);
            Things seenThings = Things.of(seen, picture, minimumAreaPx, scope);
            return counted(label, trueThings, seenThings);
        }
    }

    private static LabelScore counted(Label label, Things truth, Things seen) {
        boolean[] isFound = new boolean[truth.count];
        boolean[] isTrue = new boolean[seen.count];
        long both = 0;
        long onlySeen = 0;
        long onlyTrue = 0;
        for (int i = 0; i < truth.numbers.length; i++) {
            int trueNumber = truth.numbers[i];
            int seenNumber = seen.isKept[seen.numbers[i]] ? seen.numbers[i] : 0;
            if (trueNumber > 0 && seenNumber > 0) {
                both++;
                isFound[trueNumber] = true;
                isTrue[seenNumber] = true;
            } else if (seenNumber > 0) {
                onlySeen++;
            } else if (trueNumber > 0) {
                onlyTrue++;
            }
        }
        int found = 0;
        for (boolean one : isFound) {
            found += one ? 1 : 0;
        }
        int wrong = 0;
        for (int number = 1; number < seen.count; number++) {
            wrong += seen.isKept[number] && !isTrue[number] ? 1 : 0;
        }
        return new LabelScore(label.modelLabel(), both, onlySeen, onlyTrue, truth.count - 1, found, wrong);
    }

    /** Connected regions; number 0 is what is in none. */
    private static final class Things {
        private final int[] numbers;
        private final int count;
        private final boolean[] isKept;

        private Things(int[] numbers, int count, boolean[] isKept) {
            this.numbers = numbers;
            this.count = count;
            this.isKept = isKept;
        }

        static Things of(byte[] mask, TrainingPicture picture, double minimumAreaPx, MatScope scope) {
            Mat bytes = scope.mat(picture.height(), picture.width(), CvType.CV_8UC1);
            scope.own(bytes.setTo(Scalar.all(0)));
            bytes.put(0, 0, mask);
            Mat numbersMat = scope.mat();
            int count = Imgproc.connectedComponents(bytes, numbersMat, EIGHT_NEIGHBOURS, CvType.CV_32S);
            int[] numbers = new int[mask.length];
            numbersMat.get(0, 0, numbers);
            int[] areas = new int[count];
            for (int number : numbers) {
                areas[number]++;
            }
            boolean[] isKept = new boolean[count];
            for (int number = 1; number < count; number++) {
                isKept[number] = areas[number] >= minimumAreaPx;
            }
            return new Things(numbers, count, isKept);
        }
    }
}
