package io.huoyan.core.infer.knowngood;

import io.huoyan.core.infer.ModelDescription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What good pictures look like: some of their places, spread over all that they show (the coreset of Roth et al. 2022,
 * arXiv 2106.08265, taken picture by picture so that a picture can be added or taken out). Immutable, thread-safe.
 *
 * @param kind what a vector stands for
 * @param modelId model whose features these are
 * @param modelSha256 of its master tensors: features of another network are not comparable
 * @param isWeldOnly whether only places that show the weld are compared
 * @param metric makes features comparable
 * @param placesPerPicture most vectors that a picture gives
 * @param pictures the good pictures
 * @param threshold scores above are not known to be good
 * @param alarmShare share of good pictures that may lie above, as asked for when it was taught
 */
public record KnownGood(
        Kind kind,
        String modelId,
        String modelSha256,
        boolean isWeldOnly,
        Metric metric,
        int placesPerPicture,
        List<GoodPicture> pictures,
        double threshold,
        double alarmShare) {
    /** Places whose distances make the score of a picture: the mean of the farthest. */
    public static final int SCORED_PLACES = 5;

    /** A share of the picture that must show the weld for its background to be left out. */
    public static final double WELD_SHARE_MIN = 0.02;

    /** What a vector stands for. */
    public enum Kind {
        /** A place of a picture: shows where it differs. */
        PLACES,
        /** A picture as a whole: the mean and the spread of its places. */
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
     * @param vectors places that it gives to the memory, turned; {@code count × dimensions}
     * @param farthest its own places that lay farthest from all other pictures, turned
     * @param score how far it is from all other pictures
     */
    public record GoodPicture(String name, String sha256, float[] vectors, float[] farthest, double score) {}

    public KnownGood {
        pictures = List.copyOf(pictures);
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("the memory has no good picture; needed is 1 or more");
        }
        if (!(threshold > 0)) {
            throw new IllegalArgumentException("threshold is " + threshold + "; allowed is above 0");
        }
    }

    /**
     * How far a picture is from everything good.
     *
     * @param distances per place, row by row; 0 where the background was left out
     * @param rows of places
     * @param columns of places
     * @param placePx picture pixels from one place to the next
     * @param score of the picture; larger is stranger
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
        if (kind == Kind.WHOLE) {
            float[] distance = Nearest.distances(metric.apply(whole(look)), all(), metric.dimensions());
            float[] everywhere = new float[rows * columns];
            Arrays.fill(everywhere, distance[0]);
            return new Difference(everywhere, rows, columns, look.placePx(), distance[0]);
        }
        int[] places = comparedPlaces(look, isWeldOnly);
        float[] distances = Nearest.distances(metric.apply(gathered(look, places)), all(), metric.dimensions());
        float[] map = new float[rows * columns];
        for (int i = 0; i < places.length; i++) {
            map[places[i]] = distances[i];
        }
        return new Difference(map, rows, columns, look.placePx(), score(distances));
    }

    private float[] all() {
        int length = pictures.stream().mapToInt(p -> p.vectors().length).sum();
        float[] all = new float[length];
        int at = 0;
        for (GoodPicture picture : pictures) {
            System.arraycopy(picture.vectors(), 0, all, at, picture.vectors().length);
            at += picture.vectors().length;
        }
        return all;
    }

    /** Mean of the farthest places. */
    public static double score(float[] distances) {
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

    /** Mean and standard deviation of each channel over all places. */
    public static float[] whole(GoodLook look) {
        int channels = look.features().channels();
        float[] vector = new float[2 * channels];
        for (int c = 0; c < channels; c++) {
            double sum = 0;
            double squares = 0;
            for (int i = c; i < look.features().values().length; i += channels) {
                sum += look.features().values()[i];
                squares +=
                        (double) look.features().values()[i] * look.features().values()[i];
            }
            double mean = sum / look.places();
            vector[c] = (float) mean;
            vector[channels + c] = (float) Math.sqrt(Math.max(0, squares / look.places() - mean * mean));
        }
        return vector;
    }
}
