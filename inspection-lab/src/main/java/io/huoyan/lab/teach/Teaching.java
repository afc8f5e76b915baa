package io.huoyan.lab.teach;

import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.knowngood.GoodLook;
import io.huoyan.core.infer.knowngood.KnownGood;
import io.huoyan.core.infer.knowngood.KnownGood.GoodPicture;
import io.huoyan.core.infer.knowngood.Nearest;
import io.huoyan.lab.dataset.DatasetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Makes and changes memories of good parts. */
public final class Teaching {
    /** Fewer good pictures than this say nothing of how good ones differ. */
    public static final int PICTURES_MIN = 5;

    /** Most good pictures of a memory. */
    public static final int PICTURES_MAX = 5000;

    private static final int DIMENSIONS_OF_PLACES = 64;
    private static final int DIMENSIONS_OF_WHOLES = 48;
    private static final int FARTHEST_KEPT = 24;
    private static final double WELDS_FOUND_MIN = 0.9;

    private Teaching() {}

    /** Told after each picture that was looked at. */
    @FunctionalInterface
    public interface ProgressListener {
        void seen(int done, int all, String picture);
    }

    /**
     * Teaches good pictures.
     *
     * @param files 5 or more
     * @throws DatasetException if there are too few, one cannot be read or one is there twice
     */
    public static KnownGood teach(
            List<Path> files, DefectDetector detector, TeachingSettings settings, ProgressListener listener) {
        checkCount(files.size());
        List<GoodPictures.Seen> seen = see(files, detector, listener);
        refuseTwins(seen.stream().map(GoodPictures.Seen::sha256).toList());
        boolean isWeldOnly = settings.isWeldOnly().orElseGet(() -> showWelds(seen));
        List<float[]> vectors = seen.stream()
                .map(one -> vectors(one.look(), settings.kind(), isWeldOnly))
                .toList();
        boolean isPlaces = settings.kind() == KnownGood.Kind.PLACES;
        int channels = (isPlaces ? 1 : 2) * seen.get(0).look().features().channels();
        int dimensions =
                isPlaces ? DIMENSIONS_OF_PLACES : Math.min(DIMENSIONS_OF_WHOLES, Math.max(2, files.size() / 2));
        KnownGood.Metric metric = MetricFit.of(vectors, channels, dimensions);
        int perPicture = Math.max(1, settings.vectorsMax() / files.size());
        List<float[]> turned = vectors.stream().map(metric::apply).toList();
        List<float[]> kept = turned.stream()
                .map(own -> Coreset.of(own, metric.dimensions(), perPicture))
                .toList();
        List<GoodPicture> pictures = new ArrayList<>();
        for (int i = 0; i < seen.size(); i++) {
            pictures.add(scored(
                    new GoodPicture(seen.get(i).name(), seen.get(i).sha256(), kept.get(i), turned.get(i), 0),
                    i,
                    kept,
                    metric.dimensions()));
        }
        return memory(
                new Settled(
                        settings.kind(),
                        detector.model().id(),
                        detector.model().sha256(),
                        isWeldOnly,
                        metric,
                        perPicture,
                        settings.alarmShare()),
                pictures);
    }

    /**
     * The memory with further good pictures; its metric stays.
     *
     * @throws DatasetException if one cannot be read or is there already
     */
    public static KnownGood add(
            KnownGood memory, List<Path> files, DefectDetector detector, ProgressListener listener) {
        checkCount(memory.pictures().size() + files.size());
        List<GoodPicture> pictures = new ArrayList<>(memory.pictures());
        for (GoodPictures.Seen one : see(files, detector, listener)) {
            float[] own = memory.metric().apply(vectors(one.look(), memory.kind(), memory.isWeldOnly()));
            float[] kept = Coreset.of(own, memory.metric().dimensions(), memory.placesPerPicture());
            pictures.add(new GoodPicture(one.name(), one.sha256(), kept, own, 0));
        }
        refuseTwins(pictures.stream().map(GoodPicture::sha256).toList());
        return memory(Settled.of(memory), rescored(pictures, memory.metric().dimensions()));
    }

    /**
     * The memory without some of its pictures.
     *
     * @param names of their files
     * @throws DatasetException if it has none of a name, or fewer than 5 would be left
     */
    public static KnownGood remove(KnownGood memory, List<String> names) {
        Set<String> there = new HashSet<>();
        memory.pictures().forEach(picture -> there.add(picture.name()));
        for (String name : names) {
            if (!there.contains(name)) {
                throw new DatasetException("the memory has no picture '" + name + "'");
            }
        }
        List<GoodPicture> left = memory.pictures().stream()
                .filter(picture -> !names.contains(picture.name()))
                .toList();
        checkCount(left.size());
        return memory(Settled.of(memory), rescored(left, memory.metric().dimensions()));
    }

    /** What of a memory stays when its pictures change. */
    private record Settled(
            KnownGood.Kind kind,
            String modelId,
            String modelSha256,
            boolean isWeldOnly,
            KnownGood.Metric metric,
            int placesPerPicture,
            double alarmShare) {
        static Settled of(KnownGood memory) {
            return new Settled(
                    memory.kind(),
                    memory.modelId(),
                    memory.modelSha256(),
                    memory.isWeldOnly(),
                    memory.metric(),
                    memory.placesPerPicture(),
                    memory.alarmShare());
        }
    }

    private static KnownGood memory(Settled frame, List<GoodPicture> pictures) {
        double[] scores = pictures.stream().mapToDouble(GoodPicture::score).toArray();
        return new KnownGood(
                frame.kind(),
                frame.modelId(),
                frame.modelSha256(),
                frame.isWeldOnly(),
                frame.metric(),
                frame.placesPerPicture(),
                pictures,
                AlarmThreshold.of(scores, frame.alarmShare()),
                frame.alarmShare());
    }

    private static List<GoodPicture> rescored(List<GoodPicture> pictures, int dimensions) {
        List<float[]> kept = pictures.stream().map(GoodPicture::vectors).toList();
        return IntStream.range(0, pictures.size())
                .mapToObj(i -> scored(pictures.get(i), i, kept, dimensions))
                .toList();
    }

    /** A picture's farthest places and its score, against all pictures but itself. */
    private static GoodPicture scored(GoodPicture picture, int number, List<float[]> kept, int dimensions) {
        int before = 0;
        int length = 0;
        for (int i = 0; i < kept.size(); i++) {
            before += i < number ? kept.get(i).length : 0;
            length += kept.get(i).length;
        }
        float[] all = new float[length];
        int at = 0;
        for (float[] one : kept) {
            System.arraycopy(one, 0, all, at, one.length);
            at += one.length;
        }
        int first = before / dimensions;
        int end = first + kept.get(number).length / dimensions;
        float[] own = picture.farthest();
        float[] distances = Nearest.distances(own, all, dimensions, j -> j < first || j >= end);
        Integer[] order = new Integer[distances.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -distances[i]));
        int count = Math.min(FARTHEST_KEPT, order.length);
        float[] farthest = new float[count * dimensions];
        for (int i = 0; i < count; i++) {
            System.arraycopy(own, order[i] * dimensions, farthest, i * dimensions, dimensions);
        }
        return new GoodPicture(
                picture.name(), picture.sha256(), picture.vectors(), farthest, KnownGood.score(distances));
    }

    private static List<GoodPictures.Seen> see(List<Path> files, DefectDetector detector, ProgressListener listener) {
        List<GoodPictures.Seen> seen = new ArrayList<>();
        for (Path file : files) {
            seen.add(GoodPictures.see(file, seen.size() + 1, detector));
            listener.seen(seen.size(), files.size(), String.valueOf(file.getFileName()));
        }
        return seen;
    }

    private static boolean showWelds(List<GoodPictures.Seen> seen) {
        long found = seen.stream()
                .filter(one -> one.look().weldCoverage() >= KnownGood.WELD_SHARE_MIN)
                .count();
        return found >= WELDS_FOUND_MIN * seen.size();
    }

    private static float[] vectors(GoodLook look, KnownGood.Kind kind, boolean isWeldOnly) {
        return kind == KnownGood.Kind.WHOLE
                ? KnownGood.whole(look)
                : KnownGood.gathered(look, KnownGood.comparedPlaces(look, isWeldOnly));
    }

    private static void checkCount(int count) {
        if (count < PICTURES_MIN || count > PICTURES_MAX) {
            throw new DatasetException(
                    "good pictures are " + count + "; needed are " + PICTURES_MIN + " to " + PICTURES_MAX);
        }
    }

    private static void refuseTwins(List<String> hashes) {
        Set<String> seen = new HashSet<>();
        for (String hash : hashes) {
            if (!seen.add(hash)) {
                throw new DatasetException(
                        "the same good picture is there twice (sha256 " + hash + "); each counts once");
            }
        }
    }
}
