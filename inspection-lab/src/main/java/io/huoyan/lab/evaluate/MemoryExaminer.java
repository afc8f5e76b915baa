package io.huoyan.lab.evaluate;

import io.huoyan.core.decode.DecodeLimits;
import io.huoyan.core.decode.Decoders;
import io.huoyan.core.domain.Result;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.knowngood.GoodLook;
import io.huoyan.core.infer.knowngood.KnownGood;
import io.huoyan.lab.dataset.LoosePicture;
import io.huoyan.lab.dataset.Sample;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/** A memory of good parts: a picture is OK if it is as near to the good ones as they are to each other, else REVIEW. */
public final class MemoryExaminer implements Examiner {
    /** What its reason begins with where a picture is not known to be good. */
    static final String UNKNOWN_ANOMALY = "UNKNOWN_ANOMALY";

    /** Distances are smoothed by so many places before they are told pixel by pixel. */
    private static final double SMOOTHED_PLACES = 0.7;

    private final KnownGood memory;
    private final DefectDetector detector;
    private final String name;
    private int pictures;

    /**
     * @param detector the model that the memory was taught with; stays the caller's
     * @param name of the memory
     */
    public MemoryExaminer(KnownGood memory, DefectDetector detector, String name) {
        this.memory = memory;
        this.detector = detector;
        this.name = name;
    }

    @Override
    public String name() {
        return String.format(
                Locale.ROOT,
                "known good %s (%d pictures, %s; strange above %.3f)",
                name,
                memory.pictures().size(),
                memory.modelId(),
                memory.threshold());
    }

    @Override
    public Exam examine(Sample sample) {
        try (MatScope scope = MatScope.open()) {
            Result<Frame> decoded =
                    Decoders.decode(LoosePicture.read(sample.image(), ++pictures), DecodeLimits.defaults(), scope);
            if (decoded instanceof Result.Success<Frame> success) {
                return exam(success.value(), scope);
            }
            return Exam.failed(((Result.Failed<Frame>) decoded).failure().message());
        } catch (IOException unreadable) {
            return Exam.failed("cannot be read: " + unreadable.getMessage());
        } catch (CvException | OutOfMemoryError failure) {
            return Exam.failed("cannot be looked at: " + failure.getMessage());
        }
    }

    private Exam exam(Frame frame, MatScope scope) {
        KnownGood.Difference difference = memory.compare(GoodLook.of(frame, detector, scope), detector.model());
        boolean isGood = difference.score() <= memory.threshold();
        String reason = isGood
                ? ""
                : String.format(
                        Locale.ROOT,
                        UNKNOWN_ANOMALY + ": differs from the good parts by %.2f; good ones by up to %.2f",
                        difference.score(),
                        memory.threshold());
        return new Exam(
                isGood ? "OK" : "REVIEW",
                reason,
                false,
                difference.score(),
                List.of(),
                // A memory of wholes does not tell where.
                memory.kind() == KnownGood.Kind.PLACES
                        ? Optional.of(map(difference, frame.widthPx(), frame.heightPx(), scope))
                        : Optional.empty(),
                frame.widthPx(),
                frame.heightPx());
    }

    /** Each pixel's distance: between the middles of places linearly, beyond them that of the nearest. */
    static ScoreMap map(KnownGood.Difference difference, int widthPx, int heightPx, MatScope scope) {
        Mat places = scope.mat(difference.rows(), difference.columns(), CvType.CV_32FC1);
        places.put(0, 0, difference.distances());
        Mat smooth = scope.mat();
        Imgproc.GaussianBlur(places, smooth, new Size(0, 0), SMOOTHED_PLACES);
        int columns = (int) Math.rint(difference.columns() * difference.placePx());
        int rows = (int) Math.rint(difference.rows() * difference.placePx());
        Mat pixels = scope.mat();
        Imgproc.resize(smooth, pixels, new Size(Math.max(columns, widthPx), Math.max(rows, heightPx)));
        Mat part = scope.own(pixels.submat(0, heightPx, 0, widthPx));
        Mat picture = scope.mat();
        part.copyTo(picture);
        float[] scores = new float[widthPx * heightPx];
        picture.get(0, 0, scores);
        return new ScoreMap(ScoreMap.Meaning.DISTANCE, widthPx, heightPx, scores);
    }
}
