package io.huoyan.core.infer.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.FeatureMap;
import io.huoyan.core.infer.ModelDescription;
import io.huoyan.core.infer.ModelFolder;
import io.huoyan.core.infer.ModelFolderException;
import io.huoyan.core.infer.ProbabilityMaps;
import io.huoyan.core.infer.SeenThing;
import io.huoyan.core.infer.Sight;
import io.huoyan.core.infer.ThingReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * A network of {@code models/} running on PyTorch. All predictors share one loaded network; each owns a direct buffer
 * that is seen as a matrix by OpenCV and as the network's input by PyTorch. Thread-safe; callers wait for a free
 * predictor.
 *
 * <p>Always on the processor, whose the forms are; DJL would take a GPU where it finds one.
 */
public final class TorchDetector implements DefectDetector {
    /** Most pixels of all patches of one forward pass; a longer list takes several passes. */
    static final int PIXELS_PER_PASS_MAX = 1 << 18;
    /** Most pixels of one patch. */
    static final int PIXELS_PER_PATCH_MAX = 1 << 24;
    /** Most predictors of one detector. */
    static final int PREDICTORS_MAX = 256;

    private static final int CHANNELS = 3;
    /** Place of the judgement of the whole patch among a form's results. */
    private static final int FLAWED = 2;
    /** PyTorch looks at the first passes before it settles on how to run a network. */
    private static final int WARM_UP_PASSES = 3;

    private final ModelDescription description;
    private final boolean isJudging;
    private final Model model;
    private final int predictors;
    private final BlockingQueue<Predictor> free;
    private final AtomicBoolean isClosed = new AtomicBoolean();

    private TorchDetector(ModelDescription description, boolean isJudging, Model model, int predictors) {
        this.description = description;
        this.isJudging = isJudging;
        this.model = model;
        this.predictors = predictors;
        this.free = new ArrayBlockingQueue<>(predictors);
        for (int i = 0; i < predictors; i++) {
            free.add(new Predictor());
        }
    }

    /** The numeric forms that this machine's processor can run, as recipes write them; {@code fp32} always. */
    public static List<String> formsOfThisMachine() {
        Set<String> flags = Processor.flags();
        return Arrays.stream(NumericForm.values())
                .filter(form -> form.runsOn(flags))
                .map(NumericForm::word)
                .toList();
    }

    /**
     * Opens a detector; the first time, the form of the network that is run is made from the master and kept in
     * {@code cacheDir}.
     *
     * @param numericForm {@code fp32}, {@code bf16} or {@code int8}
     * @param predictors how many callers are served at the same time; further callers wait
     * @param cacheDir where made forms are kept; made if missing
     * @throws ModelFolderException if the model's network or the form is unknown, or a file cannot be written
     */
    public static DefectDetector open(ModelFolder folder, String numericForm, int predictors, Path cacheDir) {
        if (predictors < 1 || predictors > PREDICTORS_MAX) {
            throw new IllegalArgumentException("predictors are " + predictors + "; allowed are 1 to " + PREDICTORS_MAX);
        }
        Path form = new FormCache(cacheDir).form(folder, numericForm);
        TorchEngine.start();
        JniUtils.setNumThreads(1);
        Model model = Model.newInstance(folder.model().id(), Device.cpu(), TorchEngine.NAME);
        try {
            model.load(form.toAbsolutePath().getParent(), form.getFileName().toString());
        } catch (IOException | MalformedModelException e) {
            model.close();
            throw new ModelFolderException(form + ": PyTorch cannot load it: " + e.getMessage(), e);
        }
        TorchDetector detector =
                new TorchDetector(folder.model().in(numericForm), isJudging(folder), model, predictors);
        detector.warmUp();
        return detector;
    }

    private static boolean isJudging(ModelFolder folder) {
        return NetworkDescription.of(
                        folder.architecture(),
                        folder.baseWidth(),
                        folder.model().labels().size(),
                        folder.model().things().size())
                .flawed()
                .isPresent();
    }

    @Override
    public ModelDescription model() {
        return description;
    }

    @Override
    public boolean judges() {
        return isJudging;
    }

    @Override
    public List<ProbabilityMaps> detect(List<Mat> patches) {
        return inPasses(patches, (results, shape) -> maps(results.get(0), shape));
    }

    @Override
    public List<Sight> look(List<Mat> patches) {
        return inPasses(patches, this::sights);
    }

    /** Takes what one pass returned into plain Java memory: one answer per patch. */
    private interface Reading<T> {
        List<T> of(NDList results, Shape input);
    }

    private <T> List<T> inPasses(List<Mat> patches, Reading<T> reading) {
        if (patches.isEmpty()) {
            return List.of();
        }
        checkSizes(patches);
        int patchesPerPass =
                Math.max(1, PIXELS_PER_PASS_MAX / Math.toIntExact(patches.get(0).total()));
        Predictor predictor = take();
        try {
            List<T> answers = new ArrayList<>(patches.size());
            for (int start = 0; start < patches.size(); start += patchesPerPass) {
                List<Mat> pass = patches.subList(start, Math.min(patches.size(), start + patchesPerPass));
                answers.addAll(predictor.predict(pass, reading));
            }
            return answers;
        } finally {
            free.add(predictor);
        }
    }

    private List<ProbabilityMaps> maps(NDArray probabilities, Shape input) {
        int rows = Math.toIntExact(input.get(1));
        int columns = Math.toIntExact(input.get(2));
        int labels = description.labels().size();
        FloatBuffer values = probabilities.toByteBuffer(true).asFloatBuffer();
        List<ProbabilityMaps> maps = new ArrayList<>();
        for (int i = 0; i < input.get(0); i++) {
            float[] probability = new float[labels * rows * columns];
            values.get(probability);
            maps.add(new ProbabilityMaps(labels, rows, columns, probability));
        }
        return maps;
    }

    private List<List<SeenThing>> things(List<NDArray> maps, Shape input) {
        int patches = Math.toIntExact(input.get(0));
        List<List<ThingReader.Level>> levels = new ArrayList<>();
        for (int i = 0; i < patches; i++) {
            levels.add(new ArrayList<>());
        }
        for (NDArray map : maps) {
            int rows = Math.toIntExact(map.getShape().get(2));
            int columns = Math.toIntExact(map.getShape().get(3));
            int stridePx = Math.toIntExact(input.get(1) / rows);
            FloatBuffer all = map.toByteBuffer(true).asFloatBuffer();
            for (List<ThingReader.Level> own : levels) {
                float[] values = new float[Math.toIntExact(map.size() / patches)];
                all.get(values);
                own.add(new ThingReader.Level(stridePx, rows, columns, values));
            }
        }
        return levels.stream()
                .map(own -> ThingReader.read(description.things(), own))
                .toList();
    }

    /** Whether there is a judgement of the whole patch: one number, where a map of things has many. */
    private static boolean isJudging(NDList results) {
        return results.size() > FLAWED && results.get(FLAWED).getShape().get(1) == 1;
    }

    private List<Sight> sights(NDList results, Shape input) {
        boolean isJudging = isJudging(results);
        List<ProbabilityMaps> maps = maps(results.get(0), input);
        Shape places = results.get(1).getShape();
        int rows = Math.toIntExact(places.get(1));
        int columns = Math.toIntExact(places.get(2));
        int channels = Math.toIntExact(places.get(3));
        FloatBuffer features = results.get(1).toByteBuffer(true).asFloatBuffer();
        float[] flawed = isJudging ? results.get(FLAWED).toFloatArray() : new float[0];
        List<List<SeenThing>> things = things(results.subList(isJudging ? FLAWED + 1 : FLAWED, results.size()), input);
        List<Sight> sights = new ArrayList<>();
        for (int i = 0; i < maps.size(); i++) {
            float[] values = new float[rows * columns * channels];
            features.get(values);
            int stridePx = maps.get(i).width() / columns;
            sights.add(new Sight(
                    maps.get(i),
                    new FeatureMap(channels, rows, columns, stridePx, values),
                    isJudging ? OptionalDouble.of(flawed[i]) : OptionalDouble.empty(),
                    things.get(i)));
        }
        return sights;
    }

    /** Waits for calls under way; closing again does nothing. */
    @Override
    public void close() {
        if (isClosed.compareAndSet(false, true)) {
            for (int i = 0; i < predictors; i++) {
                takeUninterruptibly();
            }
            model.close();
            // Callers still waiting are woken, one by one, to be told that the detector is closed.
            free.add(new Predictor());
        }
    }

    /** Arrays that PyTorch holds for this detector between calls; what a call adds is gone when it returns. */
    int heldArrays() {
        return model.getNDManager().getManagedArrays().size();
    }

    private void warmUp() {
        int side = description.sideMultiplePx();
        try (MatScope scope = MatScope.open()) {
            Mat patch = scope.own(Mat.zeros(side, side, CvType.CV_8UC3));
            for (int i = 0; i < WARM_UP_PASSES; i++) {
                detect(List.of(patch));
            }
        }
    }

    private void checkSizes(List<Mat> patches) {
        Mat first = patches.get(0);
        int multiple = description.sideMultiplePx();
        for (Mat patch : patches) {
            if (patch.type() != CvType.CV_8UC3) {
                throw new IllegalArgumentException(
                        "patch is " + CvType.typeToString(patch.type()) + "; allowed is CV_8UC3");
            }
            if (patch.rows() != first.rows() || patch.cols() != first.cols()) {
                throw new IllegalArgumentException("patch is " + patch.cols() + "×" + patch.rows()
                        + " px, the first is " + first.cols() + "×" + first.rows() + " px; all must be of one size");
            }
        }
        if (first.empty()
                || first.rows() % multiple != 0
                || first.cols() % multiple != 0
                || first.total() > PIXELS_PER_PATCH_MAX) {
            throw new IllegalArgumentException("patches are " + first.cols() + "×" + first.rows()
                    + " px; allowed are sides that are multiples of " + multiple + ", at most " + PIXELS_PER_PATCH_MAX
                    + " px in all");
        }
    }

    private Predictor take() {
        try {
            Predictor predictor = free.take();
            if (isClosed.get()) {
                free.add(predictor);
                throw new IllegalStateException("the detector of model " + description.id() + " is closed");
            }
            return predictor;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a free predictor", e);
        }
    }

    private void takeUninterruptibly() {
        boolean wasInterrupted = false;
        while (true) {
            try {
                free.take();
                break;
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** One caller's place. */
    private final class Predictor {
        private ByteBuffer input = ByteBuffer.allocateDirect(0);

        <T> List<T> predict(List<Mat> patches, Reading<T> reading) {
            int rows = patches.get(0).rows();
            int columns = patches.get(0).cols();
            fill(patches, rows * columns * CHANNELS);
            try (NDManager manager = model.getNDManager().newSubManager()) {
                Shape shape = new Shape(patches.size(), rows, columns, CHANNELS);
                NDArray pictures = manager.create(input, shape, DataType.UINT8);
                NDList results =
                        model.getBlock().forward(new ParameterStore(manager, false), new NDList(pictures), false);
                results.attach(manager);
                return reading.of(results, shape);
            }
        }

        private void fill(List<Mat> patches, int bytesPerPatch) {
            int bytes = Math.multiplyExact(bytesPerPatch, patches.size());
            if (input.capacity() < bytes) {
                input = ByteBuffer.allocateDirect(bytes);
            }
            input.clear().limit(bytes);
            try (MatScope scope = MatScope.open()) {
                for (int i = 0; i < patches.size(); i++) {
                    Mat patch = patches.get(i);
                    ByteBuffer place = input.slice(i * bytesPerPatch, bytesPerPatch);
                    patch.copyTo(scope.own(new Mat(patch.rows(), patch.cols(), CvType.CV_8UC3, place)));
                }
            }
        }
    }
}
