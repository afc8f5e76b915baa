package io.huoyan.benchmarks;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.huoyan.core.image.MatScope;
import io.huoyan.core.infer.DefectDetector;
import io.huoyan.core.infer.ModelFolder;
import io.huoyan.core.infer.ModelFolderException;
import io.huoyan.core.infer.djl.NetworkDescription;
import io.huoyan.core.infer.djl.TorchDetector;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.opencv.core.CvType;
import org.opencv.core.Mat;

/**
 * A model's forms and ONNX Runtime with the same network, one patch, one thread each, in turn: how far they agree and
 * how long each takes. Arguments: the project's folder ({@code run} gives it), the model's id and version, side of the
 * patch (512), rounds (15).
 */
public final class InferenceComparison {
    private static final List<String> FORMS = List.of("fp32", "bf16", "int8");
    private static final String OTHER = "ONNX Runtime fp32";
    private static final String OTHER_BYTES = "ONNX Runtime int8";
    private static final long SEED = 7;

    private InferenceComparison() {}

    public static void main(String[] args) throws IOException, OrtException {
        ModelFolder folder = ModelFolder.load(Path.of(args[0]).resolve("models"), args[1], args[2]);
        int side = args.length > 3 ? Integer.parseInt(args[3]) : 512;
        int rounds = args.length > 4 ? Integer.parseInt(args[4]) : 15;
        byte[] picture = picture(side);
        Map<String, DefectDetector> detectors = detectors(folder);
        NetworkDescription network = NetworkDescription.of(
                folder.architecture(),
                folder.baseWidth(),
                folder.model().labels().size(),
                folder.model().things().size());
        try (OrtEnvironment environment = OrtEnvironment.getEnvironment();
                OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                MatScope scope = MatScope.open()) {
            options.setIntraOpNumThreads(1);
            try (OrtSession floats = environment.createSession(OnnxNetwork.of(network, folder.tensors()), options);
                    OrtSession bytes =
                            environment.createSession(OnnxByteNetwork.of(network, folder.tensors()), options)) {
                Mat patch = scope.mat(side, side, CvType.CV_8UC3);
                patch.put(0, 0, picture);
                Map<String, Look> looks = new LinkedHashMap<>();
                detectors.forEach((form, detector) -> looks.put(
                        form, () -> detector.detect(List.of(patch)).get(0).probability()));
                looks.put(OTHER, () -> other(environment, floats, picture, side));
                looks.put(OTHER_BYTES, () -> other(environment, bytes, picture, side));
                print(times(looks, rounds), looks);
            }
        } finally {
            detectors.values().forEach(DefectDetector::close);
        }
    }

    /** What sees a patch: the probabilities of its maps. */
    private interface Look {
        float[] look() throws OrtException;
    }

    /** In turn, so that what else the machine does falls on all alike; ms. */
    private static Map<String, List<Double>> times(Map<String, Look> looks, int rounds) throws OrtException {
        Map<String, List<Double>> times = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Look> look : looks.entrySet()) {
                long start = System.nanoTime();
                look.getValue().look();
                times.computeIfAbsent(look.getKey(), key -> new ArrayList<>()).add((System.nanoTime() - start) / 1e6);
            }
        }
        return times;
    }

    private static Map<String, DefectDetector> detectors(ModelFolder folder) throws IOException {
        Path cache = Files.createTempDirectory("huoyan-forms");
        Map<String, DefectDetector> detectors = new LinkedHashMap<>();
        for (String form : FORMS) {
            try {
                detectors.put(form, TorchDetector.open(folder, form, 1, cache));
            } catch (ModelFolderException refused) {
                System.out.println(form + ": " + refused.getMessage());
            }
        }
        return detectors;
    }

    private static float[] other(OrtEnvironment environment, OrtSession session, byte[] picture, int side)
            throws OrtException {
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(picture.length).put(picture).rewind();
        try (OnnxTensor input =
                        OnnxTensor.createTensor(environment, bytes, new long[] {1, side, side, 3}, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of(OnnxNetwork.INPUT, input))) {
            FloatBuffer maps = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] values = new float[maps.remaining()];
            maps.get(values);
            return values;
        }
    }

    private static void print(Map<String, List<Double>> times, Map<String, Look> looks) throws OrtException {
        double otherMs = median(times.getOrDefault(OTHER, List.of(Double.NaN)));
        double otherBytesMs = median(times.getOrDefault(OTHER_BYTES, List.of(Double.NaN)));
        float[] expected = look(looks, OTHER);
        for (Map.Entry<String, List<Double>> entry : times.entrySet()) {
            double ms = median(entry.getValue());
            System.out.printf(
                    "%-18s median %7.1f ms, ÷ %s %.2f, ÷ %s %.2f, probabilities off by %.4f in the mean, %.4f at most%n",
                    entry.getKey(),
                    ms,
                    OTHER,
                    ms / otherMs,
                    OTHER_BYTES,
                    ms / otherBytesMs,
                    difference(look(looks, entry.getKey()), expected).average().orElseThrow(),
                    difference(look(looks, entry.getKey()), expected).max().orElseThrow());
        }
    }

    private static float[] look(Map<String, Look> looks, String name) throws OrtException {
        return Objects.requireNonNull(looks.get(name), name).look();
    }

    private static DoubleStream difference(float[] actual, float[] expected) {
        return IntStream.range(0, actual.length).mapToDouble(i -> Math.abs(actual[i] - expected[i]));
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static byte[] picture(int side) {
        byte[] bgr = new byte[3 * side * side];
        new Random(SEED).nextBytes(bgr);
        return bgr;
    }
}
