package io.huoyan.lab.replay;

import io.huoyan.core.evidence.Evidence;
import io.huoyan.core.pipeline.Inspection;
import io.huoyan.core.pipeline.WeldInspection;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What became of one picture.
 *
 * @param file where it is
 * @param name from the replayed folder on
 * @param inPlan whether it is a camera's, whose pixels stand as they are stored; a photograph is turned
 * @param inspection its inspection, without the pixels of its evidence; empty if the file could not be read
 * @param failure why it was not inspected; empty if it was
 */
public record ReplayedPicture(Path file, String name, boolean inPlan, Optional<Inspection> inspection, String failure) {
    static ReplayedPicture of(ReplayFolder.Item item, Inspection inspection) {
        String failure = inspection.failure().map(f -> f.message()).orElse("");
        return new ReplayedPicture(
                item.file(), item.name(), item.inPlan(), Optional.of(withoutPixels(inspection)), failure);
    }

    static ReplayedPicture unreadable(ReplayFolder.Item item, String failure) {
        return new ReplayedPicture(item.file(), item.name(), item.inPlan(), Optional.empty(), failure);
    }

    /** {@code OK}, {@code NOK}, {@code REVIEW} or, if it was not inspected, {@code FAILED}. */
    public String word() {
        return failure.isEmpty() ? inspection.orElseThrow().verdict().word() : "FAILED";
    }

    /** A report draws from the file; keeping every PNG would fill the heap. */
    private static Inspection withoutPixels(Inspection i) {
        List<WeldInspection> welds = i.welds().stream()
                .map(w -> new WeldInspection(
                        w.weld(),
                        w.verdict(),
                        w.findings(),
                        w.measurements(),
                        w.checks(),
                        w.region(),
                        w.nominal(),
                        w.seen(),
                        w.evidence().map(e -> new Evidence(e.box(), e.sha256(), new byte[0]))))
                .toList();
        return new Inspection(
                i.id(),
                i.header(),
                i.creationTime(),
                i.isSimulated(),
                i.calibrated(),
                i.verdict(),
                welds,
                i.checks(),
                i.failure(),
                i.provenance(),
                i.stageTimes());
    }
}
