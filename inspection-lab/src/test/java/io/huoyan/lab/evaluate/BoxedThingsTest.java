package io.huoyan.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.huoyan.core.decode.CapturedImage;
import io.huoyan.core.decode.DecodeLimits;
import io.huoyan.core.decode.Decoders;
import io.huoyan.core.domain.Result;
import io.huoyan.core.image.Frame;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.ModelDescription;
import io.huoyan.core.infer.ProbabilityMaps;
import io.huoyan.core.infer.SeenThing;
import io.huoyan.core.infer.Sight;
import io.huoyan.core.infer.ThingLabel;
import io.huoyan.core.testkit.DetectorFake;
import io.huoyan.lab.dataset.LoosePicture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;

class BoxedThingsTest {
    private static final int WIDTH = 300;
    private static final int HEIGHT = 200;
    /** What is bright in the picture: left of its middle. */
    private static final Rect BRIGHT = new Rect(40, 60, 60, 50);

    @TempDir
    Path folder;

    @Test
    void aThingIsWhereItIsInThePictureFromEverySizeAndMirrored() throws IOException {
        List<Candidate> seen = look(new Boxing(thing -> 0.6), "bad weld");

        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).score()).isCloseTo(0.6, within(1e-9));
        assertThat(seen.get(0).isSeen()).isTrue();
        Box box = seen.get(0).box();
        assertThat(box.left()).isCloseTo(BRIGHT.x, within(2.0));
        assertThat(box.top()).isCloseTo(BRIGHT.y, within(2.0));
        assertThat(box.width()).isCloseTo(BRIGHT.width, within(3.0));
        assertThat(box.height()).isCloseTo(BRIGHT.height, within(3.0));
    }

    @Test
    void flawsAreLookedForAtALargerSizeToo() throws IOException {
        Boxing atLargeSizesAlone = new Boxing(patch -> patch.cols() > 400 ? 0.9 : 0);

        assertThat(look(atLargeSizesAlone, "pore")).singleElement().satisfies(pore -> {
            assertThat(pore.score()).isCloseTo(2 * 0.9 / 6, within(1e-9));
            assertThat(pore.isSeen()).isTrue();
        });
        assertThat(look(atLargeSizesAlone, "bad weld")).isEmpty();
    }

    @Test
    void aSetWithoutBoxedClassesCostsNoLook() throws IOException {
        Boxing eyes = new Boxing(patch -> 0.9);

        assertThat(look(eyes)).isEmpty();
        assertThat(eyes.looks).isEmpty();
    }

    private List<Candidate> look(Boxing eyes, String... classes) throws IOException {
        Path file = folder.resolve("a.png");
        try (MatScope scope = MatScope.open()) {
            Mat picture = scope.zeros(HEIGHT, WIDTH, CvType.CV_8UC3);
            Imgproc.rectangle(picture, BRIGHT, Scalar.all(255), -1);
            Imgcodecs.imwrite(file.toString(), picture);
            CapturedImage image = LoosePicture.read(file, 1);
            if (Decoders.decode(image, DecodeLimits.defaults(), scope) instanceof Result.Success<Frame> frame) {
                return new BoxedThings(eyes).look(frame.value(), List.of(classes), scope);
            }
        }
        throw new AssertionError("not decoded");
    }

    private interface Scoring {
        double of(Mat patch);
    }

    /** Boxes what is bright, as a pore and as a bad weld. */
    private static final class Boxing implements DefectDetector {
        private final DetectorFake fake =
                new DetectorFake(List.of(new ThingLabel("pore", false), new ThingLabel("bad-weld", true)));
        private final Scoring scoring;
        private final List<Integer> looks = new ArrayList<>();

        Boxing(Scoring scoring) {
            this.scoring = scoring;
        }

        @Override
        public ModelDescription model() {
            return fake.model();
        }

        @Override
        public boolean judges() {
            return false;
        }

        @Override
        public List<ProbabilityMaps> detect(List<Mat> patches) {
            return fake.detect(patches);
        }

        @Override
        public List<Sight> look(List<Mat> patches) {
            List<Sight> sights = new ArrayList<>();
            for (int i = 0; i < patches.size(); i++) {
                Sight sight = fake.look(patches).get(i);
                double score = scoring.of(patches.get(i));
                looks.add(patches.get(i).cols());
                Rect bright = bright(patches.get(i));
                List<SeenThing> things = score == 0
                        ? List.of()
                        : List.of(thing("pore", score, bright), thing("bad-weld", score, bright));
                sights.add(new Sight(sight.maps(), sight.features(), sight.flawed(), things));
            }
            return sights;
        }

        private static SeenThing thing(String name, double score, Rect box) {
            return new SeenThing(name, score, box.x, box.y, box.x + box.width, box.y + box.height);
        }

        private static Rect bright(Mat patch) {
            try (MatScope scope = MatScope.open()) {
                Mat grey = scope.mat();
                Core.extractChannel(patch, grey, 0);
                Imgproc.threshold(grey, grey, 127, 255, Imgproc.THRESH_BINARY);
                return Imgproc.boundingRect(grey);
            }
        }

        @Override
        public void close() {}
    }
}
