package io.huoyan.lab.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.domain.MmPoint;
import io.huoyan.core.domain.PixelPoint;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StudioCameraTest {
    private static final int SIDE = 128;

    private static StudioCamera camera(double tiltDeg, double k1, double fNumber, double focusMm, double motionPx) {
        return new StudioCamera(
                SIDE, 0.05, 300, tiltDeg, 0, 0, k1, 0, fNumber, focusMm, 0.5, motionPx, 0, false, Emva1288.camera(1));
    }

    @Test
    void aPixelInTheMiddleIsAsLargeAsAskedFor() {
        PixelPoint middle = new PixelPoint((SIDE - 1) / 2.0, (SIDE - 1) / 2.0);

        assertThat(camera(0, 0, 4, 0, 0).pixelToMm().mmPerPixel(middle)).isCloseTo(0.05, within(1e-6));
        assertThat(camera(0, -0.2, 4, 0, 0).pixelToMm().mmPerPixel(middle)).isCloseTo(0.05, within(1e-5));
    }

    /** A tilted plane is seen foreshortened: along the slope a pixel covers 1/cos as much. */
    @Test
    void aTiltedPlaneIsForeshortened() {
        PixelPoint middle = new PixelPoint((SIDE - 1) / 2.0, (SIDE - 1) / 2.0);
        double area = Math.pow(camera(30, 0, 4, 0, 0).pixelToMm().mmPerPixel(middle), 2);

        assertThat(area).isCloseTo(0.05 * 0.05 / Math.cos(Math.toRadians(30)), within(2e-5));
    }

    @Test
    void whatIsNearerIsSeenLarger() {
        StudioCamera camera = camera(30, 0, 4, 0, 0);
        double near = camera.pixelToMm().mmPerPixel(camera.pixelToMm().toPixel(new MmPoint(2, 0)));
        double far = camera.pixelToMm().mmPerPixel(camera.pixelToMm().toPixel(new MmPoint(-2, 0)));

        assertThat(camera.nearerMm(2, 0)).isCloseTo(1, within(1e-9));
        assertThat(near).isLessThan(far);
    }

    /** The disc of a thin lens, in numbers worked out by hand: f 19.35 mm at f/4, 5 mm out of focus at 300 mm. */
    @Test
    void whatIsOutOfFocusIsAsWideAsTheThinLensSays() {
        StudioCamera camera = camera(0, 0, 4, 0, 0);
        double focal = 300 * 0.069 / 1.069;
        double disc = focal / 4 * focal / (300 - focal) * 5 / 295;

        assertThat(camera.focalMm()).isCloseTo(focal, within(1e-9));
        assertThat(camera.blurPx(0)).isCloseTo(0.5, within(1e-9));
        assertThat(camera.blurPx(5)).isCloseTo(Math.hypot(0.5, disc / 4 / 0.00345), within(1e-9));
        assertThat(camera(0, 0, 8, 0, 0).blurPx(5)).isLessThan(camera.blurPx(5));
    }

    @Test
    void aTiltedPlaneIsSharpInItsMiddleAndSoftAtItsEnds() {
        StudioCamera camera = camera(50, 0, 1.4, 0, 0);
        float[] blur = camera.blurPx(camera.pixelToMm());
        int row = SIDE / 2 * SIDE;

        assertThat(blur[row + SIDE / 2]).isCloseTo(0.5f, within(0.02f));
        assertThat(blur[row]).isGreaterThan(0.8f);
        assertThat(blur[row + SIDE - 1]).isGreaterThan(0.8f);
    }

    @Test
    void motionSmearsAnEdgeAlongItsWay() {
        assertThat(edgeWidthPx(0)).isLessThan(edgeWidthPx(8) - 3);
    }

    /** Pixels between a tenth and nine tenths of a step. */
    private static int edgeWidthPx(double motionPx) {
        Planes planes = new Planes(SIDE, SIDE);
        for (int i = 0; i < SIDE * SIDE; i++) {
            planes.green()[i] = i % SIDE < SIDE / 2 ? 0.2f : 0.8f;
        }
        StudioCamera camera = camera(0, 0, 8, 0, motionPx);
        byte[] bgr = camera.expose(planes, camera.pixelToMm(), 0.5, 1, 0, new Dice(1));
        double[] columns = new double[SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            columns[i % SIDE] += (bgr[3 * i] & 0xff) / (double) SIDE;
        }
        double low = columns[4];
        double high = columns[SIDE - 5];
        return (int) Arrays.stream(columns)
                .filter(value -> value > low + 0.1 * (high - low) && value < high - 0.1 * (high - low))
                .count();
    }

    @Test
    void noiseGrowsAsTheRootOfTheLight() {
        double dark = deviation(0.1f);
        double bright = deviation(0.4f);

        assertThat(bright / dark).isBetween(1.6, 2.4);
    }

    private static double deviation(float light) {
        Dice dice = new Dice(3);
        Emva1288 sensor = new Emva1288(10_500, 2.4, 0, 0, 1);
        double sum = 0;
        double squares = 0;
        int count = 20_000;
        for (int k = 0; k < count; k++) {
            double value = sensor.signal(light, dice);
            sum += value;
            squares += value * value;
        }
        return Math.sqrt(squares / count - sum / count * (sum / count));
    }

    @Test
    void tiltsFrom0To60AreTaken() {
        assertThat(camera(60, 0, 4, 0, 0).tiltDeg()).isEqualTo(60);
        assertThatThrownBy(() -> camera(60.1, 0, 4, 0, 0)).hasMessage("tiltDeg is 60.1; allowed are 0 to 60.0");
        assertThatThrownBy(() -> camera(-0.1, 0, 4, 0, 0)).hasMessage("tiltDeg is -0.1; allowed are 0 to 60.0");
    }
}
