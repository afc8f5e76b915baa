package io.huoyan.core.quality;

import io.huoyan.core.image.MatScope;
import java.util.Arrays;
import org.opencv.core.Core;
import org.opencv.core.Mat;
import org.opencv.core.Size;
import org.opencv.imgproc.Imgproc;

/**
 * By how much the edges of a region are smeared.
 *
 * <p>A step of height A smeared by a Gaussian of standard deviation σ has the gradient energy ∫(dI/dx)² = A²/(2·√π·σ).
 * The picture is smoothed by two known Gaussians s₁ and s₂; the energies of its gradients are then as √(σ²+s₂²) to
 * √(σ²+s₁²), whatever the contrast and however many edges there are, so that their ratio R gives
 *
 * <pre>σ² = (s₂² − R²·s₁²) / (R² − 1)</pre>
 *
 * <p>What sensor noise adds to each energy is taken off first: its variance is estimated from the median response to a
 * second difference in both directions (Immerkær 1996), which edges hardly reach, and its gain through each filter is
 * known. An energy that does not rise above the noise has no edge in it.
 */
sealed interface EdgeBlur {
    /** @param sigmaPx standard deviation of the smear in original pixels; never below {@link #SIGMA_MIN_PX} */
    record Measured(double sigmaPx) implements EdgeBlur {}

    /** No edge, hence nothing to be smeared. */
    record Nothing() implements EdgeBlur {}

    /** A pixel's own width smears by about this much; less cannot be told. */
    double SIGMA_MIN_PX = 0.3;

    /** An edge counts from this much more gradient energy than noise gives. */
    double ENERGY_OVER_NOISE_MIN = 1;

    /** Smallest gradient energy that is an edge, (share of full scale / px)²: 8-bit rounding gives less. */
    double ENERGY_MIN = 1e-6;

    /** A median over so many is steady enough. */
    int NOISE_PIXELS_MAX = 8192;

    static EdgeBlur of(RegionPixels pixels, MatScope scope) {
        double noiseVariance = noiseVariance(pixels);
        double fineNoise = noiseVariance * Smoothing.FINE.noiseGain();
        double coarseNoise = noiseVariance * Smoothing.COARSE.noiseGain();
        double fine = energy(pixels, Smoothing.FINE, scope) - fineNoise;
        double coarse = energy(pixels, Smoothing.COARSE, scope) - coarseNoise;
        if (coarse < ENERGY_MIN || coarse < ENERGY_OVER_NOISE_MIN * coarseNoise) {
            return new Nothing();
        }
        double ratio2 = Math.max(fine, coarse) / coarse;
        ratio2 *= ratio2;
        double fine2 = Smoothing.FINE.variancePx2();
        double coarse2 = Smoothing.COARSE.variancePx2();
        double sigma2 = (coarse2 - ratio2 * fine2) / Math.max(ratio2 - 1, 1e-6);
        return new Measured(Math.max(SIGMA_MIN_PX, Math.sqrt(Math.max(0, sigma2))));
    }

    /** Mean squared gradient of the smoothed picture, by central differences, inside the region. */
    private static double energy(RegionPixels pixels, Smoothing smoothing, MatScope scope) {
        Mat smooth = scope.mat();
        Imgproc.GaussianBlur(
                pixels.window().grey(),
                smooth,
                new Size(smoothing.taps(), smoothing.taps()),
                smoothing.sigmaPx(),
                smoothing.sigmaPx(),
                Core.BORDER_REPLICATE);
        int width = pixels.window().box().width();
        int height = pixels.window().box().height();
        float[] values = new float[width * height];
        smooth.get(0, 0, values);
        double sum = 0;
        int count = 0;
        for (int y = 1; y < height - 1; y++) {
            for (int i = y * width + 1; i < (y + 1) * width - 1; i++) {
                if (pixels.isInside()[i]) {
                    double dx = (values[i + 1] - values[i - 1]) / 2;
                    double dy = (values[i + width] - values[i - width]) / 2;
                    sum += dx * dx + dy * dy;
                    count++;
                }
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /** Variance of the sensor noise, (share of full scale)², from at most {@value #NOISE_PIXELS_MAX} pixels. */
    private static double noiseVariance(RegionPixels pixels) {
        int width = pixels.window().box().width();
        int height = pixels.window().box().height();
        int step = Math.max(1, (int) Math.ceil((double) width * height / NOISE_PIXELS_MAX));
        float[] responses = new float[NOISE_PIXELS_MAX];
        int count = 0;
        for (int i = width + 1; i < (height - 1) * width - 1; i += step) {
            int column = i % width;
            if (pixels.isInside()[i] && column > 0 && column < width - 1) {
                responses[count++] = Math.abs(secondDifference(pixels.window().values(), i, width));
            }
        }
        if (count == 0) {
            return 0;
        }
        Arrays.sort(responses, 0, count);
        double gainOfSecondDifference = 6;
        double medianOfNormal = 0.6745;
        double sigma = responses[count / 2] / medianOfNormal / gainOfSecondDifference;
        return sigma * sigma;
    }

    private static float secondDifference(float[] v, int i, int width) {
        float above = v[i - width - 1] - 2 * v[i - width] + v[i - width + 1];
        float here = v[i - 1] - 2 * v[i] + v[i + 1];
        float below = v[i + width - 1] - 2 * v[i + width] + v[i + width + 1];
        return above - 2 * here + below;
    }

    /**
     * A Gaussian filter followed by a central difference.
     *
     * @param sigmaPx of the Gaussian
     * @param taps of the filter
     */
    record Smoothing(double sigmaPx, int taps) {
        static final Smoothing FINE = new Smoothing(1.0, 9);
        static final Smoothing COARSE = new Smoothing(2.5, 21);

        /** A central difference averages the derivative over two pixels, a box of variance 2²/12. */
        private static final double DIFFERENCE_VARIANCE_PX2 = 4.0 / 12;

        /** Variance of what an edge is smeared by. */
        double variancePx2() {
            return sigmaPx * sigmaPx + DIFFERENCE_VARIANCE_PX2;
        }

        /** Mean squared gradient that white noise of variance 1 leaves. */
        double noiseGain() {
            double[] kernel = new double[taps];
            double sum = 0;
            for (int i = 0; i < taps; i++) {
                double x = i - (taps - 1) / 2.0;
                kernel[i] = Math.exp(-x * x / (2 * sigmaPx * sigmaPx));
                sum += kernel[i];
            }
            double along = 0;
            double across = 0;
            for (int i = -1; i <= taps; i++) {
                double before = i > 0 ? kernel[i - 1] / sum : 0;
                double after = i + 1 < taps ? kernel[i + 1] / sum : 0;
                double here = i >= 0 && i < taps ? kernel[i] / sum : 0;
                along += (after - before) * (after - before) / 4;
                across += here * here;
            }
            return 2 * along * across;
        }
    }
}
