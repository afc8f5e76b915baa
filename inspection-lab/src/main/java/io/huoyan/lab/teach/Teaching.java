package io.huoyan.lab.teach;

import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.ModelDescription;
import io.huoyan.core.infer.knowngood.GoodLook;
import io.huoyan.core.infer.knowngood.KnownGood;
import io.huoyan.core.infer.knowngood.KnownGood.GoodPicture;
import io.huoyan.core.infer.knowngood.Likeness;
import io.huoyan.core.infer.knowngood.Nearest;
import io.huoyan.lab.dataset.DatasetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Makes and changes memories of good parts. */
public final class Teaching {
    /** Fewer good pictures than this say nothing of how good ones differ. */
    public static final int PICTURES_MIN = 5;

    /**
     * In so many parts good pictures are held against the others, by metrics fitted without the part; up to so many
     * pictures each is a part of its own.
     */
    static final int PARTS_MAX = 10;

    /** What a good picture lies farther by, at most: one that stands alone must not make all that is strange usual. */
    private static final double STRETCH_MAX = 100;

    /** Most good pictures of a memory. */
    public static final int PICTURES_MAX = 5000;

    private static final int DIMENSIONS = 96;
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
        refuseTwins(
                seen.stream().map(GoodPictures.Seen::name).toList(),
                seen.stream().map(GoodPictures.Seen::sha256).toList());
        return taught(seen, detector.model(), settings);
    }

    /** @param model that saw them */
    static KnownGood taught(List<GoodPictures.Seen> seen, ModelDescription model, TeachingSettings settings) {
        boolean isWeldOnly = settings.isWeldOnly().orElseGet(() -> showWelds(seen));
        Settled settled = settled(seen, model, settings, isWeldOnly);
        List<GoodPicture> pictures = seen.stream().map(settled::picture).toList();
        GoodPicture[] stretched = new GoodPicture[seen.size()];
        int parts = Math.min(PARTS_MAX, seen.size());
        IntStream.range(0, parts).parallel().forEach(part -> {
            List<GoodPictures.Seen> others = new ArrayList<>();
            for (int i = 0; i < seen.size(); i++) {
                if (i % parts != part) {
                    others.add(seen.get(i));
                }
            }
            Settled without = settled(others, model, settings, isWeldOnly);
            List<GoodPicture> known = others.stream().map(without::picture).toList();
            for (int i = part; i < seen.size(); i += parts) {
                GoodPicture left = scoredAgainst(without.picture(seen.get(i)), known, -1, without);
                stretched[i] = stretched(pictures.get(i), left, scored(i, pictures, settled));
            }
        });
        return memory(settled, List.of(stretched));
    }

    private static Settled settled(
            List<GoodPictures.Seen> seen, ModelDescription model, TeachingSettings settings, boolean isWeldOnly) {
        return new Settled(
                settings.kind(),
                model.id(),
                model.sha256(),
                isWeldOnly,
                LikenessFit.of(
                        seen.stream().map(one -> whole(one.look(), isWeldOnly)).toList()),
                metric(seen, settings.kind(), isWeldOnly),
                Math.max(1, settings.vectorsMax() / seen.size()),
                settings.alarmShare(),
                model.numericForm());
    }

    private static GoodPicture stretched(GoodPicture picture, GoodPicture leftOut, GoodPicture fitted) {
        var stretch = new KnownGood.Stretch(
                stretch(leftOut.wholeDistance(), fitted.wholeDistance()),
                stretch(leftOut.placeDistance(), fitted.placeDistance()));
        return new GoodPicture(
                picture.name(),
                picture.sha256(),
                picture.whole(),
                picture.vectors(),
                picture.farthest(),
                picture.surest(),
                stretch,
                0,
                0);
    }

    private static double stretch(double leftOut, double fitted) {
        return fitted > 0 ? Math.max(1 / STRETCH_MAX, Math.min(STRETCH_MAX, leftOut / fitted)) : 1;
    }

    private static KnownGood.Metric metric(List<GoodPictures.Seen> seen, KnownGood.Kind kind, boolean isWeldOnly) {
        int channels = seen.get(0).look().features().channels();
        return kind == KnownGood.Kind.WHOLE
                ? new KnownGood.Metric(new float[channels], new float[0])
                : MetricFit.of(
                        seen.stream().map(one -> places(one.look(), isWeldOnly)).toList(), channels, DIMENSIONS);
    }

    /**
     * The memory with further good pictures; its metric stays.
     *
     * @param detector the model that the memory was taught with, in its numeric form
     * @throws DatasetException if it is another model or form, a picture cannot be read, is there already or has the
     *     name of one that is
     */
    public static KnownGood add(
            KnownGood memory, List<Path> files, DefectDetector detector, ProgressListener listener) {
        refuseAnother(detector.model(), memory);
        checkCount(memory.pictures().size() + files.size());
        Settled settled = Settled.of(memory);
        List<GoodPicture> pictures = new ArrayList<>(memory.pictures());
        for (GoodPictures.Seen one : see(files, detector, listener)) {
            pictures.add(settled.picture(one));
        }
        refuseTwins(
                pictures.stream().map(GoodPicture::name).toList(),
                pictures.stream().map(GoodPicture::sha256).toList());
        return memory(settled, pictures);
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
        return memory(Settled.of(memory), left);
    }

    /** What of a memory stays when its pictures change. */
    private record Settled(
            KnownGood.Kind kind,
            String modelId,
            String modelSha256,
            boolean isWeldOnly,
            Likeness likeness,
            KnownGood.Metric metric,
            int placesPerPicture,
            double alarmShare,
            String numericForm) {
        static Settled of(KnownGood memory) {
            return new Settled(
                    memory.kind(),
                    memory.modelId(),
                    memory.modelSha256(),
                    memory.isWeldOnly(),
                    memory.likeness(),
                    memory.metric(),
                    memory.placesPerPicture(),
                    memory.alarmShare(),
                    memory.numericForm());
        }

        /** A picture that was not held against the others yet: all its places may be the farthest. */
        GoodPicture picture(GoodPictures.Seen seen) {
            float[] whole = likeness.apply(Teaching.whole(seen.look(), isWeldOnly));
            if (kind == KnownGood.Kind.WHOLE) {
                return unheld(seen, whole, new float[0], new float[0]);
            }
            float[] own = metric.apply(places(seen.look(), isWeldOnly));
            float[] kept = Coreset.of(own, metric.dimensions(), placesPerPicture);
            return unheld(seen, whole, kept, own);
        }
    }

    private static GoodPicture unheld(GoodPictures.Seen seen, float[] whole, float[] kept, float[] farthest) {
        return new GoodPicture(
                seen.name(), seen.sha256(), whole, kept, farthest, seen.look().surest(), KnownGood.Stretch.NONE, 0, 0);
    }

    private static KnownGood memory(Settled settled, List<GoodPicture> pictures) {
        List<GoodPicture> scored = IntStream.range(0, pictures.size())
                .mapToObj(i -> scored(i, pictures, settled))
                .toList();
        return new KnownGood(
                settled.kind(),
                settled.modelId(),
                settled.modelSha256(),
                settled.isWeldOnly(),
                settled.likeness(),
                settled.metric(),
                settled.placesPerPicture(),
                scored,
                AlarmThreshold.of(KnownGood.scores(settled.kind(), scored), settled.alarmShare()),
                settled.alarmShare(),
                settled.numericForm());
    }

    /** Against all pictures but itself: its distances, and its farthest places. */
    private static GoodPicture scored(int number, List<GoodPicture> pictures, Settled settled) {
        return scoredAgainst(pictures.get(number), pictures, number, settled);
    }

    /** @param number of the picture among the others, -1 if it is none of them */
    private static GoodPicture scoredAgainst(
            GoodPicture picture, List<GoodPicture> pictures, int number, Settled settled) {
        double[] apart = Likeness.distances(
                picture.whole(), pictures.stream().map(GoodPicture::whole).toList());
        List<Integer> alike = KnownGood.alikeTo(number, apart);
        double wholeDistance = picture.stretch().whole() * apart[alike.get(0)];
        if (settled.kind() == KnownGood.Kind.WHOLE) {
            return new GoodPicture(
                    picture.name(),
                    picture.sha256(),
                    picture.whole(),
                    new float[0],
                    new float[0],
                    picture.surest(),
                    picture.stretch(),
                    wholeDistance,
                    0);
        }
        int dimensions = settled.metric().dimensions();
        float[] own = picture.farthest();
        float[] distances = Nearest.distances(
                own,
                KnownGood.joined(
                        alike.stream().map(i -> pictures.get(i).vectors()).toList()),
                dimensions);
        return new GoodPicture(
                picture.name(),
                picture.sha256(),
                picture.whole(),
                picture.vectors(),
                farthest(own, distances, dimensions),
                picture.surest(),
                picture.stretch(),
                wholeDistance,
                picture.stretch().places() * KnownGood.farthest(distances));
    }

    private static float[] farthest(float[] places, float[] distances, int dimensions) {
        Integer[] order = new Integer[distances.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -distances[i]));
        int count = Math.min(FARTHEST_KEPT, order.length);
        float[] farthest = new float[count * dimensions];
        for (int i = 0; i < count; i++) {
            System.arraycopy(places, order[i] * dimensions, farthest, i * dimensions, dimensions);
        }
        return farthest;
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

    private static float[] whole(GoodLook look, boolean isWeldOnly) {
        return KnownGood.whole(look, KnownGood.comparedPlaces(look, isWeldOnly));
    }

    private static float[] places(GoodLook look, boolean isWeldOnly) {
        return KnownGood.gathered(look, KnownGood.comparedPlaces(look, isWeldOnly));
    }

    /** What two networks see in the same picture cannot be compared. */
    private static void refuseAnother(ModelDescription model, KnownGood memory) {
        if (!model.sha256().equals(memory.modelSha256())) {
            throw new DatasetException("the memory was taught with model " + memory.modelId() + " of sha256 "
                    + memory.modelSha256() + "; the further pictures would be seen by " + model.id() + "/"
                    + model.version() + " of " + model.sha256() + "; add them with the memory's own model");
        }
        if (memory.isOfAnotherForm(model.numericForm())) {
            throw new DatasetException("the memory was taught in the numeric form " + memory.numericForm()
                    + "; the further pictures would be seen in " + model.numericForm() + "; allowed is "
                    + memory.numericForm());
        }
    }

    private static void checkCount(int count) {
        if (count < PICTURES_MIN || count > PICTURES_MAX) {
            throw new DatasetException(
                    "good pictures are " + count + "; needed are " + PICTURES_MIN + " to " + PICTURES_MAX);
        }
    }

    /** @param hashes of the pictures' bytes, in the order of their names */
    private static void refuseTwins(List<String> names, List<String> hashes) {
        Map<String, String> seen = new HashMap<>();
        Set<String> named = new HashSet<>();
        for (int i = 0; i < hashes.size(); i++) {
            String other = seen.put(hashes.get(i), names.get(i));
            if (other != null) {
                throw new DatasetException("the same good picture is there twice, as " + other + " and as "
                        + names.get(i) + " (sha256 " + hashes.get(i) + "); each counts once");
            }
            if (!named.add(names.get(i))) {
                throw new DatasetException("two different good pictures are called " + names.get(i)
                        + "; a memory knows its pictures by name: rename one of them, or remove the other first");
            }
        }
    }
}
