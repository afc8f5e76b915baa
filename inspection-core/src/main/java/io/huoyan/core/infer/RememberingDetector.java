package io.huoyan.core.infer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.opencv.core.Mat;

/**
 * Shows each patch of a picture to the network only once, however many look at it: for defects, for a comparison with
 * good parts, for a promise's score, for an evaluation's curves. For one thread; what is remembered is forgotten with
 * {@link #forget}.
 */
public final class RememberingDetector implements DefectDetector {
    private final DefectDetector detector;
    private final Map<ByteBuffer, Sight> remembered = new HashMap<>();

    /** @param detector stays the caller's, who closes it */
    public RememberingDetector(DefectDetector detector) {
        this.detector = detector;
    }

    /** Ends the memory of a picture. */
    public void forget() {
        remembered.clear();
    }

    @Override
    public ModelDescription model() {
        return detector.model();
    }

    @Override
    public boolean judges() {
        return detector.judges();
    }

    @Override
    public List<ProbabilityMaps> detect(List<Mat> patches) {
        return look(patches).stream().map(Sight::maps).toList();
    }

    @Override
    public List<Sight> look(List<Mat> patches) {
        List<ByteBuffer> keys = patches.stream().map(RememberingDetector::key).toList();
        List<Mat> unseen = new ArrayList<>();
        List<ByteBuffer> unseenKeys = new ArrayList<>();
        for (int i = 0; i < patches.size(); i++) {
            if (!remembered.containsKey(keys.get(i)) && !unseenKeys.contains(keys.get(i))) {
                unseen.add(patches.get(i));
                unseenKeys.add(keys.get(i));
            }
        }
        List<Sight> sights = detector.look(unseen);
        for (int i = 0; i < unseen.size(); i++) {
            remembered.put(unseenKeys.get(i), sights.get(i));
        }
        return keys.stream().map(this::sight).toList();
    }

    private Sight sight(ByteBuffer key) {
        Sight sight = remembered.get(key);
        if (sight == null) {
            throw new IllegalStateException("the network did not answer a patch");
        }
        return sight;
    }

    /** Its size and all its bytes. */
    private static ByteBuffer key(Mat patch) {
        int bytes = (int) (patch.total() * patch.elemSize());
        byte[] pixels = new byte[bytes];
        patch.get(0, 0, pixels);
        ByteBuffer key = ByteBuffer.allocate(bytes + 2 * Integer.BYTES);
        return key.putInt(patch.rows()).putInt(patch.cols()).put(pixels).flip();
    }

    @Override
    public void close() {
        forget();
    }
}
