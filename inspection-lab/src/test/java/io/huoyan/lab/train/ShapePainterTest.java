package io.huoyan.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.MatScope;
import io.huoyan.lab.dataset.LabelledShape;
import io.huoyan.lab.synth.Label;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapePainterTest {
    private static final int WIDTH = 80;
    private static final int HEIGHT = 40;

    /** It taught pores of four pixels as of five. */
    @Test
    void anOutlineMarksThePixelsInIt() {
        byte[] labels = painted(shape("pore", false, 10, 20, 14, 23));

        for (int i = 0; i < labels.length; i++) {
            int x = i % WIDTH;
            int y = i / WIDTH;
            boolean isInside = x >= 10 && x < 14 && y >= 20 && y < 23;
            assertThat(Label.PORE.isIn(labels[i])).as("%d, %d", x, y).isEqualTo(isInside);
        }
    }

    @Test
    void theBoxOfSomethingRoundBecomesTheEllipseInIt() {
        for (int side : new int[] {6, 12, 30}) {
            byte[] labels = painted(shape("pore", true, 20, 4, 20 + side, 4 + side));
            double count = 0;
            double x = 0;
            double y = 0;
            for (int i = 0; i < labels.length; i++) {
                if (Label.PORE.isIn(labels[i])) {
                    count++;
                    x += i % WIDTH + 0.5;
                    y += Math.floorDiv(i, WIDTH) + 0.5;
                }
            }

            assertThat(count).isCloseTo(Math.PI * side * side / 4, within(0.7 * side));
            assertThat(x / count).isCloseTo(20 + side / 2.0, within(1e-9));
            assertThat(y / count).isCloseTo(4 + side / 2.0, within(1e-9));
        }
    }

    private static byte[] painted(LabelledShape shape) {
        try (MatScope scope = MatScope.open()) {
            ShapePainter painter = new ShapePainter(WIDTH, HEIGHT, (byte) 0xff, scope);
            painter.paint(shape);
            return painter.labels();
        }
    }

    private static LabelledShape shape(String name, boolean isBox, double left, double top, double right, double low) {
        return new LabelledShape(
                name, isBox, false, List.of(at(left, top), at(right, top), at(right, low), at(left, low)));
    }

    private static PixelPoint at(double x, double y) {
        return new PixelPoint(x / WIDTH, y / HEIGHT);
    }
}
