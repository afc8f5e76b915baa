package io.huoyan.lab.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import io.huoyan.core.domain.PixelPoint;
import io.huoyan.core.image.MatScope;
import io.huoyan.lab.synth.Label;
import io.huoyan.lab.synth.PatchRenderer;
import io.huoyan.lab.synth.RenderedPatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Point;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

/** A mask, outlined and painted again, is the mask: nothing is lost at its edge. */
class PixelEdgesTest {
    private static final long SEED = 11;

    @TempDir
    Path folder;

    /** A scratch three pixels wide was written as one of two. */
    @Test
    void aMasksOutlineHoldsAllOfItsPixels() {
        Path file = folder.resolve("mask.png");
        try (MatScope scope = MatScope.open()) {
            Mat mask = scope.zeros(40, 80, CvType.CV_8UC1);
            Imgproc.rectangle(mask, new Point(10, 20), new Point(59, 22), Scalar.all(255), -1);
            Imgcodecs.imwrite(file.toString(), mask);
        }

        assertThat(MaskFile.outlines(file)).singleElement().satisfies(outline -> assertThat(Bounds.around(outline))
                .isEqualTo(new Bounds(10 / 80.0, 20 / 40.0, 60 / 80.0, 23 / 40.0)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6, 20})
    void blobsOfAnySizeComeBackToThePixel(int radius) {
        Random random = new Random(SEED);
        try (MatScope scope = MatScope.open()) {
            for (int i = 0; i < 50; i++) {
                Mat mask = scope.zeros(90, 100, CvType.CV_8UC1);
                for (int blob = 0; blob < 6; blob++) {
                    Point centre = new Point(random.nextInt(100), random.nextInt(90));
                    Imgproc.circle(mask, centre, random.nextInt(radius + 1), Scalar.all(9), -1);
                }
                Mat painted = scope.zeros(90, 100, CvType.CV_8UC1);
                for (List<PixelPoint> outline : PixelEdges.ofParts(mask, 0, scope)) {
                    OutlinePixels.paint(painted, outline, (byte) 9);
                }

                assertThat(differing(painted, filled(mask, scope), scope))
                        .as("pixels, seed %d", SEED)
                        .isZero();
            }
        }
    }

    @Test
    void aRenderedSetsOutlinesHoldTheRenderersPixels() throws IOException {
        long firstSeed = 70_000_000;
        RenderedSet.write(folder.resolve("set"), 12, firstSeed, (done, all, file) -> {});
        LabelledSet set = LabelledSet.open(folder.resolve("set"), Optional.empty());

        for (int i = 0; i < 12; i++) {
            RenderedPatch patch = PatchRenderer.render(firstSeed + i, 192, 48);
            for (LabelledShape shape : set.samples().get(i).shapes()) {
                Label label = shape.className().equals("good weld")
                        ? patch.count(Label.SEAM) > 0 ? Label.SEAM : Label.SPOT
                        : Label.valueOf(
                                shape.className().toUpperCase(Locale.ROOT).replace('-', '_'));
                assertThat(pixelsNotOf(label, patch, shape))
                        .as("of %s in %d", label, i)
                        .isZero();
            }
        }
    }

    /** Painted ones that are not of the label, but for holes, and those of the label that touch a painted one. */
    private static int pixelsNotOf(Label label, RenderedPatch patch, LabelledShape shape) {
        try (MatScope scope = MatScope.open()) {
            Mat truth = scope.zeros(patch.side(), patch.side(), CvType.CV_8UC1);
            for (int i = 0; i < patch.labels().length; i++) {
                if (label.isIn(patch.labels()[i])) {
                    truth.put(i / patch.side(), i % patch.side(), new byte[] {1});
                }
            }
            Mat painted = scope.zeros(patch.side(), patch.side(), CvType.CV_8UC1);
            OutlinePixels.paint(
                    painted,
                    shape.corners().stream()
                            .map(corner -> new PixelPoint(corner.x() * patch.side(), corner.y() * patch.side()))
                            .toList(),
                    (byte) 1);
            Mat numbers = scope.mat();
            Mat whole = filled(truth, scope);
            Imgproc.connectedComponents(whole, numbers);
            int[] one = new int[1];
            byte[] isPainted = new byte[1];
            for (int i = 0; i < patch.side() * patch.side() && one[0] == 0; i++) {
                painted.get(i / patch.side(), i % patch.side(), isPainted);
                if (isPainted[0] != 0) {
                    numbers.get(i / patch.side(), i % patch.side(), one);
                }
            }
            Mat own = scope.mat();
            Core.compare(numbers, Scalar.all(one[0]), own, Core.CMP_EQ);
            return differing(painted, own, scope);
        }
    }

    private static int differing(Mat a, Mat b, MatScope scope) {
        Mat isInA = scope.mat();
        Mat isInB = scope.mat();
        Core.compare(a, Scalar.all(0), isInA, Core.CMP_NE);
        Core.compare(b, Scalar.all(0), isInB, Core.CMP_NE);
        Mat differs = scope.mat();
        Core.bitwise_xor(isInA, isInB, differs);
        return Core.countNonZero(differs);
    }

    /** With its holes: what cannot be reached from outside by steps along sides. */
    private static Mat filled(Mat mask, MatScope scope) {
        Mat framed = scope.mat();
        Core.copyMakeBorder(mask, framed, 1, 1, 1, 1, Core.BORDER_CONSTANT, Scalar.all(0));
        Mat beyond = scope.mat();
        Core.compare(framed, Scalar.all(0), beyond, Core.CMP_EQ);
        Imgproc.floodFill(beyond, scope.mat(), new Point(0, 0), Scalar.all(7));
        Mat isHeld = scope.mat();
        Core.compare(beyond, Scalar.all(7), isHeld, Core.CMP_NE);
        return scope.own(isHeld.submat(1, 1 + mask.rows(), 1, 1 + mask.cols()));
    }
}
