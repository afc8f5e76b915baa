package io.huoyan.lab.replay;

import io.huoyan.core.domain.FrameHeader;
import io.huoyan.core.domain.FrameId;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.VisitResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a server recorded of a sample set, summed up as a replay of the set would be. */
public final class RecordedRun {
    private RecordedRun() {}

    /** How many pictures the set has. */
    public static int frames(Path folder) throws IOException {
        return ReplayFolder.items(folder).size();
    }

    /**
     * @param folder of the set, with {@code manifest.csv}; its boot id need not be the recorded one
     * @param inspections recorded, at most one a frame
     * @param visits closed
     * @param seconds how long it took
     * @throws IOException if manifest or truth cannot be read
     */
    public static ReplaySummary summary(
            Path folder, Collection<Inspection> inspections, List<VisitResult> visits, double seconds)
            throws IOException {
        Map<String, Inspection> byFrame = new HashMap<>();
        inspections.forEach(inspection -> byFrame.put(key(inspection.header()), inspection));
        List<ReplayedPicture> pictures = new ArrayList<>();
        for (ReplayFolder.Item item : ReplayFolder.items(folder)) {
            Inspection inspection = byFrame.get(key(item.header()));
            pictures.add(
                    inspection == null
                            ? ReplayedPicture.unreadable(item, "the server recorded no inspection of it")
                            : ReplayedPicture.of(item, inspection));
        }
        Optional<Agreement> agreement = Truth.of(folder).map(truth -> Agreement.of(truth, visits, pictures));
        return new ReplaySummary(folder.toString(), pictures, visits, agreement, seconds);
    }

    private static String key(FrameHeader header) {
        FrameId frame = header.frame();
        return frame.camera() + "/" + frame.frameNumber();
    }
}
