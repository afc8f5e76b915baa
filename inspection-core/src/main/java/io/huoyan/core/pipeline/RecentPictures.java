package io.huoyan.core.pipeline;

import io.huoyan.core.domain.CameraId;
import io.huoyan.core.quality.SeenPicture;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The last picture of each camera, to notice when it is sent again under another frame number. Thread-safe. */
final class RecentPictures {
    /** Cameras remembered; beyond it the one not heard of for longest is forgotten. */
    static final int CAMERAS_MAX = 1024;

    private final Map<CameraId, SeenPicture> latest = new LinkedHashMap<>();

    /** Remembers a picture and returns the one its camera sent before. */
    synchronized Optional<SeenPicture> remember(SeenPicture picture) {
        CameraId camera = picture.frame().camera();
        Optional<SeenPicture> previous = Optional.ofNullable(latest.remove(camera));
        latest.put(camera, picture);
        if (latest.size() > CAMERAS_MAX) {
            latest.remove(latest.keySet().iterator().next());
        }
        return previous;
    }
}
