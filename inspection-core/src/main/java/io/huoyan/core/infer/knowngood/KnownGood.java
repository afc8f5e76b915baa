package io.huoyan.core.infer.knowngood;

import io.huoyan.core.infer.ModelDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What good pictures look like: each as a whole, and some of its places, spread over all that it shows (the coreset of
 * Roth et al. 2022, arXiv 2106.08265, taken picture by picture so that a picture can be added or taken out). A picture
 * is compared as a whole, and its places with those of the good pictures that it resembles most: a place that is usual
 * on one variant may be a fault on another. Immutable, thread-safe.
 *
 * @param kind what is compared
 * @param modelId model whose features these are
 * @param modelSha256 of its master tensors: features of another network are not comparable
 * @param isWeldOnly whether only places that show the weld are compared
 * @param likeness makes pictures comparable as wholes
 * @param metric makes places comparable; without a direction if only wholes are compared
 * @param placesPerPicture most vectors that a picture gives
 * @param pictures the good pictures
 * @param threshold scores above are not known to be good
 * @param alarmShare share of good pictures that may lie above, as asked for when it was taught
 * @param numericForm in which the model saw them: fp32, bf16 or int8; empty if it is not known
 */
public record KnownGood(
        Kind kind,
        String modelId,
        String modelSha256,
        boolean isWeldOnly,
        Likeness likeness,
        Metric metric,
        int placesPerPicture,
        List<GoodPicture> pictures,
        double threshold,
        double alarmShare,
        String numericForm) {
    /** Places whose distances make the score of a picture: the mean of the farthest. */
    public static final int SCORED_PLACES = 5;

    /** So many good pictures, those most alike as wholes, are what a picture's places are compared with. */
    public static final int ALIKE_PICTURES = 5;

    /** Distances are told in those of good pictures from each other; these are taken for no less. */
    private static final double TYPICAL_MIN = 1e-6;

    /** A share of the picture that must show the weld for its background to be left out. */
    public static final double WELD_SHARE_MIN = 0.02;

    /** What is compared. */
    public enum Kind {
        /** Pictures as wholes, and their places, which show where a picture differs. */
        PLACES,
        /** Pictures as wholes alone, and how surely the network names anything in them. */
        WHOLE
    }

    /**
     * Subtracts the mean, turns and scales, so that directions in which good pictures vary much count less.
     *
     * @param mean one per channel
     * @param turn {@code dimensions × channels}, row-major
     */
    public record Metric(float[] mean, float[] turn) {
        public int channels() {
            return mean.length;
        }

        public int dimensions() {
            return turn.length / mean.length;
        }

        /** Vectors side by side, {@code count × channels} to {@code count × dimensions}. */
        public float[] apply(float[] vectors) {
            int channels = channels();
            int dimensions = dimensions();
            int count = vectors.length / channels;
            float[] turned = new float[count * dimensions];
            float[] centred = new float[channels];
            for (int i = 0; i < count; i++) {
                for (int c = 0; c < channels; c++) {
                    centred[c] = vectors[i * channels + c] - mean[c];
                }
                for (int d = 0; d < dimensions; d++) {
                    int row = d * channels;
                    float a = 0;
                    float b = 0;
                    int c = 0;
                    for (; c + 1 < channels; c += 2) {
                        a += turn[row + c] * centred[c];
                        b += turn[row + c + 1] * centred[c + 1];
                    }
                    turned[i * dimensions + d] = c < channels ? a + b + turn[row + c] * centred[c] : a + b;
                }
            }
            return turned;
        }
    }

    /**
     * One good picture.
     *
     * @param name of its file
     * @param sha256 of its file
     * @param whole what it is as a whole, made comparable
     * @param vectors places that it gives to the memory, turned; {@code count × dimensions}
     * @param farthest its own places that lay farthest from the other pictures, turned
     * @param surest how surely the network names what it sees in it, 0 to 1
     * @param stretch what its distances are multiplied by, since the metrics know it
     * @param wholeDistance how far it is, as a whole, from the nearest other picture; stretched
     * @param placeDistance how far its farthest places are from those of the other pictures that it resembles;
     *     stretched
     */
    public record GoodPicture(
            String name,
            String sha256,
            float[] whole,
            float[] vectors,
            float[] farthest,
            double surest,
            Stretch stretch,
            double wholeDistance,
            double placeDistance) {}

    /**
     * How much farther a good picture lies from the others by metrics that were fitted without it: what a further good
     * picture is to expect. Metrics fitted to a few pictures draw just these together, most of them by much; of many
     * pictures some lie a little nearer.
     *
     * @param whole of its distance as a whole, above 0
     * @param places of its farthest places, above 0
     */
    public record Stretch(double whole, double places) {
        /** Of a picture that the metrics do not know, or that hardly moves them. */
        public static final Stretch NONE = new Stretch(1, 1);

        public Stretch {
            if (!(whole > 0 && places > 0 && Double.isFinite(whole) && Double.isFinite(places))) {
                throw new IllegalArgumentException(
                        "stretches are " + whole + " and " + places + "; allowed are finite numbers above 0");
            }
        }
    }

    /** A memory of which it is not known in which form its model saw the pictures. */
    public KnownGood(
            Kind kind,
            String modelId,
            String modelSha256,
            boolean isWeldOnly,
            Likeness likeness,
            Metric metric,
            int placesPerPicture,
            List<GoodPicture> pictures,
            double threshold,
            double alarmShare) {
        this(
                kind,
                modelId,
                modelSha256,
                isWeldOnly,
                likeness,
                metric,
                placesPerPicture,
                pictures,
                threshold,
                alarmShare,
                "");
    }

    public KnownGood {
        pictures = List.copyOf(pictures);
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("the memory has no good picture; needed is 1 or more");
        }
        if (!(threshold > 0 && Double.isFinite(threshold))) {
            throw new IllegalArgumentException("threshold is " + threshold
                    + "; allowed is a finite number above 0, else nothing would be strange");
        }
    }

    /** Whether the model saw the good pictures in another numeric form than this one, as far as is known. */
    public boolean isOfAnotherForm(String form) {
        return !numericForm.isEmpty() && !numericForm.equals(form);
    }

    /**
     * How far a picture is from everything good.
     *
     * @param distances per place, row by row, 1 being how far the farthest places of good pictures lie; 0 where the
     *     background was left out
     * @param rows of places
     * @param columns of places
     * @param placePx picture pixels from one place to the next
     * @param score of the picture, 1 being that of an ordinary good one; larger is stranger
     */
    public record Difference(float[] distances, int rows, int columns, double placePx, double score) {}

    /**
     * Compares a picture.
     *
     * @throws IllegalArgumentException if its features are those of another network
     */
    public Difference compare(GoodLook look, ModelDescription model) {
        if (!model.sha256().equals(modelSha256)) {
            throw new IllegalArgumentException("the memory was taught with model " + modelId + " (" + modelSha256
                    + "); the picture was seen by " + model.id() + " " + model.version() + " (" + model.sha256()
                    + "); teach it again with this model");
        }
        int rows = look.features().rows();
        int columns = look.features().columns();
        int[] places = comparedPlaces(look, isWeldOnly);
        double[] apart = Likeness.distances(
                likeness.apply(whole(look, places)),
                pictures.stream().map(GoodPicture::whole).toList());
        List<Integer> alike = Likeness.nearest(apart, ALIKE_PICTURES, -1);
        double whole = apart[alike.get(0)] / typical(pictures, GoodPicture::wholeDistance);
        float[] map = new float[rows * columns];
        if (kind == Kind.WHOLE) {
            double score = whole + Certainty.of(pictures).lacking(look.surest());
            Arrays.fill(map, (float) score);
            return new Difference(map, rows, columns, look.placePx(), score);
        }
        float[] distances = Nearest.distances(
                metric.apply(gathered(look, places)),
                joined(alike.stream().map(i -> pictures.get(i).vectors()).toList()),
                metric.dimensions());
        double typical = typical(pictures, GoodPicture::placeDistance);
        for (int i = 0; i < places.length; i++) {
            map[places[i]] = (float) (distances[i] / typical);
        }
        return new Difference(map, rows, columns, look.placePx(), (whole + farthest(distances) / typical) / 2);
    }

    /** The score of each picture against all the others. */
    public static double[] scores(Kind kind, List<GoodPicture> pictures) {
        double wholes = typical(pictures, GoodPicture::wholeDistance);
        if (kind == Kind.WHOLE) {
            Certainty certainty = Certainty.of(pictures);
            return pictures.stream()
                    .mapToDouble(picture -> picture.wholeDistance() / wholes + certainty.lacking(picture.surest()))
                    .toArray();
        }
        double places = typical(pictures, GoodPicture::placeDistance);
        return pictures.stream()
                .mapToDouble(picture -> (picture.wholeDistance() / wholes + picture.placeDistance() / places) / 2)
                .toArray();
    }

    static double typical(List<GoodPicture> pictures, ToDoubleFunction<GoodPicture> distance) {
        return Math.max(
                TYPICAL_MIN, pictures.stream().mapToDouble(distance).average().orElseThrow());
    }

    /**
     * The pictures that one of them resembles most, itself left out; nearest first.
     *
     * @param distances of its whole to those of all pictures
     */
    public static List<Integer> alikeTo(int picture, double[] distances) {
        return Likeness.nearest(distances, ALIKE_PICTURES, picture);
    }

    /** Vectors of several pictures, side by side. */
    public static float[] joined(List<float[]> vectors) {
        float[] all = new float[vectors.stream().mapToInt(one -> one.length).sum()];
        int at = 0;
        for (float[] one : vectors) {
            System.arraycopy(one, 0, all, at, one.length);
            at += one.length;
        }
        return all;
    }

    /** Mean of the farthest places. */
    public static double farthest(float[] distances) {
        float[] sorted = distances.clone();
        Arrays.sort(sorted);
        int count = Math.min(SCORED_PLACES, sorted.length);
        double sum = 0;
        for (int i = sorted.length - count; i < sorted.length; i++) {
            sum += sorted[i];
        }
        return count == 0 ? 0 : sum / count;
    }

    /** Numbers of the places that are compared: those of the weld where its background is to be left out and can be. */
    public static int[] comparedPlaces(GoodLook look, boolean isWeldOnly) {
        boolean isLeftOut = isWeldOnly && look.weldCoverage() >= WELD_SHARE_MIN;
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < look.places(); i++) {
            if (!isLeftOut || look.weldShare()[i] >= 0.5f) {
                places.add(i);
            }
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The vectors of some places, side by side. */
    public static float[] gathered(GoodLook look, int[] places) {
        int channels = look.features().channels();
        float[] vectors = new float[places.length * channels];
        for (int i = 0; i < places.length; i++) {
            System.arraycopy(look.features().values(), places[i] * channels, vectors, i * channels, channels);
        }
        return vectors;
    }

    /** Mean and standard deviation of each channel over some places. */
    public static float[] whole(GoodLook look, int[] places) {
        int channels = look.features().channels();
        float[] values = look.features().values();
        float[] vector = new float[2 * channels];
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            double squares = 0;
            for (int place : places) {
                double value = values[place * channels + c];
                sum += value;
                squares += value * value;
            }
            double mean = sum / places.length;
            vector[c] = (float) mean;
            vector[channels + c] = (float) Math.sqrt(Math.max(0, squares / places.length - mean * mean));
        }
        return vector;
    }
}
