package io.huoyan.core.measure;

import java.util.Arrays;
import java.util.List;

/**
 * How probable a profile across an edge is, whatever the levels of metal, stripe and sheet and their slopes are: they
 * are normally distributed before the profile is seen, which leaves a multivariate normal (the evidence of Bayesian
 * linear regression, C. M. Bishop, Pattern Recognition and Machine Learning, 2006, 3.5.1). What the levels do not
 * explain, textures and grain, may be a larger or smaller share of the profile's contrast: each share is tried.
 */
final class ToeLevels {
    /** How far a level may lie from where the profile's end suggests, share of the mean level of both sides. */
    private static final double LEVEL_SHARE = 0.3;

    private static final double SHEET_CONTRAST_SHARE = 0.5;
    private static final int SHEET_PLACES = 3;
    private static final double METAL_FROM_PX = 2;

    /** Slopes of the sheet are given over so much. */
    private static final double SHEET_SLOPE_PX = 5;

    private static final double TINY = 1e-6;
    private static final int N = 6;

    private final double[] grey;
    private final double contrast;
    private final double insidePx;
    private final double placesPerIndependent;
    private final List<Double> rests;
    private final double[] mean;
    private final double[] sigma;
    private final double[] rest;
    private double restSquares;

    /**
     * What is known of the tones before a profile is seen.
     *
     * @param toneShare the stripe's, as a share of the metal's
     * @param toneSigma standard deviation of that
     * @param metalSlope standard deviation of how far the metal's level changes over all that is looked at, share of it
     * @param sheetSlope the same of the sheet over {@value #SHEET_SLOPE_PX} px
     * @param stripeSlopePerPx the same of the stripe over a pixel, share of the metal's level
     * @param placesPerIndependent neighbouring places err together: of so many places one counts
     * @param rests standard deviations of what the levels may leave, shares of the contrast, each as likely
     */
    record Known(
            double toneShare,
            double toneSigma,
            double metalSlope,
            double sheetSlope,
            double stripeSlopePerPx,
            double placesPerIndependent,
            List<Double> rests) {
        Known {
            rests = List.copyOf(rests);
        }
    }

    /**
     * @param grey the profile from inside to outside; the metal is looked at from {@code insidePx} inside its zero on
     * @param contrast of it; > 0
     */
    ToeLevels(double[] grey, double contrast, double insidePx, double stepPx, Known known) {
        this.grey = grey;
        this.contrast = contrast;
        this.insidePx = insidePx;
        this.placesPerIndependent = known.placesPerIndependent();
        this.rests = known.rests();
        double metal = metalLevel(grey, insidePx, stepPx);
        double sheet = Arrays.stream(grey, grey.length - SHEET_PLACES, grey.length)
                .average()
                .orElseThrow();
        mean = new double[] {metal, known.toneShare() * metal, sheet, 0, 0, 0};
        sigma = new double[] {
            LEVEL_SHARE * (metal + sheet) / 2 + contrast,
            known.toneSigma() * metal,
            SHEET_CONTRAST_SHARE * contrast,
            known.metalSlope() * metal,
            known.sheetSlope() * sheet,
            known.stripeSlopePerPx() * metal
        };
        for (int i = 0; i < N; i++) {
            sigma[i] = Math.max(TINY * contrast, sigma[i]);
        }
        rest = new double[grey.length];
    }

    /** Mean of what surely is metal: the inner part of what is looked at. */
    private static double metalLevel(double[] grey, double insidePx, double stepPx) {
        int places = Math.max(1, (int) Math.round((insidePx - Math.max(METAL_FROM_PX, insidePx / 2)) / stepPx) + 1);
        return Arrays.stream(grey, 0, Math.min(grey.length, places)).average().orElseThrow();
    }

    /**
     * Logarithm of the evidence for one model, up to what all models of the profile have in common.
     *
     * @param metal share of the metal's level at points of a grid
     * @param sheet share of the sheet's
     * @param outPx how far the points lie outwards of the edge
     * @param from the grid's point of the profile's first place
     * @param step points of the grid from one place to the next
     * @param hasStripe whether what is neither metal nor sheet is a stripe
     */
    double logEvidence(
            double[] metal, double[] sheet, double[] outPx, int from, int step, double widthPx, boolean hasStripe) {
        double[][] shapes = new double[N][grey.length];
        restSquares = 0;
        for (int k = 0; k < grey.length; k++) {
            int at = from + k * step;
            double stripe = hasStripe ? 1 - metal[at] - sheet[at] : 0;
            shapes[0][k] = sigma[0] * metal[at];
            shapes[1][k] = sigma[1] * stripe;
            shapes[2][k] = sigma[2] * sheet[at];
            shapes[3][k] = sigma[3] * metal[at] * (outPx[at] + widthPx + 1) / insidePx;
            shapes[4][k] = sigma[4] * sheet[at] * (outPx[at] - 1) / SHEET_SLOPE_PX;
            shapes[5][k] = sigma[5] * stripe * outPx[at];
            rest[k] = grey[k] - mean[0] * metal[at] - mean[1] * stripe - mean[2] * sheet[at];
            restSquares += rest[k] * rest[k];
        }
        return logSum(products(shapes), projections(shapes));
    }

    private static double[][] products(double[][] shapes) {
        double[][] products = new double[N][N];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int k = 0; k < shapes[i].length; k++) {
                    sum += shapes[i][k] * shapes[j][k];
                }
                products[i][j] = sum;
            }
        }
        return products;
    }

    private double[] projections(double[][] shapes) {
        double[] projections = new double[N];
        for (int i = 0; i < N; i++) {
            for (int k = 0; k < rest.length; k++) {
                projections[i] += shapes[i][k] * rest[k];
            }
        }
        return projections;
    }

    private double logSum(double[][] products, double[] projections) {
        double largest = Double.NEGATIVE_INFINITY;
        double[] logs = new double[rests.size()];
        for (int r = 0; r < rests.size(); r++) {
            logs[r] = log(products, projections, rests.get(r));
            largest = Math.max(largest, logs[r]);
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - largest);
        }
        return largest + Math.log(sum);
    }

    /** By the Cholesky decomposition of the levels' normal equations, in units of what is known before. */
    private double log(double[][] products, double[] projections, double restShare) {
        double variance = restShare * restShare * contrast * contrast * placesPerIndependent;
        double[][] lower = new double[N][N];
        double[] solved = new double[N];
        double explained = 0;
        double logDeterminant = 0;
        for (int i = 0; i < N; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = products[i][j] / variance + (i == j ? 1 : 0);
                for (int k = 0; k < j; k++) {
                    sum -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
            }
            double right = projections[i] / variance;
            for (int k = 0; k < i; k++) {
                right -= lower[i][k] * solved[k];
            }
            solved[i] = right / lower[i][i];
            explained += solved[i] * solved[i];
            logDeterminant += Math.log(lower[i][i]);
        }
        double independent = grey.length / placesPerIndependent;
        return -(restSquares / variance - explained) / 2 - logDeterminant - independent * Math.log(restShare);
    }
}
